package armtest

import (
	"net/http"
	"strings"
)

// The tenant and the client that tokens are for.
const (
	Tenant = "11111111-2222-3333-4444-555555555555"
	Client = "66666666-7777-8888-9999-000000000000"
)

// entra answers what azidentity asks an authority: its endpoints, and a token
// for a federated assertion.
func (a *Azure) entra(w http.ResponseWriter, r *http.Request) {
	base := a.ARM.URL + "/" + Tenant
	switch {
	case strings.HasSuffix(r.URL.Path, "/.well-known/openid-configuration"):
		answer(w, 200, object(map[string]any{"issuer": base + "/v2.0", "authorization_endpoint": base + "/oauth2/v2.0/authorize",
			"token_endpoint": base + "/oauth2/v2.0/token"}))
	case strings.HasSuffix(r.URL.Path, "/oauth2/v2.0/token"):
		if err := r.ParseForm(); err != nil || r.Form.Get("client_assertion") != "assertion" || r.Form.Get("client_id") != Client {
			answer(w, 401, `{"error":"invalid_client","error_description":"no assertion"}`)
			return
		}
		answer(w, 200, object(map[string]any{"token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": a.Token}))
	default:
		answer(w, 404, "{}")
	}
}

// Connection is the service connection that oidc knows.
const Connection = "0a1b2c3d-0000-4000-8000-00000000c0de"

// OnGitHub replaces the federated file by what a job of GitHub Actions gets to
// ask for its own OIDC token; OnAzurePipelines by a service connection's.
func (a *Azure) OnGitHub() []string {
	return []string{"AZURE_FEDERATED_TOKEN_FILE=", "AZURE_TOKEN_CREDENTIALS=",
		"ACTIONS_ID_TOKEN_REQUEST_URL=" + a.ARM.URL + "/oidc/github?job=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN=job-request"}
}

// OnAzurePipelines is what an agent tells a task about its service connection.
func (a *Azure) OnAzurePipelines() []string {
	parameter := "ENDPOINT_AUTH_PARAMETER_" + Connection + "_"
	return []string{"AZURE_FEDERATED_TOKEN_FILE=", "AZURE_TENANT_ID=", "AZURE_CLIENT_ID=", "AZURE_TOKEN_CREDENTIALS=",
		"SYSTEM_OIDCREQUESTURI=" + a.ARM.URL + "/oidc/azure", "ENDPOINT_AUTH_SCHEME_" + Connection + "=WorkloadIdentityFederation",
		parameter + "TENANTID=" + Tenant, parameter + "SERVICEPRINCIPALID=" + Client, "ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN=job-request"}
}

// oidc hands out the assertion that the token endpoint takes, to the jobs of both hosts.
func (a *Azure) oidc(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	switch {
	case r.Header.Get("Authorization") != "Bearer job-request":
		answer(w, 401, "{}")
	case r.URL.Path == "/oidc/github" && r.Method == http.MethodGet && query.Get("audience") == "api://AzureADTokenExchange":
		answer(w, 200, `{"value":"assertion"}`)
	case r.URL.Path == "/oidc/azure" && r.Method == http.MethodPost && query.Get("serviceConnectionId") == Connection:
		answer(w, 200, `{"oidcToken":"assertion"}`)
	default:
		answer(w, 400, "{}")
	}
}
