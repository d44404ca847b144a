package rules

import "github.com/sallyport-gate/sallyport/core/finding"

// reaching lists services that reach people: mail, messages, work.
func reaching() []named {
	return []named{
		{id: "twilio-auth-token", title: "Twilio auth token", words: []string{"twilio"}, alphabet: isHex, least: 32, severity: finding.Critical, opens: "Sends messages and places calls at the owner's cost, and reads their records.", revoke: "Promote the secondary auth token in the console, which ends the first.", page: "https://www.twilio.com/docs/iam/api/authtoken"},
		{id: "vonage-secret", title: "Vonage API secret", words: []string{"vonage", "nexmo"}, alphabet: isAlnum, least: 16, opens: "Sends messages at the owner's cost.", revoke: "Revoke the secret in the dashboard's API settings.", page: "https://developer.vonage.com/en/account/secret-management"},
		{id: "mailjet-secret", title: "Mailjet secret key", words: []string{"mailjet", "mj_apikey"}, alphabet: isHex, least: 32, opens: "Sends mail in the owner's name.", revoke: "Regenerate the key under API key management.", page: "https://dev.mailjet.com/email/guides/"},
		{id: "postmark-token", title: "Postmark token", words: []string{"postmark"}, uuid: true, opens: "Sends mail in the owner's name.", revoke: "Delete the token on the server's API tokens page.", page: "https://postmarkapp.com/developer/api/overview"},
		{id: "sparkpost-key", title: "SparkPost API key", words: []string{"sparkpost"}, alphabet: isHex, least: 40, opens: "Sends mail in the owner's name.", revoke: "Delete the key under API keys.", page: "https://support.sparkpost.com/docs/getting-started/create-api-keys"},
		{id: "zendesk-token", title: "Zendesk API token", words: []string{"zendesk"}, alphabet: isAlnum, least: 40, opens: "Reads and changes tickets, with what customers wrote.", revoke: "Delete the token under Apps and integrations, API tokens.", page: "https://support.zendesk.com/hc/en-us/articles/4408889192858"},
		{id: "okta-token", title: "Okta API token", words: []string{"okta"}, alphabet: isURL64, least: 42, lead: "00", severity: finding.Critical, opens: "Manages users and sign-ins as its owner.", revoke: "Revoke the token under Security, API, Tokens.", page: "https://developer.okta.com/docs/guides/create-an-api-token/"},
		{id: "auth0-client-secret", title: "Auth0 client secret", words: []string{"auth0"}, alphabet: isURL64, least: 64, severity: finding.Critical, opens: "Fetches tokens as the application.", revoke: "Rotate the secret in the application's settings.", page: "https://auth0.com/docs/get-started/applications/rotate-client-secret"},
		{id: "airtable-token", title: "Airtable personal access token", words: []string{"airtable"}, alphabet: isToken, least: 82, lead: "pat", opens: "Reads and changes bases as its owner.", revoke: "Delete the token in the builder hub.", page: "https://support.airtable.com/docs/creating-personal-access-tokens"},
		{id: "telegram-api-hash", title: "Telegram API hash", words: []string{"telegram_api", "tg_api"}, alphabet: isHex, least: 32, severity: finding.Medium, opens: "Signs in to Telegram as the application.", revoke: "Make a new application at my.telegram.org; hashes cannot be revoked.", page: "https://core.telegram.org/api/obtaining_api_id"},
		{id: "discord-bot-token", title: "Discord bot token", words: []string{"discord", "bot_token"}, alphabet: isToken, least: 59, most: 74, severity: finding.Critical, opens: "Acts on Discord as the bot.", revoke: "Reset the token in the developer portal.", page: "https://discord.com/developers/docs/quick-start/getting-started"},
	}
}

// paying lists services that move money.
func paying() []named {
	return []named{
		{id: "plaid-secret", title: "Plaid secret", words: []string{"plaid"}, alphabet: isHex, least: 30, severity: finding.Critical, opens: "Reads bank accounts that customers have linked.", revoke: "Rotate the secret in the dashboard.", page: "https://plaid.com/docs/account/security/"},
		{id: "razorpay-secret", title: "Razorpay key secret", words: []string{"razorpay"}, alphabet: isAlnum, least: 24, severity: finding.Critical, opens: "Takes payments and refunds them.", revoke: "Regenerate the key under Account and settings, API keys.", page: "https://razorpay.com/docs/payments/dashboard/account-settings/api-keys/"},
		{id: "mollie-key", title: "Mollie API key", words: []string{"mollie"}, alphabet: isWord, least: 35, lead: "live_", severity: finding.Critical, opens: "Takes payments and refunds them.", revoke: "Reset the key under Developers, API keys.", page: "https://docs.mollie.com/reference/authentication"},
		{id: "paypal-secret", title: "PayPal client secret", words: []string{"paypal"}, alphabet: isURL64, least: 80, severity: finding.Critical, opens: "Takes payments and refunds them.", revoke: "Add a second secret in the developer dashboard and disable the first.", page: "https://developer.paypal.com/api/rest/"},
		{id: "braintree-private-key", title: "Braintree private key", words: []string{"braintree"}, alphabet: isHex, least: 32, severity: finding.Critical, opens: "Takes payments and reads customers.", revoke: "Delete the key under API keys in the control panel.", page: "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials"},
		{id: "coinbase-secret", title: "Coinbase API secret", words: []string{"coinbase"}, alphabet: isAlnum, least: 32, severity: finding.Critical, opens: "Reads balances and may move money.", revoke: "Delete the key in the developer platform.", page: "https://docs.cdp.coinbase.com/"},
	}
}

// thinking lists services of models.
func thinking() []named {
	return []named{
		{id: "cohere-key", title: "Cohere API key", words: []string{"cohere", "co_api"}, alphabet: isAlnum, least: 40, opens: "Calls the models at the owner's cost.", revoke: "Delete the key in the dashboard.", page: "https://docs.cohere.com/docs/rate-limits"},
		{id: "mistral-key", title: "Mistral API key", words: []string{"mistral"}, alphabet: isAlnum, least: 32, opens: "Calls the models at the owner's cost.", revoke: "Delete the key in the console.", page: "https://docs.mistral.ai/getting-started/quickstart/"},
		{id: "deepseek-key", title: "DeepSeek API key", words: []string{"deepseek"}, alphabet: newClass(digits + "abcdef-sk"), least: 35, lead: "sk-", opens: "Calls the models at the owner's cost.", revoke: "Delete the key on the platform's API keys page.", page: "https://api-docs.deepseek.com/"},
		{id: "elevenlabs-key", title: "ElevenLabs API key", words: []string{"elevenlabs", "eleven_labs", "xi-api"}, alphabet: isWord, least: 51, lead: "sk_", opens: "Makes speech at the owner's cost.", revoke: "Delete the key in the account's settings.", page: "https://elevenlabs.io/docs/api-reference/authentication"},
		{id: "wandb-key", title: "Weights & Biases API key", words: []string{"wandb"}, alphabet: isHex, least: 40, opens: "Reads and writes runs as its owner.", revoke: "Delete the key in the user's settings.", page: "https://docs.wandb.ai/"},
		{id: "assemblyai-key", title: "AssemblyAI API key", words: []string{"assemblyai"}, alphabet: isHex, least: 32, opens: "Transcribes at the owner's cost, and reads transcripts.", revoke: "Delete the key in the dashboard.", page: "https://www.assemblyai.com/docs"},
		{id: "deepgram-key", title: "Deepgram API key", words: []string{"deepgram"}, alphabet: isHex, least: 40, opens: "Transcribes at the owner's cost.", revoke: "Delete the key in the console.", page: "https://developers.deepgram.com/docs/create-additional-api-keys"},
		{id: "together-ai-key", title: "Together AI API key", words: []string{"together"}, alphabet: isHex, least: 64, opens: "Calls the models at the owner's cost.", revoke: "Regenerate the key in the settings.", page: "https://docs.together.ai/docs/quickstart"},
		{id: "stability-key", title: "Stability AI API key", words: []string{"stability"}, alphabet: isURL64, least: 51, lead: "sk-", opens: "Makes images at the owner's cost.", revoke: "Delete the key on the account's page.", page: "https://platform.stability.ai/docs/getting-started/authentication"},
	}
}

// azureNamed lists the keys of Azure services that carry no signature.
func azureNamed() []named {
	return []named{
		{id: "azure-cognitive-key", title: "Azure AI services key of the older form", words: []string{"ocp-apim-subscription", "cognitive", "azure_openai", "azure_speech", "azure_translator", "azure_search", "computervision", "formrecognizer"}, alphabet: isHex, least: 32, opens: "Calls the service at the owner's cost, and reads what it is fed.", revoke: "Regenerate both keys of the resource, then disable local authentication.", page: "https://learn.microsoft.com/azure/ai-services/rotate-keys", instead: UseIdentity},
		{id: "azure-log-analytics-key", title: "Log Analytics workspace key", words: []string{"workspacekey", "workspace_key", "loganalytics", "log_analytics"}, alphabet: newClass(alphanum + "+/="), least: 88, opens: "Writes any record into the workspace.", revoke: "Regenerate the workspace's keys (az monitor log-analytics workspace).", page: "https://learn.microsoft.com/azure/azure-monitor/agents/agent-windows", instead: UseIdentity},
		{id: "azure-direct-line-secret", title: "Azure Bot Direct Line secret", words: []string{"directline", "direct_line"}, alphabet: isToken, least: 43, most: 100, opens: "Speaks to the bot as any user.", revoke: "Regenerate the site's secret under the bot's channels.", page: "https://learn.microsoft.com/azure/bot-service/bot-service-channel-connect-directline", instead: UseVault},
		{id: "azure-static-web-apps-token", title: "Azure Static Web Apps deployment token", words: []string{"static_web_apps", "staticwebapps", "swa_cli_deployment"}, alphabet: newClass(digits + "abcdef-"), least: 74, most: 140, severity: finding.Critical, opens: "Deploys any content to the site.", revoke: "Reset the deployment token (az staticwebapp secrets reset-api-key).", page: "https://learn.microsoft.com/azure/static-web-apps/deployment-token-management", instead: UseOIDC},
		{id: "azure-application-insights-key", title: "Application Insights API key", words: []string{"appinsights_api", "applicationinsights_api", "insights_api"}, alphabet: newClass(digits + lower), least: 40, opens: "Reads telemetry, with the data in it.", revoke: "Delete the key under API access of the resource.", page: "https://learn.microsoft.com/azure/azure-monitor/app/app-insights-azure-ad-api", instead: UseIdentity},
		{id: "azure-bing-search-key", title: "Bing Search key", words: []string{"bing_search", "bingsearch", "bing_api"}, alphabet: isHex, least: 32, severity: finding.Medium, opens: "Searches at the owner's cost.", revoke: "Regenerate the resource's keys.", page: "https://learn.microsoft.com/bing/search-apis/bing-web-search/create-bing-search-service-resource", instead: UseVault},
	}
}
