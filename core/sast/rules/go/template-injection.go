//go:build ignore

package fixture

import (
	"html/template"
	"net/http"
)

func hits(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-template-injection
	page, _ := template.New("page").Parse("<p>" + r.FormValue("text") + "</p>")
	page.Execute(w, nil)
}

func misses(w http.ResponseWriter, r *http.Request) {
	// ok: go-template-injection
	page, _ := template.New("page").Parse("<p>{{.}}</p>")
	page.Execute(w, r.FormValue("text"))
}
