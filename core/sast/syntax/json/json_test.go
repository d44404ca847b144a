package json

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

func stays(_, _ *syntax.Node) bool { return false }

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, stays, syntax.Code, []syntaxtest.TreeTest{
		{Name: "an object", Source: `{"a": 1, "b": [true, null, -2.5e3], "c": {}}`,
			Want: `(Object (Pair (String "a") (Number "1")) (Pair (String "b") (List "[" (Literal "true") (Literal "null") (Number "-2.5e3"))) (Pair (String "c") (Object)))`},
		{Name: "escapes are resolved", Source: `"a\n\u0041\/"`, Want: `(String "a\nA/")`},
		{Name: "comments and a comma too many", Source: "{ // c\n\"a\": 'b', /* d */ }", Want: `(Object (Pair (String "a") (String "b")))`},
		{Name: "a text over lines", Source: "{\"a\": \"[concat('b',\n 'c')]\"}", Want: `(Object (Pair (String "a") (String "[concat('b',\n 'c')]")))`},
		{Name: "several values", Source: "{\"a\":1}\n{\"a\":2}", Want: `(Object (Pair (String "a") (Number "1"))) (Object (Pair (String "a") (Number "2")))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, stays, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a lone member", Source: `"a": $X`, Want: `(Pair (String "a") (Metavariable "$X"))`},
		{Name: "members with an ellipsis", Source: `"a": "...", ..., "b": $Y`,
			Want: `(Object (Pair (String "a") (String "...")) (Ellipsis) (Pair (String "b") (Metavariable "$Y")))`},
		{Name: "an object", Source: `{..., "a": <... 1 ...>, $K: [..., $...REST]}`,
			Want: `(Object (Ellipsis) (Pair (String "a") (DeepEllipsis (Number "1"))) (Pair (Metavariable "$K") (List "[" (Ellipsis) (MetaEllipsis "$...REST"))))`},
		{Name: "an ellipsis for a value", Source: `"a": ...`, Want: `(Pair (String "a") (Ellipsis))`},
	})
}

func TestABrokenPlaceIsAGapBesideWhatIsRead(t *testing.T) {
	source := `{"a": what ever, "b": 1}`
	tree := Parse([]byte(source), syntax.Code)
	if got, want := syntax.Print(tree.Root), `(File (Object (Pair (String "a") (Gap)) (Pair (String "b") (Number "1"))))`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(tree.Gaps) != 1 || source[tree.Gaps[0].Start:tree.Gaps[0].End] != "what ever" {
		t.Errorf("got gaps %v, want one of %q", tree.Gaps, "what ever")
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, stays, []string{"[", "{", "}", "]", `{"a":`, `"`, `\`, "-", ":", ",", "/*", "$X", "...", "<...", "\xff"})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a": [1, "b", {}], 'c': -1}`, `"a": $X, ...`, "{\"a\": \"b\n\"", `[<... $X ...>, $...Y]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Code), stays)
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Pattern), stays)
	})
}

func BenchmarkParse(b *testing.B) {
	source := []byte("[" + strings.Repeat(`{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01",
  "properties": {"minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": false, "count": 12}},
`, 5000) + "null]")
	syntaxtest.Bench(b, Parse, source)
}
