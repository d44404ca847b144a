package sast

import (
	"path"
	"strings"
)

// pathFilter says which files a rule looks at.
type pathFilter struct{ include, exclude []glob }

// glob is a path with "*" and "**" in it, as a rule's paths write it.
type glob struct {
	parts    []globPart
	anchored bool // only from the root on
}

// globPart is what a glob says of one name in a path.
type globPart struct {
	text    string
	pattern bool   // it is more than a name
	ending  string // of "*.ext"; "" for other patterns
}

func newGlobs(texts []string) (all []glob) {
	for _, t := range texts {
		g := glob{anchored: strings.HasPrefix(t, "/")}
		for _, part := range strings.Split(strings.Trim(t, "/"), "/") {
			made := globPart{text: part, pattern: strings.ContainsAny(part, globMarks)}
			if rest, ok := strings.CutPrefix(part, "*"); ok && !strings.ContainsAny(rest, globMarks) {
				made.ending = rest
			}
			g.parts = append(g.parts, made)
		}
		all = append(all, g)
	}
	return all
}

const globMarks = `*?[\`

// applies says whether a filter lets a file through.
func (p *pathFilter) applies(file string) bool {
	if len(p.include) == 0 && len(p.exclude) == 0 {
		return true
	}
	parts := strings.Split(file, "/")
	if len(p.include) > 0 && !anyGlob(p.include, parts) {
		return false
	}
	return !anyGlob(p.exclude, parts)
}

func anyGlob(globs []glob, parts []string) bool {
	for _, g := range globs {
		if matchesGlob(g.parts, parts, g.anchored) {
			return true
		}
	}
	return false
}

// matchesGlob matches a glob at any depth unless it is anchored; a glob that
// names a folder covers what is below it.
func matchesGlob(glob []globPart, parts []string, anchored bool) bool {
	for start := range parts {
		if globParts(glob, parts[start:]) {
			return true
		}
		if anchored {
			return false
		}
	}
	return false
}

func globParts(glob []globPart, parts []string) bool {
	if len(glob) == 0 {
		return true
	}
	if glob[0].text == "**" {
		for i := 0; i <= len(parts); i++ {
			if globParts(glob[1:], parts[i:]) {
				return true
			}
		}
		return false
	}
	return len(parts) > 0 && glob[0].matches(parts[0]) && globParts(glob[1:], parts[1:])
}

func (g *globPart) matches(name string) bool {
	switch {
	case !g.pattern:
		return g.text == name
	case g.ending != "":
		return strings.HasSuffix(name, g.ending)
	}
	ok, err := path.Match(g.text, name)
	return err == nil && ok
}
