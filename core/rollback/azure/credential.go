package azure

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/sethvargo/go-githubactions"
)

// Identity is where a token comes from.
type Identity struct {
	Getenv     func(string) string
	Connection string // Azure Pipelines: the id of the service connection
	Token      string // Azure Pipelines: the job's token
	Cloud      cloud.Configuration
	Private    bool // the authority is not in Entra's public list
}

// audience is what Entra expects in a federated assertion.
const audience = "api://AzureADTokenExchange"

// Credential chooses: a service connection that was named, the job's own OIDC
// token on GitHub, else whatever the SDK finds (environment, workload identity,
// managed identity, az).
func (i Identity) Credential() (azcore.TokenCredential, error) {
	switch {
	case i.Connection != "":
		return i.connection()
	case i.Getenv("ACTIONS_ID_TOKEN_REQUEST_URL") != "" && i.Getenv("AZURE_CLIENT_ID") != "" && i.Getenv("AZURE_TENANT_ID") != "":
		return i.github()
	default:
		return checked(azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{
			ClientOptions: i.client(), DisableInstanceDiscovery: i.Private}))
	}
}

func (i Identity) client() policy.ClientOptions { return policy.ClientOptions{Cloud: i.Cloud} }

// github exchanges the job's OIDC token; the job needs `id-token: write`.
func (i Identity) github() (azcore.TokenCredential, error) {
	job := githubactions.New(githubactions.WithGetenv(i.Getenv))
	assertion := func(ctx context.Context) (string, error) { return job.GetIDToken(ctx, audience) }
	return checked(azidentity.NewClientAssertionCredential(i.Getenv("AZURE_TENANT_ID"), i.Getenv("AZURE_CLIENT_ID"), assertion,
		&azidentity.ClientAssertionCredentialOptions{ClientOptions: i.client(), DisableInstanceDiscovery: i.Private}))
}

var connectionID = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

// connection reads what the agent tells a task about its service connection.
func (i Identity) connection() (azcore.TokenCredential, error) {
	id := i.Connection
	if !connectionID.MatchString(id) {
		return nil, errors.New("connection is not the id of a service connection; give the task's input its name, which the agent resolves")
	}
	parameter := func(key string) string { return i.Getenv("ENDPOINT_AUTH_PARAMETER_" + id + "_" + key) }
	tenant, client := parameter("TENANTID"), parameter("SERVICEPRINCIPALID")
	switch scheme := i.Getenv("ENDPOINT_AUTH_SCHEME_" + id); {
	case strings.EqualFold(scheme, "WorkloadIdentityFederation"):
		token := i.Token
		if token == "" {
			token = i.Getenv("ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN")
		}
		return checked(azidentity.NewAzurePipelinesCredential(tenant, client, id, token,
			&azidentity.AzurePipelinesCredentialOptions{ClientOptions: i.client(), DisableInstanceDiscovery: i.Private}))
	case strings.EqualFold(scheme, "ServicePrincipal"):
		return checked(azidentity.NewClientSecretCredential(tenant, client, parameter("SERVICEPRINCIPALKEY"),
			&azidentity.ClientSecretCredentialOptions{ClientOptions: i.client(), DisableInstanceDiscovery: i.Private}))
	case strings.EqualFold(scheme, "ManagedServiceIdentity"):
		return checked(azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{ClientOptions: i.client()}))
	default:
		return nil, fmt.Errorf("the service connection's scheme is %.60q; workload identity federation, a service principal and a managed identity are known", scheme)
	}
}

// checked keeps a nil pointer from looking like a credential.
func checked[T azcore.TokenCredential](credential T, err error) (azcore.TokenCredential, error) {
	if err != nil {
		return nil, fmt.Errorf("find an Azure identity: %s", line(err.Error()))
	}
	return credential, nil
}
