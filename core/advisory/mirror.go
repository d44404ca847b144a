package advisory

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// OSV is where osv.dev exports its database: <Ecosystem>/all.zip,
// <Ecosystem>/modified_id.csv and <Ecosystem>/<ID>.json
// (https://google.github.io/osv.dev/data/).
const OSV = "https://storage.googleapis.com/osv-vulnerabilities"

// Mirror is a place that serves OSV's export, or an index that was made of it.
// Any web server will do; none of its headers is needed.
type Mirror struct {
	URL    string
	Client *http.Client                               // with the proxy and the authorities that the user wants
	Sleep  func(context.Context, time.Duration) error // between two tries
}

const (
	tries     = 4
	firstWait = 500 * time.Millisecond
	maxWait   = 30 * time.Second
	maxDump   = 4 << 30 // bytes of a dump
)

// ErrFetch says that something could not be had from an address: not a mistake
// in what was asked for, as far as anybody knows.
var ErrFetch = errors.New("fetch")

// errFinal marks an answer that another try would not change.
var errFinal = errors.New("the server refuses")

// NewMirror checks the address: HTTPS, or anything on this machine.
func NewMirror(address string, client *http.Client) (Mirror, error) {
	u, err := url.Parse(strings.TrimSuffix(address, "/"))
	switch {
	case err != nil:
		return Mirror{}, fmt.Errorf("the address of the advisories cannot be read: %w", err)
	case u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())):
		return Mirror{}, fmt.Errorf("the advisories at %q: write an https:// address", address)
	case u.User != nil:
		return Mirror{}, errors.New("the address of the advisories holds a user or password; use a mirror that needs none")
	}
	safe := *client
	safe.CheckRedirect = sameProtection
	return Mirror{URL: u.String(), Client: &safe, Sleep: sleep}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// sameProtection follows no redirect that leaves HTTPS.
func sameProtection(next *http.Request, before []*http.Request) error {
	if len(before) >= 5 {
		return errors.New("more than five redirects")
	}
	if before[0].URL.Scheme == "https" && next.URL.Scheme != "https" {
		return errors.New("a redirect from https to " + next.URL.Scheme)
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// sink takes a body; reset throws away what an earlier try brought.
type sink interface {
	io.Writer
	reset() error
}

// fetch gets a file whole, in a few tries, into the sink. A cut connection, a
// body over the limit and a digest that the server states and the body does not
// have are errors: half a file is none.
func (m Mirror) fetch(ctx context.Context, limit int64, into sink, parts ...string) error {
	address := m.address(parts...)
	wait := firstWait
	for try := 1; ; try++ {
		after, err := m.once(ctx, address, limit, into)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, errFinal) || try == tries:
			return fmt.Errorf("%w %s: %w", ErrFetch, address, err)
		}
		if err := m.Sleep(ctx, min(max(wait, after), maxWait)); err != nil {
			return err
		}
		wait *= 2
	}
}

func (m Mirror) address(parts ...string) string {
	address := m.URL
	for _, part := range parts {
		address += "/" + url.PathEscape(part)
	}
	return address
}

// once is one try. after is how long the server asks to be left alone.
func (m Mirror) once(ctx context.Context, address string, limit int64, into sink) (after time.Duration, err error) {
	if err := into.reset(); err != nil {
		return 0, fmt.Errorf("%w: %w", errFinal, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errFinal, err)
	}
	// Transparent unpacking would hide where a body really ends.
	request.Header.Set("Accept-Encoding", "identity")
	response, err := m.Client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return refused(response)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	n, err := io.Copy(io.MultiWriter(into, sum), io.LimitReader(response.Body, limit+1))
	switch {
	case errors.Is(err, errStop):
		return 0, nil
	case err != nil:
		return 0, err
	case n > limit:
		return 0, fmt.Errorf("%w: it is over %d bytes", errFinal, limit)
	case response.ContentLength >= 0 && n != response.ContentLength:
		return 0, fmt.Errorf("the connection was cut: %d of %d bytes came", n, response.ContentLength)
	}
	return 0, asStated(response.Header, sum)
}

func refused(response *http.Response) (after time.Duration, err error) {
	err = fmt.Errorf("the server answers %s", response.Status)
	if response.StatusCode != http.StatusTooManyRequests && response.StatusCode < 500 {
		return 0, fmt.Errorf("%w: %w", errFinal, err)
	}
	if seconds, parse := strconv.Atoi(response.Header.Get("Retry-After")); parse == nil && seconds > 0 {
		after = time.Duration(min(seconds, int(maxWait/time.Second))) * time.Second
	}
	return after, err
}

// asStated holds the body against the checksum that Google's storage states.
// A mirror need not state one: what is fetched has checksums of its own inside.
func asStated(header http.Header, sum hash.Hash32) error {
	for _, line := range header.Values("X-Goog-Hash") {
		for item := range strings.SplitSeq(line, ",") {
			text, found := strings.CutPrefix(strings.TrimSpace(item), "crc32c=")
			if !found {
				continue
			}
			stated, err := base64.StdEncoding.DecodeString(text)
			if err != nil || len(stated) != 4 || binary.BigEndian.Uint32(stated) != sum.Sum32() {
				return errors.New("what came is not what the server says it sent: the checksums differ")
			}
		}
	}
	return nil
}
