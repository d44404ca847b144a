//go:build ignore

package fixture

import (
	"net/http"
)

// ruleid: go-pprof-exposed
import _ "net/http/pprof"

func hits() {
	http.ListenAndServe("127.0.0.1:6060", nil)
}

func misses(mux *http.ServeMux) {
	// ok: go-pprof-exposed
	mux.HandleFunc("/healthz", nil)
}
