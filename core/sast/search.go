package sast

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// match is a place where a pattern or formula holds.
type match struct {
	start, end int
	node       *syntax.Node // nil for a sequence of statements or a regular expression's match
	env        *binding
	around     bool // what other matches have to lie within
}

// Budgets: comparisons for all patterns on one file, on top of the floor for each
// byte of it; matches one pattern may have at one node; and matches it may have
// in a file, on top of the floor one for each byte.
const (
	stepsFloor   = 4_000_000
	stepsPerByte = 100
	maxSolutions = 512
	matchesFloor = 20_000
)

// search is one pass over one file.
type search struct {
	*matcher
	program *program
	results map[int][]match // by leaf number
	most    int             // matches of one pattern
	asked   map[int]bool    // late leaves that were tried, by number
	kinds   *kindIndex      // of the file; nil until a late leaf is tried
	given   *textWords      // the file's text, for expressions
	words   map[genericKey]*genericText
	read    genericTexts
}

// collect tries every leaf at every node, in one traversal.
func (s *search) collect(x *index, n *syntax.Node) {
	for _, l := range x.open[n.Kind] {
		s.tryPrompt(l, n)
	}
	if key := keyOf(n); key.text != "" {
		s.keyed(x, n, key)
	} else if n.Kind == syntax.Variable && n.Text != "" {
		s.keyed(x, n, leafKey{syntax.Assign, n.Text})
	}
	for _, c := range n.Children {
		s.collect(x, c)
	}
}

// late tries a leaf that a formula needs when everything rarer was found.
func (s *search) late(l *leaf) []match {
	if s.asked[l.number] {
		return s.results[l.number]
	}
	s.asked[l.number] = true
	if !s.spots.have(l.local, 0, len(s.text)) {
		return nil
	}
	if s.kinds == nil {
		s.kinds = newKindIndex(s.root)
	}
	nodes := s.kinds.nodes(l.rootKinds())
	if l.isAnything() {
		s.results[l.number] = s.anything(l, nodes)
		return s.results[l.number]
	}
	var out []match
	for _, n := range nodes {
		if !s.spots.have(l.local, n.Start, n.End) {
			continue
		}
		if s.tryLeaf(l, n, nil, &out); s.steps < 0 {
			break
		}
	}
	s.results[l.number] = out
	return out
}

// isAnything says whether a pattern is a metavariable and nothing else.
func (l *leaf) isAnything() bool {
	return l.roots == nil && l.generic == nil && l.root.Kind == syntax.Metavariable && l.root.Text != "$_"
}

// anything is what tryLeaf finds for such a pattern, made in one piece.
func (s *search) anything(l *leaf, nodes []*syntax.Node) []match {
	out, bindings := make([]match, 0, len(nodes)), make([]binding, len(nodes))
	for i, n := range nodes {
		if n.Kind == syntax.New {
			s.tryLeaf(l, n, nil, &out)
			continue
		}
		if !s.spend() {
			break
		}
		b := &bindings[i]
		b.name, b.one[0] = l.root.Text, n
		b.nodes = b.one[:]
		s.add(&out, match{start: n.Start, end: n.End, node: n, env: b})
	}
	s.cut = s.cut || len(out) >= s.most
	return out
}

// everywhere tries a leaf at every node from n on.
func (s *search) everywhere(l *leaf, n *syntax.Node, in frame) (out []match) {
	kinds := l.rootKinds()
	n.Walk(func(n *syntax.Node) bool {
		if slices.Contains(kinds, n.Kind) {
			s.tryLeaf(l, n, in.env, &out)
		}
		return s.steps >= 0
	})
	return out
}

// keyed tries the leaves for what a node names, as written and as imported.
func (s *search) keyed(x *index, n *syntax.Node, key leafKey) {
	if x.shape.may(key.text) {
		for _, l := range x.keyed[key] {
			s.tryPrompt(l, n)
		}
	}
	if full, ok := s.names.local[key.text]; ok && last(full) != key.text {
		for _, l := range x.keyed[leafKey{key.kind, last(full)}] {
			s.tryPrompt(l, n)
		}
	}
}

func (s *search) tryPrompt(l *leaf, n *syntax.Node) {
	if !s.spots.have(l.local, n.Start, n.End) {
		return
	}
	before := s.results[l.number]
	out := before
	if s.tryLeaf(l, n, nil, &out); len(out) > len(before) {
		s.results[l.number] = out
	}
}

// tryLeaf adds every way in which the pattern matches at n.
func (s *search) tryLeaf(l *leaf, n *syntax.Node, env *binding, out *[]match) {
	if l.roots != nil {
		s.trySequence(l, n, env, out)
		return
	}
	if n.Kind == syntax.New && l.root.Kind == syntax.Metavariable {
		s.tryLeaf(l, madeOf(n), env, out)
	}
	s.options = l.options
	if !s.may(l.root, n) {
		return
	}
	solutions := 0
	s.match(l.root, n, env, func(e *binding) bool {
		s.add(out, match{start: n.Start, end: n.End, node: n, env: e})
		solutions++
		return e == env || solutions >= maxSolutions // one way says it all where nothing is bound
	})
	if solutions >= maxSolutions || len(*out) >= s.most {
		s.cut = true
	}
}

// madeOf is the object that the type of "new a.B()" is a member of.
func madeOf(n *syntax.Node) *syntax.Node {
	first, _, _ := strings.Cut(n.Text, ".")
	start := n.Start
	if typ := n.Child(syntax.Type); typ != nil {
		start = typ.Start
	}
	return &syntax.Node{Kind: syntax.Name, Text: first, Start: start, End: start + len(first)}
}

func (s *search) trySequence(l *leaf, n *syntax.Node, env *binding, out *[]match) {
	if n.Kind != syntax.Block && n.Kind != syntax.File {
		return
	}
	s.options = l.options
	for i, c := range n.Children {
		if !s.spots.have(l.local, c.Start, n.End) {
			return // nor does anything further down
		}
		if !s.mayState(l.roots[0], c) {
			continue
		}
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
	if len(*out) >= s.most {
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
