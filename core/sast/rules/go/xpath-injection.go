//go:build ignore

package fixture

import (
	"net/http"

	"github.com/antchfx/xmlquery"
)

func hits(document *xmlquery.Node, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-xpath-injection
	xmlquery.Find(document, "//user[@name='"+name+"']")
}

func misses(document *xmlquery.Node, r *http.Request) {
	// ok: go-xpath-injection
	for _, user := range xmlquery.Find(document, "//user") {
		if user.SelectAttr("name") == r.FormValue("name") {
			return
		}
	}
}
