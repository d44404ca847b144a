package policy

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// MaxBaseline is the longest baseline file that is read, in bytes.
const MaxBaseline = 16 << 20

// baselineHead begins a baseline file that this package wrote.
const baselineHead = "# What was there before the gate came: fingerprint, rule, last day, owner, reason.\n"

// everywhere is the path of a baseline's entries: a finding keeps its identity
// when its file is moved.
const everywhere = "**"

// WithBaseline adds the promises of a baseline file. name stands for it in
// messages and findings. The error joins every mistake, as Parse's does.
func (p Policy) WithBaseline(name string, content []byte) (Policy, error) {
	entries, err := ParseBaseline(name, content)
	p.Suppress = slices.Concat(p.Suppress, entries)
	p.digest = digest([]byte(p.digest + "\n" + digest(content) + "\n"))
	return p, err
}

// ParseBaseline reads a baseline file: a line for each promise, "FINGERPRINT RULE
// YEAR-MONTH-DAY OWNER REASON"; empty lines and lines with # in front are left out.
func ParseBaseline(name string, content []byte) ([]Suppression, error) {
	r := &reader{name: name}
	if len(content) > MaxBaseline {
		r.wrong(1, "the baseline is %d bytes long; at most %d are read", len(content), MaxBaseline)
		return nil, r.err()
	}
	var entries []Suppression
	first := map[string]int{}
	number := 0
	for line := range bytes.Lines(content) {
		number++
		text := strings.TrimSpace(string(line))
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		entry, ok := r.promise(number, text)
		if line, twice := first[entry.Fingerprint]; ok && twice {
			r.wrong(number, "fingerprint %s is there twice, first in line %d; keep one", entry.Fingerprint, line)
		}
		first[entry.Fingerprint] = number
		entries = append(entries, entry)
	}
	return entries, r.err()
}

func (r *reader) promise(line int, text string) (Suppression, bool) {
	fields := strings.Fields(text)
	if len(fields) < 5 {
		r.wrong(line, "the line has %d parts; write FINGERPRINT RULE YEAR-MONTH-DAY OWNER REASON", len(fields))
		return Suppression{}, false
	}
	s := Suppression{Fingerprint: fields[0], Of: fields[1], Owner: fields[3], Reason: strings.Join(fields[4:], " "), Path: everywhere, File: r.name, Line: line}
	date, err := time.Parse(dateLayout, fields[2])
	switch {
	case !fingerprintText.MatchString(s.Fingerprint):
		r.wrong(line, "%s is not a fingerprint; copy its 32 lower-case hexadecimal digits from the report", quote(s.Fingerprint))
	case !ruleID.MatchString(s.Of) || strings.HasPrefix(s.Of, rulePrefix):
		r.wrong(line, "%s is not the id of a rule that can be suppressed; write it in full, as sast/csharp-sql-injection", quote(s.Of))
	case err != nil:
		r.wrong(line, "%s is not a date; write YEAR-MONTH-DAY, for example 2027-03-31", quote(fields[2]))
	case strings.IndexFunc(s.Owner+s.Reason, isControl) >= 0:
		r.wrong(line, "the owner or the reason has a control character; remove it")
	default:
		s.Expires = date
		return s, true
	}
	return Suppression{}, false
}

// Promise is what somebody answers for with an entry of a baseline.
type Promise struct {
	Reason, Owner string
	Expires       time.Time // midnight UTC of the last day on which it holds
}

var ownerText = regexp.MustCompile(`^[^\s#][^\s]*$`)

// ParsePromise reads the three parts of a promise. Its error joins every mistake.
func ParsePromise(reason, owner, expires string) (Promise, error) {
	r := &reader{name: "promise"}
	text := func(what, value string) string {
		value, _ = r.text(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}, what)
		return value
	}
	p := Promise{Reason: text("reason", reason), Owner: text("owner", owner)}
	if p.Owner != "" && !ownerText.MatchString(p.Owner) {
		r.wrong(1, "the owner %s is not one word; write a team or a person without blanks", quote(p.Owner))
	}
	r.date(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: expires}, &p.Expires)
	return p, r.err()
}

// Entry is the promise for one finding, as a baseline holds it.
func (p Promise) Entry(rule, fingerprint string) Suppression {
	return Suppression{Fingerprint: fingerprint, Of: rule, Reason: p.Reason, Owner: p.Owner, Expires: p.Expires, Path: everywhere}
}

// Rebase makes a new baseline of the old one and of what a run found: what
// blocks is promised anew, what is found still keeps its promise, and the rest
// goes, unless partial says that the run did not see everything.
func Rebase(old []Suppression, judged []finding.Judged, promise Promise, partial bool) (entries []Suppression, added, dropped int) {
	found, blocking := map[string]bool{}, map[string]finding.Judged{}
	for _, j := range judged {
		found[j.Fingerprint] = true
		if j.Status == finding.Blocks && !own(j.Finding) {
			blocking[j.Fingerprint] = j
		}
	}
	for _, s := range old {
		switch _, renewed := blocking[s.Fingerprint]; {
		case renewed:
		case found[s.Fingerprint] || partial:
			entries = append(entries, s)
		default:
			dropped++
		}
	}
	for fingerprint, j := range blocking {
		entries = append(entries, promise.Entry(j.Rule, fingerprint))
	}
	return entries, len(blocking), dropped
}

// FormatBaseline writes entries as a baseline file: sorted, one line each, with
// nothing in it that changes when code moves.
func FormatBaseline(entries []Suppression) []byte {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(a, b Suppression) int { return cmp.Compare(a.Fingerprint, b.Fingerprint) })
	var b bytes.Buffer
	b.WriteString(baselineHead)
	for _, s := range entries {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", s.Fingerprint, s.Of, s.Expires.Format(dateLayout), s.Owner, s.Reason)
	}
	return b.Bytes()
}

// baseline reads the name of the baseline file.
func (r *reader) baseline(node *yaml.Node, to *string) {
	text, ok := r.text(node, "baseline")
	if !ok {
		return
	}
	if err := checkGlob(text); err != nil || strings.ContainsAny(text, "*?") {
		r.wrong(node.Line, "baseline: %s is not the path of a file below the repository's root; write for example .sallyport-baseline", quote(text))
		return
	}
	*to = text
}
