// Package rules holds the embedded rule pack of the SAST check: one file for
// each rule, in a folder for each language, with a fixture of hits and near
// misses beside it. It is data; core/sast reads and runs it. Every rule is
// written from CWE, OWASP and vendor documentation.
package rules

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed */*.yaml
var files embed.FS

// File is one rule file.
type File struct {
	Name    string // folder and file name, e.g. "go/command-injection.yaml"
	Content []byte
}

// Files returns the pack's files, sorted by name.
func Files() []File {
	names, err := fs.Glob(files, "*/*.yaml")
	if err != nil {
		return nil
	}
	var out []File
	for _, name := range names {
		if strings.HasSuffix(name, ".test.yaml") { // a rule's fixture in YAML
			continue
		}
		if content, err := files.ReadFile(name); err == nil {
			out = append(out, File{Name: name, Content: content})
		}
	}
	return out
}
