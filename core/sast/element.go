package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

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
	inner := func(e *binding) bool {
		switch {
		case len(children) == 0:
			return (m.options.looseElements || len(haveChildren) == 0) && k(e)
		case !m.options.elementsInOrder:
			return m.exactly(children, haveChildren, e, k)
		}
		return m.list(children, haveChildren, e, k)
	}
	return m.word(p.Text, n, env, func(e *binding) bool {
		if m.options.moreAttributes {
			return m.subset(attributes, haveAttributes, e, inner)
		}
		return m.exactly(attributes, haveAttributes, e, inner)
	})
}

// template matches the parts of interpolated strings; "..." between them is an ellipsis.
func (m *matcher) template(p, n *syntax.Node, env *binding, k then) bool {
	parts := make([]*syntax.Node, len(p.Children))
	for i, c := range p.Children {
		switch parts[i] = c; {
		case c.Kind == syntax.String && c.Text == "...":
			parts[i] = &syntax.Node{Kind: syntax.Ellipsis}
		case c.Kind == syntax.String && strings.HasPrefix(c.Text, "$...") && isMetavariable("$"+c.Text[4:]):
			parts[i] = &syntax.Node{Kind: syntax.MetaEllipsis, Text: c.Text}
		}
	}
	if n.Kind == syntax.String { // a text in the quotes of interpolation, without any
		return len(parts) == 1 && isEllipsis(parts[0]) && n.Start < len(m.text) && m.text[n.Start] == '`' && k(env)
	}
	return m.list(parts, n.Children, env, k)
}
