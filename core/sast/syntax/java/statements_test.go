package java

import "testing"

func TestStatements(t *testing.T) {
	checkTrees(t, syntaxCode, []treeTest{
		{"locals", `class C { { int a = 1; final var b = c; String[] d = {e}; @A List<String> f; int g[], h; } }`,
			`(Class "C" (Block (Block (Variable "a" (Name "a") (Type "int") (Number "1")) (Variable "b" (Modifier "final") (Name "b") (Type "var") (Name "c")) (Variable "d" (Name "d") (Type "String[]") (List "[" (Name "e"))) (Variable "f" (Annotation "A") (Name "f") (Type "List<String>" (Type "String"))) (Variable "g" (Name "g") (Type "int[]")) (Variable "h" (Name "h") (Type "int")))))`},
		{"loops", `class C { { for (int i = 0, j = 1; i < 3; i++, j--) ; while (a) { } do { } while (b); for (final String s : xs) f(s); } }`,
			`(Class "C" (Block (Block (Loop "for" (Variable "i" (Name "i") (Type "int") (Number "0")) (Variable "j" (Name "j") (Type "int") (Number "1")) (Binary "<" (Name "i") (Number "3")) (Unary "++" (Name "i")) (Unary "--" (Name "j")) (Block)) (Loop "while" (Name "a") (Block)) (Loop "do" (Name "b") (Block)) (Loop "foreach" (Variable "s" (Modifier "final") (Name "s") (Type "String") (Name "xs")) (Block (Call (Name "f") (Name "s")))))))`},
		{"labels and jumps", `class C { { a: while (true) { break a; } continue; } }`,
			`(Class "C" (Block (Block (Other "label" (Name "a") (Loop "while" (Literal "true") (Block (Jump "break" (Name "a"))))) (Jump "continue"))))`},
		{"switch statements", `class C { { switch (k) { case 1: case 2: a(); break; default: b(); } switch (k) { case A, B -> f(); default -> { } } } }`,
			`(Class "C" (Block (Block (Switch (Name "k") (Case (Number "1") (Number "2") (Block (Call (Name "a")) (Jump "break"))) (Case (Block (Call (Name "b"))))) (Switch (Name "k") (Case (Name "A") (Name "B") (Block (Call (Name "f")))) (Case (Block))))))`},
		{"switch expressions hold their value", `class C { int x = switch (o) { case null, default -> 0; case Foo f when f.x > 1 -> 2; case P(int a, var b) -> { yield 3; } case A -> throw new E(); }; }`,
			`(Class "C" (Block (Variable "x" (Name "x") (Type "int") (Switch (Name "o") (Case (Literal "null") (Block)) (Case (Block (Number "0"))) (Case (Variable "f" (Name "f") (Type "Foo")) (Other "when" (Binary ">" (Member "x" (Name "f")) (Number "1"))) (Block (Number "2"))) (Case (Other "pattern" (Type "P") (List "(" (Variable "a" (Name "a") (Type "int")) (Variable "b" (Name "b") (Type "var")))) (Block (Unary "yield" (Number "3")))) (Case (Name "A") (Block (Throw (New "E" (Type "E")))))))))`},
		{"try", `class C { { try { f(); } catch (A | B e) { throw e; } finally { g(); } } }`,
			`(Class "C" (Block (Block (Try (Block (Call (Name "f"))) (Catch (Parameter "e" (Type "A|B" (Type "A") (Type "B"))) (Block (Throw (Name "e")))) (Finally (Block (Call (Name "g"))))))))`},
		{"try with resources is with", `class C { { try (A a = f(); b) { g(); } try (var c = h()) { } catch (E e) { } } }`,
			`(Class "C" (Block (Block (With (Variable "a" (Name "a") (Type "A") (Call (Name "f"))) (Name "b") (Block (Call (Name "g")))) (Try (Block (With (Variable "c" (Name "c") (Type "var") (Call (Name "h"))) (Block))) (Catch (Parameter "e" (Type "E")) (Block))))))`},
		{"if and else", `class C { { if (a) f(); else if (b) { } else g(); } }`,
			`(Class "C" (Block (Block (If (Name "a") (Block (Call (Name "f"))) (If (Name "b") (Block) (Block (Call (Name "g"))))))))`},
		{"synchronized and assert", `class C { { synchronized (this) { } assert a : "b"; } }`,
			`(Class "C" (Block (Block (Other "synchronized" (Name "this") (Block)) (Other "assert" (Name "a") (String "b")))))`},
		{"a local class and record", `class C { void f() { class D { } record P(int x) { } final class E { } } }`,
			`(Class "C" (Block (Function "f" (Type "void") (Block (Class "D" (Block)) (Class "P" (Modifier "record") (Parameter "x" (Type "int")) (Block)) (Class "E" (Modifier "final") (Block))))))`},
		{"explicit constructor calls", `class C { C() { this(1); } C(int a) { super(a); b.super(); } }`,
			`(Class "C" (Block (Function "C" (Block (Call (Name "this") (Number "1")))) (Function "C" (Parameter "a" (Type "int")) (Block (Call (Name "super") (Name "a")) (Call (Member "super" (Name "b")))))))`},
	})
}
