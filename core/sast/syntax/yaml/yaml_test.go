package yaml

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

func stays(_, _ *syntax.Node) bool { return false }

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, stays, syntax.Code, []syntaxtest.TreeTest{
		{Name: "a mapping", Source: "a: 1\nb:\n  - x\n  - true\nc:\n",
			Want: `(Object (Pair (String "a") (Number "1")) (Pair (String "b") (List "[" (String "x") (Literal "true"))) (Pair (String "c") (Literal "null")))`},
		{Name: "flow style", Source: "a: {b: [1, 'x'], c: \"d\\n\"} # e\n",
			Want: `(Object (Pair (String "a") (Object (Pair (String "b") (List "[" (Number "1") (String "x"))) (Pair (String "c") (String "d\n")))))`},
		{Name: "blocks of text", Source: "a: |\n  x\n  y\nb: >-\n  z\n", Want: `(Object (Pair (String "a") (String "x\ny\n")) (Pair (String "b") (String "z")))`},
		{Name: "several documents", Source: "%YAML 1.1\n---\na: 1\n---\nb: 2\n...\n",
			Want: `(Object (Pair (String "a") (Number "1"))) (Object (Pair (String "b") (Number "2")))`},
		{Name: "tags, anchors and aliases", Source: "a: !Ref b\nc: &d {}\ne: *d\n",
			Want: `(Object (Pair (String "a") (Call (Name "!Ref") (String "b"))) (Pair (String "c") (Object)) (Pair (String "e") (Name "*d")))`},
		{Name: "an expression of GitHub is text", Source: "run: echo ${{ github.event.issue.title }}\n",
			Want: `(Object (Pair (String "run") (String "echo ${{ github.event.issue.title }}")))`},
		{Name: "template actions", Source: "{{- if .Values.x }}\na: {{ .Values.a | quote }}\nb: \"v{{ .b }}\"\n{{- end }}\nc: 1\n",
			Want: `(Object (Pair (String "a") (String "{{ .Values.a | quote }}")) (Pair (String "b") (String "v{{ .b }}")) (Pair (String "c") (Number "1")))`},
		{Name: "a byte order mark that became blanks", Source: "   a: 1\nb: 2\n", Want: `(Object (Pair (String "a") (Number "1")) (Pair (String "b") (Number "2")))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, stays, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a lone pair", Source: "privileged: true", Want: `(Pair (String "privileged") (Literal "true"))`},
		{Name: "an ellipsis among keys", Source: "kind: Pod\n...\nspec:\n  ...\n  hostNetwork: $X\n",
			Want: `(Object (Pair (String "kind") (String "Pod")) (Ellipsis) (Pair (String "spec") (Object (Ellipsis) (Pair (String "hostNetwork") (Metavariable "$X")))))`},
		{Name: "an ellipsis among items", Source: "containers:\n  ...\n  - name: $N\n    ...\n    image: \"...\"\n",
			Want: `(Pair (String "containers") (List "[" (Ellipsis) (Object (Pair (String "name") (Metavariable "$N")) (Ellipsis) (Pair (String "image") (String "...")))))`},
		{Name: "an ellipsis for a value", Source: "spec:\n  ...\n", Want: `(Pair (String "spec") (Ellipsis))`},
		{Name: "metavariables everywhere", Source: "$K: [..., $V, $...REST]", Want: `(Pair (Metavariable "$K") (List "[" (Ellipsis) (Metavariable "$V") (MetaEllipsis "$...REST")))`},
		{Name: "a deep ellipsis", Source: "a: <... b: $X ...>", Want: `(Pair (String "a") (DeepEllipsis (Pair (String "b") (Metavariable "$X"))))`},
	})
}

func TestPositions(t *testing.T) {
	source := "é: |\n  x\n  y\nb:\n  - 'q'\n  - [ 1,  \"é\" ]\nc: one\n  two # no\n"
	want := map[string]string{"x\ny\n": "|\n  x\n  y", "q": "'q'", "é": `"é"`, "one two": "one\n  two", "c": "c"}
	found := 0
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.List && len(n.Children) == 2 && n.Children[0].Kind == syntax.Number {
			if got := source[n.Start:n.End]; got != "[ 1,  \"é\" ]" {
				t.Errorf("list: got %q", got)
			}
		}
		if text, known := want[n.Text]; known && n.Start > 0 {
			found++
			if got := source[n.Start:n.End]; got != text {
				t.Errorf("%q: got %q, want %q", n.Text, got, text)
			}
		}
		return true
	})
	if found != len(want) {
		t.Errorf("got %d of the %d texts", found, len(want))
	}
}

func TestABrokenKeyIsAGapBesideWhatIsRead(t *testing.T) {
	source := "a: 1\nb: [1, 2\nc:\n- x\nd: 3\n"
	tree := Parse([]byte(source), syntax.Code)
	want := `(File (Object (Pair (String "a") (Number "1"))) (Gap) (Object (Pair (String "c") (List "[" (String "x"))) (Pair (String "d") (Number "3"))))`
	if got := syntax.Print(tree.Root); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(tree.Gaps) != 1 || source[tree.Gaps[0].Start:tree.Gaps[0].End] != "b: [1, 2\n" {
		t.Errorf("got gaps %v, want the line of b", tree.Gaps)
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, stays, []string{"[", "{", "- ", "a: ", "a:\n", "? ", "|\n", "\"", "'", "&a ", "*a ", "!t ", "{{", "}}", "---\n", "...\n", "%", "\t", "\xff", "\u2028", "$X: ", "<... "})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a: 1\nb:\n  - x\n  - {c: [d, 'e']}\n", "%YAML 1.1\n---\na: |\n  b\n---\nc: >-\n  d\n  e\n", "a: !Ref b\nc: &d {}\ne: *d\n",
		"{{- if .x }}\na: {{ .b }}\n{{- end }}\n", "kind: $X\n...\nspec:\n  ...\n", "a: <... b: $X ...>\n", "   a: \"b\\n\"\nc: d\n  e\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Code), stays)
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Pattern), stays)
	})
}

func BenchmarkParse(b *testing.B) {
	syntaxtest.Bench(b, Parse, []byte(strings.Repeat(`---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, labels: {app: shop}}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: "registry.example/shop:1.2"
          securityContext:
            privileged: false
`, 1000)))
}
