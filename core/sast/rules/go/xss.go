//go:build ignore

package fixture

import (
	"fmt"
	"html"
	"html/template"
	"net/http"
)

func hits(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-xss
	body := template.HTML("<b>" + name + "</b>")
	_ = body
	// ruleid: go-xss
	fmt.Fprintf(w, "<p>Hello %s</p>", name)
}

func misses(w http.ResponseWriter, r *http.Request) {
	// ok: go-xss
	fmt.Fprintf(w, "<p>Hello %s</p>", html.EscapeString(r.FormValue("name")))
	// ok: go-xss
	body := template.HTML("<b>fixed</b>")
	_ = body
	w.Header().Set("Content-Type", "text/plain")
	// ok: go-xss
	fmt.Fprintf(w, "hello %s", r.FormValue("name"))
}
