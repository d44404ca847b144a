package sast

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// fix is what a rule would write instead of what it found: a text with
// metavariables, or a replacement for each match of an expression in it.
type fix struct {
	text        string
	regex       *expression // nil for a plain fix
	replacement string
	count       int // of replacements; 0 for all
}

// fix reads "fix: text" and "fix-regex: {regex, replacement, count}".
func (r *ruleReader) fix(key, value *yaml.Node) error {
	if key.Value == "fix" {
		if value.Kind != yaml.ScalarNode {
			return r.fail(value, "fix is a text")
		}
		r.rule.fix = &fix{text: strings.TrimRight(value.Value, "\n")}
		return nil
	}
	made := &fix{}
	for i := 0; i+1 < len(value.Content); i += 2 {
		k, v := value.Content[i], value.Content[i+1]
		var err error
		switch k.Value {
		case "regex":
			made.regex, err = newExpression("(?m)", v.Value)
		case "replacement":
			made.replacement = v.Value
		case "count":
			err = v.Decode(&made.count)
		default:
			return r.fail(k, "fix-regex has regex, replacement and count, not %q", k.Value)
		}
		if err != nil {
			return r.fail(v, "%w", err)
		}
	}
	if value.Kind != yaml.MappingNode || made.regex == nil || made.count < 0 {
		return r.fail(value, "fix-regex needs a regex")
	}
	r.rule.fix = made
	return nil
}

// fixes says how to mend a match; nil when that would quote a literal of the
// code, which may be a credential.
func (s *source) fixes(f *fix, m match) []finding.Replacement {
	switch {
	case f == nil:
		return nil
	case f.regex != nil:
		return s.substitutions(f, m)
	}
	quotes := false
	text := metavariableForm.ReplaceAllStringFunc(f.text, func(name string) string {
		b := m.env.find(name)
		if b == nil || len(b.nodes) == 0 {
			return name
		}
		start, end := clamp(b.nodes[0].Start, s.text), clamp(b.nodes[len(b.nodes)-1].End, s.text)
		quotes = quotes || s.hasLiteral(start, end)
		return string(s.text[start:max(start, end)])
	})
	if quotes {
		return nil
	}
	return []finding.Replacement{{Location: s.lines.Locate(m.start, m.end), Text: text}}
}

func (s *source) substitutions(f *fix, m match) (out []finding.Replacement) {
	most := f.count
	if most == 0 {
		most = maxNeeds
	}
	text := s.text[clamp(m.start, s.text):clamp(m.end, s.text)]
	found, _ := f.regex.find(text, most)
	for _, at := range found {
		inserted, quotes := s.expand(f.replacement, m.start, at)
		if quotes {
			return nil
		}
		out = append(out, finding.Replacement{Location: s.lines.Locate(m.start+at[0], m.start+at[1]), Text: inserted})
	}
	return out
}

// expand fills the groups \1 to \9 into a replacement.
func (s *source) expand(replacement string, offset int, at []int) (text string, quotes bool) {
	var out strings.Builder
	for i := 0; i < len(replacement); i++ {
		c := replacement[i]
		if c != '\\' || i+1 == len(replacement) {
			out.WriteByte(c)
			continue
		}
		i++
		group := int(replacement[i]) - '0'
		if group < 0 || group > 9 {
			out.WriteByte(replacement[i])
			continue
		}
		if 2*group+1 < len(at) && at[2*group] >= 0 {
			start, end := offset+at[2*group], offset+at[2*group+1]
			quotes = quotes || s.hasLiteral(start, end)
			out.Write(s.text[start:end])
		}
	}
	return out.String(), quotes
}

// hasLiteral says whether a region touches a text literal, or may: a file
// without a syntax tree does not say.
func (s *source) hasLiteral(start, end int) (has bool) {
	if s.language.free && start < end {
		return true
	}
	s.root.Walk(func(n *syntax.Node) bool {
		if has || n.End <= start && n != s.root || n.Start >= end {
			return false
		}
		has = n.Kind == syntax.String || n.Kind == syntax.Template
		return !has
	})
	return has
}
