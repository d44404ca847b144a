package sarif

import (
	"net/url"
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/report"
)

// relativeURI turns a slash-separated path, which may hold any byte, into a
// relative reference as RFC 3986 has it. It never leaves the root, and a colon
// in its first segment is no scheme.
func relativeURI(p string) string {
	p = path.Clean("/" + p)[1:]
	if p == "" {
		return "."
	}
	var b strings.Builder
	b.Grow(len(p))
	for i := range len(p) {
		if c := p[i]; plain(c) {
			b.WriteByte(c)
		} else {
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// plain tells which bytes stand for themselves in a path: RFC 3986's pchar
// without the colon, and the slash.
func plain(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	default:
		return strings.IndexByte("-._~/!$&'()*+,;=@", c) >= 0
	}
}

// repositoryURI makes an absolute address without credentials from what a host
// calls the repository: a clone address, or "owner/name" that the run's page
// begins with. It is empty when nothing certain can be said.
func repositoryURI(c report.Change) string {
	if u := cloneURI(c.Repository); u != "" {
		return u
	}
	run, err := url.Parse(c.RunURL)
	name := "/" + strings.Trim(c.Repository, "/")
	if err != nil || name == "/" || run.Host == "" || !strings.HasPrefix(run.Path, name+"/") {
		return ""
	}
	return address(run.Scheme, run.Host, name)
}

func cloneURI(clone string) string {
	if u, err := url.Parse(clone); err == nil && u.Scheme != "" && u.Host != "" {
		return address(u.Scheme, u.Host, u.Path)
	}
	// git's short form for ssh: user@host:path
	host, rest, ok := strings.Cut(clone, ":")
	if _, after, at := strings.Cut(host, "@"); ok && at && after != "" {
		return address("ssh", after, "/"+rest)
	}
	return ""
}

func address(scheme, host, path string) string {
	switch scheme {
	case "http", "https", "ssh", "git":
	default:
		return ""
	}
	u := &url.URL{Scheme: scheme, Host: host, Path: path}
	again, err := url.Parse(u.String())
	if err != nil || again.User != nil || again.Host == "" {
		return ""
	}
	return again.String()
}
