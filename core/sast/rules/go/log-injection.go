//go:build ignore

package fixture

import (
	"log"
	"net/http"
)

func hits(r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-log-injection
	log.Printf("login failed for %s", name)
	// ruleid: go-log-injection
	log.Println("login failed for " + name)
}

func misses(r *http.Request) {
	// ok: go-log-injection
	log.Printf("login failed for %q", r.FormValue("name"))
	// ok: go-log-injection
	log.Println("login failed")
}
