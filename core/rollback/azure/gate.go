package azure

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// gate is the transport below everything that could repeat a request: it lets
// one swap request through each time it is opened, and refuses every other.
type gate struct {
	mu     sync.Mutex
	isOpen bool
	reads  *http.Client
	swaps  *http.Client
}

// errRepeated is what a layer that repeats a swap gets to see.
var errRepeated = errors.New("a swap request was about to be sent a second time; it was not")

func newGate() *gate {
	return &gate{reads: client(false), swaps: client(true)}
}

// client follows no redirect, because that sends a request again, and speaks
// HTTP/1.1: HTTP/2 repeats requests that a server did not take. Without kept
// connections there is none that could have gone stale.
func client(fresh bool) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = fresh
	transport.ForceAttemptHTTP2 = false
	transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	transport.ResponseHeaderTimeout = 90 * time.Second
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (g *gate) open() { g.mu.Lock(); g.isOpen = true; g.mu.Unlock() }
func (g *gate) shut() { g.mu.Lock(); g.isOpen = false; g.mu.Unlock() }

// Do implements policy.Transporter.
func (g *gate) Do(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPost || !strings.HasSuffix(strings.ToLower(r.URL.Path), "/slotsswap") {
		return g.reads.Do(r)
	}
	g.mu.Lock()
	open := g.isOpen
	g.isOpen = false
	g.mu.Unlock()
	if !open {
		return nil, errRepeated
	}
	r.GetBody = nil
	return g.swaps.Do(r)
}

// ours refuses an operation whose address is not Resource Manager's: it comes
// from the ledger, and asking sends the token there.
func (a *App) ours(operation string) error {
	var token any
	if err := json.Unmarshal([]byte(operation), &token); err != nil {
		return errors.New("the operation's address cannot be read")
	}
	return a.sameHost(token)
}

func (a *App) sameHost(token any) error {
	switch t := token.(type) {
	case map[string]any:
		for _, v := range t {
			if err := a.sameHost(v); err != nil {
				return err
			}
		}
	case []any:
		for _, v := range t {
			if err := a.sameHost(v); err != nil {
				return err
			}
		}
	case string:
		if !strings.Contains(t, "://") {
			return nil
		}
		if u, err := url.Parse(t); err != nil || u.Scheme != "https" || u.Host != a.host || u.User != nil {
			return errors.New("the operation's address is not one of Resource Manager, and the token is sent to no other host")
		}
	}
	return nil
}
