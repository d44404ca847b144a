package sast

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

const (
	maxQuote   = 60  // characters of code that a message may quote
	maxMessage = 500 // characters
)

// report turns matches of a rule into findings.
func (s *source) report(c *compiled, matches []match, ways map[[2]int]*taint) []finding.Finding {
	var out []finding.Finding
	for _, m := range matches {
		way := ways[[2]int{m.start, m.end}]
		out = append(out, finding.Finding{
			Rule:        c.ID,
			Location:    s.lines.Locate(m.start, m.end),
			Message:     s.message(c.message, m.env),
			Severity:    s.severity(c, way),
			Confidence:  c.Confidence,
			Fingerprint: finding.Fingerprint(c.ID, s.normal(m.start, m.end)),
			Marker:      s.marker(c.ID, m.start),
			Fix:         s.fixes(c.fix, m),
			Flow:        s.steps(way, m),
		})
	}
	return out
}

// steps lists the way of a value, source first, sink last. It may lead through
// several files.
func (s *source) steps(t *taint, m match) []finding.Step {
	if t == nil {
		return nil
	}
	way := []finding.Step{{Location: s.lines.Locate(m.start, m.end), Message: "it is used here"}}
	for ; t != nil; t = t.from {
		if t.from != nil && t.unit.source == s && t.node.Start <= m.start && m.end <= t.node.End {
			continue // the statement of the sink itself
		}
		way = append(way, finding.Step{Location: t.unit.lines.Locate(t.node.Start, t.node.End), Message: t.says()})
	}
	slices.Reverse(way)
	return way
}

// says tells what happens to the value at this stop, in names only: a literal
// may be a credential.
func (t *taint) says() string {
	if t.from == nil {
		return "the value comes from outside"
	}
	switch n := t.node; n.Kind {
	case syntax.Variable, syntax.Assign:
		if len(n.Children) > 0 {
			if name := quote(targetOf(n)); name != "…" {
				return "it is stored in " + name
			}
		}
		return "it is stored"
	case syntax.Call, syntax.New:
		return "it is passed to " + quote(n)
	case syntax.Parameter:
		return "it arrives as " + quote(n)
	}
	return "it is passed on"
}

func targetOf(n *syntax.Node) *syntax.Node {
	if n.Kind == syntax.Variable {
		target, _, _ := variableParts(n)
		return target
	}
	return n.Children[0]
}

var metavariableForm = regexp.MustCompile(`\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|\$[1-9]`)

// message fills in what metavariables stand for. Only names are quoted: a
// literal may be a credential.
func (s *source) message(text string, env *binding) string {
	filled := metavariableForm.ReplaceAllStringFunc(text, func(name string) string {
		b := env.find(name)
		if b == nil || len(b.nodes) == 0 {
			return name
		}
		if len(b.nodes) > 1 {
			return "…"
		}
		return quote(b.nodes[0])
	})
	return bounded(filled, maxMessage)
}

func quote(n *syntax.Node) string {
	text := ""
	switch n.Kind {
	case syntax.Name, syntax.Member:
		text = dotted(n)
	case syntax.Parameter, syntax.Type:
		text = n.Text
	case syntax.Call:
		if len(n.Children) > 0 {
			text = quote(n.Children[0]) + "(…)"
		}
	case syntax.New:
		text = n.Text
	}
	if text == "" {
		return "…"
	}
	return bounded(text, maxQuote)
}

// normal is the code without comments, and without white space between tokens.
// It goes into the fingerprint, which therefore survives reformatting.
func (s *source) normal(start, end int) string {
	var out []byte
	text := s.text[clamp(start, s.text):clamp(end, s.text)]
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c <= ' ':
			i++
			if k := len(out); k > 0 && i < len(text) && isWordByte(text[i]) && isWordByte(out[k-1]) {
				out = append(out, ' ')
			}
		case strings.IndexByte(s.language.quotes, c) >= 0:
			next := literalEnd(text, i)
			out = append(out, text[i:next]...)
			i = next
		case hasPrefixAt(text, i, s.language.comment):
			i = lineEnd(text, i)
		case s.language.comment == "//" && hasPrefixAt(text, i, "/*"):
			if k := bytes.Index(text[i:], []byte("*/")); k >= 0 {
				i += k + 2
			} else {
				i = len(text)
			}
		default:
			out = append(out, c)
			i++
		}
	}
	return string(out)
}

func hasPrefixAt(text []byte, at int, prefix string) bool {
	return len(text)-at >= len(prefix) && string(text[at:at+len(prefix)]) == prefix
}

func lineEnd(text []byte, at int) int {
	for at < len(text) && text[at] != '\n' {
		at++
	}
	return at
}

// literalEnd finds the end of a quoted literal roughly: identity needs it to
// be the same each time, not to be right for every raw form.
func literalEnd(text []byte, at int) int {
	quote := text[at]
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			if quote != '`' {
				i++
			}
		case quote:
			return i + 1
		case '\n':
			if quote != '`' {
				return i
			}
		}
	}
	return len(text)
}
