package sast

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// keep drops the matches whose metavariables do not fit a condition.
func (s *search) keep(matches []match, c *condition, in frame) []match {
	var out []match
	for _, m := range matches {
		if !s.spend() {
			return out
		}
		if c.predicate != nil {
			if c.predicate.holds(func(name string) (any, bool) { return s.worth(m.env.find(name), c) }) {
				out = append(out, m)
			}
			continue
		}
		b := m.env.find(c.metavariable)
		if b == nil || len(b.nodes) == 0 {
			continue
		}
		if env, ok := s.fits(b, m.env, c, in); ok {
			m.env = env
			out = append(out, m)
		}
	}
	return out
}

func (s *search) fits(b, env *binding, c *condition, in frame) (*binding, bool) {
	switch {
	case c.regex != nil:
		return s.fitsRegex(b, env, c)
	case c.formula != nil:
		return s.fitsFormula(b, env, c, in)
	case c.analyzer == "entropy":
		return env, isRandom(s.content(b))
	case c.analyzer == "redos":
		return env, isExplosive(s.content(b))
	}
	for _, typ := range c.types {
		if len(b.nodes) == 1 && s.hasType(b.nodes[0], &syntax.Node{Kind: syntax.Type, Text: typ}) {
			return env, true
		}
	}
	return env, false
}

// fitsRegex matches the code that a metavariable stands for, quotes included,
// and binds the expression's named groups.
func (s *search) fitsRegex(b, env *binding, c *condition) (*binding, bool) {
	text := s.written(b)
	if c.constants && len(b.nodes) == 1 {
		if value, ok := s.worthOf(b.nodes[0]); ok {
			text = textOf(value)
		}
	} else if full := s.resolved(b); full != "" {
		if groups, _ := c.regex.match(full); groups != nil {
			return env, true
		}
	}
	groups, complete := c.regex.match(text)
	if !complete {
		s.cut = true
	}
	if groups == nil {
		return env, false
	}
	return s.bindGroups(env, c.regex.names, groups, []byte(text), b.nodes[0].Start)
}

// bindGroups binds $1 and its like, and $NAME for a named group.
func (s *source) bindGroups(env *binding, names []string, at []int, text []byte, offset int) (*binding, bool) {
	for g := 1; 2*g < len(at); g++ {
		if at[2*g] < 0 {
			continue
		}
		from, to := at[2*g], at[2*g+1]
		group := &syntax.Node{Kind: syntax.Other, Text: string(text[from:to]), Start: offset + from, End: offset + to}
		env = &binding{name: "$" + strconv.Itoa(g), nodes: []*syntax.Node{group}, next: env}
		if g < len(names) && names[g] != "" {
			var ok bool
			if env, ok = s.with(env, "$"+names[g], group); !ok {
				return nil, false
			}
		}
	}
	return env, true
}

func (s *search) regexMatches(f *formula, in frame) []match {
	text, offset := s.text, 0
	if in.inner {
		text, offset = s.text[in.start:in.end], in.start
	}
	s.matcher.steps -= len(text) / bytesPerStep
	find := s.given.find
	if in.inner {
		find = func(e *expression, most int) ([][]int, bool) { return e.find(text, most) }
	}
	found, complete := find(f.regex, s.most)
	s.cut = s.cut || !complete
	var out []match
	for _, at := range found {
		if env, ok := s.bindGroups(in.env, f.regex.names, at, text, offset); ok {
			out = append(out, match{start: offset + at[0], end: offset + at[1], env: env})
		}
	}
	return out
}

// bytesPerStep is how many bytes an expression reads for one step of the budget.
const bytesPerStep = 64

// written is the code that a metavariable stands for; for the inside of a text,
// a name in a declaration or a group of an expression, just that.
func (s *source) written(b *binding) string {
	first, final := b.nodes[0], b.nodes[len(b.nodes)-1]
	if len(b.nodes) == 1 && isText(first) {
		return first.Text
	}
	return string(s.text[clamp(first.Start, s.text):max(clamp(first.Start, s.text), clamp(final.End, s.text))])
}

// isText says whether a node stands for its text alone.
func isText(n *syntax.Node) bool {
	return n.Text != "" && (n.Kind == syntax.Name || n.Kind == syntax.Type || n.Kind == syntax.Other && len(n.Children) == 0)
}

// resolved is what an imported name means, where it is not what is written.
func (s *source) resolved(b *binding) string {
	if len(b.nodes) != 1 || b.nodes[0].Kind != syntax.Name && b.nodes[0].Kind != syntax.Member {
		return ""
	}
	name := dotted(b.nodes[0])
	if full := s.names.qualified(name); name != "" && full != name {
		return full
	}
	return ""
}

// content is what a text literal says, else the code.
func (s *source) content(b *binding) string {
	if len(b.nodes) == 1 {
		if n := b.nodes[0]; n.Kind == syntax.Literal && strings.HasPrefix(n.Text, "/") {
			return strings.TrimPrefix(n.Text[:max(1, strings.LastIndexByte(n.Text, '/'))], "/")
		}
		if text, ok := s.constant(b.nodes[0]); ok {
			return text
		}
	}
	return s.written(b)
}

// worth is the value of a metavariable in a comparison.
func (s *source) worth(b *binding, c *condition) (any, bool) {
	if b == nil || len(b.nodes) == 0 {
		return nil, false
	}
	text := ""
	if len(b.nodes) > 1 {
		text = s.written(b)
	} else if value, ok := s.worthOf(b.nodes[0]); !ok {
		text = s.written(b)
	} else if text, ok = value.(string); !ok && c.base == 0 {
		return value, true
	} else if !ok {
		text = s.written(b)
	}
	if c.strip {
		text = strings.Trim(text, "\"'`")
	}
	if c.base != 0 || c.strip || len(b.nodes) == 1 && isText(b.nodes[0]) {
		if number, ok := numberOf(text, c.base); ok {
			return number, true
		}
	}
	return text, true
}

// worthOf is the value that an expression always has: a number, a truth value or a text.
func (s *source) worthOf(n *syntax.Node) (any, bool) {
	if number, ok := s.number(n, maxConstantDepth); ok {
		return number, true
	}
	if n.Kind == syntax.Literal {
		switch n.Text {
		case "true", "false":
			return n.Text == "true", true
		case "null":
			return nil, true
		}
	}
	if n.Kind == syntax.Name {
		if v := s.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != nil && v.value.Kind == syntax.Literal {
			return s.worthOf(v.value)
		}
	}
	text, ok := s.constant(n)
	return text, ok
}

// fitsFormula evaluates a formula on what a metavariable stands for, read anew
// when the condition names another language.
func (s *search) fitsFormula(b, env *binding, c *condition, in frame) (*binding, bool) {
	inner := s.inside(b, c)
	if inner == nil {
		return env, false
	}
	found := inner.evaluate(c.formula, frame{rule: in.rule, start: inner.root.Start, end: inner.root.End, env: env, inner: true})
	s.matcher.steps, s.cut = inner.matcher.steps, s.cut || inner.cut
	if len(found) == 0 {
		return env, false
	}
	return found[0].env, true
}

// inside is a search of what a metavariable stands for.
func (s *search) inside(b *binding, c *condition) *search {
	first, final := b.nodes[0], b.nodes[len(b.nodes)-1]
	start, end := clamp(first.Start, s.text), clamp(final.End, s.text)
	inner := *s
	inner.words = nil
	inner.matcher = &matcher{}
	*inner.matcher = *s.matcher
	inner.matcher.spots = nil
	if c.language == nil || c.language == s.language {
		src := *s.source
		src.root = &syntax.Node{Kind: syntax.Block, Start: start, End: end, Children: b.nodes}
		inner.matcher.source = &src
		return &inner
	}
	text := s.text[start:max(start, end)]
	if len(b.nodes) == 1 {
		if value, ok := s.constant(first); ok && value != string(text) {
			text, start = []byte(value), start+max(0, strings.Index(string(text), value))
		}
	}
	inner.matcher.source = s.reread(c.language, text, start)
	inner.matcher.whole, inner.matcher.listing = inner.root, nil
	return &inner
}

// reread reads text in a language. Places in it are those of the file as far as
// the text stands there as it is.
func (s *search) reread(l *language, text []byte, offset int) *source {
	tree := l.parse(text, syntax.Code)
	tree.Root.Walk(func(n *syntax.Node) bool {
		n.Start, n.End = n.Start+offset, n.End+offset
		return true
	})
	tree.Root.Start, tree.Root.End = offset, offset+len(text)
	s.matcher.steps -= len(text)
	src := *s.source
	src.language, src.root = l, tree.Root
	src.names, src.scopes = newNames(l, tree.Root), newScopes(l, tree.Root)
	if !hasPrefixAt(s.text, min(offset, len(s.text)), string(text)) {
		s.matcher.steps -= offset / bytesPerStep
		src.text = append(make([]byte, offset), text...)
	}
	return &src
}

func clamp(offset int, text []byte) int { return min(max(offset, 0), len(text)) }
