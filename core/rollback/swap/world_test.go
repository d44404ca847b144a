package swap_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/sallyport-gate/sallyport/core/rollback/azure"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
	"github.com/sallyport-gate/sallyport/internal/armtest"
)

// TestMain trusts the certificate of all httptest servers.
func TestMain(m *testing.M) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	server.Close()
	http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
	os.Exit(m.Run())
}

// The versions of the tests: N is live, before is N-1, third is anybody else's.
var (
	n      = swap.Version{Commit: strings.Repeat("b", 40)}
	before = swap.Version{Commit: strings.Repeat("a", 40)}
	third  = strings.Repeat("c", 40)
)

// clock is a clock that goes by sleeping.
type clock struct {
	now  time.Time
	tick func() // called by every sleep
}

func (c *clock) Now() time.Time { return c.now }

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	if c.tick != nil {
		c.tick()
	}
	return ctx.Err()
}

// memory is a journal in memory.
type memory struct {
	events []swap.Event
	fails  func(swap.Event) error
}

func (m *memory) List(context.Context) ([]swap.Event, error) {
	return append([]swap.Event(nil), m.events...), nil
}

func (m *memory) Append(_ context.Context, after int, e swap.Event) error {
	if m.fails != nil {
		if err := m.fails(e); err != nil {
			return err
		}
	}
	if after != len(m.events) {
		return swap.ErrConflict
	}
	m.events = append(m.events, e)
	return nil
}

// stage is a web app on the stand-in, and a machine before it.
type stage struct {
	t       *testing.T
	azure   *armtest.Azure
	journal *memory
	clock   *clock
	machine *swap.Machine
}

type bearer string

func (b bearer) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: string(b), ExpiresOn: time.Now().Add(time.Hour)}, nil
}

func newStage(t *testing.T) *stage {
	t.Helper()
	a := armtest.Serve(t, armtest.NewApp(n.Commit, before.Commit))
	s := &stage{t: t, azure: a, journal: &memory{}, clock: &clock{now: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)}}
	s.machine = s.run("run-1")
	return s
}

// run is a new process: nothing but the journal and Azure is left of the one before.
func (s *stage) run(name string) *swap.Machine {
	s.t.Helper()
	app, err := azure.Open(azure.Settings{Subscription: armtest.Subscription, Group: armtest.Group, Site: armtest.Name, Slot: armtest.SlotName,
		Probe: azure.Probe{Path: "/version"}, Credential: bearer(s.azure.Token),
		Cloud: cloud.Configuration{ActiveDirectoryAuthorityHost: s.azure.ARM.URL, Services: map[cloud.ServiceName]cloud.ServiceConfiguration{
			cloud.ResourceManager: {Endpoint: s.azure.ARM.URL, Audience: s.azure.ARM.URL}}}})
	if err != nil {
		s.t.Fatal(err)
	}
	return &swap.Machine{App: app, Journal: s.journal, Now: s.clock.Now, Sleep: s.clock.Sleep, Limits: swap.DefaultLimits(),
		Site: armtest.SiteID, Slot: armtest.SlotName, Run: name, Commands: func(bool) []string { return []string{"look at both slots"} }}
}

var order = swap.Order{Kind: "rollback", Environment: "production", From: n, To: before}

func (s *stage) carry() swap.Result { return s.machine.Carry(context.Background(), order, true) }

// again runs the same command as another process.
func (s *stage) again() swap.Result {
	s.machine = s.run("run-2")
	return s.carry()
}

func (s *stage) staging(change func(*armtest.Slot)) {
	s.azure.Change(func(_, staging *armtest.Slot) { change(staging) })
}

func (s *stage) production(change func(*armtest.Slot)) {
	s.azure.Change(func(production, _ *armtest.Slot) { change(production) })
}
