package rules

import "github.com/sallyport-gate/sallyport/core/finding"

// Ids of the kinds that package credential finds by what stands round a value.
const (
	Password         = "generic-password"
	Secret           = "generic-secret"
	URLPassword      = "url-password"
	DatabaseURL      = "database-url-password"
	SQLConnection    = "sql-connection-string"
	StorageKey       = "azure-storage-connection-string"
	AccessKey        = "azure-shared-access-key"
	RedisConnection  = "redis-connection-string"
	CosmosConnection = "azure-cosmos-db-connection-string"
	SecureString     = "powershell-secure-string"
	BasicHeader      = "basic-authorization-header"
	BearerHeader     = "bearer-authorization-header"
	MachineKey       = "aspnet-machine-key"
	PublishProfile   = "azure-publish-profile-password"
	RegistryAuth     = "registry-auth"
	CommandPassword  = "command-line-password"
	SignalR          = "azure-signalr-connection-string"
	WebPubSub        = "azure-web-pubsub-connection-string"
	Communication    = "azure-communication-connection-string"
	AppConfiguration = "azure-app-configuration-connection-string"
)

func contextual() []Kind {
	const owasp = "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html"
	k := func(id, title string, rank Rank, severity finding.Severity, opens, revoke, page, instead string) Kind {
		return Kind{ID: id, Title: title, Opens: opens, Revoke: revoke, Page: page, Instead: instead, Severity: severity, Confidence: finding.Likely, Rank: rank}
	}
	return []Kind{
		k(Password, "Password in an assignment", Guess, finding.High, "Opens whatever asks for this password.", "Change the password.", owasp, UseVault),
		k(Secret, "Secret or token in an assignment", Guess, finding.High, "Opens whatever this value is for.", "Find what issued it by its name, and revoke it there.", owasp, UseVault),
		k(URLPassword, "Password in a URL", Structured, finding.High, "Signs in to the host that the URL names.", "Change the password or token, and leave it out of the URL.", "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1", UseVault),
		k(DatabaseURL, "Password in a database or broker URL", Structured, finding.High, "Signs in to the database or broker that the URL names.", "Change the account's password, and look at its log.", owasp, UseIdentity),
		k(SQLConnection, "Password in a database connection string", Structured, finding.High, "Signs in to the database that the string names.", "Change the account's password, then use Entra authentication without one.", "https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview", UseIdentity),
		k(StorageKey, "Account key in a Storage connection string", Structured, finding.Critical, "Reads, writes and deletes all data of the storage account.", "Rotate the account's keys, then disallow shared key access.", "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage", UseIdentity),
		k(AccessKey, "Shared access key in a connection string", Structured, finding.High, "Sends, reads or manages, as far as the named policy reaches.", "Regenerate the shared access policy's keys.", "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas", UseIdentity),
		k(CosmosConnection, "Account key in a Cosmos DB connection string", Structured, finding.Critical, "Reads and changes every database of the account.", "Regenerate the account's keys, then disable local authentication.", "https://learn.microsoft.com/azure/cosmos-db/how-to-rotate-keys", UseIdentity),
		k(RedisConnection, "Password in a Redis connection string", Structured, finding.High, "Reads and changes everything in the cache.", "Regenerate the cache's access keys, then use Entra authentication.", "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure", UseIdentity),
		k(SecureString, "Plain text behind ConvertTo-SecureString", Structured, finding.High, "Opens whatever asks for this password: the secure string protects it in memory only.", "Change the password.", "https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring", UseVault),
		k(BasicHeader, "User and password in a Basic authorization header", Structured, finding.High, "Signs in to the service that is called.", "Change the password.", "https://www.rfc-editor.org/rfc/rfc7617", UseVault),
		k(BearerHeader, "Token in a Bearer authorization header", Structured, finding.High, "Calls the service as the token's owner.", "Revoke the token where it was issued.", "https://www.rfc-editor.org/rfc/rfc6750", UseVault),
		k(MachineKey, "ASP.NET machine key", Structured, finding.Critical, "Forges sign-in cookies and view state, which can run code on the server.", "Make new validation and decryption keys, and take them out of web.config.", "https://learn.microsoft.com/dotnet/api/system.web.configuration.machinekeysection", UseVault),
		k(PublishProfile, "Deployment password in a publish profile", Structured, finding.Critical, "Deploys any code to the app.", "Reset the publish profile (az webapp deployment list-publishing-profiles), and disable basic authentication.", "https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable", UseOIDC),
		k(CommandPassword, "Password on a command line", Structured, finding.High, "Signs in wherever the command does.", "Change the password, and let the command read it from a file or the environment.", owasp, UseVault),
		k(SignalR, "Access key in a SignalR Service connection string", Structured, finding.High, "Sends to every client of the service and signs tokens for new ones.", "Regenerate the service's keys (az signalr key renew), then disable local authentication.", "https://learn.microsoft.com/azure/azure-signalr/signalr-howto-key-rotation", UseIdentity),
		k(WebPubSub, "Access key in a Web PubSub connection string", Structured, finding.High, "Sends to every client of the service and signs tokens for new ones.", "Regenerate the service's keys (az webpubsub key regenerate), then disable local authentication.", "https://learn.microsoft.com/azure/azure-web-pubsub/howto-disable-local-auth", UseIdentity),
		k(Communication, "Access key in a Communication Services connection string", Structured, finding.High, "Sends mail and messages and places calls at the owner's cost.", "Regenerate the resource's keys (az communication regenerate-key).", "https://learn.microsoft.com/azure/communication-services/concepts/authentication", UseIdentity),
		k(AppConfiguration, "Access key in an App Configuration connection string", Structured, finding.High, "Reads or changes the configuration store, with what it holds.", "Regenerate the store's access keys (az appconfig credential regenerate), then disable local authentication.", "https://learn.microsoft.com/azure/azure-app-configuration/howto-disable-access-key-authentication", UseIdentity),
		k(RegistryAuth, "Registry sign-in in a Docker configuration", Structured, finding.High, "Pulls, and mostly pushes, images as its owner.", "Change the password or token of the registry account.", "https://docs.docker.com/reference/cli/docker/login/", UseOIDC),
	}
}
