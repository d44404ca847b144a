package syntax

// MaxDepth bounds nested constructs in every front end; what lies deeper
// becomes a gap.
const MaxDepth = 400

// Builder makes nodes bottom-up, many in one piece of memory: Mark, Push the
// children, Close. It keeps the gaps, and counts the depth.
type Builder struct {
	Gaps []*Node

	depth    int
	stack    []*Node
	nodes    []Node
	pointers []*Node
}

// Deeper enters a construct. When it says no, the construct lies too deep and
// the caller leaves a gap. Every Deeper is followed by a Shallower.
func (b *Builder) Deeper() bool {
	b.depth++
	return b.depth <= MaxDepth
}

// Shallower leaves a construct.
func (b *Builder) Shallower() { b.depth-- }

// Mark remembers where the children of a node begin.
func (b *Builder) Mark() int { return len(b.stack) }

// Push adds children to the node under construction; nil is passed over.
func (b *Builder) Push(nodes ...*Node) {
	for _, n := range nodes {
		if n != nil {
			b.stack = append(b.stack, n)
		}
	}
}

// Pushed is how many children stand above the mark.
func (b *Builder) Pushed(mark int) int { return len(b.stack) - mark }

// Child is the i-th child above the mark.
func (b *Builder) Child(mark, i int) *Node { return b.stack[mark+i] }

// Take removes the children above the mark and returns them, to be pushed later.
func (b *Builder) Take(mark int) []*Node {
	n := len(b.stack) - mark
	if n <= 0 {
		return nil
	}
	if cap(b.pointers)-len(b.pointers) < n {
		b.pointers = make([]*Node, 0, max(512, n))
	}
	from := len(b.pointers)
	b.pointers = append(b.pointers, b.stack[mark:]...)
	b.stack = b.stack[:mark]
	return b.pointers[from:len(b.pointers):len(b.pointers)]
}

// Leaf makes a childless node.
func (b *Builder) Leaf(kind Kind, text string, start, end int) *Node {
	if len(b.nodes) == cap(b.nodes) {
		b.nodes = make([]Node, 0, 256)
	}
	b.nodes = append(b.nodes, Node{Kind: kind, Text: text, Start: start, End: max(start, end)})
	return &b.nodes[len(b.nodes)-1]
}

// Gap makes a gap and lists it.
func (b *Builder) Gap(start, end int) *Node {
	gap := b.Leaf(Gap, "", start, end)
	b.Gaps = append(b.Gaps, gap)
	return gap
}

// Close takes the children above the mark and makes their parent, which covers
// them even where they reach beyond [start, end).
func (b *Builder) Close(kind Kind, text string, start, end, mark int) *Node {
	n := b.Leaf(kind, text, start, end)
	n.Children = b.Take(mark)
	for _, c := range n.Children {
		n.Start, n.End = min(n.Start, c.Start), max(n.End, c.End)
	}
	return n
}

// Root is a pattern's root: the one node that was pushed above the mark, or a
// block of several.
func (b *Builder) Root(start, end, mark int) *Node {
	if b.Pushed(mark) == 1 {
		return b.Take(mark)[0]
	}
	return b.Close(Block, "", start, end, mark)
}
