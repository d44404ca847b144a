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
		if err := r.ParseForm(); err != nil || r.Form.Get("client_assertion") == "" || r.Form.Get("client_id") != Client {
			answer(w, 401, `{"error":"invalid_client","error_description":"no assertion"}`)
			return
		}
		answer(w, 200, object(map[string]any{"token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": a.Token}))
	default:
		answer(w, 404, "{}")
	}
}
