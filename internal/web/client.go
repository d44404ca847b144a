// Package web makes the HTTP client of everything that goes out: through the
// proxy that the environment names, trusting the system's authorities and those
// that the environment adds.
package web

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// authorities are the variables that name a PEM file of more authorities: the
// one of OpenSSL and Go, and the one of Node.js, which pipeline agents set.
var authorities = [...]string{"SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"}

// Client follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment (a list
// of NAME=value). It has no limit on a whole answer, which may be large, but on
// each stage before it. A file of authorities that is named and holds none is an error.
func Client(environment []string) (*http.Client, error) {
	roots, err := pool(environment)
	if err != nil {
		return nil, err
	}
	proxies := httpproxy.Config{
		HTTPProxy: either(environment, "HTTP_PROXY"), HTTPSProxy: either(environment, "HTTPS_PROXY"),
		NoProxy: either(environment, "NO_PROXY"), CGI: variable(environment, "REQUEST_METHOD") != "",
	}
	proxy := proxies.ProxyFunc()
	return &http.Client{Transport: &http.Transport{
		Proxy:                 func(r *http.Request) (*url.URL, error) { return proxy(r.URL) },
		TLSClientConfig:       &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:   15 * time.Second,
		ResponseHeaderTimeout: time.Minute,
		IdleConnTimeout:       30 * time.Second,
		MaxIdleConnsPerHost:   8,
		ForceAttemptHTTP2:     true,
	}}, nil
}

// pool is nil, which means the system's own, when nothing is added.
func pool(environment []string) (*x509.CertPool, error) {
	var roots *x509.CertPool
	for _, name := range authorities {
		path := variable(environment, name)
		if path == "" {
			continue
		}
		certificates, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the authorities that %s names: %w", name, err)
		}
		if roots == nil {
			if roots, err = x509.SystemCertPool(); err != nil {
				return nil, fmt.Errorf("read the system's authorities: %w", err)
			}
		}
		if !roots.AppendCertsFromPEM(certificates) {
			return nil, fmt.Errorf("read the authorities that %s names: %q holds no certificate in PEM", name, path)
		}
	}
	return roots, nil
}

func either(environment []string, name string) string {
	if value := variable(environment, name); value != "" {
		return value
	}
	return variable(environment, strings.ToLower(name))
}

// variable is the last value that the environment gives the name.
func variable(environment []string, name string) (value string) {
	for _, line := range environment {
		if n, v, _ := strings.Cut(line, "="); n == name {
			value = v
		}
	}
	return value
}
