package sast

import (
	"path"
	"strings"
)

// applies says whether a rule's paths include the file.
func (r *rule) applies(file string) bool {
	if len(r.include) > 0 && !anyGlob(r.include, file) {
		return false
	}
	return !anyGlob(r.exclude, file)
}

func anyGlob(globs []string, file string) bool {
	for _, g := range globs {
		if matchesGlob(strings.Split(strings.Trim(g, "/"), "/"), strings.Split(file, "/"), strings.HasPrefix(g, "/")) {
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
	ok, err := path.Match(glob[0], parts[0])
	return err == nil && ok && globParts(glob[1:], parts[1:])
}
