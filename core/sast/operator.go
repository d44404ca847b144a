package sast

import (
	"slices"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// binary matches operand by operand, and chains of an associative operator also
// as lists, in any order where the operator allows it.
func (m *matcher) binary(p, n *syntax.Node, env *binding, k then) bool {
	return m.word(p.Text, n, env, func(e *binding) bool {
		if m.list(p.Children, n.Children, e, k) {
			return true
		}
		if !m.options.anyOrder {
			return false
		}
		associative, commutative := m.laws(p.Text)
		switch {
		case commutative && !associative:
			return len(p.Children) == 2 && len(n.Children) == 2 && m.list(p.Children, []*syntax.Node{n.Children[1], n.Children[0]}, e, k)
		case !associative:
			return false
		}
		ps, ns := operands(nil, p, p.Text), operands(nil, n, n.Text)
		if !commutative {
			return m.chained(ps, ns, p.Text, e, k)
		}
		wanted := slices.DeleteFunc(slices.Clone(ps), func(p *syntax.Node) bool { return p.Kind == syntax.Ellipsis })
		return len(ns) <= maxOperands && m.unordered(wanted, ns, e, k)
	})
}

// chained matches operands in order. A metavariable may stand for several of
// them, as it would for "b && c" in "a && (b && c)".
func (m *matcher) chained(ps, ns []*syntax.Node, operator string, env *binding, k then) bool {
	if !m.spend() || len(ps) == 0 || isEllipsis(ps[0]) || operator != "&&" && operator != "||" {
		return m.list(ps, ns, env, k)
	}
	if ps[0].Kind != syntax.Metavariable {
		return len(ns) > 0 && m.match(ps[0], ns[0], env, func(e *binding) bool { return m.chained(ps[1:], ns[1:], operator, e, k) })
	}
	for i := 1; i <= len(ns); i++ {
		node := ns[0]
		if i > 1 {
			node = &syntax.Node{Kind: syntax.Binary, Text: operator, Start: ns[0].Start, End: ns[i-1].End, Children: ns[:i]}
		}
		if e, ok := m.with(env, ps[0].Text, node); ok && m.chained(ps[1:], ns[i:], operator, e, k) {
			return true
		}
	}
	return false
}

// maxOperands bounds trying operands in any order.
const maxOperands = 32

// laws says which laws an operator obeys, as the rule language has it.
func (m *matcher) laws(operator string) (associative, commutative bool) {
	switch operator {
	case "|", "&", "^":
		return true, true
	case "+", "*", "|>":
		return true, false
	case "&&", "||":
		return true, !m.options.booleansInOrder
	case "==", "!=", "===", "!==":
		return false, !m.options.equalityInOrder
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
