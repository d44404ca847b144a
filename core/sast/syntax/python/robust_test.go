package python

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// inOrder says whether the children stand in source order: a conditional's
// condition comes first, a type or a target before the value.
func inOrder(n *syntax.Node) bool {
	switch n.Kind {
	case syntax.Conditional, syntax.Variable, syntax.Function:
		return false
	}
	return true
}

func checkInvariants(t *testing.T, tree *syntax.Tree) {
	t.Helper()
	syntaxtest.CheckInvariants(t, tree, moved)
}

func moved(parent, _ *syntax.Node) bool { return !inOrder(parent) }

func everyWay(t *testing.T, source []byte) {
	t.Helper()
	for _, mode := range []syntax.Mode{syntax.Code, syntax.Pattern} {
		checkInvariants(t, Parse(source, mode))
	}
}

func TestSeedsAreReadWithoutGaps(t *testing.T) {
	for _, source := range syntaxtest.Seeds(t) {
		tree := Parse(source, syntax.Code)
		for _, g := range tree.Gaps {
			t.Errorf("gap at %q", source[g.Start:min(len(source), g.End+20)])
		}
		everyWay(t, source)
	}
}

func TestTruncatedSourcesKeepTheInvariants(t *testing.T) {
	for _, source := range syntaxtest.Seeds(t) {
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
	if got := syntaxtest.Height(tree.Root); got > 5000 {
		t.Errorf("depth of %q: got %d", name, got)
	}
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
	for _, s := range syntaxtest.Seeds(f) {
		f.Add(s)
	}
	for _, s := range []string{"f'{a!r:{b}}' rb'x'", "$X. ... .f($...A)", "<... f(x) ...>", "if a:\n\tb\n  c\nd", "match x:\n case 1: y", "f(\ndef g(): pass"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) { everyWay(t, source) })
}

func BenchmarkParse(b *testing.B) {
	source := bytes.Repeat(append(bytes.Join(syntaxtest.Seeds(b), []byte("\n")), '\n'), 20)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		Parse(source, syntax.Code)
	}
}
