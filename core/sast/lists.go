package sast

import (
	"slices"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// unordered matches every pattern with a different node, in any order.
func (m *matcher) unordered(ps, ns []*syntax.Node, env *binding, k then) bool {
	if len(ps) == 0 {
		return k(env)
	}
	for i, n := range ns {
		if !m.may(ps[0], n) {
			m.spend()
			continue
		}
		if m.match(ps[0], n, env, func(e *binding) bool {
			if len(ps) == 1 {
				return k(e)
			}
			return m.unordered(ps[1:], others(ns, i), e, k)
		}) {
			return true
		}
	}
	return false
}

// others copies the nodes but for one.
func others(ns []*syntax.Node, i int) []*syntax.Node {
	return slices.Concat(ns[:i], ns[i+1:])
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
	isOpen := func(p *syntax.Node) bool { return p.Kind == syntax.Ellipsis }
	if slices.ContainsFunc(ps, isOpen) {
		ps = slices.DeleteFunc(slices.Clone(ps), isOpen)
	}
	return m.unordered(ps, ns, env, k)
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
	case p.Kind == syntax.Ellipsis && len(p.Children) == 0 && len(ps) == 1:
		return k(env)
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
	switch {
	case len(ns) == 0 || !m.may(ps[0], ns[0]):
		return false
	case len(ps) == 1:
		return len(ns) == 1 && m.match(ps[0], ns[0], env, k)
	}
	return m.match(ps[0], ns[0], env, func(e *binding) bool { return m.list(ps[1:], ns[1:], e, k) })
}
