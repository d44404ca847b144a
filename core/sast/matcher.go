package sast

import (
	"bytes"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// matcher compares a pattern with code. It works in continuations: match calls
// then for every way in which pattern and code agree, until then returns true.
// Its budget counts comparisons; used up, it matches nothing more and says so.
type matcher struct {
	*source
	regexes map[*syntax.Node]*expression // of the patterns' "=~/re/" texts
	options *matching                    // of the rule whose pattern is being matched
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
	if n == nil || !m.spend() {
		return false
	}
	m.depth++
	defer func() { m.depth-- }()
	switch p.Kind {
	case syntax.Metavariable:
		return m.bind(p.Text, env, k, n)
	case syntax.MetaEllipsis:
		return m.bind(p.Text, env, k, n)
	case syntax.TypedMetavariable:
		if !m.hasType(n, p.Child(syntax.Type)) {
			return false
		}
		return m.bind(p.Text, env, k, n)
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
		return n.Kind == syntax.Import && m.imported(p, n, env, k)
	case syntax.Object:
		return n.Kind == syntax.Object && m.subset(p.Children, n.Children, env, k)
	case syntax.Block, syntax.File:
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
	case syntax.Literal:
		if p.Text == "/.../" {
			return n.Kind == syntax.Literal && strings.HasPrefix(n.Text, "/") && k(env)
		}
	case syntax.Element:
		return n.Kind == syntax.Element && m.element(p, n, env, k)
	case syntax.Template:
		return n.Kind == syntax.Template && m.template(p, n, env, k)
	case syntax.Binary:
		return n.Kind == syntax.Binary && m.binary(p, n, env, k)
	}
	if p.Kind != n.Kind {
		return false
	}
	return m.word(p.Text, n, env, func(e *binding) bool { return m.list(p.Children, n.Children, e, k) })
}

func (m *matcher) bind(name string, env *binding, k then, nodes ...*syntax.Node) bool {
	e, ok := env.with(name, nodes...)
	return ok && k(e)
}

// word compares a node's text with the pattern's, which may be a metavariable.
func (m *matcher) word(pattern string, n *syntax.Node, env *binding, k then) bool {
	if isMetavariable(pattern) {
		return m.bind(pattern, env, k, m.textNode(n))
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
	return &syntax.Node{Kind: syntax.Name, Text: n.Text, Start: start, End: end}
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
	if m.match(p, n, env, k) {
		return true
	}
	for _, c := range n.Children {
		if m.deep(p, c, env, k) {
			return true
		}
	}
	return false
}

// literal matches a string in a pattern: "..." is any constant text, "=~/re/" a
// regular expression, "$X" binds the content.
func (m *matcher) literal(p, n *syntax.Node, env *binding, k then) bool {
	value, ok := m.constant(n)
	if !ok {
		return false
	}
	if isMetavariable(p.Text) {
		return m.bind(p.Text, env, k, m.insideText(n, value))
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

// reference matches names and members, through imports.
func (m *matcher) reference(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind != syntax.Name && n.Kind != syntax.Member {
		return false
	}
	if wanted := dotted(p); wanted != "" && !strings.Contains(wanted, "$") {
		if have := dotted(n); have != "" {
			return m.names.is(have, wanted) && k(env)
		}
	}
	if p.Kind == syntax.Member && n.Kind == syntax.Name && isMetavariable(p.Text) {
		return m.imports(p, n, env, k)
	}
	if p.Kind != syntax.Member || n.Kind != syntax.Member || len(p.Children) != 1 || len(n.Children) != 1 {
		return p.Kind == n.Kind && p.Kind == syntax.Name && p.Text == n.Text && k(env)
	}
	return m.word(p.Text, n, env, func(e *binding) bool { return m.match(p.Children[0], n.Children[0], e, k) })
}

// imports matches module.$F with a name that was imported from the module.
func (m *matcher) imports(p, n *syntax.Node, env *binding, k then) bool {
	full := m.names.qualified(n.Text)
	i := strings.LastIndexByte(full, '.')
	if i < 0 || full == n.Text || len(p.Children) != 1 || dotted(p.Children[0]) != full[:i] {
		return false
	}
	return m.bind(p.Text, env, k, &syntax.Node{Kind: syntax.Name, Text: full[i+1:], Start: n.Start, End: n.End})
}

func (m *matcher) call(p, n *syntax.Node, env *binding, k then) bool {
	if len(p.Children) == 0 || len(n.Children) == 0 {
		return false
	}
	return m.match(p.Children[0], n.Children[0], env, func(e *binding) bool {
		return m.arguments(p.Children[1:], n.Children[1:], e, k)
	})
}

// arguments matches positional arguments in order and named ones in any order.
func (m *matcher) arguments(ps, ns []*syntax.Node, env *binding, k then) bool {
	var named, positional, haveNamed, havePositional []*syntax.Node
	open := false
	for _, p := range ps {
		if p.Kind == syntax.Argument {
			named = append(named, p)
			continue
		}
		open = open || p.Kind == syntax.Ellipsis && len(p.Children) == 0 || p.Kind == syntax.MetaEllipsis
		positional = append(positional, p)
	}
	for _, n := range ns {
		if n.Kind == syntax.Argument {
			haveNamed = append(haveNamed, n)
		} else {
			havePositional = append(havePositional, n)
		}
	}
	if !open && len(haveNamed) != len(named) {
		return false
	}
	return m.unordered(named, haveNamed, env, func(e *binding) bool {
		return m.list(positional, havePositional, e, k)
	})
}

// unordered matches every pattern with a different node, in any order.
func (m *matcher) unordered(ps, ns []*syntax.Node, env *binding, k then) bool {
	if len(ps) == 0 {
		return k(env)
	}
	for i, n := range ns {
		rest := make([]*syntax.Node, 0, len(ns)-1)
		rest = append(append(rest, ns[:i]...), ns[i+1:]...)
		if m.match(ps[0], n, env, func(e *binding) bool { return m.unordered(ps[1:], rest, e, k) }) {
			return true
		}
	}
	return false
}

// subset matches every pattern but ellipses with some node.
func (m *matcher) subset(ps, ns []*syntax.Node, env *binding, k then) bool {
	var wanted []*syntax.Node
	for _, p := range ps {
		if p.Kind != syntax.Ellipsis {
			wanted = append(wanted, p)
		}
	}
	return m.unordered(wanted, ns, env, k)
}

// list matches nodes side by side; an ellipsis stands for any number of them.
func (m *matcher) list(ps, ns []*syntax.Node, env *binding, k then) bool {
	if !m.spend() {
		return false
	}
	if len(ps) == 0 {
		return len(ns) == 0 && k(env)
	}
	switch p := ps[0]; {
	case p.Kind == syntax.Ellipsis && len(p.Children) == 0:
		for i := 0; i <= len(ns); i++ {
			if m.list(ps[1:], ns[i:], env, k) {
				return true
			}
		}
		return false
	case p.Kind == syntax.MetaEllipsis:
		for i := len(ns); i >= 0; i-- {
			if e, ok := env.with(p.Text, ns[:i]...); ok && m.list(ps[1:], ns[i:], e, k) {
				return true
			}
		}
		return false
	}
	if len(ns) == 0 {
		return false
	}
	return m.match(ps[0], ns[0], env, func(e *binding) bool { return m.list(ps[1:], ns[1:], e, k) })
}

// element matches attributes as a subset, and children only when the pattern has some.
func (m *matcher) element(p, n *syntax.Node, env *binding, k then) bool {
	split := func(n *syntax.Node) (attributes, children []*syntax.Node) {
		for _, c := range n.Children {
			if c.Kind == syntax.Pair || c.Kind == syntax.Spread {
				attributes = append(attributes, c)
			} else {
				children = append(children, c)
			}
		}
		return attributes, children
	}
	attributes, children := split(p)
	haveAttributes, haveChildren := split(n)
	return m.word(p.Text, n, env, func(e *binding) bool {
		return m.subset(attributes, haveAttributes, e, func(e *binding) bool {
			return m.optional(children, haveChildren, e, k)
		})
	})
}

// template matches the parts of interpolated strings; "..." between them is an ellipsis.
func (m *matcher) template(p, n *syntax.Node, env *binding, k then) bool {
	parts := make([]*syntax.Node, len(p.Children))
	for i, c := range p.Children {
		if parts[i] = c; c.Kind == syntax.String && c.Text == "..." {
			parts[i] = &syntax.Node{Kind: syntax.Ellipsis}
		}
	}
	return m.list(parts, n.Children, env, k)
}

// binary matches operand by operand, and chains of an associative operator also
// as lists, in any order where the operator allows it.
func (m *matcher) binary(p, n *syntax.Node, env *binding, k then) bool {
	return m.word(p.Text, n, env, func(e *binding) bool {
		if m.list(p.Children, n.Children, e, k) {
			return true
		}
		associative, commutative := laws(p.Text)
		if !associative {
			return false
		}
		ps, ns := operands(nil, p, p.Text), operands(nil, n, n.Text)
		if !commutative {
			return m.list(ps, ns, e, k)
		}
		wanted := slices.DeleteFunc(slices.Clone(ps), func(p *syntax.Node) bool { return p.Kind == syntax.Ellipsis })
		return (len(wanted) < len(ps) || len(ps) == len(ns)) && len(ns) <= maxOperands && m.unordered(wanted, ns, e, k)
	})
}

// maxOperands bounds trying operands in any order.
const maxOperands = 32

// laws says which laws an operator obeys, as the rule language has it.
func laws(operator string) (associative, commutative bool) {
	switch operator {
	case "|", "&", "^":
		return true, true
	case "+", "*", "&&", "||":
		return true, false
	}
	return false, false
}

// operands lists the operands of a chain of one operator.
func operands(out []*syntax.Node, n *syntax.Node, operator string) []*syntax.Node {
	for _, c := range n.Children {
		if c.Kind == syntax.Binary && c.Text == operator {
			out = operands(out, c, operator)
		} else {
			out = append(out, c)
		}
	}
	return out
}
