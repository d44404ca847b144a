package rules

import "github.com/sallyport-gate/sallyport/core/finding"

// services are the kinds that need no more than a prefix and a length.
func services() []Kind {
	var kinds []Kind
	for _, table := range [][]prefixed{payment(), messaging(), models(), registries(), platforms(), monitoring(), clouds()} {
		for _, p := range table {
			kinds = append(kinds, p.kind())
		}
	}
	return kinds
}

func payment() []prefixed {
	const stripe = "https://docs.stripe.com/keys"
	const opens = "Charges, refunds and reads customers of the account, as far as the key may."
	const revoke = "Roll the key in the Stripe dashboard under Developers, API keys."
	return []prefixed{
		{id: "stripe-secret-key", title: "Stripe secret key", prefix: "sk_live_", alphabet: isAlnum, least: 16, most: 250, severity: finding.Critical, opens: opens, revoke: revoke, page: stripe},
		{id: "stripe-restricted-key", title: "Stripe restricted key", prefix: "rk_live_", alphabet: isAlnum, least: 16, most: 250, severity: finding.Critical, opens: opens, revoke: revoke, page: stripe},
		{id: "stripe-test-key", title: "Stripe test key", prefix: "sk_test_", alphabet: isAlnum, least: 16, most: 250, severity: finding.Low, test: true, opens: "Works on test data only.", revoke: revoke, page: stripe},
		{id: "stripe-restricted-test-key", title: "Stripe restricted test key", prefix: "rk_test_", alphabet: isAlnum, least: 16, most: 250, severity: finding.Low, test: true, opens: "Works on test data only.", revoke: revoke, page: stripe},
		{id: "stripe-webhook-secret", title: "Stripe webhook signing secret", prefix: "whsec_", alphabet: isBase64, least: 32, most: 64, severity: finding.Medium, opens: "Forges events that the shop takes for Stripe's.", revoke: "Roll the endpoint's secret in the Stripe dashboard.", page: "https://docs.stripe.com/webhooks"},
		{id: "square-access-token", title: "Square access token", prefix: "sq0atp-", alphabet: isURL64, least: 22, most: 22, severity: finding.Critical, opens: "Takes payments and reads customers of the account.", revoke: "Replace the token in the Square developer dashboard.", page: "https://developer.squareup.com/docs/build-basics/access-tokens"},
		{id: "square-oauth-secret", title: "Square OAuth secret", prefix: "sq0csp-", alphabet: isURL64, least: 43, most: 43, opens: "Fetches tokens as the application.", revoke: "Replace the secret in the Square developer dashboard.", page: "https://developer.squareup.com/docs/oauth-api/overview"},
		{id: "shopify-admin-token", title: "Shopify admin API token", prefix: "shpat_", alphabet: isAnyHex, least: 32, most: 32, severity: finding.Critical, opens: "Reads and changes orders, customers and products of the shop.", revoke: "Uninstall the custom app, or rotate its token, in the Shopify admin.", page: "https://shopify.dev/docs/apps/build/authentication-authorization"},
		{id: "shopify-shared-secret", title: "Shopify shared secret", prefix: "shpss_", alphabet: isAnyHex, least: 32, most: 32, opens: "Signs requests as the Shopify app.", revoke: "Rotate the client secret in the partner dashboard.", page: "https://shopify.dev/docs/apps/build/authentication-authorization"},
		{id: "shopify-custom-token", title: "Shopify custom app token", prefix: "shpca_", alphabet: isAnyHex, least: 32, most: 32, opens: "Does what the app may in the shop.", revoke: "Rotate the app's token in the Shopify admin.", page: "https://shopify.dev/docs/apps/build/authentication-authorization"},
		{id: "shopify-private-token", title: "Shopify private app password", prefix: "shppa_", alphabet: isAnyHex, least: 32, most: 32, opens: "Does what the app may in the shop.", revoke: "Rotate the app's password in the Shopify admin.", page: "https://shopify.dev/docs/apps/build/authentication-authorization"},
		{id: "easypost-key", title: "EasyPost API key", prefix: "EZAK", alphabet: isAlnum, least: 54, most: 54, opens: "Buys shipping labels at the owner's cost.", revoke: "Disable the key in the EasyPost dashboard.", page: "https://docs.easypost.com/docs/authentication"},
	}
}

func messaging() []prefixed {
	const slack = "https://api.slack.com/authentication/token-types"
	const revoke = "Revoke the token (auth.revoke, or reinstall the app), and look at the workspace's access logs."
	return []prefixed{
		{id: "slack-bot-token", title: "Slack bot token", prefix: "xoxb-", alphabet: isURL64, least: 40, most: 120, opens: "Reads and writes in Slack as the bot.", revoke: revoke, page: slack},
		{id: "slack-user-token", title: "Slack user token", prefix: "xoxp-", alphabet: isURL64, least: 40, most: 120, severity: finding.Critical, opens: "Reads and writes in Slack as the user.", revoke: revoke, page: slack},
		{id: "slack-legacy-token", title: "Slack legacy token", prefix: "xoxa-", alphabet: isURL64, least: 40, most: 180, opens: "Acts in Slack as the workspace app.", revoke: revoke, page: slack},
		{id: "slack-refresh-token", title: "Slack refresh token", prefix: "xoxr-", alphabet: isURL64, least: 40, most: 180, opens: "Fetches new Slack tokens.", revoke: revoke, page: slack},
		{id: "slack-session-token", title: "Slack session token", prefix: "xoxs-", alphabet: isURL64, least: 40, most: 180, opens: "Acts in Slack as the user.", revoke: revoke, page: slack},
		{id: "slack-rotating-token", title: "Slack rotating token", prefix: "xoxe.", alphabet: isToken, least: 60, most: 240, opens: "Acts in Slack until it is rotated.", revoke: revoke, page: slack},
		{id: "slack-app-token", title: "Slack app-level token", prefix: "xapp-", alphabet: isURL64, least: 60, most: 160, opens: "Receives events as the Slack app.", revoke: "Revoke the token on the app's Basic Information page.", page: slack},
		{id: "slack-webhook", title: "Slack incoming webhook", prefix: "hooks.slack.com/services/T", alphabet: newClass(alphanum + "/"), least: 36, most: 60, severity: finding.Medium, opens: "Posts to the channel in the app's name.", revoke: "Remove the webhook on the app's Incoming Webhooks page.", page: "https://api.slack.com/messaging/webhooks"},
		{id: "discord-webhook", title: "Discord webhook", prefix: "discord.com/api/webhooks/", alphabet: newClass(alphanum + "/-_"), least: 80, most: 110, severity: finding.Medium, opens: "Posts to the channel.", revoke: "Delete the webhook in the channel's settings.", page: "https://discord.com/developers/docs/resources/webhook"},
		{id: "teams-webhook", title: "Microsoft Teams incoming webhook", prefix: ".webhook.office.com/webhookb2/", alphabet: newClass(alphanum + "/-@"), least: 100, most: 260, severity: finding.Medium, opens: "Posts to the Teams channel.", revoke: "Remove the connector from the channel.", page: "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook"},
		{id: "sendgrid-key", title: "SendGrid API key", prefix: "SG.", alphabet: isToken, least: 66, most: 66, middle: ".", opens: "Sends mail in the owner's name.", revoke: "Delete the key under Settings, API Keys.", page: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys"},
		{id: "brevo-key", title: "Brevo API key", prefix: "xkeysib-", alphabet: isURL64, least: 81, most: 81, opens: "Sends mail in the owner's name.", revoke: "Delete the key under SMTP & API.", page: "https://help.brevo.com/hc/en-us/articles/209467485"},
		{id: "mailgun-key", title: "Mailgun API key", prefix: "key-", alphabet: isHex, least: 32, most: 32, opens: "Sends and reads mail of the account.", revoke: "Delete the key under API Security.", page: "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt"},
	}
}

func models() []prefixed {
	return []prefixed{
		{id: "anthropic-key", title: "Anthropic API key", prefix: "sk-ant-api03-", alphabet: isURL64, least: 80, most: 120, suffix: "AA", opens: "Calls the models at the owner's cost.", revoke: "Delete the key in the Anthropic console.", page: "https://docs.anthropic.com/en/api/admin-api/apikeys/get-api-key"},
		{id: "anthropic-admin-key", title: "Anthropic admin key", prefix: "sk-ant-admin01-", alphabet: isURL64, least: 80, most: 120, suffix: "AA", severity: finding.Critical, opens: "Manages the organisation's members and keys.", revoke: "Delete the key in the Anthropic console.", page: "https://docs.anthropic.com/en/api/administration-api"},
		{id: "openai-key", title: "OpenAI API key", prefix: "sk-", alphabet: isURL64, least: 40, most: 200, middle: "T3Blbk" + "FJ", opens: "Calls the models at the owner's cost, and reads files and assistants of the project.", revoke: "Delete the key on the API keys page.", page: "https://help.openai.com/en/articles/9047852"},
		{id: "hugging-face-token", title: "Hugging Face token", prefix: "hf_", alphabet: isAlnum, least: 34, most: 37, lettersOnly: true, opens: "Reads, and may change, models and data sets of its owner.", revoke: "Delete the token under Settings, Access Tokens.", page: "https://huggingface.co/docs/hub/security-tokens"},
		{id: "replicate-token", title: "Replicate API token", prefix: "r8_", alphabet: isAlnum, least: 37, most: 37, opens: "Runs models at the owner's cost.", revoke: "Disable the token in the account's settings.", page: "https://replicate.com/docs/topics/security/api-tokens"},
		{id: "groq-key", title: "Groq API key", prefix: "gsk_", alphabet: isAlnum, least: 52, most: 52, opens: "Calls the models at the owner's cost.", revoke: "Delete the key in the Groq console.", page: "https://console.groq.com/docs/quickstart"},
		{id: "perplexity-key", title: "Perplexity API key", prefix: "pplx-", alphabet: isAlnum, least: 48, most: 56, opens: "Calls the models at the owner's cost.", revoke: "Delete the key in the API settings.", page: "https://docs.perplexity.ai/"},
		{id: "xai-key", title: "xAI API key", prefix: "xai-", alphabet: isAlnum, least: 80, most: 80, opens: "Calls the models at the owner's cost.", revoke: "Delete the key in the xAI console.", page: "https://docs.x.ai/docs/key-information/using-management-api"},
		{id: "langsmith-key", title: "LangSmith API key", prefix: "lsv2_", alphabet: isWord, least: 43, most: 60, opens: "Reads traces, with the prompts in them.", revoke: "Delete the key in the LangSmith settings.", page: "https://docs.smith.langchain.com/"},
	}
}

func registries() []prefixed {
	return []prefixed{
		{id: "nuget-key", title: "NuGet API key", prefix: "oy2", alphabet: isLower2, least: 43, most: 43, severity: finding.Critical, opens: "Publishes packages as its owner.", revoke: "Delete the key on nuget.org under API Keys, and look at what was pushed since.", page: "https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys", instead: UseOIDC},
		{id: "pypi-token", title: "PyPI API token", prefix: "pypi-AgEI", alphabet: isURL64, least: 60, most: 300, severity: finding.Critical, opens: "Publishes packages as its owner.", revoke: "Remove the token under Account settings, and look at what was uploaded since.", page: "https://pypi.org/help/#apitoken", instead: UseOIDC},
		{id: "rubygems-key", title: "RubyGems API key", prefix: "rubygems_", alphabet: isHex, least: 48, most: 48, severity: finding.Critical, opens: "Publishes gems as its owner.", revoke: "Delete the key in the profile's API keys.", page: "https://guides.rubygems.org/api-key-scopes/", instead: UseOIDC},
		{id: "crates-io-token", title: "crates.io token", prefix: "cio", alphabet: isAlnum, least: 32, most: 32, severity: finding.Critical, opens: "Publishes crates as its owner.", revoke: "Revoke the token in the account's settings.", page: "https://doc.rust-lang.org/cargo/reference/publishing.html", instead: UseOIDC},
		{id: "clojars-token", title: "Clojars deploy token", prefix: "CLOJARS_", alphabet: isAlnum, least: 60, most: 60, severity: finding.Critical, opens: "Publishes artifacts as its owner.", revoke: "Disable the token on clojars.org.", page: "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens"},
		{id: "docker-hub-token", title: "Docker Hub access token", prefix: "dckr_pat_", alphabet: isURL64, least: 27, most: 27, severity: finding.Critical, opens: "Pulls and pushes images as its owner.", revoke: "Delete the token under Account settings, Personal access tokens.", page: "https://docs.docker.com/security/access-tokens/"},
		{id: "docker-organization-token", title: "Docker Hub organization token", prefix: "dckr_oat_", alphabet: isURL64, least: 27, most: 40, severity: finding.Critical, opens: "Pulls and pushes images of the organization.", revoke: "Delete the token in the organization's settings.", page: "https://docs.docker.com/security/access-tokens/"},
		{id: "artifactory-key", title: "Artifactory API key", prefix: "AKCp", alphabet: isAlnum, least: 69, most: 69, opens: "Reads and publishes artifacts as its owner.", revoke: "Revoke the key in the user's profile.", page: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/user-profile"},
		{id: "artifactory-reference-token", title: "Artifactory reference token", prefix: "cmVmdGtu", alphabet: isAlnum, least: 56, most: 56, opens: "Reads and publishes artifacts as its owner.", revoke: "Revoke the token under Access Tokens.", page: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens"},
	}
}
