package sast

import (
	"slices"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// kindIndex lists a file's nodes by kind, in source order.
type kindIndex struct {
	byKind [256][]*syntax.Node
	merged map[mergedKinds][]*syntax.Node
}

// mergedKinds names a list of kinds that leaf.rootKinds gives.
type mergedKinds struct {
	first syntax.Kind
	count int
}

func newKindIndex(root *syntax.Node) *kindIndex {
	x := &kindIndex{merged: map[mergedKinds][]*syntax.Node{}}
	var counts [256]int
	total := countKinds(root, &counts)
	room := make([]*syntax.Node, total)
	for kind, n := range counts {
		x.byKind[kind], room = room[:0:n], room[n:]
	}
	x.fill(root)
	return x
}

func countKinds(n *syntax.Node, counts *[256]int) int {
	counts[n.Kind]++
	total := 1
	for _, c := range n.Children {
		total += countKinds(c, counts)
	}
	return total
}

func (x *kindIndex) fill(n *syntax.Node) {
	x.byKind[n.Kind] = append(x.byKind[n.Kind], n)
	for _, c := range n.Children {
		x.fill(c)
	}
}

// nodes lists those of several kinds in source order.
func (x *kindIndex) nodes(kinds []syntax.Kind) []*syntax.Node {
	if len(kinds) == 1 {
		return x.byKind[kinds[0]]
	}
	key := mergedKinds{kinds[0], len(kinds)}
	if all, ok := x.merged[key]; ok {
		return all
	}
	lists := make([][]*syntax.Node, 0, len(kinds))
	for _, k := range kinds {
		list := x.byKind[k]
		if !slices.IsSortedFunc(list, byStart) {
			list = slices.Clone(list)
			slices.SortStableFunc(list, byStart)
		}
		lists = append(lists, list)
	}
	all := mergedByStart(lists)
	x.merged[key] = all
	return all
}

func byStart(a, b *syntax.Node) int { return a.Start - b.Start }

// mergedByStart merges sorted lists; of nodes that start alike, those of an
// earlier list come first.
func mergedByStart(lists [][]*syntax.Node) []*syntax.Node {
	if len(lists) == 1 {
		return lists[0]
	}
	a, b := mergedByStart(lists[:len(lists)/2]), mergedByStart(lists[len(lists)/2:])
	out := make([]*syntax.Node, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Start <= b[0].Start {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
