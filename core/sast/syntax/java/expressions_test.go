package java

import "testing"

func TestExpressions(t *testing.T) {
	checkTrees(t, syntaxCode, []treeTest{
		{"calls and members", `class C { int x = a.b().<T>c(d)[0].e; Object y = this.f(super.g(), A.this.h); }`,
			`(Class "C" (Block (Variable "x" (Name "x") (Type "int") (Member "e" (Index (Call (Member "c" (Call (Member "b" (Name "a")))) (Name "d")) (Number "0")))) (Variable "y" (Name "y") (Type "Object") (Call (Member "f" (Name "this")) (Call (Member "g" (Name "super"))) (Member "h" (Member "this" (Name "A")))))))`},
		{"precedence", `class C { int x = a + b * c == d && e || f ? g : h ? i : j; }`,
			`(Class "C" (Block (Variable "x" (Name "x") (Type "int") (Conditional (Binary "||" (Binary "&&" (Binary "==" (Binary "+" (Name "a") (Binary "*" (Name "b") (Name "c"))) (Name "d")) (Name "e")) (Name "f")) (Name "g") (Conditional (Name "h") (Name "i") (Name "j"))))))`},
		{"shifts and their assignments", `class C { { a >>>= 2; b = c >> 3 >>> 4; d <<= 1; } }`,
			`(Class "C" (Block (Block (Assign ">>>=" (Name "a") (Number "2")) (Assign "=" (Name "b") (Binary ">>>" (Binary ">>" (Name "c") (Number "3")) (Number "4"))) (Assign "<<=" (Name "d") (Number "1")))))`},
		{"casts and brackets", `class C { { a = (String) b; c = (int) -1; d = (e) + f; g = (A & B) () -> h(); i = (j) - k; l = (a < b); } }`,
			`(Class "C" (Block (Block (Assign "=" (Name "a") (Cast (Type "String") (Name "b"))) (Assign "=" (Name "c") (Cast (Type "int") (Unary "-" (Number "1")))) (Assign "=" (Name "d") (Binary "+" (Name "e") (Name "f"))) (Assign "=" (Name "g") (Cast (Type "A&B") (Lambda (Block (Return (Call (Name "h"))))))) (Assign "=" (Name "i") (Binary "-" (Name "j") (Name "k"))) (Assign "=" (Name "l") (Binary "<" (Name "a") (Name "b"))))))`},
		{"instanceof", `class C { { if (o instanceof String s && !(p instanceof A) || q instanceof R(int a, S(var b))) { } } }`,
			`(Class "C" (Block (Block (If (Binary "||" (Binary "&&" (Binary "instanceof" (Name "o") (Variable "s" (Name "s") (Type "String"))) (Unary "!" (Binary "instanceof" (Name "p") (Type "A")))) (Binary "instanceof" (Name "q") (Other "pattern" (Type "R") (List "(" (Variable "a" (Name "a") (Type "int")) (Other "pattern" (Type "S") (List "(" (Variable "b" (Name "b") (Type "var")))))))) (Block)))))`},
		{"lambdas", `class C { { f(x -> x + 1); g((a, b) -> { return a; }); h((final int c, String d) -> d); i(() -> j()); } }`,
			`(Class "C" (Block (Block (Call (Name "f") (Lambda (Parameter "x") (Block (Return (Binary "+" (Name "x") (Number "1")))))) (Call (Name "g") (Lambda (Parameter "a") (Parameter "b") (Block (Return (Name "a"))))) (Call (Name "h") (Lambda (Parameter "c" (Type "int")) (Parameter "d" (Type "String")) (Block (Return (Name "d"))))) (Call (Name "i") (Lambda (Block (Return (Call (Name "j")))))))))`},
		{"method references", `class C { { f(A::b); f(int[]::new); f(List<String>::new); f(this::g); f(A.B::c); } }`,
			`(Class "C" (Block (Block (Call (Name "f") (Member "b" (Name "A"))) (Call (Name "f") (Member "new" (Type "int[]"))) (Call (Name "f") (Member "new" (Type "List<String>" (Type "String")))) (Call (Name "f") (Member "g" (Name "this"))) (Call (Name "f") (Member "c" (Member "B" (Name "A")))))))`},
		{"creation", `class C { { a = new Foo<>(1); b = new Foo() { void f() { } }; c = d.new Inner(2); e = new a.B(); } }`,
			`(Class "C" (Block (Block (Assign "=" (Name "a") (New "Foo" (Type "Foo<>") (Number "1"))) (Assign "=" (Name "b") (New "Foo" (Type "Foo") (Class (Block (Function "f" (Type "void") (Block)))))) (Assign "=" (Name "c") (Other "inner" (Name "d") (New "Inner" (Type "Inner") (Number "2")))) (Assign "=" (Name "e") (New "a.B" (Type "a.B"))))))`},
		{"arrays", `class C { { a = new int[3][]; b = new int[] {1, 2}; c = new A[x.y()]; int[][] d = {{1}, {2}}; } }`,
			`(Class "C" (Block (Block (Assign "=" (Name "a") (New "int[][]" (Type "int[][]") (Number "3"))) (Assign "=" (Name "b") (New "int[]" (Type "int[]") (List "[" (Number "1") (Number "2")))) (Assign "=" (Name "c") (New "A[]" (Type "A[]") (Call (Member "y" (Name "x"))))) (Variable "d" (Name "d") (Type "int[][]") (List "[" (List "[" (Number "1")) (List "[" (Number "2")))))))`},
		{"class literals", `class C { Object a = int.class, b = String[].class, c = A.B.class; }`,
			`(Class "C" (Block (Variable "a" (Name "a") (Type "Object") (Member "class" (Type "int"))) (Variable "b" (Name "b") (Type "Object") (Member "class" (Type "String[]"))) (Variable "c" (Name "c") (Type "Object") (Member "class" (Member "B" (Name "A"))))))`},
		{"strings", `class C { String a = "b\"c\n\u0041\101", d = "\t"; char e = '\''; }`,
			`(Class "C" (Block (Variable "a" (Name "a") (Type "String") (String "b\"c\nAA")) (Variable "d" (Name "d") (Type "String") (String "\t")) (Variable "e" (Name "e") (Type "char") (String "'"))))`},
		{"text blocks", "class C { String a = \"\"\"\n    b\n      \"c\"  \n    d\\\n    e\n    \"\"\"; }",
			`(Class "C" (Block (Variable "a" (Name "a") (Type "String") (String "b\n  \"c\"\nde\n"))))`},
		{"generic methods are no comparison", `class C { { a = b < c; d = Collections.<String>emptyList(); f(a < b, c > d); } }`,
			`(Class "C" (Block (Block (Assign "=" (Name "a") (Binary "<" (Name "b") (Name "c"))) (Assign "=" (Name "d") (Call (Member "emptyList" (Name "Collections")))) (Call (Name "f") (Binary "<" (Name "a") (Name "b")) (Binary ">" (Name "c") (Name "d"))))))`},
		{"contextual words as names", `class C { int record = 1, sealed = 2, yield, when; { record = when; var = sealed; } }`,
			`(Class "C" (Block (Variable "record" (Name "record") (Type "int") (Number "1")) (Variable "sealed" (Name "sealed") (Type "int") (Number "2")) (Variable "yield" (Name "yield") (Type "int")) (Variable "when" (Name "when") (Type "int")) (Block (Assign "=" (Name "record") (Name "when")) (Assign "=" (Name "var") (Name "sealed")))))`},
	})
}
