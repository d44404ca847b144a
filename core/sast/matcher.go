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
	whole   *syntax.Node                 // that nested statements are listed of
	listing *listing                     // nil until a pattern asks
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
	if m.compare(p, n, env, k) {
		return true
	}
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
		return n.Kind == syntax.Import && m.imported(p, n, env, k)
	case syntax.Object:
		if !m.options.implicitEllipsis && n.Kind == syntax.Object {
			return m.exactly(p.Children, n.Children, env, k)
		}
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
	case syntax.Literal, syntax.Number:
		return m.value(p, n, env, k)
	case syntax.Pair:
		if n.Kind == syntax.Function && len(p.Children) == 2 && p.Children[1].Kind == syntax.Function {
			return m.function(p.Children[1], n, env, k) // "f(...) {...}" in a class
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
	e, ok := m.with(env, name, nodes...)
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
	if m.match(p, n, env, k) {
		return true
	}
	for _, c := range n.Children {
		if n.Kind != syntax.Lambda && n.Kind != syntax.Function && m.deep(p, c, env, k) {
			return true
		}
	}
	return false
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
		end := strings.LastIndexByte(n.Text, '/')
		inner, ok := strings.CutSuffix(p.Text[1:], "/")
		switch {
		case ok && inner == "...":
			return k(env)
		case ok && isMetavariable(inner) && end > 0:
			return m.bind(inner, env, k, m.insideText(n, n.Text[1:end]))
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
	if p.Kind == syntax.Member && n.Kind == syntax.Name && (isMetavariable(p.Text) || len(p.Children) == 1 && p.Children[0].Kind == syntax.Metavariable) {
		return m.imports(p, n, env, k)
	}
	if p.Kind != syntax.Member || n.Kind != syntax.Member || len(p.Children) != 1 || len(n.Children) != 1 {
		return p.Kind == n.Kind && p.Kind == syntax.Name && p.Text == n.Text && k(env)
	}
	return m.word(p.Text, n, env, func(e *binding) bool { return m.match(p.Children[0], n.Children[0], e, k) })
}

// imports matches module.$F and $M.name with a name that was imported from a module.
func (m *matcher) imports(p, n *syntax.Node, env *binding, k then) bool {
	full := m.names.qualified(n.Text)
	i := strings.LastIndexByte(full, '.')
	if i < 0 || full == n.Text || len(p.Children) != 1 {
		return false
	}
	module, name := full[:i], full[i+1:]
	object := func(e *binding) bool {
		if p.Children[0].Kind == syntax.Metavariable {
			return m.bind(p.Children[0].Text, e, k, &syntax.Node{Kind: syntax.Name, Text: module, Start: n.Start, End: n.End, Children: []*syntax.Node{}})
		}
		return dotted(p.Children[0]) == module && k(e)
	}
	if isMetavariable(p.Text) {
		return m.bind(p.Text, env, object, &syntax.Node{Kind: syntax.Name, Text: name, Start: n.Start, End: n.End, Children: []*syntax.Node{}})
	}
	return p.Text == name && object(env)
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

// exactly matches every pattern with a different node in any order; nodes are
// only left over where there is an ellipsis.
func (m *matcher) exactly(ps, ns []*syntax.Node, env *binding, k then) bool {
	wanted := slices.DeleteFunc(slices.Clone(ps), func(p *syntax.Node) bool { return isEllipsis(p) })
	return (len(wanted) < len(ps) || len(ps) == len(ns)) && m.unordered(wanted, ns, env, k)
}

func isEllipsis(n *syntax.Node) bool {
	return n.Kind == syntax.Ellipsis && len(n.Children) == 0 || n.Kind == syntax.MetaEllipsis || n.Kind == syntax.Spread && len(n.Children) == 1 && isEllipsis(n.Children[0])
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
			if e, ok := m.with(env, p.Text, ns[:i]...); ok && m.list(ps[1:], ns[i:], e, k) {
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
