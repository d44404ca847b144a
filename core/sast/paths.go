package sast

import (
	"path"
	"strings"
)

// glob is a path with "*" and "**" in it, as a rule's paths write it.
type glob struct {
	parts    []string
	anchored bool // only from the root on
}

func newGlobs(texts []string) (all []glob) {
	for _, t := range texts {
		all = append(all, glob{strings.Split(strings.Trim(t, "/"), "/"), strings.HasPrefix(t, "/")})
	}
	return all
}

// applies says whether a rule's paths include the file.
func (r *rule) applies(file string) bool {
	if len(r.include) == 0 && len(r.exclude) == 0 {
		return true
	}
	parts := strings.Split(file, "/")
	if len(r.include) > 0 && !anyGlob(r.include, parts) {
		return false
	}
	return !anyGlob(r.exclude, parts)
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
func matchesGlob(glob, parts []string, anchored bool) bool {
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

func globParts(glob, parts []string) bool {
	if len(glob) == 0 {
		return true
	}
	if glob[0] == "**" {
		for i := 0; i <= len(parts); i++ {
			if globParts(glob[1:], parts[i:]) {
				return true
			}
		}
		return false
	}
	if len(parts) == 0 {
		return false
	}
	if glob[0] != parts[0] && !strings.ContainsAny(glob[0], `*?[\`) {
		return false
	}
	ok, err := path.Match(glob[0], parts[0])
	return err == nil && ok && globParts(glob[1:], parts[1:])
}
