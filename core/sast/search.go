package sast

import (
	"cmp"
	"slices"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// match is a place where a pattern or formula holds.
type match struct {
	start, end int
	node       *syntax.Node // nil for a sequence of statements or a regular expression's match
	env        *binding
}

// Budgets of comparisons: for all patterns on one file, for each byte of it
// on top of the floor, and of matches one pattern may have at one node.
const (
	stepsFloor   = 4_000_000
	stepsPerByte = 400
	maxSolutions = 512
	maxMatches   = 20_000
)

// search is one pass over one file.
type search struct {
	*matcher
	program *program
	results [][]match // by leaf number
}

// collect tries every leaf at every node, in one traversal.
func (s *search) collect(x *index, n *syntax.Node) {
	for _, l := range x.open[n.Kind] {
		s.tryLeaf(l, n, nil, &s.results[l.number])
	}
	if n.Kind == syntax.Call && len(x.keyed) > 0 && len(n.Children) > 0 {
		s.keyed(x, n)
	}
	for _, c := range n.Children {
		s.collect(x, c)
	}
}

// keyed tries the leaves for the called name, as written and as imported.
func (s *search) keyed(x *index, n *syntax.Node) {
	callee := n.Children[0]
	for _, l := range x.keyed[callee.Text] {
		s.tryLeaf(l, n, nil, &s.results[l.number])
	}
	if callee.Kind != syntax.Name {
		return
	}
	if full := last(s.names.qualified(callee.Text)); full != callee.Text {
		for _, l := range x.keyed[full] {
			s.tryLeaf(l, n, nil, &s.results[l.number])
		}
	}
}

// tryLeaf adds every way in which the pattern matches at n.
func (s *search) tryLeaf(l *leaf, n *syntax.Node, env *binding, out *[]match) {
	if l.roots != nil {
		s.trySequence(l, n, env, out)
		return
	}
	solutions := 0
	s.match(l.root, n, env, func(e *binding) bool {
		s.add(out, match{n.Start, n.End, n, e})
		solutions++
		return solutions >= maxSolutions
	})
	if solutions >= maxSolutions || len(*out) >= maxMatches {
		s.cut = true
	}
}

func (s *search) trySequence(l *leaf, n *syntax.Node, env *binding, out *[]match) {
	if n.Kind != syntax.Block && n.Kind != syntax.File {
		return
	}
	for i := range n.Children {
		solutions := 0
		s.sequence(l.roots, n.Children[i:], true, env, func(e *binding, last *syntax.Node) bool {
			s.add(out, match{start: n.Children[i].Start, end: max(last.End, n.Children[i].End), env: e})
			solutions++
			return solutions >= maxSolutions
		})
		if l.roots[0].Kind == syntax.Ellipsis {
			return
		}
	}
}

// add keeps a match unless the same one is there already.
func (s *search) add(out *[]match, m match) {
	if len(*out) >= maxMatches {
		return
	}
	for i := len(*out) - 1; i >= 0 && i >= len(*out)-8; i-- {
		if o := (*out)[i]; o.start == m.start && o.end == m.end && sameEnv(o.env, m.env) {
			return
		}
	}
	*out = append(*out, m)
}

func sameEnv(a, b *binding) bool {
	for ; a != nil && b != nil; a, b = a.next, b.next {
		if a == b {
			return true
		}
		if a.name != b.name || len(a.nodes) != len(b.nodes) {
			return false
		}
		for i := range a.nodes {
			if a.nodes[i].Start != b.nodes[i].Start || a.nodes[i].End != b.nodes[i].End {
				return false
			}
		}
	}
	return a == b
}

// sorted orders matches by place and drops those at a place that is taken.
func sorted(matches []match) []match {
	out := slices.Clone(matches)
	slices.SortStableFunc(out, func(a, b match) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	return slices.CompactFunc(out, func(a, b match) bool { return a.start == b.start && a.end == b.end })
}
