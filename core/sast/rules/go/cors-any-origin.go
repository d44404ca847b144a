//go:build ignore

package fixture

import (
	"github.com/gin-contrib/cors"
	"net/http"
)

func hits(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-cors-any-origin
	cors.New(cors.Config{AllowAllOrigins: true, AllowCredentials: true})
	// ruleid: go-cors-any-origin
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
}

func misses(w http.ResponseWriter) {
	// ok: go-cors-any-origin
	cors.New(cors.Config{AllowOrigins: []string{"https://shop.example.com"}, AllowCredentials: true})
	// ok: go-cors-any-origin
	w.Header().Set("Access-Control-Allow-Origin", "https://shop.example.com")
}
