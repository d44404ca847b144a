package azure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// Probe is where both slots are asked.
type Probe struct {
	Production string // an address; empty: the slot's own host with Path
	Path       string // with the query, for the slots' own hosts
}

// ParseProbe reads the probe option: a path, or an https address whose path also
// counts for the staging slot.
func ParseProbe(text string) (Probe, error) {
	wrong := fmt.Errorf("%.200q is neither a path such as /healthz nor an https address", text)
	u, err := url.Parse(text)
	switch {
	case err != nil || u.User != nil || u.Fragment != "":
		return Probe{}, wrong
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(u.Path, "/"):
		return Probe{Path: u.RequestURI()}, nil
	case u.Scheme == "https" && u.Host != "":
		return Probe{Production: text, Path: u.RequestURI()}, nil
	default:
		return Probe{}, wrong
	}
}

const (
	probeTime = 10 * time.Second
	maxAnswer = 64 << 10
)

// newProber follows no redirect: where one leads, another app may answer.
func newProber() *http.Client {
	c := client(true)
	c.Timeout = probeTime
	return c
}

// Ask probes one slot. Routed clients stay pinned for an hour, so production is
// asked by name.
func (a *App) Ask(ctx context.Context, place swap.Place) swap.Answer {
	a.mu.Lock()
	host, image := a.hosts[place], a.image[place]
	a.mu.Unlock()
	address := "https://" + host + a.settings.Probe.Path
	if place == swap.Production && a.settings.Probe.Production != "" {
		address = a.settings.Probe.Production
	} else if host == "" {
		return swap.Answer{Detail: "the slot has no host name"}
	}
	answer := ask(ctx, a.prober, address)
	if answer.Version == "" {
		answer.Version = image
	}
	return answer
}

func ask(ctx context.Context, client *http.Client, address string) swap.Answer {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return swap.Answer{Detail: "the probe's address cannot be asked"}
	}
	query := request.URL.Query()
	query.Set("x-ms-routing-name", "self")
	request.URL.RawQuery = query.Encode()
	request.Header.Set("Cache-Control", "no-cache")
	response, err := client.Do(request)
	if err != nil {
		var address *url.Error
		if errors.As(err, &address) {
			err = address.Err
		}
		return swap.Answer{Detail: line(err.Error())}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return swap.Answer{Detail: "the answer broke off"}
	}
	return swap.Answer{Version: version(body), Healthy: response.StatusCode >= 200 && response.StatusCode < 300, Detail: response.Status}
}

var bare = regexp.MustCompile(`^(sha256:)?[0-9a-f]{7,64}$`)

// version finds what an answer says it is: a JSON object's commit, digest or
// version, else a body that is nothing but one.
func version(body []byte) string {
	var told map[string]any
	if json.Unmarshal(body, &told) == nil {
		for _, name := range []string{"commit", "digest", "version"} {
			if text, is := told[name].(string); is && bare.MatchString(strings.ToLower(text)) {
				return strings.ToLower(text)
			}
		}
		return ""
	}
	if text := strings.ToLower(strings.TrimSpace(string(body))); bare.MatchString(text) {
		return text
	}
	return ""
}
