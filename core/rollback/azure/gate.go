package azure

import (
	"crypto/tls"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
)

// gate is the transport below everything that could repeat a request: it lets
// one swap request through each time it is opened, and refuses every other. What
// does not go to Resource Manager is not sent at all: requests carry the token.
type gate struct {
	host   string
	mu     sync.Mutex
	isOpen bool
	reads  *http.Client
	swaps  *http.Client
}

// errRepeated is what a layer that repeats a swap gets to see.
var errRepeated = errors.New("a swap request was about to be sent a second time; it was not")

// errElsewhere is what a request to another host than Resource Manager's gets.
var errElsewhere = errors.New("the request leads to another host than Resource Manager, and the token is sent to no other; it was not sent")

func newGate(host string) *gate {
	return &gate{host: host, reads: client(false), swaps: client(true)}
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
	if r.URL.Scheme != "https" || r.URL.Host != g.host {
		return nil, errElsewhere
	}
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
