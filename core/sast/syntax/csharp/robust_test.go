package csharp

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

func TestGaps(t *testing.T) {
	tests := []struct{ name, source, want, gap string }{
		{"a broken statement leaves its neighbours", "f(); a b c d; g();",
			`(File (Call (Name "f")) (Name "a") (Gap) (Call (Name "g")))`, "b c d;"},
		{"a broken argument leaves the others", "f(a, ) ; g(a b, c);",
			`(File (Call (Name "f") (Name "a")) (Call (Name "g") (Name "a") (Gap) (Name "c")))`, "b"},
		{"the block behind a broken head is read", "a b c { f(); }",
			`(File (Name "a") (Gap) (Block (Call (Name "f"))))`, "b c"},
		{"a broken member leaves the others", "class C { int 1; void M() { } }",
			`(File (Class "C" (Block (Gap) (Function "M" (Type "void") (Block)))))`, "int 1;"},
		{"an unclosed bracket ends with its block", "class C { void M() { f(a; } void N() { } }",
			`(File (Class "C" (Block (Function "M" (Type "void") (Block (Call (Name "f") (Name "a") (Gap)) (Gap))) (Function "N" (Type "void") (Block)))))`, ";"},
		{"a branch that does not balance is left out", "#if A\nif (x) {\n#else\nif (y) {\n#endif\nf(); }",
			`(File (If (Name "x") (Block (Call (Name "f")))))`, "if (y) {"},
		{"a string that does not end", "x = \"a\n; g();",
			`(File (Assign "=" (Name "x") (Gap)) (Call (Name "g")))`, "\"a"},
		{"a missing operand", "x = ;",
			`(File (Assign "=" (Name "x") (Gap)))`, ""},
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
		"(", ")", "[", "]", "{", "}", "<", ">", "a<", "a<b,", "a.b<c>(", "(a,", "(a)", "(a b,", "x=>", "if(", "if(a)",
		"else if(a)b;", "new[]{", "new A{", `$"{`, `$"""{`, "@", "$", `"`, "'", "[A(", "a?", "a?b:", "a??", "a is b ",
		"a is (", "a is {X:", "not ", "x switch{", "case a:", "from a in ", "a+", "a.b().", "!", "await ", "class A{",
		"class A:", "#if A\n{\n#else\n", "#endif\n", "/*", "delegate(", "delegate*<", "try{", "catch(", "for(;;",
		"a:", "throw ", "public ", "[A]", "operator ", "this[", "\\u", "\xff", "\u00e9@", "$X", "...", "<...",
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
	source := "x = " + strings.Repeat("(", 1000) + "1" + strings.Repeat(")", 1000) + "; f();"
	tree := Parse([]byte(source), syntax.Code)
	if len(tree.Gaps) != 1 {
		t.Errorf("got %d gaps, want 1", len(tree.Gaps))
	}
	last := tree.Root.Children[len(tree.Root.Children)-1]
	if got, want := syntax.Print(last), `(Call (Name "f"))`; got != want {
		t.Errorf("behind it: got %s, want %s", got, want)
	}
}

func TestPositions(t *testing.T) {
	source := "class C { int M() => (a).b(1) + c[2] ; string s = $\"x{y}z\"; }"
	want := map[syntax.Kind]string{
		syntax.Class: source, syntax.Call: "(a).b(1)", syntax.Index: "c[2]", syntax.Binary: "(a).b(1) + c[2]",
		syntax.Function: "int M() => (a).b(1) + c[2] ;", syntax.Variable: "string s = $\"x{y}z\"", syntax.Template: "$\"x{y}z\"",
	}
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if text, known := want[n.Kind]; known && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}

var fuzzSeeds = []string{
	"using A; namespace B; class C : D { int x = 1; void M(int a) { if (a > 1) f($\"b{a:F}c\"); else return; } }",
	"x = y switch { 1 => \"a\", > 2 and < 3 => b, _ => throw new E() };",
	"#if A\nf(\n#else\ng(\n#endif\n1);",
	"var q = from a in b where c select new { d = $$\"\"\"{{e}}\"\"\" };",
	"public $R $F(..., string $P) { ... $X. ... .foo(<... $Y ...>); }",
	"f(a<b, c>(d)); (int, string)[] g = (List<int>)h ?? new() { [1] = 2 };",
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
    /// <summary>Reads an order and its lines.</summary>
    [HttpGet("{id}")]
    public async Task<IActionResult> Read(int id, [FromQuery] string sort = "name")
    {
        var order = await _context.Orders.Where(o => o.Id == id && o.Lines.Count > 0).FirstOrDefaultAsync();
        if (order is null) { return NotFound($"no order {id}"); }
        foreach (var line in order.Lines)
        {
            _logger.LogInformation("line {Line} of {Order}", line.Number, order.Id);
            total += line.Price * (decimal)line.Count;
        }
        return Ok(new OrderView { Id = order.Id, Lines = order.Lines.Select(l => l.Name).ToList() });
    }
`, 500))
	source = append(append([]byte("namespace Shop;\nclass Orders : Controller {\n"), source...), '}')
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		if tree := Parse(source, syntax.Code); len(tree.Gaps) > 0 {
			b.Fatal("gap")
		}
	}
}
