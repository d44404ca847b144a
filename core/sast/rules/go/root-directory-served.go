//go:build ignore

package fixture

import (
	"net/http"
)

func hits() {
	// ruleid: go-root-directory-served
	http.Handle("/", http.FileServer(http.Dir("/")))
}

func misses() {
	// ok: go-root-directory-served
	http.Handle("/", http.FileServer(http.Dir("/srv/static")))
}
