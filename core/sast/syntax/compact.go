package syntax

// Compact copies a tree into as little memory as it needs. Front ends reserve
// room for a file's nodes; a pattern of a rule has a few, and stays.
func (n *Node) Compact() *Node {
	nodes, children := 0, 0
	n.Walk(func(n *Node) bool {
		nodes, children = nodes+1, children+len(n.Children)
		return true
	})
	c := compactor{make([]Node, 0, nodes), make([]*Node, 0, children)}
	return c.copy(n)
}

type compactor struct {
	nodes    []Node
	children []*Node
}

func (c *compactor) copy(n *Node) *Node {
	c.nodes = append(c.nodes, *n)
	made := &c.nodes[len(c.nodes)-1]
	if len(n.Children) == 0 {
		return made // a list that is empty but there says something, and stays
	}
	from := len(c.children)
	c.children = append(c.children, n.Children...)
	made.Children = c.children[from:len(c.children):len(c.children)]
	for i, child := range made.Children {
		made.Children[i] = c.copy(child)
	}
	return made
}
