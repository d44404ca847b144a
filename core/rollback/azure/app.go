package azure

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/appservice/armappservice/v5"

	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// Settings are what an app is opened with.
type Settings struct {
	Subscription, Group, Site, Slot string
	Probe                           Probe
	Credential                      azcore.TokenCredential
	Cloud                           cloud.Configuration
}

// App implements swap.App.
type App struct {
	settings Settings
	client   *armappservice.WebAppsClient
	gate     *gate
	prober   *http.Client

	mu    sync.Mutex
	hosts map[swap.Place]string // as the last Look saw them
	image map[swap.Place]string // "sha256:…" of the container, likewise
}

// Open makes the client. Nothing is sent yet.
func Open(s Settings) (*App, error) {
	endpoint, err := url.Parse(s.Cloud.Services[cloud.ResourceManager].Endpoint)
	if err != nil || endpoint.Host == "" {
		return nil, errors.New("the cloud names no Resource Manager")
	}
	a := &App{settings: s, gate: newGate(endpoint.Host), prober: newProber(), hosts: map[swap.Place]string{}, image: map[swap.Place]string{}}
	a.client, err = armappservice.NewWebAppsClient(s.Subscription, s.Credential, &arm.ClientOptions{
		ClientOptions:         policy.ClientOptions{Cloud: s.Cloud, Retry: policy.RetryOptions{MaxRetries: -1}, Transport: a.gate},
		DisableRPRegistration: true, // it would be a request that nobody asked for
	})
	if err != nil {
		return nil, fmt.Errorf("open the web app: %w", err)
	}
	return a, nil
}

// readTime bounds one read.
const readTime = 30 * time.Second

// Look reads state and configuration of both slots.
func (a *App) Look(ctx context.Context) (swap.Sight, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	group, site, slot := a.settings.Group, a.settings.Site, a.settings.Slot
	production, err := a.client.Get(ctx, group, site, nil)
	if err != nil {
		return swap.Sight{}, explained(err, "Microsoft.Web/sites/read")
	}
	staging, err := a.client.GetSlot(ctx, group, site, slot, nil)
	if err != nil {
		return swap.Sight{}, explained(err, "Microsoft.Web/sites/slots/read")
	}
	here, err := a.client.GetConfiguration(ctx, group, site, nil)
	if err != nil {
		return swap.Sight{}, explained(err, "Microsoft.Web/sites/config/read")
	}
	there, err := a.client.GetConfigurationSlot(ctx, group, site, slot, nil)
	if err != nil {
		return swap.Sight{}, explained(err, "Microsoft.Web/sites/slots/config/read")
	}
	a.remember(swap.Production, production.Properties, here.Properties)
	a.remember(swap.Staging, staging.Properties, there.Properties)
	return swap.Sight{
		Production: slotOf(production.Properties, here.Properties), Staging: slotOf(staging.Properties, there.Properties),
		LastSwap: lastSwap(production.Properties),
	}, nil
}

func slotOf(p *armappservice.SiteProperties, c *armappservice.SiteConfig) swap.Slot {
	var s swap.Slot
	if p != nil {
		s.Running = strings.EqualFold(value(p.State), "Running")
		s.Operation, s.Preview = value(p.InProgressOperationID), value(p.TargetSwapSlot)
	}
	if c != nil {
		s.AutoSwap = value(c.AutoSwapSlotName)
	}
	return s
}

func lastSwap(p *armappservice.SiteProperties) string {
	if p == nil || p.SlotSwapStatus == nil {
		return ""
	}
	line := value(p.SlotSwapStatus.SourceSlotName) + " into " + value(p.SlotSwapStatus.DestinationSlotName)
	if at := p.SlotSwapStatus.TimestampUTC; at != nil {
		line += " at " + at.UTC().Format(time.RFC3339Nano)
	}
	return line
}

func (a *App) remember(place swap.Place, p *armappservice.SiteProperties, c *armappservice.SiteConfig) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if p != nil {
		a.hosts[place] = value(p.DefaultHostName)
	}
	a.image[place] = ""
	if c != nil {
		if _, digest, pinned := strings.Cut(value(c.LinuxFxVersion), "@sha256:"); pinned {
			a.image[place] = "sha256:" + digest
		}
	}
}

// Start starts the staging slot.
func (a *App) Start(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	_, err := a.client.StartSlot(ctx, a.settings.Group, a.settings.Site, a.settings.Slot, nil)
	return explained(err, "Microsoft.Web/sites/slots/start/action")
}

// Differences names the settings that differ between the slots.
func (a *App) Differences(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	pager := a.client.NewListSlotDifferencesSlotPager(a.settings.Group, a.settings.Site, a.settings.Slot, entity(), nil)
	var names []string
	for pages := 0; pager.More() && pages < maxPages; pages++ {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, explained(err, "Microsoft.Web/sites/slots/slotsdiffs/action")
		}
		for _, d := range page.Value {
			if d != nil && d.Properties != nil && value(d.Properties.SettingName) != "" {
				names = append(names, value(d.Properties.SettingName))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

const maxPages = 20

// entity names production as the target, so that all warming up happens in the
// staging slot.
func entity() armappservice.CsmSlotEntity {
	target, preserve := "production", true
	return armappservice.CsmSlotEntity{TargetSlot: &target, PreserveVnet: &preserve}
}

// Swap sends the one request.
func (a *App) Swap(ctx context.Context) (string, error) {
	a.gate.open()
	defer a.gate.shut()
	poller, err := a.client.BeginSwapSlot(ctx, a.settings.Group, a.settings.Site, a.settings.Slot, entity(), nil)
	if err != nil {
		return "", explained(err, "Microsoft.Web/sites/slots/slotsswap/action")
	}
	if poller.Done() {
		return "", nil
	}
	token, err := poller.ResumeToken()
	if err != nil {
		return "", nil // it was accepted; without an address the slots tell the rest
	}
	return token, nil
}

// Follow asks once. An operation comes from the ledger: one whose address is not
// Resource Manager's is not asked.
func (a *App) Follow(ctx context.Context, operation string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	poller, err := a.client.BeginSwapSlot(ctx, a.settings.Group, a.settings.Site, a.settings.Slot, entity(),
		&armappservice.WebAppsClientBeginSwapSlotOptions{ResumeToken: operation})
	if err != nil {
		return false, swap.Refusal{Status: http.StatusNotFound, Message: "the operation's address cannot be read"}
	}
	if _, err = poller.Poll(ctx); errors.Is(err, errElsewhere) {
		return false, swap.Refusal{Status: http.StatusNotFound, Message: errElsewhere.Error()}
	} else if err != nil {
		return ended(err), explained(err, "Microsoft.Web/sites/operationresults/read")
	}
	if !poller.Done() {
		return false, nil
	}
	_, err = poller.Result(ctx)
	return true, explained(err, "")
}

// ended tells an operation that ended with an error from one that cannot be asked now.
func ended(err error) bool {
	var response *azcore.ResponseError
	if !errors.As(err, &response) {
		return false
	}
	switch response.StatusCode {
	case 401, 403, 404, 408, 410, 429:
		return false
	default:
		return response.StatusCode < 500
	}
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
