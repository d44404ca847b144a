package javascript

import (
	"slices"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// builder makes nodes bottom-up: mark, push the children, close.
type builder struct {
	gaps        []*syntax.Node
	stack       []*syntax.Node
	nodes       []syntax.Node
	pointers    []*syntax.Node
	previousEnd int
}

func (b *builder) mark() int { return len(b.stack) }

// push adds children to the node under construction; nil is passed over.
func (b *builder) push(nodes ...*syntax.Node) {
	for _, n := range nodes {
		if n != nil {
			b.stack = append(b.stack, n)
		}
	}
}

// close makes the parent of the children above the mark; it ends where the last
// token ended.
func (b *builder) close(kind syntax.Kind, text string, start, mark int) *syntax.Node {
	n := b.leaf(kind, text, start, max(start, b.previousEnd))
	return b.adopt(n, mark)
}

// adopt gives the node the children above the mark.
func (b *builder) adopt(n *syntax.Node, mark int) *syntax.Node {
	return b.fill(n, b.take(mark))
}

// fill gives the node its children.
func (b *builder) fill(n *syntax.Node, children []*syntax.Node) *syntax.Node {
	n.Children = children
	if len(b.gaps) > 0 {
		repair(n)
	}
	return n
}

// repair puts right what a gap may upset: it may stand for something missing
// before or behind its parent, or between children.
func repair(n *syntax.Node) {
	for _, c := range n.Children {
		n.Start, n.End = min(n.Start, c.Start), max(n.End, c.End)
	}
	if inOrder(n.Kind) {
		slices.SortStableFunc(n.Children, func(a, b *syntax.Node) int { return a.Start - b.Start })
	}
}

// inOrder says whether the children stand in source order. Else modifiers come
// before decorators and a method's key before its own, a type before the value
// that is cast, a loop's body last.
func inOrder(kind syntax.Kind) bool {
	switch kind {
	case syntax.Cast, syntax.Pair, syntax.Loop, syntax.Class, syntax.Function, syntax.Variable, syntax.Parameter:
		return false
	}
	return true
}

// node makes a node of known children.
func (b *builder) node(kind syntax.Kind, text string, start int, children ...*syntax.Node) *syntax.Node {
	mark := b.mark()
	b.push(children...)
	return b.close(kind, text, start, mark)
}

func (b *builder) leaf(kind syntax.Kind, text string, start, end int) *syntax.Node {
	if len(b.nodes) == cap(b.nodes) {
		b.nodes = make([]syntax.Node, 0, 256)
	}
	b.nodes = append(b.nodes, syntax.Node{Kind: kind, Text: text, Start: start, End: end})
	return &b.nodes[len(b.nodes)-1]
}

func (b *builder) take(mark int) []*syntax.Node {
	n := len(b.stack) - mark
	if n <= 0 {
		return nil
	}
	if cap(b.pointers)-len(b.pointers) < n {
		b.pointers = make([]*syntax.Node, 0, max(512, n))
	}
	from := len(b.pointers)
	b.pointers = append(b.pointers, b.stack[mark:]...)
	b.stack = b.stack[:mark]
	return b.pointers[from:len(b.pointers):len(b.pointers)]
}

// gap records that the bytes could not be read; an empty gap says that
// something is missing there.
func (b *builder) gap(start, end int) *syntax.Node {
	n := b.leaf(syntax.Gap, "", start, end)
	b.gaps = append(b.gaps, n)
	return n
}
