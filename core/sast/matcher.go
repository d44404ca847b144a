package sast

import (
	"bytes"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// matcher compares a pattern with code. It works in continuations: match calls
// then for every way in which pattern and code agree, until then returns true.
// Its budget counts comparisons; used up, it matches nothing more and says so.
type matcher struct {
	*source
	regexes map[*syntax.Node]*expression // of the patterns' "=~/re/" texts
	options *matching                    // of the rule whose pattern is being matched
	whole   *syntax.Node                 // that nested statements are listed of
	listing *listing                     // nil until a pattern asks
	spots   *wordSpots                   // of the program's words; nil when they are not known
	needs   [][]int                      // by the mark of a pattern's node: the words in it
	steps   int
	depth   int
	cut     bool
}

// maxMatchDepth bounds recursion: front ends bound the depth of trees, this
// bounds the product with a pattern's length.
const maxMatchDepth = 4000

type then func(*binding) bool

func (m *matcher) spend() bool {
	if m.steps--; m.steps < 0 || m.depth > maxMatchDepth {
		m.cut = true
		return false
	}
	return true
}

func (m *matcher) match(p, n *syntax.Node, env *binding, k then) bool {
	if n == nil || !m.spend() || p.Mark != 0 && !m.spots.have(m.needs[p.Mark], n.Start, n.End) {
		return false
	}
	m.depth++
	found := m.compare(p, n, env, k) || m.compareValue(p, n, env, k)
	m.depth--
	return found
}

// tries is match for one of many nodes, of which most are something else.
func (m *matcher) tries(p, n *syntax.Node, env *binding, k then) bool {
	if m.may(p, n) {
		return m.match(p, n, env, k)
	}
	m.spend()
	return false
}

// compareValue compares with what a name stands for, where a rule asks for it.
func (m *matcher) compareValue(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind == syntax.Name && m.options.symbols {
		value := m.symbol(p, n)
		return value != nil && m.match(p, value, env, k)
	}
	return false
}

// symbol is the expression that a name stands for, where a rule asks for it.
func (m *matcher) symbol(p, n *syntax.Node) *syntax.Node {
	switch p.Kind {
	case syntax.Metavariable, syntax.MetaEllipsis, syntax.Name, syntax.Ellipsis, syntax.Parameter:
		return nil
	}
	if v := m.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != n {
		return v.value
	}
	return nil
}

func (m *matcher) compare(p, n *syntax.Node, env *binding, k then) bool {
	switch p.Kind {
	case syntax.Metavariable:
		return m.bindOne(p.Text, env, k, n)
	case syntax.MetaEllipsis:
		return m.bindOne(p.Text, env, k, n)
	case syntax.TypedMetavariable:
		if typ := p.Child(syntax.Type); !m.hasType(n, typ) && !m.isLiteralOf(n, typ) {
			return false
		}
		return m.bindOne(p.Text, env, k, n)
	case syntax.Ellipsis:
		if len(p.Children) == 1 {
			return m.chain(p.Children[0], n, env, k)
		}
		return k(env)
	case syntax.DeepEllipsis:
		return len(p.Children) > 0 && m.deep(p.Children[0], n, env, k)
	case syntax.String:
		return m.literal(p, n, env, k)
	case syntax.Name, syntax.Member:
		return m.reference(p, n, env, k)
	case syntax.Call:
		if n.Kind == syntax.Annotation && m.options.attributes {
			return m.call(p, called(n), env, k)
		}
		return n.Kind == syntax.Call && m.call(p, n, env, k)
	case syntax.New:
		return n.Kind == syntax.New && m.creation(p, n, env, k)
	case syntax.Assign:
		return m.assignment(p, n, env, k)
	case syntax.Variable:
		return m.declaration(p, n, env, k)
	case syntax.Function, syntax.Lambda:
		return m.function(p, n, env, k)
	case syntax.Class:
		return n.Kind == syntax.Class && m.class(p, n, env, k)
	case syntax.Annotation:
		return n.Kind == syntax.Annotation && m.annotation(p, n, env, k)
	case syntax.Parameter:
		return n.Kind == syntax.Parameter && m.parameter(p, n, env, k)
	case syntax.Type:
		return m.typed(p, n, env, k)
	case syntax.Import:
		if n.Kind == syntax.Variable {
			n = required(n)
		}
		return n != nil && n.Kind == syntax.Import && m.imported(p, n, env, k)
	case syntax.Object:
		if n.Kind == syntax.List && n.Text == "{" && len(p.Children) == 1 && isEllipsis(p.Children[0]) {
			return k(env) // "{ ... }" is a set too
		}
		if !m.options.implicitEllipsis && n.Kind == syntax.Object {
			return m.exactly(p.Children, n.Children, env, k)
		}
		return n.Kind == syntax.Object && m.subset(p.Children, n.Children, env, k)
	case syntax.Catch:
		if n.Kind == syntax.Catch && p.Child(syntax.Parameter) != nil && n.Child(syntax.Parameter) == nil && isMetavariable(p.Child(syntax.Parameter).Text) {
			return m.list(p.Children[1:], n.Children, env, k) // nobody needs the error
		}
	case syntax.Block, syntax.File:
		if len(p.Children) == 1 && p.Children[0].Kind == syntax.Metavariable && n.Kind == syntax.Block && len(n.Children) > 1 {
			return m.bind(p.Children[0].Text, env, k, n.Children...) // "$S" alone is the whole block
		}
		if n.Kind != syntax.Block && n.Kind != syntax.File {
			return m.sequence(p.Children, []*syntax.Node{n}, false, env, func(e *binding, _ *syntax.Node) bool { return k(e) })
		}
		return m.sequence(p.Children, n.Children, false, env, func(e *binding, _ *syntax.Node) bool { return k(e) })
	case syntax.Return:
		if n.Kind == syntax.Return && len(p.Children) == 1 && p.Children[0].Kind == syntax.Ellipsis && len(n.Children) == 0 {
			return k(env)
		}
	case syntax.If:
		return n.Kind == syntax.If && m.condition(p, n, env, k)
	case syntax.Try:
		return n.Kind == syntax.Try && m.try(p, n, env, k)
	case syntax.Literal, syntax.Number:
		return m.value(p, n, env, k)
	case syntax.Pair:
		if n.Kind == syntax.Function && len(p.Children) == 2 && p.Children[1].Kind == syntax.Function {
			return m.function(p.Children[1], n, env, k) // "f(...) {...}" in a class
		}
	case syntax.Element:
		return n.Kind == syntax.Element && m.element(p, n, env, k)
	case syntax.Template:
		return (n.Kind == syntax.Template || n.Kind == syntax.String) && m.template(p, n, env, k)
	case syntax.Binary:
		return n.Kind == syntax.Binary && m.binary(p, n, env, k)
	}
	switch {
	case p.Kind != n.Kind:
		return false
	case isMetavariable(p.Text):
		return m.bindOne(p.Text, env, func(e *binding) bool { return m.list(p.Children, n.Children, e, k) }, m.textNode(n))
	}
	return p.Text == n.Text && m.list(p.Children, n.Children, env, k)
}

func (m *matcher) bind(name string, env *binding, k then, nodes ...*syntax.Node) bool {
	e, ok := m.with(env, name, nodes...)
	return ok && k(e)
}

func (m *matcher) bindOne(name string, env *binding, k then, n *syntax.Node) bool {
	e, ok := m.withOne(env, name, n)
	return ok && k(e)
}

// word compares a node's text with the pattern's, which may be a metavariable.
func (m *matcher) word(pattern string, n *syntax.Node, env *binding, k then) bool {
	if isMetavariable(pattern) {
		return m.bindOne(pattern, env, k, m.textNode(n))
	}
	return pattern == n.Text && k(env)
}

// textNode stands for the name inside a declaration or member.
func (m *matcher) textNode(n *syntax.Node) *syntax.Node {
	start, end := clamp(n.Start, m.text), clamp(n.End, m.text)
	find := bytes.Index
	if n.Kind == syntax.Member || n.Kind == syntax.Parameter && n.Child(syntax.Default) == nil {
		find = bytes.LastIndex
	}
	if i := find(m.text[start:max(start, end)], []byte(n.Text)); i >= 0 {
		start += i
		end = start + len(n.Text)
	}
	word := &syntax.Node{Kind: syntax.Name, Text: n.Text, Start: start, End: end}
	if n.Kind != syntax.Parameter {
		word.Children = []*syntax.Node{} // see isWord
	}
	return word
}

// chain matches "a. ... .b": a somewhere down the chain of calls and members.
func (m *matcher) chain(p, n *syntax.Node, env *binding, k then) bool {
	for n != nil && m.spend() {
		if m.match(p, n, env, k) {
			return true
		}
		switch n.Kind {
		case syntax.Call, syntax.Member, syntax.Index:
			n = n.Children[0]
		default:
			return false
		}
	}
	return false
}

func (m *matcher) deep(p, n *syntax.Node, env *binding, k then) bool {
	if m.tries(p, n, env, k) {
		return true
	}
	for _, c := range n.Children {
		if n.Kind != syntax.Lambda && n.Kind != syntax.Function && m.deep(p, c, env, k) {
			return true
		}
	}
	return false
}
