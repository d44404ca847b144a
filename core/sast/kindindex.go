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
	root.Walk(func(n *syntax.Node) bool {
		x.byKind[n.Kind] = append(x.byKind[n.Kind], n)
		return true
	})
	return x
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
	var all []*syntax.Node
	for _, k := range kinds {
		all = append(all, x.byKind[k]...)
	}
	slices.SortStableFunc(all, func(a, b *syntax.Node) int { return a.Start - b.Start })
	x.merged[key] = all
	return all
}
