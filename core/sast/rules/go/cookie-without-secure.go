//go:build ignore

package fixture

import (
	"net/http"
)

func hits(w http.ResponseWriter, id string) {
	// ruleid: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true})
	// ruleid: go-cookie-without-secure
	cookie := &http.Cookie{Name: "session", Value: id, Secure: false}
	http.SetCookie(w, cookie)
}

func misses(w http.ResponseWriter, r *http.Request, id string) {
	// ok: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Secure: true, HttpOnly: true})
	// ok: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Secure: r.TLS != nil})
	// ok: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: -1})
}
