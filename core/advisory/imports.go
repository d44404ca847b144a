package advisory

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
)

// Import is a package of a Go module that holds the flaw.
type Import struct {
	Path    string   // its import path
	Symbols []string // the flawed functions, methods as Type.Method; empty: all of the package
}

// imports is a list of Import as the index keeps it: a line for each package,
// the path and the symbols with spaces between. It is empty when the advisory
// does not tell, or tells it in another shape.
type imports string

// parseImports reads what Go's vulnerability database says of an affected module
// (https://go.dev/doc/security/vuln/database#schema). The flaw may be there on
// some platforms only; that is left out, so that it counts on all.
func parseImports(ecosystem string, raw json.RawMessage) imports {
	var fields struct {
		Imports []struct {
			Path    string   `json:"path"`
			Symbols []string `json:"symbols"`
		} `json:"imports"`
	}
	if ecosystem != "Go" || json.Unmarshal(raw, &fields) != nil {
		return ""
	}
	var lines []string
	for _, i := range fields.Imports {
		words := append([]string{i.Path}, i.Symbols...)
		if slices.ContainsFunc(words, func(w string) bool { return w == "" || strings.ContainsFunc(w, notWord) }) {
			return ""
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return imports(strings.Join(lines, "\n"))
}

func notWord(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsControl(c) || c == unicode.ReplacementChar
}

// and is what both say. One that does not tell may mean any package.
func (i imports) and(o imports) imports {
	if i == "" || o == "" {
		return ""
	}
	lines := slices.Concat(strings.Split(string(i), "\n"), strings.Split(string(o), "\n"))
	slices.Sort(lines)
	return imports(strings.Join(slices.Compact(lines), "\n"))
}

func (i imports) list() []Import {
	var list []Import
	for line := range strings.Lines(string(i)) {
		words := strings.Fields(line)
		list = append(list, Import{Path: words[0], Symbols: words[1:]})
	}
	return list
}

// importsOf asks the records of Go's own database: the others of a group do not
// name packages.
func importsOf(group []hit) []Import {
	var all imports
	first := true
	for _, h := range group {
		switch {
		case !strings.HasPrefix(h.row.id, "GO-"):
		case first:
			all, first = h.row.imports, false
		default:
			all = all.and(h.row.imports)
		}
	}
	return all.list()
}
