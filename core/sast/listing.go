package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// listing is every statement of a file in source order, those nested in others
// behind them, so that what lies below neighbours is a part of it.
type listing struct {
	all   []*syntax.Node // each marked with its index
	after []int          // by that index: of the first statement that is not below it
}

func newListing(root *syntax.Node) *listing {
	l := &listing{}
	l.add(root)
	return l
}

func (l *listing) add(n *syntax.Node) {
	statements := n.Kind == syntax.Block || n.Kind == syntax.File
	for _, c := range n.Children {
		if !statements && (c.Kind != syntax.If || n.Kind != syntax.If) {
			l.add(c)
			continue
		}
		i := len(l.all)
		c.Mark = uint32(i)
		l.all, l.after = append(l.all, c), append(l.after, 0)
		l.add(c)
		l.after[i] = len(l.all)
	}
}

// nested lists neighbouring statements with everything below them.
func (m *matcher) nested(ns []*syntax.Node) []*syntax.Node {
	if len(ns) == 0 {
		return nil
	}
	if m.listing == nil {
		m.listing = newListing(m.whole)
	}
	first, final := int(ns[0].Mark), int(ns[len(ns)-1].Mark)
	if !m.listing.has(ns[0], first) || !m.listing.has(ns[len(ns)-1], final) {
		return ns
	}
	return m.listing.all[first:m.listing.after[final]]
}

func (l *listing) has(n *syntax.Node, i int) bool { return i < len(l.all) && l.all[i] == n }
