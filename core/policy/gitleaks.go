package policy

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// GitleaksIgnore is a decoded .gitleaksignore: gitleaks' own fingerprints,
// "COMMIT:PATH:RULE:LINE" or "PATH:RULE:LINE". The rule is another tool's, so
// that only commit, path and line count.
type GitleaksIgnore map[ignored]bool

type ignored struct {
	commit, path string
	line         int
}

var fullCommit = regexp.MustCompile(`^[0-9a-f]{40}([0-9a-f]{24})?$`)

// ParseGitleaksIgnore reads the file's lines. What is no fingerprint forgives nothing.
func ParseGitleaksIgnore(content []byte) GitleaksIgnore {
	list := GitleaksIgnore{}
	for line := range bytes.Lines(content) {
		text := strings.TrimSpace(string(line))
		rest, number, _ := cutLast(text)
		place, rule, ok := cutLast(rest)
		n, err := strconv.Atoi(number)
		if !ok || rule == "" || err != nil || strings.HasPrefix(text, "#") {
			continue
		}
		entry := ignored{path: place, line: n}
		if commit, path, found := strings.Cut(place, ":"); found && fullCommit.MatchString(commit) {
			entry.commit, entry.path = commit, path
		}
		list[entry] = true
	}
	return list
}

func cutLast(text string) (before, after string, found bool) {
	if i := strings.LastIndexByte(text, ':'); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

// Covers says whether the file forgives a finding: a credential on such a line
// of the tree, or of the commit that the entry names.
func (g GitleaksIgnore) Covers(f finding.Finding) bool {
	l := f.Location
	return strings.HasPrefix(f.Rule, "credential/") && l.Inside == "" &&
		(g[ignored{path: l.Path, line: l.StartLine}] || f.Commit != "" && g[ignored{commit: f.Commit, path: l.Path, line: l.StartLine}])
}
