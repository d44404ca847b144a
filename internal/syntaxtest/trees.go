// Package syntaxtest owns what the tests of the language front ends share:
// a table of sources with their printed trees, and what is true of every tree,
// however broken its source. Only tests import it. It knows no language: each
// front end's tests hold their own cases.
package syntaxtest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Moved says that the tree's layout moves the child from its place in the source,
// so that it need not stand behind the sibling before it.
type Moved func(parent, child *syntax.Node) bool

// TreeTest is a source and its tree as syntax.Print writes it; in code without
// the File around it. It is an alias, so that a table may leave out the names.
type TreeTest = struct {
	Name, Source, Want string
}

// CheckTrees reads each source, and wants its tree without a gap.
func CheckTrees(t *testing.T, parse syntax.Frontend, moved Moved, mode syntax.Mode, tests []TreeTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.Name, func(t *testing.T) {
			tree := parse([]byte(test.Source), mode)
			got := syntax.Print(tree.Root)
			if mode == syntax.Code {
				got = strings.TrimSuffix(strings.TrimPrefix(got, "(File "), ")")
			}
			if diff := cmp.Diff(test.Want, got); diff != "" {
				t.Errorf("tree of %q (-want +got):\n%s", test.Source, diff)
			}
			if len(tree.Gaps) > 0 {
				t.Errorf("gaps in %q: got %d, want none", test.Source, len(tree.Gaps))
			}
			CheckInvariants(t, tree, moved)
		})
	}
}

// CheckInvariants holds what is true of every tree, whatever the source.
func CheckInvariants(t *testing.T, tree *syntax.Tree, moved Moved) {
	t.Helper()
	if tree == nil || tree.Root == nil {
		t.Fatal("no tree")
	}
	if tree.Root.Start < 0 || tree.Root.End > len(tree.Source) {
		t.Fatalf("root [%d, %d) leaves the source of %d bytes", tree.Root.Start, tree.Root.End, len(tree.Source))
	}
	listed := map[*syntax.Node]bool{}
	for _, g := range tree.Gaps {
		listed[g] = true
	}
	tree.Root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.Invalid {
			t.Errorf("invalid node at %d", n.Start)
		}
		if n.Kind == syntax.Gap && !listed[n] {
			t.Errorf("gap at %d is not in the tree's list", n.Start)
		}
		checkChildren(t, n, moved)
		return true
	})
}

func checkChildren(t *testing.T, n *syntax.Node, moved Moved) {
	t.Helper()
	if n.Start > n.End {
		t.Errorf("%v at [%d, %d)", n.Kind, n.Start, n.End)
	}
	last := n.Start
	for _, c := range n.Children {
		if c == nil {
			t.Fatalf("%v at %d has a nil child", n.Kind, n.Start)
		}
		if c.Start < n.Start || c.End > n.End {
			t.Errorf("%v [%d, %d) leaves its parent %v [%d, %d)", c.Kind, c.Start, c.End, n.Kind, n.Start, n.End)
		}
		if moved(n, c) {
			continue
		}
		if c.Start < last {
			t.Errorf("%v at %d stands behind a sibling at %d in %v", c.Kind, c.Start, last, n.Kind)
		}
		last = c.Start
	}
}

// MovedInCFamily is Moved for C# and Java.
func MovedInCFamily(parent, child *syntax.Node) bool {
	switch child.Kind {
	case syntax.Type, syntax.Modifier, syntax.Annotation:
		return true
	}
	return parent.Kind == syntax.Loop && parent.Text == "do" || parent.Kind == syntax.Cast
}

// Height counts the nodes from the root down to the deepest leaf.
func Height(n *syntax.Node) int {
	deepest := 0
	for _, c := range n.Children {
		deepest = max(deepest, Height(c))
	}
	return deepest + 1
}
