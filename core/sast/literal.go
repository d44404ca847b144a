package sast

import (
	"bytes"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// literal matches a string in a pattern: "..." is any constant text, "=~/re/" a
// regular expression, "$X" binds the content.
func (m *matcher) literal(p, n *syntax.Node, env *binding, k then) bool {
	value, ok := m.textConstant(n)
	if !ok {
		return p.Text == "..." && m.options.constants && m.isTextual(n, maxConstantDepth) && k(env)
	}
	if isMetavariable(p.Text) {
		return m.bindOne(p.Text, env, k, m.insideText(n, value))
	}
	if isRegexText(p.Text) {
		groups, complete := m.regexes[p].match(value)
		m.cut = m.cut || !complete
		return groups != nil && k(env)
	}
	return (p.Text == "..." || p.Text == value) && k(env)
}

// insideText stands for what a text literal says, at its place between the quotes.
func (m *matcher) insideText(n *syntax.Node, value string) *syntax.Node {
	start, end := clamp(n.Start, m.text), clamp(n.End, m.text)
	if i := bytes.Index(m.text[start:max(start, end)], []byte(value)); i >= 0 && value != "" {
		start, end = start+i, start+i+len(value)
	}
	return &syntax.Node{Kind: syntax.Other, Text: value, Start: start, End: end}
}

// value matches a number, a truth value or a regular expression, also through a
// name that always has it. /$X/ binds the inside of an expression.
func (m *matcher) value(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind == syntax.Name && m.options.constants {
		if v := m.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != nil && v.value.Kind == p.Kind {
			n = v.value
		}
	}
	if strings.HasPrefix(p.Text, "/") && n.Kind == syntax.Literal && strings.HasPrefix(n.Text, "/") {
		wanted, flags := splitRegex(p.Text)
		have, haveFlags := splitRegex(n.Text)
		switch {
		case flags != "" && flags != haveFlags:
			return false
		case wanted == "...":
			return k(env)
		case isMetavariable(wanted):
			return m.bindOne(wanted, env, k, m.insideText(n, have))
		}
	}
	if p.Kind == syntax.Number {
		want, ok := numberOf(p.Text, 0)
		if have, also := m.numeric(n); ok && also {
			return want == have && k(env)
		}
	}
	return p.Kind == n.Kind && p.Text == n.Text && k(env)
}

// numeric is the number that an expression always is.
func (m *matcher) numeric(n *syntax.Node) (float64, bool) {
	if n.Kind == syntax.Number {
		return numberOf(n.Text, 0)
	}
	if !m.options.constants {
		return 0, false
	}
	return m.number(n, maxConstantDepth)
}

// called is a decorator as the call that it is.
func called(n *syntax.Node) *syntax.Node {
	var callee *syntax.Node
	start := n.Start
	for _, part := range strings.Split(n.Text, ".") {
		if callee == nil {
			callee = &syntax.Node{Kind: syntax.Name, Text: part, Start: start, End: n.End}
			continue
		}
		callee = &syntax.Node{Kind: syntax.Member, Text: part, Start: start, End: n.End, Children: []*syntax.Node{callee}}
	}
	return &syntax.Node{Kind: syntax.Call, Start: n.Start, End: n.End, Children: append([]*syntax.Node{callee}, n.Children...)}
}

// splitRegex takes a regular expression literal apart.
func splitRegex(text string) (inner, flags string) {
	end := strings.LastIndexByte(text, '/')
	if end < 1 {
		return "", ""
	}
	return text[1:end], text[end+1:]
}

// textConstant is the text that an expression always is; of a name only where
// constants count.
func (m *matcher) textConstant(n *syntax.Node) (string, bool) {
	if !m.options.constants && n.Kind != syntax.String {
		return "", false
	}
	return m.constant(n)
}

// isTextual says whether an expression is one of several constant texts, or one
// that is too long to be written out.
func (m *matcher) isTextual(n *syntax.Node, depth int) bool {
	if depth == 0 {
		return false
	}
	if _, ok := m.constant(n); ok {
		return true
	}
	all := func(parts ...*syntax.Node) bool {
		for _, c := range parts {
			if !m.isTextual(c, depth-1) {
				return false
			}
		}
		return true
	}
	switch n.Kind {
	case syntax.Conditional:
		return len(n.Children) == 3 && all(n.Children[1:]...)
	case syntax.Name:
		v := m.scopes.lookup(n.Text, n.Start)
		return v != nil && v.assigned == 1 && v.value != nil && v.value != n && all(v.value)
	case syntax.Binary:
		switch {
		case len(n.Children) != 2:
		case n.Text == "+":
			return all(n.Children...)
		case n.Text == "*" && n.Children[1].Kind == syntax.Number:
			return all(n.Children[0])
		case n.Text == "||" && n.Children[0].Kind == syntax.Binary && n.Children[0].Text == "&&":
			return all(n.Children[0].Children[1], n.Children[1]) // "c && a || b" chooses
		}
	}
	return false
}

// isLiteralOf says whether an expression is a literal of a type, by any of the
// names that languages have for it.
func (m *matcher) isLiteralOf(n, typ *syntax.Node) bool {
	if typ == nil {
		return false
	}
	value, ok := m.worthOf(n)
	if !ok || !m.options.constants && n.Kind == syntax.Name {
		return false
	}
	wanted := strings.ToLower(bareType(typ.Text))
	switch v := value.(type) {
	case string:
		return wanted == "string" || wanted == "str"
	case bool:
		return wanted == "bool" || wanted == "boolean"
	case float64:
		switch wanted {
		case "number", "float", "double", "float64", "float32":
			return wanted == "number" || m.language.numbers || !isWhole(n, v)
		case "int", "long", "integer", "int64", "int32":
			return isWhole(n, v)
		}
	}
	return false
}

// isWhole says whether a number is one without a fraction, as it is written.
func isWhole(n *syntax.Node, value float64) bool {
	return value == float64(int64(value)) && !(n.Kind == syntax.Number && strings.ContainsAny(n.Text, ".") && !strings.HasPrefix(n.Text, "0x"))
}
