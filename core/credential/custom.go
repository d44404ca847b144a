package credential

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/credential/gitleaks"
	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// customPrefix stands before the ids of users' own rules.
const customPrefix = Name + "/custom/"

// Custom is what users' own rule files say.
type Custom struct {
	rules   []gitleaks.Rule
	refused []string
	gate    *gate
	anchors []int // the rule of each anchor of the gate
}

// NewCustom joins rule files. A rule whose id an earlier file has is an error.
func NewCustom(sets ...gitleaks.Set) (*Custom, error) {
	c := &Custom{}
	seen := map[string]bool{}
	for _, set := range sets {
		for _, r := range set.Rules {
			if seen[r.ID] {
				return nil, fmt.Errorf("option rules: two files have a rule %q; rename one", r.ID)
			}
			seen[r.ID] = true
			c.rules = append(c.rules, r)
		}
		c.refused = append(c.refused, set.Refused...)
	}
	slices.SortFunc(c.rules, func(a, b gitleaks.Rule) int { return cmp.Compare(a.ID, b.ID) })
	var anchors []anchor
	for i, r := range c.rules {
		for _, k := range r.Keywords {
			if r.Regex != nil && gated(r) {
				anchors = append(anchors, anchor{k, true})
				c.anchors = append(c.anchors, i)
			}
		}
	}
	c.gate = newGate(anchors)
	return c, nil
}

// gated says whether the gate knows all of a rule's key words.
func gated(r gitleaks.Rule) bool {
	return len(r.Keywords) > 0 && !slices.ContainsFunc(r.Keywords, func(k string) bool {
		return len(k) < 3 || strings.IndexFunc(k, func(c rune) bool { return c >= utf8.RuneSelf }) >= 0
	})
}

func (c *Custom) described() []finding.Rule {
	if c == nil {
		return nil
	}
	var list []finding.Rule
	for _, r := range c.rules {
		title := shorten(cmp.Or(strings.TrimSpace(r.Description), "Your rule "+r.ID), 120)
		list = append(list, finding.Rule{
			ID: customPrefix + r.ID, Title: title,
			Summary: "One of your own rules found a credential: whoever can read the repository can use it.",
			Help:    "This rule comes from one of your own rule files (option `rules`). Revoke the credential, and keep the new one outside of the repository.",
			HelpURI: "https://cwe.mitre.org/data/definitions/798.html", CWE: []int{798},
			Severity: finding.High, Confidence: finding.Strong, Tags: []string{"secret"},
		})
	}
	return list
}

// gaps tells which rules do not run.
func (c *Custom) gaps() []finding.Gap {
	if c == nil {
		return nil
	}
	var gaps []finding.Gap
	for _, message := range c.refused {
		gaps = append(gaps, finding.Gap{Check: Name, Kind: finding.Refused, Message: message})
	}
	return gaps
}

// customized looks for what users' own rules describe.
func (c *Check) customized(file repo.File, content []byte) []finding.Finding {
	if c.custom == nil || len(c.custom.rules) == 0 {
		return nil
	}
	place := gitleaks.Place{Path: file.Path, Commit: file.Commit}
	text := []byte(nil) // of a binary file only the path counts
	if !repo.IsBinary(content) {
		text = decoded(content)
	}
	windows := c.custom.windows(text)
	lines := finding.NewLines(file.Path, text)
	var found []finding.Finding
	for i := range c.custom.rules {
		r := &c.custom.rules[i]
		if len(windows[i]) == 0 && r.Regex != nil || !r.Wants(place) {
			continue
		}
		if r.Regex == nil {
			found = append(found, c.customFinding(r, []byte(file.Path), finding.Location{Path: file.Path, StartLine: 1}))
			continue
		}
		for _, w := range windows[i] {
			line := func(start, end int) []byte { return lineOf(text, w.start+start, w.start+end) }
			for _, at := range r.Find(place, text[w.start:w.end], line) {
				start, end := w.start+at[0], w.start+at[1]
				f := c.customFinding(r, text[start:end], lines.Locate(start, end))
				f.Marker = marker(text, start, end)
				found = append(found, f)
			}
		}
	}
	return found[:min(len(found), maxCandidates)]
}

// window is a range of a text that a rule runs over.
type window struct{ start, end int }

// windows are, for each rule, the parts of a text that it has to see: round its
// key words as far as a match can reach, or all of it when that is not known.
func (c *Custom) windows(text []byte) [][]window {
	all := make([][]window, len(c.rules))
	if len(text) == 0 {
		return all
	}
	whole := []window{{0, len(text)}}
	for i, r := range c.rules {
		if r.Regex != nil && !gated(r) && (len(r.Keywords) == 0 || r.Mentioned(text)) {
			all[i] = whole
		}
	}
	c.gate.scan(text, func(anchor, at int) {
		i := c.anchors[anchor]
		r := &c.rules[i]
		if r.Reach == 0 {
			all[i] = whole
			return
		}
		w := window{max(at-r.Reach, 0), min(at+r.Reach, len(text))}
		if n := len(all[i]); n > 0 && w.start <= all[i][n-1].end {
			all[i][n-1].start, all[i][n-1].end = min(all[i][n-1].start, w.start), max(all[i][n-1].end, w.end)
			return
		}
		all[i] = append(all[i], w)
	})
	return all
}

func (c *Check) customFinding(r *gitleaks.Rule, value []byte, at finding.Location) finding.Finding {
	title := shorten(cmp.Or(strings.TrimSpace(r.Description), "Your rule "+r.ID), 120)
	message := title
	if r.Regex != nil {
		message = fmt.Sprintf("%s (%s)", title, size(rules.Kind{}, utf8.RuneCount(value)))
	}
	return finding.Finding{Rule: customPrefix + r.ID, Location: at, Severity: finding.High, Confidence: finding.Strong,
		Fingerprint: c.fingerprint("custom/"+r.ID, normal(value)), Message: message,
		Advice: "Revoke the credential, and keep the new one outside of the repository."}
}

// lineOf is the lines that a range stands on.
func lineOf(text []byte, start, end int) []byte {
	from := bytes.LastIndexByte(text[:start], '\n') + 1
	to := len(text)
	if i := bytes.IndexByte(text[end:], '\n'); i >= 0 {
		to = end + i
	}
	return text[from:to]
}

func shorten(text string, limit int) string {
	for i := range text {
		if i > limit-len("…") {
			return text[:i] + "…"
		}
	}
	return text
}
