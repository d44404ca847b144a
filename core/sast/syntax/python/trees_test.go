package python

import (
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

type treeTest = syntaxtest.TreeTest

func checkTrees(t *testing.T, parse syntax.Frontend, mode syntax.Mode, tests []treeTest) {
	t.Helper()
	syntaxtest.CheckTrees(t, parse, moved, mode, tests)
}

func TestCodeTrees(t *testing.T) {
	checkTrees(t, Parse, syntax.Code, []treeTest{
		{"imports", "import a.b as c, d",
			`(Import "a.b" (ImportName (Name "c"))) (Import "d")`},
		{"from imports", "from ..a import (b as c, d)",
			`(Import "..a" (ImportName "b" (Name "c")) (ImportName "d"))`},
		{"a star import", "from a import *",
			`(Import "a" (ImportName "*"))`},
		{"an assignment and an annotated variable", "a = b = 1; c: int = 2",
			`(Assign "=" (Name "a") (Assign "=" (Name "b") (Number "1"))) (Variable "c" (Name "c") (Type "int") (Number "2"))`},
		{"a function with all its parameters", "async def f(a, /, b: int = 1, *c, d, **e) -> g[h]: pass",
			`(Function "f" (Modifier "async") (Parameter "a") (Parameter "b" (Type "int") (Default (Number "1"))) (Parameter "c" (Modifier "*")) (Parameter "d") (Parameter "e" (Modifier "**")) (Type "g[h]" (Type "h")) (Block (Other "pass")))`},
		{"a class", "@a.b(c)\nclass D(E, metaclass=F):\n  x = 1",
			`(Class "D" (Annotation "a.b" (Name "c")) (Base (Type "E")) (Argument "metaclass" (Name "F")) (Block (Assign "=" (Name "x") (Number "1"))))`},
		{"a chain of elif", "if a: b\nelif c: d\nelse: e",
			`(If (Name "a") (Block (Name "b")) (If (Name "c") (Block (Name "d")) (Block (Name "e"))))`},
		{"joined strings", "'a' \"b\\n\" r'\\d'",
			`(String "ab\n\\d")`},
		{"an f-string", "f'a{b!r:>{c}}{{d}}' 'e'",
			`(Template (String "a") (Name "b") (String ">") (Name "c") (String "{d}") (String "e"))`},
		{"an f-string with its own quotes inside", "f'{a['b']}'",
			`(Template (Index (Name "a") (String "b")))`},
		{"boolean operators", "a and not b or c is not None and d not in e",
			`(Binary "||" (Binary "&&" (Name "a") (Unary "!" (Name "b"))) (Binary "&&" (Binary "is not" (Name "c") (Literal "null")) (Binary "not in" (Name "d") (Name "e"))))`},
		{"a comprehension", "[a for b, c in d if e]",
			`(List "[" (Other "comprehension" (Name "a") (Variable (List "(" (Name "b") (Name "c")) (Name "d")) (Name "e")))`},
		{"a dictionary and a set", "{'a': 1, **b}; {c, *d}",
			`(Object (Pair (String "a") (Number "1")) (Spread "**" (Name "b"))) (List "{" (Name "c") (Spread "*" (Name "d")))`},
		{"slices", "a[1:, ::2, b]",
			`(Index (Name "a") (Other "slice" (Number "1") (Literal "null")) (Other "slice" (Literal "null") (Literal "null") (Number "2")) (Name "b"))`},
		{"a match statement", "match a:\n  case [b, *c] | 'd' if e: f\n  case _: g",
			`(Switch (Name "a") (Case (Binary "|" (List "[" (Name "b") (Spread "*" (Name "c"))) (String "d")) (Other "when" (Name "e")) (Block (Name "f"))) (Case (Block (Name "g"))))`},
		{"match as a name", "match = case\nmatch(a)",
			`(Assign "=" (Name "match") (Name "case")) (Call (Name "match") (Name "a"))`},
		{"with several items", "with (a as b, c): d",
			`(With (Variable "b" (Name "b") (Name "a")) (Name "c") (Block (Name "d")))`},
		{"try with all its clauses", "try: a\nexcept (B, c.D) as e: f\nexcept: g\nelse: h\nfinally: i",
			`(Try (Block (Name "a")) (Catch (Parameter "e" (Type "(B,c.D)" (Type "B") (Type "c.D"))) (Block (Name "f"))) (Catch (Block (Name "g"))) (Other "else" (Block (Name "h"))) (Finally (Block (Name "i"))))`},
		{"loops with else", "for a, b in c: d\nelse: e\nwhile f: break",
			`(Loop "foreach" (Variable (List "(" (Name "a") (Name "b")) (Name "c")) (Block (Name "d")) (Other "else" (Block (Name "e")))) (Loop "while" (Name "f") (Block (Jump "break")))`},
		{"a lambda and a conditional", "lambda a, *b: a if b else c",
			`(Lambda (Parameter "a") (Parameter "b" (Modifier "*")) (Block (Return (Conditional (Name "b") (Name "a") (Name "c")))))`},
		{"a walrus", "if (a := b) > 1: c",
			`(If (Binary ">" (Assign ":=" (Name "a") (Name "b")) (Number "1")) (Block (Name "c")))`},
		{"python 2", "print 'a' % b, c\nraise E, 'm'",
			`(Call (Name "print") (Binary "%" (String "a") (Name "b")) (Name "c")) (Throw (Name "E") (String "m"))`},
		{"global, del, assert", "global a, b; del c; assert d, e",
			`(Other "global" (Name "a") (Name "b")) (Other "del" (Name "c")) (Other "assert" (Name "d") (Name "e"))`},
		{"a type alias", "type A[T] = B",
			`(Other "type" (Name "A") (Type "B"))`},
		{"an ellipsis is a literal in code", "f(...)",
			`(Call (Name "f") (Literal "..."))`},
		{"yield and await", "a = yield b; await c; yield from d",
			`(Assign "=" (Name "a") (Unary "yield" (Name "b"))) (Unary "await" (Name "c")) (Unary "yield from" (Name "d"))`},
		{"keyword arguments and spreads", "f(a, b=c, *d, **e)",
			`(Call (Name "f") (Name "a") (Argument "b" (Name "c")) (Spread "*" (Name "d")) (Spread "**" (Name "e")))`},
	})
}

func TestPatternTrees(t *testing.T) {
	checkTrees(t, Parse, syntax.Pattern, []treeTest{
		{"a call with arguments left out", "$F(..., a=$X, $...REST)",
			`(Call (Metavariable "$F") (Ellipsis) (Argument "a" (Metavariable "$X")) (MetaEllipsis "$...REST"))`},
		{"statements", "a()\n...\nb()",
			`(Block (Call (Name "a")) (Ellipsis) (Call (Name "b")))`},
		{"a function", "def $F(..., $X: int, ...):\n  ...",
			`(Function "$F" (Ellipsis) (Parameter "$X" (Type "int")) (Ellipsis) (Block (Ellipsis)))`},
		{"a class", "class $A(...):\n  ...",
			`(Class "$A" (Ellipsis) (Block (Ellipsis)))`},
		{"a deep ellipsis", "if <... $X == 1 ...>:\n  ...",
			`(If (DeepEllipsis (Binary "==" (Metavariable "$X") (Number "1"))) (Block (Ellipsis)))`},
		{"an ellipsis in a chain of methods", "$A. ... .b()",
			`(Call (Member "b" (Ellipsis (Metavariable "$A"))))`},
		{"a typed metavariable", "($X: Foo).bar",
			`(Member "bar" (TypedMetavariable "$X" (Type "Foo")))`},
		{"a dictionary with other pairs", "{..., 'a': $X, ...}",
			`(Object (Ellipsis) (Pair (String "a") (Metavariable "$X")) (Ellipsis))`},
		{"a string of anything", "f(\"...\", '$X')",
			`(Call (Name "f") (String "...") (String "$X"))`},
		{"imports of metavariables", "from $M import $X as $Y",
			`(Import "$M" (ImportName "$X" (Metavariable "$Y")))`},
		{"a decorator alone", "@$D(...)",
			`(Annotation "$D" (Ellipsis))`},
		{"an except clause alone", "except $E:\n  ...",
			`(Catch (Parameter (Metavariable "$E")) (Block (Ellipsis)))`},
		{"a for loop", "for $X in $Y:\n  ...",
			`(Loop "foreach" (Variable "$X" (Metavariable "$X") (Metavariable "$Y")) (Block (Ellipsis)))`},
		{"an f-string", "f'...{$X}...'",
			`(Template (String "...") (Metavariable "$X") (String "..."))`},
		{"an annotated variable", "$X: $T = $Y",
			`(Variable "$X" (Metavariable "$X") (Metavariable "$T") (Metavariable "$Y"))`},
		{"with", "with open(...) as $F:\n  ...",
			`(With (Variable "$F" (Metavariable "$F") (Call (Name "open") (Ellipsis))) (Block (Ellipsis)))`},
	})
}

func TestPositionsAreExact(t *testing.T) {
	source := "a = f('x')\n\nclass B:\n  def m(self):\n    pass\n\n# end\n"
	tree := Parse([]byte(source), syntax.Code)
	want := map[syntax.Kind]string{
		syntax.Assign: "a = f('x')", syntax.Class: "class B:\n  def m(self):\n    pass", syntax.Function: "def m(self):\n    pass",
	}
	tree.Root.Walk(func(n *syntax.Node) bool {
		if text, ok := want[n.Kind]; ok && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}
