package javascript

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

func TestJavaScriptTrees(t *testing.T) {
	checkTrees(t, Parse, syntax.Code, []treeTest{
		{"a default import and named ones", "import a, {b as c, d} from 'm'",
			`(Import "m" (ImportName "default" (Name "a")) (ImportName "b" (Name "c")) (ImportName "d"))`},
		{"a namespace import", "import * as n from 'm'",
			`(Import "m" (ImportName "*" (Name "n")))`},
		{"an import for its effects", "import 'm'",
			`(Import "m")`},
		{"require stays a call", "const {a, b: c} = require('m')",
			`(Variable (Modifier "const") (Object (Pair (String "a") (Name "a")) (Pair (String "b") (Name "c"))) (Call (Name "require") (String "m")))`},
		{"several variables are several nodes", "let a = 1, b",
			`(Variable "a" (Modifier "let") (Name "a") (Number "1")) (Variable "b" (Modifier "let") (Name "b"))`},
		{"an arrow function with an expression", "x = (a, {b}, ...c) => a",
			`(Assign "=" (Name "x") (Lambda (Parameter "a") (Parameter (Object (Pair (String "b") (Name "b")))) (Parameter "c" (Modifier "...")) (Block (Return (Name "a")))))`},
		{"an async arrow function", "async x => await x",
			`(Lambda (Modifier "async") (Parameter "x") (Block (Return (Unary "await" (Name "x")))))`},
		{"a function expression", "f(function g(a = 1) { return a })",
			`(Call (Name "f") (Function "g" (Parameter "a" (Default (Number "1"))) (Block (Return (Name "a")))))`},
		{"a class with its members", "class A extends b.C { static #x = 1; get y() { return 2 } async *[z]() {} }",
			`(Class "A" (Base (Type "b.C")) (Block (Variable "#x" (Modifier "static") (Name "#x") (Number "1")) (Function "y" (Modifier "get") (Block (Return (Number "2")))) (Function "[z]" (Modifier "async") (Modifier "*") (Block))))`},
		{"a template and a tagged one", "`a${b}`; t`c`",
			`(Template (String "a") (Name "b")) (Call (Name "t") (Template (String "c")))`},
		{"a template without holes is a string", "`a\\n`",
			`(String "a\n")`},
		{"optional chains look like plain ones", "a?.b?.[c]?.(d)",
			`(Call (Index (Member "b" (Name "a")) (Name "c")) (Name "d"))`},
		{"a division is no regular expression", "a = b / c / d; e = /[/]/g",
			`(Assign "=" (Name "a") (Binary "/" (Binary "/" (Name "b") (Name "c")) (Name "d"))) (Assign "=" (Name "e") (Literal "/[/]/g"))`},
		{"a semicolon is inserted before a new line", "a = b\n(c)\nd\n++e",
			`(Assign "=" (Name "a") (Call (Name "b") (Name "c"))) (Name "d") (Unary "++" (Name "e"))`},
		{"a destructuring assignment", "({a, b = 1, ...c} = d)",
			`(Assign "=" (Object (Pair (String "a") (Name "a")) (Pair (String "b") (Assign "=" (Name "b") (Number "1"))) (Spread "..." (Name "c"))) (Name "d"))`},
		{"loops", "for (const a of b) c(); for (;;) {} do d(); while (e)",
			`(Loop "foreach" (Variable "a" (Modifier "const") (Name "a") (Name "b")) (Block (Call (Name "c")))) (Loop "for" (Block)) (Loop "do" (Name "e") (Block (Call (Name "d"))))`},
		{"a switch", "switch (a) { case 1: b(); default: c() }",
			`(Switch (Name "a") (Case (Number "1") (Block (Call (Name "b")))) (Case (Block (Call (Name "c")))))`},
		{"try, catch and finally", "try { a() } catch (e) { b() } finally { c() }",
			`(Try (Block (Call (Name "a"))) (Catch (Parameter "e") (Block (Call (Name "b")))) (Finally (Block (Call (Name "c")))))`},
		{"a conditional and a sequence", "a ? b : c, d",
			`(Other "sequence" (Conditional (Name "a") (Name "b") (Name "c")) (Name "d"))`},
		{"an object literal", "x = {a, 'b': 1, [c]: 2, d() {}, ...e}",
			`(Assign "=" (Name "x") (Object (Pair (String "a") (Name "a")) (Pair (String "b") (Number "1")) (Pair (Name "c") (Number "2")) (Pair (String "d") (Function "d" (Block))) (Spread "..." (Name "e"))))`},
		{"new with and without arguments", "new a.B(c); new D; new.target",
			`(New "a.B" (Type "a.B") (Name "c")) (New "D" (Type "D")) (Member "target" (Name "new"))`},
		{"an element with attributes", "<a.B c='d &amp; e' f g={h} {...i}>x <b/> {j}</a.B>",
			`(Element "a.B" (Pair (String "c") (String "d & e")) (Pair (String "f") (Literal "true")) (Pair (String "g") (Name "h")) (Spread "..." (Name "i")) (String "x ") (Element "b") (String " ") (Name "j"))`},
		{"a called arrow function", "(() => {})()",
			`(Call (Lambda (Block)))`},
		{"undefined and null are one literal", "a === undefined || b === null",
			`(Binary "||" (Binary "===" (Name "a") (Literal "null")) (Binary "===" (Name "b") (Literal "null")))`},
		{"exports", "export const a = 1; export default function b() {} export {c as d} from 'm'",
			`(Variable "a" (Modifier "export") (Modifier "const") (Name "a") (Number "1")) (Function "b" (Modifier "export") (Modifier "default") (Block)) (Other "export" (ImportName "c" (Name "d")) (String "m"))`},
		{"a label", "a: while (b) break a",
			`(Other "label" (Name "a") (Loop "while" (Name "b") (Block (Jump "break" (Name "a")))))`},
		{"what is no escape is the letter", `"\s\a\x41BC\\s"`,
			`(String "saABC\\s")`},
		{"escapes are resolved", "'\\x41\\u{42}\\103\\''",
			`(String "ABC'")`},
	})
}

func TestTypeScriptTrees(t *testing.T) {
	checkTrees(t, ParseTypeScript, syntax.Code, []treeTest{
		{"a typed variable", "const a: Map<string, B[]> = c",
			`(Variable "a" (Modifier "const") (Name "a") (Type "Map<string,B[]>" (Type "string") (Type "B[]")) (Name "c"))`},
		{"a negative number is a type argument", "f<-1 | 0>(() => a); b < -1",
			`(Call (Name "f") (Lambda (Block (Return (Name "a"))))) (Binary "<" (Name "b") (Unary "-" (Number "1")))`},
		{"type arguments of a call are dropped", "f<A, B<C>>(d); a < b > c",
			`(Call (Name "f") (Name "d")) (Binary ">" (Binary "<" (Name "a") (Name "b")) (Name "c"))`},
		{"casts", "a as B; <C>d; e satisfies F; g as const; h!",
			`(Cast (Type "B") (Name "a")) (Cast (Type "C") (Name "d")) (Cast (Type "F") (Name "e")) (Name "g") (Name "h")`},
		{"an interface is a class", "interface A<T> extends B<T> { c?: string; d(e: F): void }",
			`(Class "A" (Modifier "interface") (Base (Type "B<T>" (Type "T"))) (Block (Variable "c" (Name "c") (Type "string")) (Function "d" (Parameter "e" (Type "F")) (Type "void"))))`},
		{"an enum is a class", "enum A { B = 1, C }",
			`(Class "A" (Modifier "enum") (Block (Variable "B" (Name "B") (Number "1")) (Variable "C" (Name "C"))))`},
		{"a namespace", "namespace A.B { c() }",
			`(Other "namespace" (Name "A.B") (Block (Call (Name "c"))))`},
		{"a type alias", "type A<T> = B<T> | 'c'",
			`(Other "type" (Name "A") (Type "B<T>|'c'"))`},
		{"a decorated class with parameter properties", "@A({b: 1}) export class C { @D() e: F; constructor(private g: H) {} }",
			`(Class "C" (Modifier "export") (Annotation "A" (Object (Pair (String "b") (Number "1")))) (Block (Variable "e" (Annotation "D") (Name "e") (Type "F")) (Function "constructor" (Parameter "g" (Modifier "private") (Type "H")) (Block))))`},
		{"an arrow function with types", "const f = async <T>(a: T, b?: U): Promise<V> => a",
			`(Variable "f" (Modifier "const") (Name "f") (Lambda (Modifier "async") (Parameter "a" (Type "T")) (Parameter "b" (Type "U")) (Type "Promise<V>" (Type "V")) (Block (Return (Name "a")))))`},
		{"a conditional is no return type", "a ? (b) : c => d",
			`(Conditional (Name "a") (Name "b") (Lambda (Parameter "c") (Block (Return (Name "d")))))`},
		{"an import assignment", "import a = require('m'); export = a",
			`(Import "m" (ImportName (Name "a"))) (Other "export" (Name "a"))`},
		{"an overload has no body", "function f(a: B): c; function f(a) { }",
			`(Function "f" (Parameter "a" (Type "B")) (Type "c")) (Function "f" (Parameter "a") (Block))`},
		{"an abstract class", "abstract class A implements B { abstract c(): D }",
			`(Class "A" (Modifier "abstract") (Base (Type "B")) (Block (Function "c" (Modifier "abstract") (Type "D"))))`},
	})
}

func TestPatternTrees(t *testing.T) {
	checkTrees(t, Parse, syntax.Pattern, []treeTest{
		{"a call with arguments left out", "$F(..., $X, $...REST)",
			`(Call (Metavariable "$F") (Ellipsis) (Metavariable "$X") (MetaEllipsis "$...REST"))`},
		{"a statement ellipsis", "a();\n...\nb();",
			`(Block (Call (Name "a")) (Ellipsis) (Call (Name "b")))`},
		{"a function of any name", "function $F(..., $X, ...) { ... }",
			`(Function "$F" (Ellipsis) (Parameter "$X") (Ellipsis) (Block (Ellipsis)))`},
		{"a function with any name or none", "function ... (...) { ... }",
			`(Function "..." (Ellipsis) (Block (Ellipsis)))`},
		{"a deep ellipsis", "if (<... $X == 1 ...>) { ... }",
			`(If (DeepEllipsis (Binary "==" (Metavariable "$X") (Number "1"))) (Block (Ellipsis)))`},
		{"an ellipsis in a chain of methods", "$A. ... .b()",
			`(Call (Member "b" (Ellipsis (Metavariable "$A"))))`},
		{"a typed metavariable", "($X: Foo).bar()",
			`(Call (Member "bar" (TypedMetavariable "$X" (Type "Foo"))))`},
		{"an object with other pairs", "{..., a: $X, ...}",
			`(Object (Ellipsis) (Pair (String "a") (Metavariable "$X")) (Ellipsis))`},
		{"a string of anything", "f(\"...\", '$X')",
			`(Call (Name "f") (String "...") (String "$X"))`},
		{"a metavariable in an import", "import {$X as $Y} from '$M'",
			`(Import "$M" (ImportName "$X" (Metavariable "$Y")))`},
		{"an element", "<$T ... a={$X} />",
			`(Element "$T" (Ellipsis) (Pair (String "a") (Metavariable "$X")))`},
		{"a decorator alone", "@A(...)",
			`(Annotation "A" (Ellipsis))`},
		{"a catch clause alone", "catch ($E) { ... }",
			`(Catch (Parameter "$E") (Block (Ellipsis)))`},
		{"a class", "class $A extends $B { ... }",
			`(Class "$A" (Base (Metavariable "$B")) (Block (Ellipsis)))`},
		{"an assignment to any member", "$X.$Y = $Z",
			`(Assign "=" (Member "$Y" (Metavariable "$X")) (Metavariable "$Z"))`},
		{"a block", "{ ... }",
			`(Block (Ellipsis))`},
		{"a partial if", "if ($X)",
			`(If (Metavariable "$X"))`},
	})
}

func TestPositionsAreExact(t *testing.T) {
	source := "a = f(`x${ y }`, /r/g);\nclass B { m() {} }"
	tree := Parse([]byte(source), syntax.Code)
	want := map[syntax.Kind]string{
		syntax.Assign: "a = f(`x${ y }`, /r/g)", syntax.Template: "`x${ y }`", syntax.Literal: "/r/g",
		syntax.Class: "class B { m() {} }", syntax.Function: "m() {}",
	}
	tree.Root.Walk(func(n *syntax.Node) bool {
		if text, ok := want[n.Kind]; ok && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}
