package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// binding is what one metavariable stands for, in front of the older ones. It
// never changes, so that a matcher can go back to an older state for free.
type binding struct {
	name  string
	nodes []*syntax.Node // one, or several for "$...ARGS"
	next  *binding
	one   [1]*syntax.Node // room for the nodes, mostly
}

func (b *binding) find(name string) *binding {
	for ; b != nil; b = b.next {
		if b.name == name {
			return b
		}
	}
	return nil
}

// with binds name to nodes, or checks that it already stands for the same code.
func (s *source) with(b *binding, name string, nodes ...*syntax.Node) (*binding, bool) {
	if name == "$_" || name == "$..._" {
		return b, true
	}
	if old := b.find(name); old != nil {
		return b, s.sameNodes(old.nodes, nodes)
	}
	return &binding{name: name, nodes: nodes, next: b}, true
}

// withOne is with for one node.
func (s *source) withOne(b *binding, name string, n *syntax.Node) (*binding, bool) {
	if name == "$_" || name == "$..._" {
		return b, true
	}
	if old := b.find(name); old != nil {
		return b, len(old.nodes) == 1 && s.same(old.nodes[0], n)
	}
	made := &binding{name: name, next: b, one: [1]*syntax.Node{n}}
	made.nodes = made.one[:]
	return made, true
}

// merge joins two sets of bindings, unless they contradict each other.
func (s *source) merge(a, b *binding) (*binding, bool) {
	if a == b || b == nil {
		return a, true
	}
	if a == nil {
		return b, true
	}
	out := a
	for ; b != nil; b = b.next {
		if isGroup(b.name) {
			continue
		}
		var ok bool
		if out, ok = s.with(out, b.name, b.nodes...); !ok {
			return nil, false
		}
	}
	return out, true
}

// isGroup says whether a name is that of an expression's group: $1. Groups of
// different expressions do not have to agree.
func isGroup(name string) bool { return name[1] >= '0' && name[1] <= '9' }

func (s *source) sameNodes(a, b []*syntax.Node) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !s.same(a[i], b[i]) {
			return false
		}
	}
	return true
}

// same compares structure: kind, text and children. A name equals a declaration
// part of that text, so that a parameter and its use unify; two names of
// different variables differ.
func (s *source) same(a, b *syntax.Node) bool {
	if a == b {
		return true
	}
	if isNaming(a) && isNaming(b) {
		return a.Text == b.Text && (isText(a) != isText(b) || s.sameVariable(a, b))
	}
	if isText(a) && isText(b) {
		return a.Text == b.Text
	}
	if a.Kind == syntax.Number && b.Kind == syntax.Number && a.Text != b.Text {
		x, ok := numberOf(a.Text, 0)
		y, also := numberOf(b.Text, 0)
		return ok && also && x == y
	}
	if a.Kind != b.Kind && (a.Kind == syntax.Name || b.Kind == syntax.Name) {
		return s.sameValue(a, b)
	}
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Children) != len(b.Children) {
		return false
	}
	for i := range a.Children {
		if !s.same(a.Children[i], b.Children[i]) {
			return false
		}
	}
	return true
}

// sameValue says whether a name and a literal are always the same value.
func (s *source) sameValue(a, b *syntax.Node) bool {
	if isWord(a) || isWord(b) {
		return false
	}
	x, ok := s.worthOf(a)
	y, also := s.worthOf(b)
	return ok && also && x != nil && x == y
}

// isNaming says whether a node is a name or declares one.
func isNaming(n *syntax.Node) bool {
	return n.Kind == syntax.Name || n.Kind == syntax.Parameter && n.Text != ""
}

// sameVariable says whether two equal names can mean the same. A name that the
// file does not declare may mean anything.
func (s *source) sameVariable(a, b *syntax.Node) bool {
	if isWord(a) || isWord(b) {
		return true
	}
	x, y := s.scopes.lookup(a.Text, a.Start), s.scopes.lookup(b.Text, b.Start)
	return x == nil || y == nil || x == y
}

// isWord says whether a name stands for the text in a declaration or behind a
// dot, and for no variable: it has a list of children that is empty but there.
func isWord(n *syntax.Node) bool { return n.Children != nil }

func isMetavariable(text string) bool {
	if len(text) < 2 || text[0] != '$' || strings.HasPrefix(text, "$...") {
		return false
	}
	for _, c := range text[1:] {
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}
