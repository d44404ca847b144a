//go:build ignore

package fixture

import (
	"net/http"
	"strings"
)

func hits(w http.ResponseWriter, r *http.Request) {
	next := r.URL.Query().Get("next")
	// ruleid: go-open-redirect
	http.Redirect(w, r, next, http.StatusFound)
}

func misses(w http.ResponseWriter, r *http.Request) {
	// ok: go-open-redirect
	http.Redirect(w, r, "/login", http.StatusFound)
	// ok: go-open-redirect
	http.Redirect(w, r, "/users/"+r.FormValue("user"), http.StatusFound)
	next := r.FormValue("next")
	if !strings.HasPrefix(next, "/local/") {
		next = "/"
	}
	// ok: go-open-redirect
	http.Redirect(w, r, next, http.StatusFound)
}
