package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// parts of a definition, by what they are.
type parts struct {
	modifiers, annotations, bases, parameters, fields, types []*syntax.Node
	receiver, body                                           *syntax.Node
}

func partsOf(n *syntax.Node) (p parts) {
	for i, c := range n.Children {
		switch c.Kind {
		case syntax.Modifier:
			p.modifiers = withChild(p.modifiers, n, i)
		case syntax.Annotation:
			p.annotations = withChild(p.annotations, n, i)
		case syntax.Base:
			p.bases = withChild(p.bases, n, i)
		case syntax.Parameter, syntax.Ellipsis, syntax.MetaEllipsis, syntax.Metavariable:
			p.parameters = withChild(p.parameters, n, i)
		case syntax.Receiver:
			p.receiver = c
		case syntax.Type:
			p.types = withChild(p.types, n, i)
		case syntax.Block:
			p.body = c
		default:
			p.fields = withChild(p.fields, n, i)
		}
	}
	return p
}

// withChild adds the i-th child to a list, which is a part of the children as
// long as they are neighbours. It never writes into what it was given.
func withChild(list []*syntax.Node, n *syntax.Node, i int) []*syntax.Node {
	from := i - len(list)
	if len(list) == 0 || from >= 0 && &n.Children[from] == &list[0] {
		return n.Children[from : i+1 : i+1]
	}
	return append(list[:len(list):len(list)], n.Children[i])
}
