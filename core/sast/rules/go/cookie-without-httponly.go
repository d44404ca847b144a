//go:build ignore

package fixture

import (
	"net/http"
)

func hits(w http.ResponseWriter, id string) {
	// ruleid: go-cookie-without-httponly
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Secure: true})
	// ruleid: go-cookie-without-httponly
	cookie := &http.Cookie{Name: "session", Value: id, HttpOnly: false}
	http.SetCookie(w, cookie)
}

func misses(w http.ResponseWriter, id string) {
	// ok: go-cookie-without-httponly
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Secure: true, HttpOnly: true})
}
