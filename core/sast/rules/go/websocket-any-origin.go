//go:build ignore

package fixture

import (
	"github.com/gorilla/websocket"
	"net/http"
)

func hits() websocket.Upgrader {
	// ruleid: go-websocket-any-origin
	return websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return true }}
}

func misses() websocket.Upgrader {
	// ok: go-websocket-any-origin
	return websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") == "https://shop.example.com" }}
}
