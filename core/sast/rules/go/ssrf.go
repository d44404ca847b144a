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
