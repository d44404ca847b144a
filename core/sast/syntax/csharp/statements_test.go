package csharp

import "testing"

func TestStatements(t *testing.T) {
	checkTrees(t, syntaxCode, []treeTest{
		{"a local has a target, a type and a value", `var x = 1; string s; int? n = null; List<(int, string)> l = new();`,
			`(Variable "x" (Name "x") (Type "var") (Number "1")) (Variable "s" (Name "s") (Type "string")) (Variable "n" (Name "n") (Type "int?") (Literal "null")) (Variable "l" (Name "l") (Type "List<(int,string)>" (Type "(int,string)" (Type "int") (Type "string"))) (New))`},
		{"deconstruction declares a list", `var (a, b) = f(); (int c, string d) = g(); (a, b) = (b, a);`,
			`(Variable (List "(" (Name "a") (Name "b")) (Type "var") (Call (Name "f"))) (Assign "=" (List "(" (Variable "c" (Name "c") (Type "int")) (Variable "d" (Name "d") (Type "string"))) (Call (Name "g"))) (Assign "=" (List "(" (Name "a") (Name "b")) (List "(" (Name "b") (Name "a")))`},
		{"else if nests without a block", `if (a) f(); else if (b) { } else g();`,
			`(If (Name "a") (Block (Call (Name "f"))) (If (Name "b") (Block) (Block (Call (Name "g")))))`},
		{"loops", `for (int i = 0, j = 1; i < 3; i++, j--) ; while (a) { } do { } while (b); foreach (var x in xs) f(x); foreach (var (p, q) in xs) { }`,
			`(Loop "for" (Variable "i" (Name "i") (Type "int") (Number "0")) (Variable "j" (Name "j") (Type "int") (Number "1")) (Binary "<" (Name "i") (Number "3")) (Unary "++" (Name "i")) (Unary "--" (Name "j")) (Block)) (Loop "while" (Name "a") (Block)) (Loop "do" (Name "b") (Block)) (Loop "foreach" (Variable "x" (Name "x") (Type "var") (Name "xs")) (Block (Call (Name "f") (Name "x")))) (Loop "foreach" (Variable (List "(" (Name "p") (Name "q")) (Type "var") (Name "xs")) (Block))`},
		{"await loops and yields", `await foreach (var x in xs) { yield return x; yield break; }`,
			`(Loop "foreach" (Variable "x" (Name "x") (Type "var") (Name "xs")) (Block (Unary "yield" (Name "x")) (Return)))`},
		{"a switch statement has cases with guards", `switch (k) { case 1: case 2 when q: a(); break; case Foo f: default: b(); goto case 1; }`,
			`(Switch (Name "k") (Case (Number "1") (Number "2") (Other "when" (Name "q")) (Block (Call (Name "a")) (Jump "break"))) (Case (Variable "f" (Name "f") (Type "Foo")) (Block)) (Case (Block (Call (Name "b")) (Jump "goto" (Number "1")))))`},
		{"a switch on a tuple", `switch (a, b) { case (1, _): break; case A | B: break; }`,
			`(Switch (List "(" (Name "a") (Name "b")) (Case (List "(" (Number "1") (Name "_")) (Block (Jump "break"))) (Case (Binary "|" (Name "A") (Name "B")) (Block (Jump "break"))))`},
		{"try with a filter", `try { f(); } catch (E e) when (e.X) { throw; } catch { } finally { g(); }`,
			`(Try (Block (Call (Name "f"))) (Catch (Parameter "e" (Type "E")) (Other "when" (Member "X" (Name "e"))) (Block (Throw))) (Catch (Block)) (Finally (Block (Call (Name "g")))))`},
		{"using in both forms", `using (var a = b()) { } using (c) { } using var d = e(); await using var g = h();`,
			`(With (Variable "a" (Name "a") (Type "var") (Call (Name "b"))) (Block)) (With (Name "c") (Block)) (Variable "d" (Modifier "using") (Name "d") (Type "var") (Call (Name "e"))) (Variable "g" (Modifier "await") (Modifier "using") (Name "g") (Type "var") (Call (Name "h")))`},
		{"lock, fixed, checked, unsafe", `lock (a) { } fixed (byte* p = b) { } checked { } unsafe { *p = 1; }`,
			`(Other "lock" (Name "a") (Block)) (Other "fixed" (Variable "p" (Name "p") (Type "byte*") (Name "b")) (Block)) (Other "checked" (Block)) (Other "unsafe" (Block (Assign "=" (Unary "*" (Name "p")) (Number "1"))))`},
		{"labels and jumps", `a: f(); goto a; while (b) { break; continue; }`,
			`(Other "label" (Name "a") (Call (Name "f"))) (Jump "goto" (Name "a")) (Loop "while" (Name "b") (Block (Jump "break") (Jump "continue")))`},
		{"a local function", `int Local<T>(int a) where T : new() { return a; } static async Task F() => await g();`,
			`(Function "Local" (Parameter "a" (Type "int")) (Type "int") (Block (Return (Name "a")))) (Function "F" (Modifier "static") (Modifier "async") (Type "Task") (Block (Return (Unary "await" (Call (Name "g"))))))`},
		{"constants and pointers", `const int a = 1; int* p = &a; int[] b = { 1, 2 };`,
			`(Variable "a" (Modifier "const") (Name "a") (Type "int") (Number "1")) (Variable "p" (Name "p") (Type "int*") (Unary "&" (Name "a"))) (Variable "b" (Name "b") (Type "int[]") (List "[" (Number "1") (Number "2")))`},
		{"a generic call is no comparison", `f(g<a, b>(c)); h = a < b; new A<B>(c).D<E>(f);`,
			`(Call (Name "f") (Call (Name "g") (Name "c"))) (Assign "=" (Name "h") (Binary "<" (Name "a") (Name "b"))) (Call (Member "D" (New "A" (Type "A<B>" (Type "B")) (Name "c"))) (Name "f"))`},
		{"both branches of #if are read", `#if A
f();
#else
g();
#endif
x = h(a,
#if B
b
#else
c
#endif
);`,
			`(Call (Name "f")) (Call (Name "g")) (Assign "=" (Name "x") (Call (Name "h") (Name "a") (Name "b") (Name "c")))`},
		{"#if false is no code", `#if false
this is prose
#endif
f();`,
			`(Call (Name "f"))`},
	})
}
