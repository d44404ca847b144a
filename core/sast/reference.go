package sast

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// reference matches names and members, through imports.
func (m *matcher) reference(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind != syntax.Name && n.Kind != syntax.Member {
		return false
	}
	if wanted := plainName(p); wanted != "" {
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
	if p.Children[0].Kind == syntax.Name && !m.options.symbols && !m.mayBe(n.Children[0], p.Children[0].Text) {
		return false
	}
	return m.word(p.Text, n, env, func(e *binding) bool { return m.match(p.Children[0], n.Children[0], e, k) })
}

// mayBe says cheaply whether an object can mean a name.
func (m *matcher) mayBe(n *syntax.Node, name string) bool {
	if n.Kind != syntax.Name && n.Kind != syntax.Member {
		return false
	}
	return n.Text == name || n.Kind == syntax.Name && m.names.local[n.Text] != ""
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
			return m.bindOne(p.Children[0].Text, e, k, &syntax.Node{Kind: syntax.Name, Text: module, Start: n.Start, End: n.End, Children: []*syntax.Node{}})
		}
		return dotted(p.Children[0]) == module && k(e)
	}
	if isMetavariable(p.Text) {
		return m.bindOne(p.Text, env, object, &syntax.Node{Kind: syntax.Name, Text: name, Start: n.Start, End: n.End, Children: []*syntax.Node{}})
	}
	return p.Text == name && object(env)
}

func (m *matcher) call(p, n *syntax.Node, env *binding, k then) bool {
	if !m.mayCall(p, n) {
		return false
	}
	return m.match(p.Children[0], n.Children[0], env, func(e *binding) bool {
		return m.arguments(p.Children[1:], n.Children[1:], e, k)
	})
}

// arguments matches positional arguments in order and named ones in any order.
func (m *matcher) arguments(ps, ns []*syntax.Node, env *binding, k then) bool {
	isNamed := func(n *syntax.Node) bool { return n.Kind == syntax.Argument }
	if !slices.ContainsFunc(ps, isNamed) && !slices.ContainsFunc(ns, isNamed) {
		return m.list(ps, ns, env, k)
	}
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
