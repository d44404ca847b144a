//go:build ignore

package fixture

import (
	"net"
)

func hits() {
	// ruleid: go-bind-all-interfaces
	net.Listen("tcp", "0.0.0.0:8080")
}

func misses(address string) {
	// ok: go-bind-all-interfaces
	net.Listen("tcp", "127.0.0.1:8080")
	// ok: go-bind-all-interfaces
	net.Listen("tcp", address)
}
