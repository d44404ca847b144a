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
func (b *binding) with(name string, nodes ...*syntax.Node) (*binding, bool) {
	if name == "$_" || name == "$..._" {
		return b, true
	}
	if old := b.find(name); old != nil {
		return b, sameNodes(old.nodes, nodes)
	}
	return &binding{name: name, nodes: nodes, next: b}, true
}

// merge joins two sets of bindings, unless they contradict each other.
func merge(a, b *binding) (*binding, bool) {
	if a == b || b == nil {
		return a, true
	}
	out := a
	for ; b != nil; b = b.next {
		var ok bool
		if b.name[1] <= '9' && b.name[1] >= '0' {
			continue // groups of different expressions do not have to agree
		}
		if out, ok = out.with(b.name, b.nodes...); !ok {
			return nil, false
		}
	}
	return out, true
}

func sameNodes(a, b []*syntax.Node) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !same(a[i], b[i]) {
			return false
		}
	}
	return true
}

// same compares structure: kind, text and children. A name equals a declaration
// part of that text, so that a parameter and its use unify.
func same(a, b *syntax.Node) bool {
	if a == b {
		return true
	}
	if a.Kind == syntax.Parameter && len(a.Text) > 0 && b.Kind == syntax.Name || b.Kind == syntax.Parameter && len(b.Text) > 0 && a.Kind == syntax.Name {
		return a.Text == b.Text
	}
	if isText(a) && isText(b) {
		return a.Text == b.Text
	}
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Children) != len(b.Children) {
		return false
	}
	for i := range a.Children {
		if !same(a.Children[i], b.Children[i]) {
			return false
		}
	}
	return true
}

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
