package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

type thenLast func(env *binding, last *syntax.Node) bool

// sequence matches statements one after the other. An ellipsis stands for any
// number of them and goes into nested blocks. An open sequence may end before
// the statements do.
func (m *matcher) sequence(ps, ns []*syntax.Node, open bool, env *binding, k thenLast) bool {
	return m.statements(ps, ns, nil, open, false, env, k)
}

func (m *matcher) statements(ps, ns []*syntax.Node, last *syntax.Node, open, flat bool, env *binding, k thenLast) bool {
	if !m.spend() {
		return false
	}
	if len(ps) == 0 {
		return (open || len(ns) == 0) && k(env, last)
	}
	if p := ps[0]; p.Kind == syntax.Ellipsis && len(p.Children) == 0 || p.Kind == syntax.MetaEllipsis {
		if len(ps) == 1 {
			if len(ns) > 0 {
				last = ns[len(ns)-1]
			}
			return k(env, last)
		}
		if !flat && m.options.deepStatements {
			ns = m.nested(ns)
		}
		for i := range ns {
			if m.statements(ps[1:], ns[i:], last, true, true, env, k) {
				return true
			}
		}
		return false
	}
	if len(ns) == 0 || !m.mayState(ps[0], ns[0]) {
		return false
	}
	return m.statement(ps[0], ns[0], env, func(e *binding) bool {
		return m.statements(ps[1:], ns[1:], further(last, ns[0]), open, flat, e, k)
	})
}

func further(a, b *syntax.Node) *syntax.Node {
	if a != nil && a.End > b.End {
		return a
	}
	return b
}

// statement matches one statement; an expression also matches inside a simple
// statement, as foo() does in x = foo().
func (m *matcher) statement(p, n *syntax.Node, env *binding, k then) bool {
	if m.match(p, n, env, k) {
		return true
	}
	return goesDeeper(p) && m.within(p, n, env, k)
}

// goesDeeper says whether a pattern also matches inside a statement.
func goesDeeper(p *syntax.Node) bool {
	switch p.Kind {
	case syntax.Call, syntax.New, syntax.Member, syntax.Index, syntax.Binary, syntax.String, syntax.Template, syntax.DeepEllipsis:
		return true
	}
	return false
}

// mayState says quickly whether a pattern could match a statement.
func (m *matcher) mayState(p, n *syntax.Node) bool {
	if goesDeeper(p) {
		return p.Mark == 0 || m.spots.have(m.needs[p.Mark], n.Start, n.End)
	}
	return m.may(p, n)
}

// within searches the expressions of a statement, not the blocks in it.
func (m *matcher) within(p, n *syntax.Node, env *binding, k then) bool {
	for _, c := range n.Children {
		switch c.Kind {
		case syntax.Block, syntax.Lambda, syntax.Function, syntax.Class, syntax.Case, syntax.Catch, syntax.Finally:
			continue
		}
		if m.tries(p, c, env, k) || m.within(p, c, env, k) {
			return true
		}
	}
	return false
}

// condition matches an if; a pattern without else matches one with it too.
func (m *matcher) condition(p, n *syntax.Node, env *binding, k then) bool {
	if len(p.Children) < len(n.Children) {
		return m.list(p.Children, n.Children[:len(p.Children)], env, k)
	}
	return m.list(p.Children, n.Children, env, k)
}

// try matches the body, and those of the catches that the pattern states.
func (m *matcher) try(p, n *syntax.Node, env *binding, k then) bool {
	split := func(n *syntax.Node) (catches, rest []*syntax.Node) {
		for _, c := range n.Children {
			if c.Kind == syntax.Catch {
				catches = append(catches, c)
			} else {
				rest = append(rest, c)
			}
		}
		return catches, rest
	}
	catches, rest := split(p)
	haveCatches, haveRest := split(n)
	if len(haveRest) > len(rest) {
		haveRest = haveRest[:len(rest)]
	}
	return m.list(rest, haveRest, env, func(e *binding) bool { return m.subset(catches, haveCatches, e, k) })
}
