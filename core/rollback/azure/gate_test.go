package azure

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// TestTheGateLetsOneSwapThrough plays a layer that repeats a request.
func TestTheGateLetsOneSwapThrough(t *testing.T) {
	swaps := 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/slotsswap") {
			swaps++
		}
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	g := newGate(server.Listener.Addr().String())
	trusting(g, server)
	send := func() error {
		request, err := http.NewRequest(http.MethodPost, server.URL+"/sites/shop/slots/staging/SlotsSwap", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		request.URL.Path = strings.ToLower(request.URL.Path)
		response, err := g.Do(request)
		if err == nil {
			response.Body.Close()
		}
		return err
	}
	if err := send(); !errors.Is(err, errRepeated) || swaps != 0 {
		t.Errorf("a shut gate: got %v after %d swaps", err, swaps)
	}
	g.open()
	if err := send(); err != nil || swaps != 1 {
		t.Errorf("an open gate: got %v after %d swaps; a redirect must not be followed", err, swaps)
	}
	if err := send(); !errors.Is(err, errRepeated) || swaps != 1 {
		t.Errorf("the second request: got %v after %d swaps", err, swaps)
	}
}

// trusting lets a gate speak to servers of the test.
func trusting(g *gate, servers ...*httptest.Server) {
	pool := x509.NewCertPool()
	for _, s := range servers {
		pool.AddCert(s.Certificate())
	}
	for _, c := range []*http.Client{g.reads, g.swaps} {
		c.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: pool}
	}
}

type bearer struct{}

func (bearer) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: "bearer-" + "of-arm", ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// TestAForgedOperationTakesTheTokenNowhere plays a ledger in which somebody wrote
// where the operation is to be asked for. JSON has ways to hide an address from
// who looks for it: a null after it leaves it standing in a struct, and not in a map.
func TestAForgedOperationTakesTheTokenNowhere(t *testing.T) {
	asked := 0
	elsewhere := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer elsewhere.Close()
	arm := httptest.NewTLSServer(http.NotFoundHandler())
	defer arm.Close()
	a, err := Open(Settings{Subscription: "s", Group: "g", Site: "n", Slot: "staging", Credential: bearer{}, Cloud: cloud.Configuration{
		ActiveDirectoryAuthorityHost: arm.URL, Services: map[cloud.ServiceName]cloud.ServiceConfiguration{cloud.ResourceManager: {Endpoint: arm.URL, Audience: arm.URL}}}})
	if err != nil {
		t.Fatal(err)
	}
	trusting(a.gate, elsewhere, arm)
	address := strings.ReplaceAll(`"`+elsewhere.URL+`/operations/1"`, "//", `\/\/`)
	for name, operation := range map[string]string{
		"plainly":          `{"type":"WebAppsClientSwapSlotResponse","token":{"type":"loc","pollURL":` + address + `,"state":"InProgress"}}`,
		"hidden by a null": `{"type":"WebAppsClientSwapSlotResponse","token":{"type":"loc","pollURL":` + address + `,"pollURL":null,"state":"InProgress"}}`,
		"async, by a null": `{"type":"WebAppsClientSwapSlotResponse","token":{"asyncURL":` + address + `,"asyncURL":null,"locURL":"","origURL":"","method":"POST","state":"InProgress"}}`,
	} {
		var refusal swap.Refusal
		if done, err := a.Follow(context.Background(), operation); done || !errors.As(err, &refusal) || asked > 0 {
			t.Errorf("%s: done %v, %v; the token went elsewhere %d times", name, done, err, asked)
		}
	}
}

func TestProbesReadOneVersion(t *testing.T) {
	digest := "sha256:" + strings.Repeat("0f", 32)
	for body, want := range map[string]string{
		`{"commit":"ABCDEF0"}`:                      "abcdef0",
		`{"status":"up","digest":"` + digest + `"}`: digest,
		`{"version":"1.2.3"}`:                       "",
		`{"commit":7}`:                              "",
		"abcdef0123\n":                              "abcdef0123",
		"<html>abcdef0</html>":                      "",
		"":                                          "",
	} {
		if got := version([]byte(body)); got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

func TestProbeOptionIsAPathOrAnHTTPSAddress(t *testing.T) {
	for text, want := range map[string]Probe{
		"/healthz":                        {Path: "/healthz"},
		"/healthz?deep=1":                 {Path: "/healthz?deep=1"},
		"https://shop.example.com/health": {Production: "https://shop.example.com/health", Path: "/health"},
	} {
		if got, err := ParseProbe(text); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "healthz", "http://shop.example.com/", "https://user:word@shop.example.com/", "//other.example.com/x", "ftp://x/y", "https:///x"} {
		if got, err := ParseProbe(text); err == nil {
			t.Errorf("%q: got %+v, want a mistake", text, got)
		}
	}
}

func TestAnotherCloudNeverGetsThePublicCloudsToken(t *testing.T) {
	env := map[string]string{EndpointVariable: "https://arm.example.com", "AZURE_AUTHORITY_HOST": "https://login.example.com"}
	c, private, err := Cloud(func(name string) string { return env[name] })
	if err != nil || !private || c.Services["resourceManager"].Audience != "https://arm.example.com" {
		t.Errorf("got %+v, %v, %v", c, private, err)
	}
	for _, wrong := range []string{"http://arm.example.com", "arm.example.com", "https://arm.example.com/path", "https://u@arm.example.com"} {
		env[EndpointVariable] = wrong
		if _, _, err := Cloud(func(name string) string { return env[name] }); err == nil {
			t.Errorf("%s: no mistake", wrong)
		}
	}
	env = map[string]string{EndpointVariable: "https://arm.example.com"}
	if _, _, err := Cloud(func(name string) string { return env[name] }); err == nil {
		t.Error("another cloud without its authority: no mistake")
	}
}
