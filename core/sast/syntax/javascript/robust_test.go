package javascript

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

func checkInvariants(t *testing.T, tree *syntax.Tree) {
	t.Helper()
	syntaxtest.CheckInvariants(t, tree, moved)
}

func moved(parent, _ *syntax.Node) bool { return !inOrder(parent.Kind) }

func everyWay(t *testing.T, source []byte) {
	t.Helper()
	for _, mode := range []syntax.Mode{syntax.Code, syntax.Pattern} {
		checkInvariants(t, Parse(source, mode))
		checkInvariants(t, ParseTypeScript(source, mode))
		checkInvariants(t, ParseTSX(source, mode))
	}
}

func TestSeedsAreReadWithoutGaps(t *testing.T) {
	for _, source := range syntaxtest.Seeds(t) {
		tree := ParseTSX(source, syntax.Code)
		for _, g := range tree.Gaps {
			t.Errorf("gap at %q", source[g.Start:min(len(source), g.End+20)])
		}
		everyWay(t, source)
	}
}

func TestTruncatedSourcesKeepTheInvariants(t *testing.T) {
	for _, source := range syntaxtest.Seeds(t) {
		for i := range source {
			checkInvariants(t, ParseTSX(source[:i], syntax.Code))
			checkInvariants(t, Parse(source[i:], syntax.Pattern))
		}
	}
}

func TestDeepNestingEndsInAGap(t *testing.T) {
	for _, open := range []string{"(", "[", "{", "f(", "a?b:", "!", "x=>", "<a>", "`${", "if(a)", "new ", "f<", "a=", "{a:", "class extends ", "function(){", "@", "-", "a**", "x as (", "async(", "[...", "case ", "a:"} {
		source := []byte(strings.Repeat(open, 20000))
		for _, parse := range []syntax.Frontend{Parse, ParseTypeScript, ParseTSX} {
			tree := parse(source, syntax.Code)
			checkInvariants(t, tree)
			if len(tree.Gaps) == 0 {
				t.Errorf("gaps of %q nested 20,000 times: got none, want some", open)
			}
			if got := syntaxtest.Height(tree.Root); got > 4*maxDepth+maxChain {
				t.Errorf("depth of %q: got %d", open, got)
			}
		}
	}
}

func TestBrokenCodeGivesAGapAndWhatFollowsIsRead(t *testing.T) {
	for _, source := range []string{
		"let a = ;\nfoo();", "f(a b);\nfoo();", "x = = 3\nfoo();", "if (a { b }\nreturn foo();", "class A { ? }\nfoo();",
		"let s = 'open\nfoo();", "a + ) b\nfoo();", "import from from;\nfoo();",
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
	for _, s := range []string{"<a b={c}>{...d}</a>", "`${`${a}`}`", "$X. ... .f($...A)", "<... f(x) ...>", "({a = 1}) => a", "a<b<c>>(d)"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) { everyWay(t, source) })
}

func BenchmarkParse(b *testing.B) {
	source := bytes.Repeat(append(bytes.Join(syntaxtest.Seeds(b), []byte("\n")), '\n'), 20)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		ParseTSX(source, syntax.Code)
	}
}
