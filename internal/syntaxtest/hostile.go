package syntaxtest

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxHeight is deeper than any tree of a front end that bounds its nesting.
const maxHeight = 7000

// CheckHostile reads long runs of each unit, of what nests, opens or looks
// ahead: nothing may panic, run for ever or nest without bound.
func CheckHostile(t *testing.T, parse syntax.Frontend, moved Moved, units []string) {
	t.Helper()
	for _, unit := range units {
		source := []byte(strings.Repeat(unit, 20000/len(unit)))
		for _, mode := range []syntax.Mode{syntax.Code, syntax.Pattern} {
			tree := parse(source, mode)
			CheckInvariants(t, tree, moved)
			if got := Height(tree.Root); got > maxHeight {
				t.Errorf("%q nests %d deep", unit, got)
			}
		}
	}
}

// Bench reads source over and over. A gap ends the benchmark: it would be fast
// because it does less.
func Bench(b *testing.B, parse syntax.Frontend, source []byte) {
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if tree := parse(source, syntax.Code); len(tree.Gaps) > 0 {
			b.Fatalf("gap at %d", tree.Gaps[0].Start)
		}
	}
}
