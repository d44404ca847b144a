//go:build ignore

package fixture

import (
	"fmt"
	"net/http"
)

func hits(w http.ResponseWriter, r *http.Request) {
	target := r.FormValue("url")
	// ruleid: go-ssrf
	http.Get(target)
	// ruleid: go-ssrf
	request, _ := http.NewRequest("GET", fmt.Sprintf("http://%s/status", r.FormValue("host")), nil)
	_ = request
}

func misses(w http.ResponseWriter, r *http.Request) {
	// ok: go-ssrf
	http.Get("https://example.com/status")
	// ok: go-ssrf
	http.Get("https://example.com/users/" + r.FormValue("user"))
	partners := map[string]string{"a": "https://a.example.com"}
	if r.FormValue("partner") == "a" {
		// ok: go-ssrf
		http.Get(partners["a"])
	}
}

func behindOurHost(base string, r *http.Request) {
	// ok: go-ssrf
	http.Get(base + "/users/" + r.FormValue("user"))
	// ok: go-ssrf
	http.Get(fmt.Sprintf("%s/users/%s", base, r.FormValue("user")))
	// ruleid: go-ssrf
	http.Get(fmt.Sprintf("%s/users/%s", r.FormValue("base"), "all"))
	// ruleid: go-ssrf
	http.Get(r.FormValue("base") + "/users/" + r.FormValue("user"))
}

func guarded(r *http.Request) {
	target := r.FormValue("url")
	if !isAllowedHost(target) {
		return
	}
	// ok: go-ssrf
	http.Get(target)
}

func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	// ok: go-ssrf
	again, err := http.NewRequest(request.Method, request.URL.String()+request.URL.RawQuery, nil)
	if err != nil {
		return nil, err
	}
	return t.next.RoundTrip(again)
}
