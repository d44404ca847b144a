//go:build ignore

package fixture

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

func hits(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join("uploads", r.FormValue("file"))
	// ruleid: go-path-traversal
	content, _ := os.ReadFile(name)
	w.Write(content)
	// ruleid: go-path-traversal
	http.ServeFile(w, r, "uploads/"+r.URL.Query().Get("file"))
}

func misses(w http.ResponseWriter, r *http.Request) {
	// ok: go-path-traversal
	os.ReadFile(filepath.Join("uploads", filepath.Base(r.FormValue("file"))))
	full := filepath.Join("/srv/uploads", r.FormValue("file"))
	if !strings.HasPrefix(full, "/srv/uploads/") {
		return
	}
	// ok: go-path-traversal
	os.Open(full)
	// ok: go-path-traversal
	os.Open("uploads/readme.txt")
	// ok: go-path-traversal
	http.ServeFile(w, r, filepath.Join("static", r.URL.Path))
	// ruleid: go-path-traversal
	os.ReadFile("static" + r.URL.Path)
}
