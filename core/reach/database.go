package reach

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

// A database has the layout of https://go.dev/doc/security/vuln/database#api:
// an index of modules and a file for each flaw. The flaws are known to affect
// the versions that are used, so each affects all versions here.
type (
	indexed struct {
		Path  string    `json:"path"`
		Vulns []listing `json:"vulns"`
	}
	listing struct {
		ID       string    `json:"id"`
		Modified time.Time `json:"modified"`
	}
	entry struct {
		listing
		Schema   string     `json:"schema_version"`
		Affected []affected `json:"affected"`
	}
	affected struct {
		Package  described `json:"package"`
		Ranges   []span    `json:"ranges"`
		Specific specific  `json:"ecosystem_specific"`
	}
	described struct {
		Ecosystem string `json:"ecosystem"`
		Name      string `json:"name"`
	}
	span struct {
		Type   string              `json:"type"`
		Events []map[string]string `json:"events"`
	}
	specific struct {
		Imports []imported `json:"imports,omitempty"`
	}
	imported struct {
		Path    string   `json:"path"`
		Symbols []string `json:"symbols,omitempty"`
	}
)

// nameOf is the id of a flaw in the database, by its place in the question.
func nameOf(i int) string { return fmt.Sprintf("GO-0000-%04d", i+1) }

func writeDatabase(folder string, flaws []Flaw) error {
	modules := []indexed{}
	place := map[string]int{}
	files := map[string]any{"index/db.json": struct {
		Modified time.Time `json:"modified"`
	}{}}
	for i, f := range flaws {
		at, known := place[f.Module]
		if !known {
			at = len(modules)
			place[f.Module] = at
			modules = append(modules, indexed{Path: f.Module})
		}
		name := listing{ID: nameOf(i)}
		modules[at].Vulns = append(modules[at].Vulns, name)
		files["ID/"+name.ID+".json"] = entry{listing: name, Schema: "1.3.1", Affected: []affected{{
			Package: described{"Go", f.Module}, Specific: specific{imports(f.Imports)},
			Ranges: []span{{"SEMVER", []map[string]string{{"introduced": "0"}}}},
		}}}
	}
	files["index/modules.json"] = modules
	for name, value := range files {
		if err := writeJSON(filepath.Join(folder, filepath.FromSlash(name)), value); err != nil {
			return err
		}
	}
	return nil
}

func imports(list []advisory.Import) []imported {
	var all []imported
	for _, i := range list {
		all = append(all, imported{i.Path, i.Symbols})
	}
	return all
}

func writeJSON(path string, value any) error {
	content, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// fileURL is the address of a folder.
func fileURL(folder string) string {
	path := filepath.ToSlash(folder)
	if !strings.HasPrefix(path, "/") { // a drive of Windows
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
