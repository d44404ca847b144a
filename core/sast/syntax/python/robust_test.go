package python

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// checkInvariants holds what is true of every tree, whatever the source.
func checkInvariants(t *testing.T, tree *syntax.Tree) {
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
		if n.Start > n.End {
			t.Errorf("%v [%d, %d) ends before it begins", n.Kind, n.Start, n.End)
		}
		checkChildren(t, n)
		return true
	})
}

func checkChildren(t *testing.T, n *syntax.Node) {
	t.Helper()
	at := n.Start
	for _, c := range n.Children {
		if c == nil {
			t.Fatalf("%v at %d has a nil child", n.Kind, n.Start)
		}
		if c.Start < n.Start || c.End > n.End {
			t.Errorf("%v [%d, %d) leaves its parent %v [%d, %d)", c.Kind, c.Start, c.End, n.Kind, n.Start, n.End)
		}
		if inOrder(n) {
			if c.Start < at {
				t.Errorf("%v at %d in %v stands before the child before it: %s", c.Kind, c.Start, n.Kind, syntax.Print(n))
			}
			at = c.Start
		}
	}
}

// inOrder says whether the children stand in source order: a conditional's
// condition comes first, a type or a target before the value.
func inOrder(n *syntax.Node) bool {
	switch n.Kind {
	case syntax.Conditional, syntax.Variable, syntax.Function:
		return false
	}
	return true
}

func everyWay(t *testing.T, source []byte) {
	t.Helper()
	for _, mode := range []syntax.Mode{syntax.Code, syntax.Pattern} {
		checkInvariants(t, Parse(source, mode))
	}
}

// seeds are pieces of code that between them have every construct.
func seeds(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("read seeds: %v, %d files", err, len(files))
	}
	var found [][]byte
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, source)
	}
	return found
}

func TestSeedsAreReadWithoutGaps(t *testing.T) {
	for _, source := range seeds(t) {
		tree := Parse(source, syntax.Code)
		for _, g := range tree.Gaps {
			t.Errorf("gap at %q", source[g.Start:min(len(source), g.End+20)])
		}
		everyWay(t, source)
	}
}

func TestTruncatedSourcesKeepTheInvariants(t *testing.T) {
	for _, source := range seeds(t) {
		for i := range source {
			checkInvariants(t, Parse(source[:i], syntax.Code))
			checkInvariants(t, Parse(source[i:], syntax.Pattern))
		}
	}
}

func TestDeepNestingEndsInAGap(t *testing.T) {
	for _, open := range []string{"(", "[", "{", "f(", "a if b else ", "not ", "lambda: ", "-", "a**", "a=", "{a:", "a[", "@", "f(a=", "(yield ", "[x for y in ", "if a:\n", "await "} {
		checkDeep(t, open, strings.Repeat(open, 20000))
	}
	var b strings.Builder
	for i := range 3000 {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	checkDeep(t, "nested if", b.String())
	checkDeep(t, "nested f-string", strings.Repeat("f'{", 5000)+"x"+strings.Repeat("}'", 5000))
}

func checkDeep(t *testing.T, name, source string) {
	t.Helper()
	tree := Parse([]byte(source), syntax.Code)
	checkInvariants(t, tree)
	if len(tree.Gaps) == 0 {
		t.Errorf("gaps of %q nested too deep: got none, want some", name)
	}
	if got := depthOf(tree.Root); got > 5000 {
		t.Errorf("depth of %q: got %d", name, got)
	}
}

func depthOf(n *syntax.Node) int {
	deepest := 0
	for _, c := range n.Children {
		deepest = max(deepest, depthOf(c))
	}
	return deepest + 1
}

func TestBrokenCodeGivesAGapAndWhatFollowsIsRead(t *testing.T) {
	for _, source := range []string{
		"a = \nfoo()", "f(a b)\nfoo()", "x = = 3\nfoo()", "def f(:\n  pass\nfoo()", "class A(:\n  pass\nfoo()",
		"s = 'open\nfoo()", "a + ) b\nfoo()", "from import x\nfoo()", "f(a,\ndef g():\n  foo()", "  x\n    y\nfoo()", "if x\n  y\nfoo()",
	} {
		tree := Parse([]byte(source), syntax.Code)
		if len(tree.Gaps) == 0 {
			t.Errorf("gaps of %q: got none, want one", source)
		}
		if got := syntax.Print(tree.Root); !strings.Contains(got, `(Call (Name "foo"))`) {
			t.Errorf("tree of %q lost foo(): %s", source, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	for _, s := range []string{"f'{a!r:{b}}' rb'x'", "$X. ... .f($...A)", "<... f(x) ...>", "if a:\n\tb\n  c\nd", "match x:\n case 1: y", "f(\ndef g(): pass"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) { everyWay(t, source) })
}

func BenchmarkParse(b *testing.B) {
	source := bytes.Repeat(append(bytes.Join(seeds(b), []byte("\n")), '\n'), 20)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		Parse(source, syntax.Code)
	}
}
