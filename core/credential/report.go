package credential

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// findings settles overlaps and writes down what is left.
func (c *Check) findings(path string, s *scanner) []finding.Finding {
	settled := c.settle(s.candidates)
	out := make([]finding.Finding, 0, len(settled))
	places := newPlaces(path, s.text)
	for _, f := range settled {
		location := places.locate(f.Start, f.End)
		found := c.finding(f.kind, f.Match, s.text[f.Start:f.End], location)
		found.Marker = marker(s.text, f.Start, f.End)
		out = append(out, found)
	}
	return out
}

// settle leaves one candidate for each place: the better one of any two that
// overlap. The result is sorted by place and does not overlap.
func (c *Check) settle(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int { return c.compare(b, a) })
	var kept []candidate // sorted by Start
	for _, f := range all {
		i, _ := slices.BinarySearchFunc(kept, f.Start, func(k candidate, start int) int { return cmp.Compare(k.Start, start) })
		if i < len(kept) && kept[i].Start < f.End || i > 0 && kept[i-1].End > f.Start {
			continue
		}
		kept = slices.Insert(kept, i, f)
	}
	return kept
}

// compare orders candidates by how much their word counts: proof, then the
// particular format, then confidence, then length, then place.
func (c *Check) compare(a, b candidate) int {
	proof := func(f candidate) int {
		if f.Confidence == finding.Proven {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(proof(a), proof(b)), cmp.Compare(c.kinds[a.kind].Rank, c.kinds[b.kind].Rank),
		cmp.Compare(a.Confidence, b.Confidence), cmp.Compare(a.End-a.Start, b.End-b.Start),
		cmp.Compare(b.Start, a.Start), cmp.Compare(b.kind, a.kind))
}

// finding masks: of the value it keeps the public prefix, the length, and a keyed hash.
func (c *Check) finding(kind int, m rules.Match, value []byte, location finding.Location) finding.Finding {
	k := c.kinds[kind]
	if what := rules.Published(string(value)); what != "" {
		m.Confidence, m.Note = finding.Info, "it is "+what
	}
	if m.Normal == "" {
		m.Normal = normal(value)
	}
	f := finding.Finding{Rule: "credential/" + k.ID, Location: location, Severity: k.Severity, Confidence: m.Confidence,
		Fingerprint: c.fingerprint(k.ID, m.Normal), Message: message(k, m, value), Advice: advice(k)}
	if m.Test || m.Confidence == finding.Info {
		f.Severity = finding.Low
	}
	return f
}

// normal is a value as its identity counts it: padding may be there or not.
func normal(value []byte) string { return strings.TrimRight(string(value), "=") }

// fingerprint is keyed, so that a short value cannot be guessed from it.
func (c *Check) fingerprint(kind, value string) string {
	mac := hmac.New(sha256.New, c.salt)
	mac.Write([]byte(kind + "\x00" + value))
	return finding.Fingerprint(hex.EncodeToString(mac.Sum(nil)))
}

func message(k rules.Kind, m rules.Match, value []byte) string {
	var b strings.Builder
	b.WriteString(k.Title)
	if m.Prefix != "" && !strings.HasPrefix(m.Prefix, "-----") {
		fmt.Fprintf(&b, " %s…", m.Prefix)
	}
	fmt.Fprintf(&b, " (%s)", size(k, utf8.RuneCount(value)))
	if m.Note != "" {
		b.WriteString("; " + m.Note)
	}
	return b.String()
}

// size tells the length of formats, which is public, and only a class of length
// of what people made up.
func size(k rules.Kind, n int) string {
	switch {
	case k.Rank > rules.Structured:
		return fmt.Sprintf("%d characters", n)
	case n < 8:
		return "under 8 characters"
	case n < 16:
		return "8 to 15 characters"
	default:
		return "16 characters or more"
	}
}

// advice is what to do now and what to put in the value's place.
func advice(k rules.Kind) string {
	return k.Revoke + " (" + k.Page + ") Then: " + strings.ReplaceAll(k.Instead, "`", "")
}

// places turns offsets into locations, walking forward: on one line of 60 MB
// with many findings, counting each column from the line's start would not end.
type places struct {
	path         string
	text         []byte
	at           int
	line, column int
}

func newPlaces(path string, text []byte) *places {
	return &places{path: path, text: text, line: 1, column: 1}
}

// locate must be called with ranges in ascending order.
func (p *places) locate(start, end int) finding.Location {
	l := finding.Location{Path: p.path}
	l.StartLine, l.StartColumn = p.forward(start)
	l.EndLine, l.EndColumn = p.forward(end)
	return l
}

func (p *places) forward(to int) (line, column int) {
	between := p.text[p.at:to]
	p.at = to
	if n := bytes.Count(between, []byte("\n")); n > 0 {
		p.line, p.column = p.line+n, 1
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	for len(between) > 0 {
		if between[0] < utf8.RuneSelf {
			between = between[1:]
			p.column++
			continue
		}
		r, size := utf8.DecodeRune(between)
		between = between[size:]
		if p.column++; r > 0xFFFF {
			p.column++
		}
	}
	return p.line, p.column
}
