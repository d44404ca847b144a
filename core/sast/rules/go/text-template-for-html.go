//go:build ignore

package fixture

import (
	"net/http"
	"os"
	"text/template"
)

func hits(w http.ResponseWriter, page *template.Template, name string) {
	// ruleid: go-text-template-for-html
	page.Execute(w, name)
}

func misses(page *template.Template, name string) {
	// ok: go-text-template-for-html
	page.Execute(os.Stdout, name)
}
