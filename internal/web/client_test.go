package web

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnAuthorityOfTheEnvironmentIsTrusted(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {}))
	defer server.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		environment []string
		trusted     bool
	}{
		"nobody names it":      {nil, false},
		"Node's variable does": {[]string{"NODE_EXTRA_CA_CERTS=" + file}, true},
		"OpenSSL's does":       {[]string{"SSL_CERT_FILE=" + file}, true},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := Client(c.environment)
			if err != nil {
				t.Fatal(err)
			}
			response, err := client.Get(server.URL)
			if err == nil {
				response.Body.Close()
			}
			if (err == nil) != c.trusted {
				t.Errorf("error = %v, want trusted = %v", err, c.trusted)
			}
		})
	}
}

func TestAFileWithoutAuthoritiesIsAMistake(t *testing.T) {
	file := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(file, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, file + ".missing"} {
		if _, err := Client([]string{"NODE_EXTRA_CA_CERTS=" + path}); err == nil || !strings.Contains(err.Error(), "NODE_EXTRA_CA_CERTS") {
			t.Errorf("%s: error = %v, want one that names the variable", path, err)
		}
	}
}

func TestTheEnvironmentsProxyIsUsed(t *testing.T) {
	asked := ""
	proxy := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = r.URL.String() }))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "http_proxy"} {
		asked = ""
		client, err := Client([]string{name + "=" + proxy.URL})
		if err != nil {
			t.Fatal(err)
		}
		if response, err := client.Get("http://mirror.example/osv"); err != nil || asked != "http://mirror.example/osv" {
			t.Errorf("%s: the proxy was asked for %q (%v)", name, asked, err)
		} else {
			response.Body.Close()
		}
	}
}
