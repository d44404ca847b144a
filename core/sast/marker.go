package sast

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// maxMarked is how far from a finding its line is searched for a mark, in bytes.
const maxMarked = 4096

var semgrepMark = regexp.MustCompile(`(?i)\bnosem(?:grep)?\b(?:[ \t]*:[ \t]*([\w./-]+(?:[ \t]*,[ \t]*[\w./-]+)*))?`)

// marker is Semgrep's mark for a rule on the line where a finding begins or on
// the one above, or "". A mark without a rule's id is for all of them. Whether it
// counts is the policy's business.
func (s *source) marker(id string, start int) string {
	start = clamp(start, s.text)
	from := max(start-maxMarked, 0)
	before := s.text[from:start]
	line := bytes.LastIndexByte(before, '\n')
	above := max(line, 0)
	if i := bytes.LastIndexByte(before[:above], '\n'); i >= 0 {
		above = i
	} else {
		above = 0
	}
	to := min(start+maxMarked, len(s.text))
	if i := bytes.IndexByte(s.text[start:to], '\n'); i >= 0 {
		to = start + i
	}
	for _, groups := range semgrepMark.FindAllSubmatch(s.text[from+above:to], -1) {
		if len(groups[1]) == 0 || namesRule(string(groups[1]), id) {
			return finding.Nosemgrep
		}
	}
	return ""
}

// namesRule says whether a list of rule ids has this rule, with or without the path
// in front of it.
func namesRule(list, id string) bool {
	id = shortID(id)
	for _, name := range strings.Split(list, ",") {
		if shortID(strings.TrimSpace(name)) == id {
			return true
		}
	}
	return false
}

// shortID is a rule's id without the folders or packages in front of it.
func shortID(id string) string { return id[strings.LastIndexAny(id, "/.")+1:] }
