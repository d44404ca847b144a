package golang_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/golang"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

func TestCodeIsReadOntoTheGenericTree(t *testing.T) {
	tests := []struct{ name, code, want string }{
		{"an import with another name", `import r "math/rand"`, `(Import "math/rand" (ImportName (Name "r")))`},
		{"an import of everything", `import . "fmt"`, `(Import "fmt" (ImportName "*"))`},
		{"a call of a member", `var x = a.b(1, "s")`, `(Variable "x" (Name "x") (Call (Member "b" (Name "a")) (Number "1") (String "s")))`},
		{"a method", "func (s *S) f(a, b int) error { return nil }",
			`(Function "f" (Receiver (Parameter "s" (Type "*S" (Type "S")))) (Parameter "a" (Type "int")) (Parameter "b" (Type "int")) (Type "error") (Block (Return (Literal "null"))))`},
		{"a composite literal", `var x = &T{A: 1}`, `(Variable "x" (Name "x") (Unary "&" (New "T" (Type "T") (Object (Pair (String "A") (Number "1"))))))`},
		{"a slice", `var x = []int{1}`, `(Variable "x" (Name "x") (New "[]int" (Type "[]int" (Type "int")) (List "[" (Number "1"))))`},
		{"a generic call", `var x = f[int](1)`, `(Variable "x" (Name "x") (Call (Index (Name "f") (Name "int")) (Number "1")))`},
		{"a conversion", `var x = []byte(s)`, `(Variable "x" (Name "x") (Cast (Type "[]byte" (Type "byte")) (Name "s")))`},
		{"an embedded interface with an argument", "type t interface {\nA[b.C]\nF() error\n}", `(Class "t" (Block (Base (Type "A[b.C]" (Type "b.C"))) (Function "F" (Type "error"))))`},
		{"a field of an array's type", "type t struct {\na [2]byte\nb []c\n}", `(Class "t" (Block (Variable "a" (Name "a") (Type "[2]byte" (Type "byte"))) (Variable "b" (Name "b") (Type "[]c" (Type "c")))))`},
		{"precedence", `var x = a + b*c == d`, `(Variable "x" (Name "x") (Binary "==" (Binary "+" (Name "a") (Binary "*" (Name "b") (Name "c"))) (Name "d")))`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := golang.Parse([]byte("package p\n"+tt.code+"\n"), syntax.Code)
			if len(tree.Gaps) > 0 {
				t.Errorf("%d gaps", len(tree.Gaps))
			}
			if diff := cmp.Diff(tt.want, syntax.Print(tree.Root.Children[1])); diff != "" {
				t.Errorf("tree -want +got\n%s", diff)
			}
		})
	}
}

func TestACallBeginsAtTheParenthesisOfItsCallee(t *testing.T) {
	source := "package p\nvar _ = (*T)(nil).f[0]\n"
	golang.Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		want := map[syntax.Kind]string{syntax.Call: "(*T)(nil)", syntax.Member: "(*T)(nil).f", syntax.Index: "(*T)(nil).f[0]"}[n.Kind]
		if got := source[n.Start:n.End]; want != "" && got != want {
			t.Errorf("%v: got %q, want %q", n.Kind, got, want)
		}
		return true
	})
}

func TestPatternsGoThroughTheSameGrammar(t *testing.T) {
	tests := []struct{ pattern, want string }{
		{"$X", `(Metavariable "$X")`},
		{"f(..., $X, $...REST)", `(Call (Name "f") (Ellipsis) (Metavariable "$X") (MetaEllipsis "$...REST"))`},
		{"($R : *http.Request).FormValue(...)", `(Call (Member "FormValue" (TypedMetavariable "$R" (Type "*http.Request" (Type "http.Request")))) (Ellipsis))`},
		{"f(<... $X ...>)", `(Call (Name "f") (DeepEllipsis (Metavariable "$X")))`},
		{"a. ... .b()", `(Call (Member "b" (Ellipsis (Name "a"))))`},
		{"$A := f()\n...\ng($A)", `(Block (Variable "$A" (Metavariable "$A") (Call (Name "f"))) (Ellipsis) (Call (Name "g") (Metavariable "$A")))`},
		{"func $F(..., $X $T, ...) { ... }", `(Function "$F" (Ellipsis) (Parameter "$X" (Type "$T")) (Ellipsis) (Block (Ellipsis)))`},
		{`import "crypto/md5"`, `(Import "crypto/md5" (ImportName))`},
	}
	for _, tt := range tests {
		t.Run(tt.pattern, func(t *testing.T) {
			tree := golang.Parse([]byte(tt.pattern), syntax.Pattern)
			if len(tree.Gaps) > 0 {
				t.Errorf("%d gaps", len(tree.Gaps))
			}
			if diff := cmp.Diff(tt.want, syntax.Print(tree.Root)); diff != "" {
				t.Errorf("tree -want +got\n%s", diff)
			}
		})
	}
}

func TestBrokenCodeLeavesAGapAndTheRestIsRead(t *testing.T) {
	code := "package p\n\nfunc f() {\n\tx := := 1\n\tg(1)\n}\n\n?? ??\n\nfunc h() { g(2) }\n"
	tree := golang.Parse([]byte(code), syntax.Code)
	calls := 0
	tree.Root.Walk(func(n *syntax.Node) bool {
		if n.Kind == syntax.Call {
			calls++
		}
		return true
	})
	if calls != 2 || len(tree.Gaps) == 0 {
		t.Errorf("got %d calls and %d gaps, want 2 calls and some gap", calls, len(tree.Gaps))
	}
}

func TestDeepNestingIsBounded(t *testing.T) {
	for _, deep := range []string{"(", "[", "{", "f(", "!", "func(){", "if x {", "[]", "*", "a[", "T{", "a.", "a+", "a()."} {
		tree := golang.Parse([]byte("package p\nvar x = "+strings.Repeat(deep, 50_000)), syntax.Code)
		if d := syntaxtest.Height(tree.Root); d > 3000 {
			t.Errorf("%q repeated: the tree is %d deep", deep, d)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"package p\nfunc f(a, b int) (x error) { return g(a.b[1:2], T{A: 1}) }\n",
		"switch x := y.(type) { case int, *T: f() default: }", "for i := range 10 { go func() {}() }",
		"$X := f(...)\n...\n<... $Y ...>", "func (", "`", "'", "\"\\", "a.(", "[...]", "x{", "\xff\xfe",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		for _, mode := range []syntax.Mode{syntax.Code, syntax.Pattern} {
			tree := golang.Parse(source, mode)
			tree.Root.Walk(func(n *syntax.Node) bool {
				if n.Start < 0 || n.End > len(source) || n.Start > n.End {
					t.Fatalf("node %v at [%d, %d) in %d bytes", n.Kind, n.Start, n.End, len(source))
				}
				return true
			})
		}
	})
}

func BenchmarkParse(b *testing.B) {
	source := []byte("package p\n" + strings.Repeat("func f(a, b int) (x error) { if a := g(b); a > 1 { return h(a.b, T{A: \"s\"}) }; return nil }\n", 2000))
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		golang.Parse(source, syntax.Code)
	}
}
