package rules

import "github.com/sallyport-gate/sallyport/core/finding"

// vendors are the kinds that only the vendor's name gives away.
func vendors() []Kind {
	var kinds []Kind
	for _, table := range [][]named{watching(), building(), hosting(), reaching(), paying(), thinking(), azureNamed()} {
		for _, n := range table {
			kinds = append(kinds, n.kind())
		}
	}
	return kinds
}

// watching lists monitoring and incident services.
func watching() []named {
	return []named{
		{id: "datadog-api-key", title: "Datadog API key", words: []string{"datadog_api", "dd_api", "datadog-api"}, alphabet: isHex, least: 32, severity: finding.Medium, opens: "Sends metrics and logs to the account.", revoke: "Revoke the key under Organization settings, API keys.", page: "https://docs.datadoghq.com/account_management/api-app-keys/"},
		{id: "datadog-application-key", title: "Datadog application key", words: []string{"datadog_app", "dd_app", "datadog-app"}, alphabet: isHex, least: 40, opens: "Reads and configures the account as its owner.", revoke: "Revoke the key under Organization settings, Application keys.", page: "https://docs.datadoghq.com/account_management/api-app-keys/"},
		{id: "pagerduty-key", title: "PagerDuty API key", words: []string{"pagerduty", "pager_duty"}, alphabet: isURL64, least: 20, opens: "Reads and changes incidents, schedules and services.", revoke: "Remove the key under Integrations, API access keys.", page: "https://support.pagerduty.com/main/docs/api-access-keys"},
		{id: "opsgenie-key", title: "Opsgenie API key", words: []string{"opsgenie"}, uuid: true, opens: "Opens and closes alerts.", revoke: "Delete the key in the integration's settings.", page: "https://support.atlassian.com/opsgenie/docs/api-key-management/"},
		{id: "rollbar-token", title: "Rollbar access token", words: []string{"rollbar"}, alphabet: isHex, least: 32, severity: finding.Medium, opens: "Reads or sends errors of the project, with the data in them.", revoke: "Disable the token in the project's settings.", page: "https://docs.rollbar.com/docs/access-tokens"},
		{id: "bugsnag-key", title: "Bugsnag key", words: []string{"bugsnag"}, alphabet: isHex, least: 32, severity: finding.Low, opens: "Sends error reports to the project.", revoke: "Roll the key in the project's settings.", page: "https://docs.bugsnag.com/api/"},
		{id: "honeycomb-key", title: "Honeycomb key", words: []string{"honeycomb"}, alphabet: isAlnum, least: 22, most: 32, severity: finding.Medium, opens: "Sends events, and may read and configure the environment.", revoke: "Disable the key in the environment's settings.", page: "https://docs.honeycomb.io/configure/environments/manage-api-keys/"},
		{id: "splunk-hec-token", title: "Splunk HTTP Event Collector token", words: []string{"splunk", "hec_"}, uuid: true, severity: finding.Medium, opens: "Writes events into the index.", revoke: "Delete the token under Data inputs, HTTP Event Collector.", page: "https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector"},
		{id: "sumo-logic-key", title: "Sumo Logic access key", words: []string{"sumologic", "sumo_logic"}, alphabet: isAlnum, least: 64, opens: "Reads logs and configures collection as its owner.", revoke: "Delete the key under Access keys.", page: "https://help.sumologic.com/docs/manage/security/access-keys/"},
		{id: "loggly-token", title: "Loggly customer token", words: []string{"loggly"}, uuid: true, severity: finding.Medium, opens: "Writes into the account's logs.", revoke: "Retire the token under Source setup, Customer tokens.", page: "https://documentation.solarwinds.com/en/success_center/loggly/content/admin/customer-token-authentication-token.htm"},
		{id: "logz-io-token", title: "Logz.io token", words: []string{"logzio", "logz_io"}, alphabet: isAlnum, least: 32, severity: finding.Medium, opens: "Ships logs to the account.", revoke: "Delete the token under Manage tokens.", page: "https://docs.logz.io/docs/user-guide/admin/authentication-tokens/"},
		{id: "amplitude-secret", title: "Amplitude secret key", words: []string{"amplitude_secret"}, alphabet: isHex, least: 32, severity: finding.Medium, opens: "Exports the project's data.", revoke: "Rotate the key in the project's settings.", page: "https://amplitude.com/docs/apis/authentication"},
		{id: "mixpanel-secret", title: "Mixpanel API secret", words: []string{"mixpanel"}, alphabet: isHex, least: 32, severity: finding.Medium, opens: "Exports the project's data.", revoke: "Reset the secret in the project's settings.", page: "https://developer.mixpanel.com/reference/project-secret"},
	}
}

// building lists code, test and delivery services.
func building() []named {
	return []named{
		{id: "circleci-token", title: "CircleCI API token", words: []string{"circle_token", "circleci", "circle_ci"}, alphabet: isHex, least: 40, severity: finding.Critical, opens: "Starts builds and reads projects as its owner, with the variables that builds see.", revoke: "Delete the token under User settings, and rotate what builds could see.", page: "https://circleci.com/docs/managing-api-tokens/"},
		{id: "travis-ci-token", title: "Travis CI token", words: []string{"travis"}, alphabet: isURL64, least: 22, opens: "Starts builds and reads projects as its owner.", revoke: "Regenerate the token in the profile's settings.", page: "https://docs.travis-ci.com/user/triggering-builds/"},
		{id: "codecov-token", title: "Codecov upload token", words: []string{"codecov"}, uuid: true, severity: finding.Medium, opens: "Uploads coverage for the repository.", revoke: "Regenerate the token in the repository's settings.", page: "https://docs.codecov.com/docs/codecov-tokens", instead: UseOIDC},
		{id: "coveralls-token", title: "Coveralls repository token", words: []string{"coveralls"}, alphabet: isAlnum, least: 32, most: 33, severity: finding.Low, opens: "Uploads coverage for the repository.", revoke: "Regenerate the token in the repository's settings.", page: "https://docs.coveralls.io/"},
		{id: "snyk-token", title: "Snyk token", words: []string{"snyk"}, uuid: true, opens: "Reads projects and their vulnerabilities as its owner.", revoke: "Revoke the token in the account's settings.", page: "https://docs.snyk.io/snyk-api/authentication-for-api"},
		{id: "sonar-token", title: "Sonar token", words: []string{"sonar"}, alphabet: isHex, least: 40, severity: finding.Medium, opens: "Publishes analyses and reads source code as its owner.", revoke: "Revoke the token under My account, Security.", page: "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/"},
		{id: "jira-token", title: "Jira or Confluence API token of the older form", words: []string{"jira", "confluence", "atlassian"}, alphabet: isAlnum, least: 24, opens: "Acts as its owner in Jira and Confluence.", revoke: "Revoke the token at id.atlassian.com.", page: "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/"},
		{id: "drone-token", title: "Drone CI token", words: []string{"drone"}, alphabet: isAlnum, least: 32, opens: "Starts builds and reads secrets' names as its owner.", revoke: "Reset the token on the account's page.", page: "https://docs.drone.io/"},
		{id: "argocd-password", title: "Argo CD password", words: []string{"argocd", "argo_cd"}, alphabet: isURL64, least: 16, opens: "Deploys to the clusters that Argo CD manages.", revoke: "Change the password (argocd account update-password).", page: "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_account_update-password/"},
		{id: "trello-token", title: "Trello token of the older form", words: []string{"trello"}, alphabet: isHex, least: 64, opens: "Reads and changes boards as its owner.", revoke: "Revoke the application in the account's settings.", page: "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/"},
		{id: "gitea-token", title: "Gitea or Forgejo token", words: []string{"gitea", "forgejo", "codeberg"}, alphabet: isHex, least: 40, opens: "Reads and writes repositories as its owner.", revoke: "Delete the token under Settings, Applications.", page: "https://docs.gitea.com/development/api-usage"},
	}
}

// hosting lists clouds, name services and stores.
func hosting() []named {
	return []named{
		{id: "cloudflare-api-token", title: "Cloudflare API token", words: []string{"cloudflare", "cf_api"}, alphabet: isURL64, least: 40, severity: finding.Critical, opens: "Changes zones, workers and certificates, as far as its permissions reach.", revoke: "Roll the token under My profile, API tokens.", page: "https://developers.cloudflare.com/fundamentals/api/how-to/roll-token/"},
		{id: "cloudflare-global-key", title: "Cloudflare global API key", words: []string{"cloudflare", "cf_api"}, alphabet: isHex, least: 37, severity: finding.Critical, opens: "Does everything in the account that its owner may.", revoke: "Change the key under My profile, API tokens.", page: "https://developers.cloudflare.com/fundamentals/api/get-started/keys/"},
		{id: "hetzner-token", title: "Hetzner Cloud token", words: []string{"hcloud", "hetzner"}, alphabet: isAlnum, least: 64, severity: finding.Critical, opens: "Manages the project's servers and volumes.", revoke: "Delete the token under Security, API tokens.", page: "https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/"},
		{id: "linode-token", title: "Linode token", words: []string{"linode"}, alphabet: isHex, least: 64, severity: finding.Critical, opens: "Manages the account's servers, as far as its scopes reach.", revoke: "Revoke the token under API tokens.", page: "https://techdocs.akamai.com/cloud-computing/docs/manage-personal-access-tokens"},
		{id: "vultr-key", title: "Vultr API key", words: []string{"vultr"}, alphabet: newClass(digits + upper), least: 36, severity: finding.Critical, opens: "Manages the account's servers.", revoke: "Regenerate the key in the account's settings.", page: "https://docs.vultr.com/platform/other/api/regenerate-api-key"},
		{id: "ibm-cloud-key", title: "IBM Cloud API key", words: []string{"ibmcloud", "ibm_cloud", "bluemix"}, alphabet: isURL64, least: 44, severity: finding.Critical, opens: "Signs in as its owner, with every role that they have.", revoke: "Delete the key under Manage, Access (IAM), API keys.", page: "https://cloud.ibm.com/docs/account?topic=account-userapikey"},
		{id: "scaleway-secret-key", title: "Scaleway secret key", words: []string{"scw_secret", "scaleway"}, uuid: true, severity: finding.Critical, opens: "Manages what its owner may in the organization.", revoke: "Delete the key under IAM, API keys.", page: "https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/"},
		{id: "alibaba-secret-key", title: "Alibaba Cloud access key secret", words: []string{"alicloud", "aliyun", "alibaba"}, alphabet: isAlnum, least: 30, severity: finding.Critical, opens: "Does in the account whatever its user may do.", revoke: "Disable and delete the access key in RAM.", page: "https://www.alibabacloud.com/help/en/ram/user-guide/delete-an-accesskey-pair-of-a-ram-user"},
		{id: "tencent-secret-key", title: "Tencent Cloud secret key", words: []string{"tencent", "qcloud"}, alphabet: isAlnum, least: 32, severity: finding.Critical, opens: "Does in the account whatever its user may do.", revoke: "Disable and delete the key under Access management.", page: "https://www.tencentcloud.com/document/product/598/32675"},
		{id: "fastly-token", title: "Fastly API token", words: []string{"fastly"}, alphabet: isURL64, least: 32, severity: finding.Critical, opens: "Changes services and purges caches.", revoke: "Delete the token under Account, Personal tokens.", page: "https://docs.fastly.com/en/guides/using-api-tokens"},
		{id: "vercel-token", title: "Vercel token", words: []string{"vercel"}, alphabet: isAlnum, least: 24, opens: "Deploys and reads settings of its owner's projects.", revoke: "Delete the token in the account's settings.", page: "https://vercel.com/docs/sign-in-with-vercel/tokens"},
		{id: "railway-token", title: "Railway token", words: []string{"railway"}, uuid: true, opens: "Deploys, and reads variables of the project.", revoke: "Delete the token in the account's settings.", page: "https://docs.railway.com/reference/public-api"},
		{id: "godaddy-secret", title: "GoDaddy API secret", words: []string{"godaddy"}, alphabet: isAlnum, least: 22, most: 23, opens: "Changes name servers and records of domains.", revoke: "Delete the key in the developer portal.", page: "https://developer.godaddy.com/keys"},
		{id: "confluent-secret", title: "Confluent Cloud API secret", words: []string{"confluent"}, alphabet: isBase64, least: 64, opens: "Reads and writes topics, or manages the organization.", revoke: "Delete the key (confluent api-key delete).", page: "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/manage-api-keys.html"},
		{id: "algolia-admin-key", title: "Algolia API key", words: []string{"algolia"}, alphabet: isHex, least: 32, opens: "Reads or changes indices, as far as its rights reach; an admin key may do everything.", revoke: "Delete or rotate the key in the dashboard.", page: "https://www.algolia.com/doc/guides/security/api-keys/"},
		{id: "mongodb-atlas-key", title: "MongoDB Atlas private key", words: []string{"atlas_private", "mongodb_atlas"}, uuid: true, severity: finding.Critical, opens: "Manages clusters and their users.", revoke: "Delete the key under Access manager.", page: "https://www.mongodb.com/docs/atlas/configure-api-access/"},
		{id: "launchdarkly-token", title: "LaunchDarkly access token", words: []string{"launchdarkly", "launch_darkly"}, alphabet: newClass(alphanum + "-"), least: 40, lead: "api-", opens: "Switches features as its owner.", revoke: "Reset or delete the token under Authorization.", page: "https://launchdarkly.com/docs/home/account/api"},
	}
}
