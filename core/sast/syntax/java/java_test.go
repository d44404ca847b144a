package java

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

const (
	syntaxCode    = syntax.Code
	syntaxPattern = syntax.Pattern
)

// treeTest is a source and its tree; in code without the File around it.
type treeTest struct {
	name, source, want string
}

func checkTrees(t *testing.T, mode syntax.Mode, tests []treeTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := Parse([]byte(test.source), mode)
			got := syntax.Print(tree.Root)
			if mode == syntax.Code {
				got = strings.TrimSuffix(strings.TrimPrefix(got, "(File "), ")")
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("tree of %q (-want +got):\n%s", test.source, diff)
			}
			if len(tree.Gaps) > 0 {
				t.Errorf("gaps in %q: got %d, want none", test.source, len(tree.Gaps))
			}
			checkInvariants(t, tree)
		})
	}
}

// checkInvariants holds what is true of every tree, whatever the source.
func checkInvariants(t *testing.T, tree *syntax.Tree) {
	t.Helper()
	if tree == nil || tree.Root == nil {
		t.Fatal("no tree")
	}
	if tree.Root.Start < 0 || tree.Root.End > len(tree.Source) {
		t.Fatalf("root [%d, %d) leaves the source of %d bytes", tree.Root.Start, tree.Root.End, len(tree.Source))
	}
	gaps := 0
	tree.Root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.Invalid {
			t.Errorf("invalid node at %d", n.Start)
		}
		if n.Kind == syntax.Gap {
			gaps++
		}
		checkChildren(t, n)
		return true
	})
	if gaps > len(tree.Gaps) {
		t.Errorf("tree has %d gaps, but lists %d", gaps, len(tree.Gaps))
	}
}

func checkChildren(t *testing.T, n *syntax.Node) {
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

// moved says that the tree's layout moves the child from its place in the source.
func moved(parent, child *syntax.Node) bool {
	switch child.Kind {
	case syntax.Type, syntax.Modifier, syntax.Annotation:
		return true
	}
	return parent.Kind == syntax.Loop && parent.Text == "do" || parent.Kind == syntax.Cast
}
