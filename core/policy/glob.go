package policy

import (
	"errors"
	"strings"
)

// maxGlob bounds a pattern, in bytes.
const maxGlob = 1024

// checkGlob tells what is wrong with a pattern, and what would be right.
func checkGlob(pattern string) error {
	switch {
	case pattern == "":
		return errors.New("the path is empty; name files, for example docs/**")
	case len(pattern) > maxGlob:
		return errors.New("the path is longer than 1,024 bytes; shorten it")
	case strings.ContainsAny(pattern, "[]{}!"):
		return errors.New("the path uses [ ] { } or !, which are not supported; write one entry per alternative, with * ? and ** only")
	case strings.Contains(pattern, `\`):
		return errors.New("the path has a backslash; separate folders with /")
	case strings.IndexFunc(pattern, isControl) >= 0:
		return errors.New("the path has a control character; remove it")
	case strings.HasPrefix(pattern, "/"):
		return errors.New("the path begins with /; paths are relative to the repository's root")
	case strings.HasSuffix(pattern, "/"):
		return errors.New("the path ends with /; for everything in a folder write FOLDER/**")
	}
	for segment := range strings.SplitSeq(pattern, "/") {
		switch {
		case segment == "":
			return errors.New("the path has two slashes in a row; write one")
		case segment == "." || segment == "..":
			return errors.New("the path has a . or .. part; write it from the repository's root")
		case strings.Contains(segment, "**") && segment != "**":
			return errors.New("the path has ** beside other characters; ** stands alone between slashes")
		}
	}
	return nil
}

func isControl(r rune) bool { return r < 0x20 || r == 0x7f }

// matchesAll tells whether a valid pattern leaves nothing out below some depth.
func matchesAll(pattern string) bool {
	deep := false
	for segment := range strings.SplitSeq(pattern, "/") {
		if strings.Trim(segment, "*") != "" {
			return false
		}
		deep = deep || segment == "**"
	}
	return deep
}

// matchGlob holds a path against a valid pattern: * and ? stay inside a folder,
// ** is any number of folders, and a last ** is at least one name. Only the
// newest ** and the newest * can be worth another try, so there is no recursion
// and the time is bounded by the product of the two lengths.
func matchGlob(pattern, path string) bool {
	at, in := 0, 0
	retryAt, retryIn := -1, -1
	for in <= len(path) {
		if at <= len(pattern) {
			want, next := segment(pattern, at)
			if want == "**" {
				if next > len(pattern) {
					return true
				}
				at, retryAt, retryIn = next, next, in
				continue
			}
			if got, after := segment(path, in); matchSegment(want, got) {
				at, in = next, after
				continue
			}
		}
		if retryAt < 0 {
			return false
		}
		_, retryIn = segment(path, retryIn)
		at, in = retryAt, retryIn
	}
	return at > len(pattern)
}

// segment is the part of s from at to the next slash, and where the one behind
// it begins: past the end of s when there is none.
func segment(s string, at int) (part string, next int) {
	if end := strings.IndexByte(s[at:], '/'); end >= 0 {
		return s[at : at+end], at + end + 1
	}
	return s[at:], len(s) + 1
}

// matchSegment holds one name against one part of a pattern. ? is one byte of
// ASCII or one whole UTF-8 character.
func matchSegment(pattern, name string) bool {
	at, in := 0, 0
	retryAt, retryIn := -1, 0
	for in < len(name) {
		switch {
		case at < len(pattern) && pattern[at] == '*':
			at++
			retryAt, retryIn = at, in
			continue
		case at < len(pattern) && pattern[at] == '?':
			at, in = at+1, in+characterLen(name[in:])
			continue
		case at < len(pattern) && pattern[at] == name[in]:
			at, in = at+1, in+1
			continue
		case retryAt < 0:
			return false
		}
		retryIn++
		at, in = retryAt, retryIn
	}
	return strings.Trim(pattern[at:], "*") == ""
}

func characterLen(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 { // not a continuation byte
			return i
		}
	}
	return len(s)
}
