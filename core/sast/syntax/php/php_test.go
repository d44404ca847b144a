package php

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says where the tree's layout is not the source's; a modifier of several
// properties stands in each.
func moved(parent, child *syntax.Node) bool {
	switch child.Kind {
	case syntax.Type, syntax.Annotation, syntax.Modifier:
		return true
	}
	switch parent.Kind {
	case syntax.Loop:
		return parent.Text == "do"
	case syntax.Variable:
		return true // foreach (list as target)
	}
	return child.Kind == syntax.Variable || child.Kind == syntax.Import || child.Kind == syntax.Gap
}

func code(source string) string { return "<?php " + source }

func TestCode(t *testing.T) {
	tests := []syntaxtest.TreeTest{
		{Name: "calls and members", Source: `$this->a->b(1, ...$c); A\B::d(name: $e); \f(); $g?->h[0]; Foo::$bar;`,
			Want: `(Call (Member "b" (Member "a" (Name "this"))) (Number "1") (Spread "..." (Name "$c"))) (Call (Member "d" (Name "A\\B")) (Argument "name" (Name "$e"))) (Call (Name "f")) (Index (Member "h" (Name "$g")) (Number "0")) (Member "$bar" (Name "Foo"))`},
		{Name: "texts", Source: `$a = 'it\'s' . "x $b[c] {$d->e()} \$f\n" . <<<EOT
g $h
EOT;`,
			Want: `(Assign "=" (Name "$a") (Binary "." (Binary "." (String "it's") (Template (String "x ") (Index (Name "$b") (Name "c")) (String " ") (Call (Member "e" (Name "$d"))) (String " $f\n"))) (Template (String "g ") (Name "$h"))))`},
		{Name: "words that are calls", Source: "echo $a, 'b'; include $c . '.php'; exit; eval($d); `ls $e`;",
			Want: `(Call (Name "echo") (Name "$a") (String "b")) (Call (Name "include") (Binary "." (Name "$c") (String ".php"))) (Call (Name "exit")) (Call (Name "eval") (Name "$d")) (Call (Name "shell_exec") (Template (String "ls ") (Name "$e")))`},
		{Name: "arrays", Source: `$a = [1, 'b' => 2]; [$c, $d] = array($e);`,
			Want: `(Assign "=" (Name "$a") (Object (Number "1") (Pair (String "b") (Number "2")))) (Assign "=" (List "[" (Name "$c") (Name "$d")) (List "[" (Name "$e")))`},
		{Name: "precedence", Source: `$a = !$b && $d ?? 1 ? 2 : 3; $e = (int) $f . -2 * 3; $g instanceof A\B and $h = $i ?: j();`,
			Want: `(Assign "=" (Name "$a") (Conditional (Binary "??" (Binary "&&" (Unary "!" (Name "$b")) (Name "$d")) (Number "1")) (Number "2") (Number "3"))) (Assign "=" (Name "$e") (Binary "." (Cast (Type "int") (Name "$f")) (Binary "*" (Unary "-" (Number "2")) (Number "3")))) (Binary "&&" (Binary "instanceof" (Name "$g") (Type "A\\B")) (Assign "=" (Name "$h") (Binary "?:" (Name "$i") (Call (Name "j")))))`},
		{Name: "a class", Source: `#[A(1)] final class B extends C implements D { use E; const F = 1; private ?int $g = 2, $h; public function __construct(private readonly string $i = 'x') { } abstract static function j(): ?k; }`,
			Want: `(Class "B" (Modifier "final") (Annotation "A" (Number "1")) (Base (Type "C")) (Base (Type "D")) (Block (Base (Type "E")) (Variable "F" (Name "F") (Number "1")) (Variable "$g" (Modifier "private") (Name "$g") (Type "?int") (Number "2")) (Variable "$h" (Modifier "private") (Name "$h") (Type "?int")) (Function "__construct" (Modifier "public") (Parameter "$i" (Modifier "private") (Modifier "readonly") (Type "string") (Default (String "x"))) (Block)) (Function "j" (Modifier "abstract") (Modifier "static") (Type "?k"))))`},
		{Name: "control flow", Source: `if ($a): b(); elseif ($c): else: d(); endif; foreach ($e as $f => $g) { break; } while (h()) continue; do i(); while ($j); for ($k = 0; $k < 1; $k++);`,
			Want: `(If (Name "$a") (Block (Call (Name "b"))) (If (Name "$c") (Block) (Block (Call (Name "d"))))) (Loop "foreach" (Variable (List "(" (Name "$f") (Name "$g")) (Name "$e")) (Block (Jump "break"))) (Loop "while" (Call (Name "h")) (Block (Jump "continue"))) (Loop "do" (Name "$j") (Block (Call (Name "i")))) (Loop "for" (Assign "=" (Name "$k") (Number "0")) (Binary "<" (Name "$k") (Number "1")) (Unary "++" (Name "$k")) (Block))`},
		{Name: "switch, match and try", Source: `switch ($a) { case 1: b(); break; default: } $c = match(true) { $d, $e => 1, default => 2 }; try { f(); } catch (G|H $i) { throw $i; } finally { }`,
			Want: `(Switch (Name "$a") (Case (Number "1") (Block (Call (Name "b")) (Jump "break"))) (Case (Block))) (Assign "=" (Name "$c") (Switch (Literal "true") (Case (Name "$d") (Name "$e") (Block (Number "1"))) (Case (Block (Number "2"))))) (Try (Block (Call (Name "f"))) (Catch (Parameter "$i" (Type "G|H")) (Block (Throw (Name "$i")))) (Finally (Block)))`},
		{Name: "imports and namespaces", Source: `namespace A\B; use C\D as E, F; use G\{H, I}; x();`,
			Want: `(Other "namespace" (Name "A\\B") (Block (Import "C\\D" (ImportName (Name "E"))) (Import "F" (ImportName (Name "F"))) (Import "G\\H" (ImportName (Name "H"))) (Import "G\\I" (ImportName (Name "I"))) (Call (Name "x"))))`},
		{Name: "lambdas", Source: `$a = function ($b) use (&$c): int { return 1; }; $d = static fn(int $e) => $e + 1; new class(1) extends F { };`,
			Want: `(Assign "=" (Name "$a") (Lambda (Parameter "$b") (Type "int") (Block (Return (Number "1"))))) (Assign "=" (Name "$d") (Lambda (Modifier "static") (Parameter "$e" (Type "int")) (Block (Return (Binary "+" (Name "$e") (Number "1")))))) (New (Number "1") (Class (Base (Type "F")) (Block)))`},
	}
	for i := range tests {
		tests[i].Source = code(tests[i].Source)
	}
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, tests)
}

func TestTextAroundCodeIsLeftOut(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "a page", Source: "<p><?= $a ?></p>\n<?php if ($b): ?>\n<b>it's</b>\n<?php endif ?>", Want: `(Call (Name "echo") (Name "$a")) (If (Name "$b") (Block))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a call", Source: `$X->query(..., $Y, $...REST)`, Want: `(Call (Member "query" (Metavariable "$X")) (Ellipsis) (Metavariable "$Y") (MetaEllipsis "$...REST"))`},
		{Name: "a superglobal", Source: `$_GET[$K]`, Want: `(Index (Name "$_GET") (Metavariable "$K"))`},
		{Name: "a variable of the code", Source: `$user = "...";`, Want: `(Assign "=" (Name "$user") (String "..."))`},
		{Name: "echo", Source: `echo <... $X ...>;`, Want: `(Call (Name "echo") (DeepEllipsis (Metavariable "$X")))`},
		{Name: "a text with anything", Source: `"...$X..."`, Want: `(Template (String "...") (Metavariable "$X") (String "..."))`},
		{Name: "a whole text", Source: `f("$X")`, Want: `(Call (Name "f") (String "$X"))`},
		{Name: "a function", Source: "function $F(..., $P, ...) { ... }", Want: `(Function "$F" (Ellipsis) (Parameter "$P") (Ellipsis) (Block (Ellipsis)))`},
		{Name: "statements", Source: "$A = f();\n...\ng($A);", Want: `(Block (Assign "=" (Metavariable "$A") (Call (Name "f"))) (Ellipsis) (Call (Name "g") (Metavariable "$A")))`},
		{Name: "an array", Source: `[..., 'verify' => false, ...]`, Want: `(Object (Ellipsis) (Pair (String "verify") (Literal "false")) (Ellipsis))`},
		{Name: "creation", Source: `new $C(...)`, Want: `(New "$C" (Type "$C") (Ellipsis))`},
		{Name: "a chain", Source: `$X-> ... ->run()`, Want: `(Call (Member "run" (Ellipsis (Metavariable "$X"))))`},
	})
}

func TestABrokenStatementIsAGapBesideWhatIsRead(t *testing.T) {
	source := code("a(); b c d; e(f g, h);")
	tree := Parse([]byte(source), syntax.Code)
	if got, want := syntax.Print(tree.Root), `(File (Call (Name "a")) (Name "b") (Gap) (Call (Name "e") (Name "f") (Gap) (Name "h")))`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(tree.Gaps) != 2 {
		t.Errorf("got %d gaps, want 2", len(tree.Gaps))
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	units := []string{"(", "[", "{", "}", "$a->", "$a[", "$a?", "!", "-", "@", "$", "$$", "${", "\"$", "\"{$a", "\"", "'", "`", "<<<A\n", "#[", "#[A(", "fn()=>", "function(", "match(1){", "new ", "new class{", "class A{", "if(1):", "if(1)", "else ", "foreach(", "switch(1){case 1:", "try{", "use A\\{", "namespace A;", "a,", "?->", "::", "**", "1**", "$a??", "?>", "<?php ", "<?=", "/*", "//", "\\", "\xff", "$X", "...", "<...", "yield ", "clone ", "static fn()=>", "(int)", "$a=", "case 1:", "public $a{get=>"}
	syntaxtest.CheckHostile(t, func(source []byte, mode syntax.Mode) *syntax.Tree {
		return Parse(append([]byte("<?php "), source...), mode)
	}, moved, units)
	syntaxtest.CheckHostile(t, Parse, moved, []string{"<?php ", "<?", "?>", "<?=", "<?xml"})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`<?php $this->a->b(1, ...$c); A\B::d(name: $e);`, "<?php $a = 'x' . \"x $b[c] {$d->e()}\" . <<<EOT\ng $h\nEOT;\n", "<p><?= $a ?></p><?php if ($b): ?>x<?php endif ?>",
		`<?php #[A(1)] final class B extends C { use E; private ?int $g = 2; function j(private $i): ?k { } }`, `<?php $c = match(true) { $d => 1, default => 2 }; switch ($a) { case 1: }`,
		`$X->query(..., "...$Y...", $...REST)`, `<?php namespace A; use G\{H, I}; $a = function () use ($b) { yield 1 => 2; };`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Code), moved)
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Pattern), moved)
	})
}

func BenchmarkParse(b *testing.B) {
	syntaxtest.Bench(b, Parse, []byte(code(strings.Repeat(`
final class Orders extends Controller
{
    public function __construct(private readonly Store $store) {}

    /** Shows one order. */
    #[Route('/orders/{id}')]
    public function show(Request $request, int $id): Response
    {
        $order = $this->store->find($id) ?? throw new NotFound("no order $id");
        foreach ($order->lines() as $line) {
            $this->logger->info('line', ['number' => $line->number, 'sum' => $line->price * $line->count]);
        }
        return $this->render('order.html', ['order' => $order, 'sort' => $request->query->get('sort')]);
    }
}
`, 500))))
}
