//go:build ignore

package fixture

import (
	"net/http"
	"time"
)

func hits(handler http.Handler) {
	// ruleid: go-server-without-timeouts
	http.ListenAndServe(":8080", handler)
	// ruleid: go-server-without-timeouts
	server := &http.Server{Addr: ":8080", Handler: handler}
	server.ListenAndServe()
}

func misses(handler http.Handler) {
	// ok: go-server-without-timeouts
	server := &http.Server{Addr: ":8080", Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	server.ListenAndServe()
}
