// Package gitleaks owns users' own rules for credentials in the TOML of gitleaks
// (github.com/gitleaks/gitleaks, config/gitleaks.toml): regular expressions in
// RE2's syntax behind key words, an entropy, paths and allowlists. It reads rule
// files and knows what a rule says of a match; package credential does the
// searching.
//
// It refuses by name what it does not know: a key, `extend`, rules in several
// parts (`required`). A rule that is half understood would be another rule.
package gitleaks

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// Rule is one rule of a file.
type Rule struct {
	ID          string
	Description string
	Regex       *regexp.Regexp // nil: Path alone decides
	Path        *regexp.Regexp // nil: every path
	Keywords    []string       // in lower case; one has to stand in the text
	Reach       int            // how far from a key word a match can reach, in bytes; 0: anywhere in the text

	group   int     // of Regex, that holds the secret; 0: the first that is not empty
	entropy float64 // in bits a character, to be exceeded; 0: any
	allow   []allowlist
}

// allowlist says which matches are none.
type allowlist struct {
	all       bool // every part that is there has to hold, not any
	commits   []string
	paths     []*regexp.Regexp
	regexes   []*regexp.Regexp
	target    string // what regexes look at: secret, match or line
	stopwords []string
}

// Place is a file as rules see it.
type Place struct{ Path, Commit string }

// Wants says whether the rule looks into the file at all.
func (r *Rule) Wants(p Place) bool {
	return (r.Path == nil || r.Path.MatchString(p.Path)) && !slices.ContainsFunc(r.allow, func(a allowlist) bool { return a.allowsPlace(p) })
}

// Mentioned says whether one of the key words stands in a text.
func (r *Rule) Mentioned(text []byte) bool {
	low := strings.ToLower(string(text))
	return slices.ContainsFunc(r.Keywords, func(k string) bool { return strings.Contains(low, k) })
}

// Find returns the ranges of the secrets in a text. line returns the lines that
// a range stands on.
func (r *Rule) Find(p Place, text []byte, line func(start, end int) []byte) [][2]int {
	var found [][2]int
	for _, groups := range r.Regex.FindAllSubmatchIndex(text, -1) {
		start, end := r.secret(groups)
		secret := string(text[start:end])
		if r.entropy > 0 && shannon(secret) <= r.entropy {
			continue
		}
		m := match{place: p, secret: secret, whole: string(text[groups[0]:groups[1]]), line: func() string { return string(line(groups[0], groups[1])) }}
		if end > start && !slices.ContainsFunc(r.allow, func(a allowlist) bool { return a.allows(m) }) {
			found = append(found, [2]int{start, end})
		}
	}
	return found
}

// secret is the range of the secret in a match.
func (r *Rule) secret(groups []int) (start, end int) {
	if r.group > 0 {
		start, end = groups[2*r.group], groups[2*r.group+1]
		return max(start, 0), max(end, 0)
	}
	for i := 2; i+1 < len(groups); i += 2 {
		if groups[i] >= 0 && groups[i+1] > groups[i] {
			return groups[i], groups[i+1]
		}
	}
	return groups[0], groups[1]
}

type match struct {
	place         Place
	secret, whole string
	line          func() string
}

// allowsPlace says that the file's place alone settles it.
func (a allowlist) allowsPlace(p Place) bool {
	if a.all && (len(a.regexes) > 0 || len(a.stopwords) > 0) {
		return false
	}
	return a.holds([]func() (bool, bool){a.path(p), a.commit(p)})
}

func (a allowlist) allows(m match) bool {
	return a.holds([]func() (bool, bool){a.path(m.place), a.commit(m.place), a.regex(m), a.stopword(m)})
}

// holds joins the parts that are there; each tells whether it is and whether it holds.
func (a allowlist) holds(parts []func() (present, holds bool)) bool {
	any := false
	for _, part := range parts {
		present, holds := part()
		switch {
		case present && holds && !a.all:
			return true
		case present && !holds && a.all:
			return false
		}
		any = any || present && holds
	}
	return any
}

func (a allowlist) path(p Place) func() (bool, bool) {
	return func() (bool, bool) { return len(a.paths) > 0, matchesAny(a.paths, p.Path) }
}

func (a allowlist) commit(p Place) func() (bool, bool) {
	return func() (bool, bool) {
		return len(a.commits) > 0, p.Commit != "" && slices.Contains(a.commits, strings.ToLower(p.Commit))
	}
}

func (a allowlist) regex(m match) func() (bool, bool) {
	return func() (bool, bool) {
		if len(a.regexes) == 0 {
			return false, false
		}
		text := m.secret
		switch a.target {
		case "match":
			text = m.whole
		case "line":
			text = m.line()
		}
		return true, matchesAny(a.regexes, text)
	}
}

func (a allowlist) stopword(m match) func() (bool, bool) {
	return func() (bool, bool) {
		low := strings.ToLower(m.secret)
		return len(a.stopwords) > 0, slices.ContainsFunc(a.stopwords, func(w string) bool { return strings.Contains(low, w) })
	}
}

func matchesAny(list []*regexp.Regexp, text string) bool {
	return slices.ContainsFunc(list, func(r *regexp.Regexp) bool { return r.MatchString(text) })
}

// shannon is the entropy of a text's characters, in bits for each.
func shannon(text string) float64 {
	counts, n := map[rune]int{}, 0
	for _, r := range text {
		counts[r]++
		n++
	}
	bits := 0.0
	for _, c := range counts {
		p := float64(c) / float64(n)
		bits -= p * math.Log2(p)
	}
	return bits
}
