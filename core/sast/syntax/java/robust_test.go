package java

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

func TestGaps(t *testing.T) {
	tests := []struct{ name, source, want, gap string }{
		{"a broken statement leaves its neighbours", "{ f(); a b c d; g(); }",
			`(File (Block (Call (Name "f")) (Name "a") (Gap) (Call (Name "g"))))`, "b c d;"},
		{"a broken argument leaves the others", "{ f(a b, c); }",
			`(File (Block (Call (Name "f") (Name "a") (Gap) (Name "c"))))`, "b"},
		{"the block behind a broken head is read", "{ a b c { f(); } }",
			`(File (Block (Name "a") (Gap) (Block (Call (Name "f")))))`, "b c"},
		{"a broken member leaves the others", "class C { int 1; void m() { } }",
			`(File (Class "C" (Block (Gap) (Function "m" (Type "void") (Block)))))`, "int 1;"},
		{"an unclosed bracket ends with its block", "class C { void m() { f(a; } void n() { } }",
			`(File (Class "C" (Block (Function "m" (Type "void") (Block (Call (Name "f") (Name "a") (Gap)) (Gap))) (Function "n" (Type "void") (Block)))))`, ";"},
		{"a missing operand", "{ x = ; }",
			`(File (Block (Assign "=" (Name "x") (Gap))))`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := Parse([]byte(test.source), syntax.Code)
			if got := syntax.Print(tree.Root); got != test.want {
				t.Errorf("tree\n got %s\nwant %s", got, test.want)
			}
			if len(tree.Gaps) == 0 {
				t.Fatal("no gap is listed")
			}
			if got := test.source[tree.Gaps[0].Start:tree.Gaps[0].End]; got != test.gap {
				t.Errorf("gap: got %q, want %q", got, test.gap)
			}
			checkInvariants(t, tree)
		})
	}
}

// TestHostile reads long runs of what nests, opens or looks ahead: nothing may
// panic, run for ever or nest without bound.
func TestHostile(t *testing.T) {
	units := []string{
		"(", ")", "[", "]", "{", "}", "<", ">", "a<", "a<b,", "a.<b>c(", "(a,", "(a)", "(a&b", "x->", "if(", "if(a)",
		"else if(a)b;", "new int[]{", "new A(){", "@", "@A(", "@A", "$", "\"", "'", `"""`, "a?", "a?b:", "a instanceof b ",
		"a instanceof b(", "switch(a){case ", "case a:", "case a->", "a+", "a.b().", "!", "class A{", "class A extends ",
		"/*", "try{", "try(", "catch(", "for(;;", "for(a b:", "a:", "throw ", "public ", "non-sealed ", "enum A{a(",
		"record A(", "@interface ", "::", "a::b", "int a[]", "synchronized(", "assert a:", "\\u", "\"\\uuuu", "\xff",
		"\u00e9@", "$X", "...", "<...", "default ", "import a.",
	}
	for _, unit := range units {
		source := []byte(strings.Repeat(unit, 20000/len(unit)))
		for _, mode := range []syntax.Mode{syntax.Code, syntax.Pattern} {
			tree := Parse(source, mode)
			checkInvariants(t, tree)
			if got := syntaxtest.Height(tree.Root); got > 7000 {
				t.Errorf("%q nests %d deep", unit, got)
			}
		}
	}
}

func TestNestingIsAGap(t *testing.T) {
	source := "{ x = " + strings.Repeat("(", 1000) + "1" + strings.Repeat(")", 1000) + "; f(); }"
	tree := Parse([]byte(source), syntax.Code)
	if len(tree.Gaps) != 1 {
		t.Errorf("got %d gaps, want 1", len(tree.Gaps))
	}
	block := tree.Root.Children[0]
	last := block.Children[len(block.Children)-1]
	if got, want := syntax.Print(last), `(Call (Name "f"))`; got != want {
		t.Errorf("behind it: got %s, want %s", got, want)
	}
}

func TestPositions(t *testing.T) {
	source := "class C { int m() { return (a).b(1) + c[2] ; } String s = \"x\"; @A int f; }"
	want := map[syntax.Kind]string{
		syntax.Class: source, syntax.Call: "(a).b(1)", syntax.Index: "c[2]", syntax.Binary: "(a).b(1) + c[2]",
		syntax.Function: "int m() { return (a).b(1) + c[2] ; }", syntax.String: "\"x\"", syntax.Annotation: "@A",
	}
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if text, known := want[n.Kind]; known && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}

var fuzzSeeds = []string{
	"package a; import b.C; @D class E<T> extends F { int x = 1; void m(int a) throws G { if (a > 1) f(\"b\"); else return; } }",
	"class A { int x = switch (o) { case B b when b.c > 1 -> { yield 1; } case D(var e) -> 2; default -> throw new F(); }; }",
	"class A { { try (B b = c()) { for (var d : e) f(g -> g, H::i, (J & K) () -> { }); } catch (L | M n) { } } }",
	"enum A { B(1) { }, C; static { } } record D(int e) { D { } } @interface F { int[] g() default {1}; }",
	"public $R $F(..., String $P) { ... $X. ... .foo(<... $Y ...>); }",
	"class A { String s = \"\"\"\n  a\\\n b\"\"\"; int[] i = new int[]{0x1F, 1_0, 1.5e-3f}; }",
}

func FuzzParse(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		checkInvariants(t, Parse(source, syntax.Code))
		checkInvariants(t, Parse(source, syntax.Pattern))
	})
}

func BenchmarkParse(b *testing.B) {
	source := []byte(strings.Repeat(`
    /** Reads an order and its lines. */
    @GetMapping("/{id}")
    public ResponseEntity<OrderView> read(@PathVariable int id, @RequestParam(defaultValue = "name") String sort) {
        Order order = orders.stream().filter(o -> o.id() == id && o.lines().size() > 0).findFirst().orElse(null);
        if (order == null) { return ResponseEntity.notFound().build(); }
        for (Line line : order.lines()) {
            log.info("line {} of {}", line.number(), order.id());
            total += line.price() * (double) line.count();
        }
        return ResponseEntity.ok(new OrderView(order.id(), order.lines().stream().map(Line::name).toList()));
    }
`, 500))
	source = append(append([]byte("package shop;\nclass Orders extends Controller {\n"), source...), '}')
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		if tree := Parse(source, syntax.Code); len(tree.Gaps) > 0 {
			b.Fatal("gap")
		}
	}
}
