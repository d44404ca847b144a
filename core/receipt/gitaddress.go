package receipt

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
)

const (
	gitPrefix  = "git:"
	defaultRef = "refs/sallyport/receipts"
)

var (
	refName    = regexp.MustCompile(`^refs(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$`)
	remoteName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)
)

// place is a ref of a git remote.
type place struct {
	remote string // name of a remote, or an address
	ref    string
}

// parsePlace reads git:REMOTE and git:REMOTE:REF.
func parsePlace(location string) (place, error) {
	p := place{strings.TrimPrefix(location, gitPrefix), defaultRef}
	if at := strings.LastIndex(p.remote, ":refs/"); at >= 0 {
		p.remote, p.ref = p.remote[:at], p.remote[at+1:]
	}
	switch {
	case p.remote == "" || strings.HasPrefix(p.remote, "-"):
		return place{}, errors.New("receipts names no git remote; write for example git:origin or git:https://HOST/OWNER/NAME.git:refs/sallyport/receipts")
	case !refName.MatchString(p.ref) || strings.Contains(p.ref, "..") || strings.HasSuffix(p.ref, ".lock"):
		return place{}, fmt.Errorf("receipts names the ref %.80q, which is none; write for example %s", p.ref, defaultRef)
	case strings.HasPrefix(p.ref, "refs/heads/") || strings.HasPrefix(p.ref, "refs/tags/"):
		return place{}, fmt.Errorf("receipts names %.80q, but branches and tags are for people; write for example %s", p.ref, defaultRef)
	}
	return p, nil
}

// named tells the name of a remote from an address.
func (p place) named() bool { return remoteName.MatchString(p.remote) }

// resolve is the address of the remote, and the Authorization header for it; ""
// where the token must not go.
func (p place) resolve(ctx context.Context, c Config) (address, header string, err error) {
	address = p.remote
	if p.named() {
		if c.Remote == nil {
			return "", "", fmt.Errorf("nobody knows the remote %q here; write its address", p.remote)
		}
		if address, err = c.Remote(ctx, p.remote); err != nil {
			return "", "", err
		}
	}
	if strings.HasPrefix(address, "-") || strings.Contains(address, "::") {
		return "", "", fmt.Errorf("the address of the remote %.60q would be an option or a helper of git; write an https, ssh or file address", p.remote)
	}
	parsed, err := url.Parse(address)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return address, "", nil // a path, ssh, user@host:path: git has its own keys for them
	}
	if _, password := parsed.User.Password(); password {
		return "", "", errors.New("the address of the receipts' remote holds a password; take it out and hand it over in token")
	}
	return address, p.header(parsed, c), nil
}

// header sends the token only over HTTPS (or to this machine itself), and only
// to a host that the user or the pipeline named.
func (p place) header(address *url.URL, c Config) string {
	ip := net.ParseIP(address.Hostname())
	safe := address.Scheme == "https" || (ip != nil && ip.IsLoopback())
	if c.Token == "" || !safe || (p.named() && !strings.EqualFold(address.Host, c.TokenHost)) {
		return ""
	}
	if strings.Count(c.Token, ".") == 2 { // a JWT, as Azure Pipelines hands it to a job
		return "Authorization: Bearer " + c.Token
	}
	return "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("x-access-token:"+c.Token))
}
