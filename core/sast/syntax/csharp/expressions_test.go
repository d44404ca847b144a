package csharp

import "testing"

func TestExpressions(t *testing.T) {
	checkTrees(t, syntaxCode, []treeTest{
		{"members, calls and indexes", `a?.b?[0].c!.d<int>(e); a::b.c(); p->q = 1; this.x = base.y;`,
			`(Call (Member "d" (Member "c" (Index (Member "b" (Name "a")) (Number "0")))) (Name "e")) (Call (Member "c" (Member "b" (Name "a")))) (Assign "=" (Member "q" (Name "p")) (Number "1")) (Assign "=" (Member "x" (Name "this")) (Member "y" (Name "base")))`},
		{"arguments", `f(name: 1, out var a, out int b, ref c, in d, out _);`,
			`(Call (Name "f") (Argument "name" (Number "1")) (Unary "out" (Variable "a" (Name "a") (Type "var"))) (Unary "out" (Variable "b" (Name "b") (Type "int"))) (Unary "ref" (Name "c")) (Unary "in" (Name "d")) (Unary "out" (Name "_")))`},
		{"precedence", `x = a + b * c == d && e || f ?? g;`,
			`(Assign "=" (Name "x") (Binary "??" (Binary "||" (Binary "&&" (Binary "==" (Binary "+" (Name "a") (Binary "*" (Name "b") (Name "c"))) (Name "d")) (Name "e")) (Name "f")) (Name "g")))`},
		{"shifts and their assignments", `a >>= 2; b = c >> 3 >>> 4; d ??= e; f <<= 1;`,
			`(Assign ">>=" (Name "a") (Number "2")) (Assign "=" (Name "b") (Binary ">>>" (Binary ">>" (Name "c") (Number "3")) (Number "4"))) (Assign "??=" (Name "d") (Name "e")) (Assign "<<=" (Name "f") (Number "1"))`},
		{"casts and brackets", `x = (Foo)y; x = (int)-1; x = (a) + b; x = (List<int>)(z); x = a as string; x = (a * b);`,
			`(Assign "=" (Name "x") (Cast (Type "Foo") (Name "y"))) (Assign "=" (Name "x") (Cast (Type "int") (Unary "-" (Number "1")))) (Assign "=" (Name "x") (Binary "+" (Name "a") (Name "b"))) (Assign "=" (Name "x") (Cast (Type "List<int>" (Type "int")) (Name "z"))) (Assign "=" (Name "x") (Cast (Type "string") (Name "a"))) (Assign "=" (Name "x") (Binary "*" (Name "a") (Name "b")))`},
		{"type tests", `x = o is string; x = o is not null; x = o is Foo f && f.X; x = o is int ? a : b; x = o is { Length: > 3 } z;`,
			`(Assign "=" (Name "x") (Binary "is" (Name "o") (Type "string"))) (Assign "=" (Name "x") (Binary "is" (Name "o") (Unary "!" (Literal "null")))) (Assign "=" (Name "x") (Binary "&&" (Binary "is" (Name "o") (Variable "f" (Name "f") (Type "Foo"))) (Member "X" (Name "f")))) (Assign "=" (Name "x") (Conditional (Binary "is" (Name "o") (Type "int")) (Name "a") (Name "b"))) (Assign "=" (Name "x") (Binary "is" (Name "o") (Other "pattern" (Object (Pair (String "Length") (Unary ">" (Number "3")))) (Name "z"))))`},
		{"patterns", `x = o is A(var a, 1) { B.C: "d" } e or [1, .., 2] and >= 3;`,
			`(Assign "=" (Name "x") (Binary "is" (Name "o") (Binary "||" (Other "pattern" (Type "A") (List "(" (Variable "a" (Name "a") (Type "var")) (Number "1")) (Object (Pair (String "B.C") (String "d"))) (Name "e")) (Binary "&&" (List "[" (Number "1") (Spread "...") (Number "2")) (Unary ">=" (Number "3"))))))`},
		{"a switch expression's arms hold their value", `x = k switch { 1 => "a", > 5 and < 9 => "b", Foo f when f.X => f.Y, _ => throw new E() };`,
			`(Assign "=" (Name "x") (Switch (Name "k") (Case (Number "1") (Block (String "a"))) (Case (Binary "&&" (Unary ">" (Number "5")) (Unary "<" (Number "9"))) (Block (String "b"))) (Case (Variable "f" (Name "f") (Type "Foo")) (Other "when" (Member "X" (Name "f"))) (Block (Member "Y" (Name "f")))) (Case (Block (Throw (New "E" (Type "E")))))))`},
		{"lambdas", `f(x => x); g((a, int b) => { return a; }); h(async () => await i()); j(delegate (int k) { }); l(static int (m) => m);`,
			`(Call (Name "f") (Lambda (Parameter "x") (Block (Return (Name "x"))))) (Call (Name "g") (Lambda (Parameter "a") (Parameter "b" (Type "int")) (Block (Return (Name "a"))))) (Call (Name "h") (Lambda (Modifier "async") (Block (Return (Unary "await" (Call (Name "i"))))))) (Call (Name "j") (Lambda (Parameter "k" (Type "int")) (Block))) (Call (Name "l") (Lambda (Modifier "static") (Parameter "m") (Type "int") (Block (Return (Name "m")))))`},
		{"object creation", `x = new Foo<int>(1) { A = 1, B = { 2 } }; Foo y = new(1) { A = 2 }; z = new A.B();`,
			`(Assign "=" (Name "x") (New "Foo" (Type "Foo<int>" (Type "int")) (Number "1") (Object (Pair (String "A") (Number "1")) (Pair (String "B") (List "{" (Number "2")))))) (Variable "y" (Name "y") (Type "Foo") (New (Number "1") (Object (Pair (String "A") (Number "2"))))) (Assign "=" (Name "z") (New "A.B" (Type "A.B")))`},
		{"collections", `x = new Dictionary<string, int> { ["a"] = 1, { "b", 2 } }; y = new List<int> { 1, 2 };`,
			`(Assign "=" (Name "x") (New "Dictionary" (Type "Dictionary<string,int>" (Type "string") (Type "int")) (Object (Pair (String "a") (Number "1")) (Pair (String "b") (Number "2"))))) (Assign "=" (Name "y") (New "List" (Type "List<int>" (Type "int")) (List "{" (Number "1") (Number "2"))))`},
		{"anonymous objects", `x = new { a.B, c, D = 1 };`,
			`(Assign "=" (Name "x") (Object (Pair (String "B") (Member "B" (Name "a"))) (Pair (String "c") (Name "c")) (Pair (String "D") (Number "1"))))`},
		{"arrays", `a = new int[3]; b = new int[] { 1 }; c = new[] { 1, 2 }; d = new (int, string)[2]; e = stackalloc byte[4]; f = [1, ..g];`,
			`(Assign "=" (Name "a") (New "int[]" (Type "int[]") (Number "3"))) (Assign "=" (Name "b") (New "int[]" (Type "int[]") (List "[" (Number "1")))) (Assign "=" (Name "c") (List "[" (Number "1") (Number "2"))) (Assign "=" (Name "d") (New "(int,string)[]" (Type "(int,string)[]" (Type "int") (Type "string")) (Number "2"))) (Assign "=" (Name "e") (Unary "stackalloc" (New "byte[]" (Type "byte[]") (Number "4")))) (Assign "=" (Name "f") (List "[" (Number "1") (Spread "..." (Name "g"))))`},
		{"a query's clauses", `x = from a in b where a.C > 1 join d in e on a.X equals d.Y let f = a orderby a descending select a into g group g by g.H;`,
			`(Assign "=" (Name "x") (Other "query" (Variable "a" (Name "a") (Name "b")) (Other "where" (Binary ">" (Member "C" (Name "a")) (Number "1"))) (Other "join" (Variable "d" (Name "d") (Name "e")) (Member "X" (Name "a")) (Member "Y" (Name "d"))) (Variable "f" (Name "f") (Name "a")) (Other "orderby" (Name "a")) (Other "select" (Name "a")) (Other "into" (Name "g")) (Other "group" (Name "g") (Member "H" (Name "g")))))`},
		{"operators with types", `a = typeof(int); b = nameof(c); d = default; e = default(int); f = sizeof(long);`,
			`(Assign "=" (Name "a") (Unary "typeof" (Type "int"))) (Assign "=" (Name "b") (Call (Name "nameof") (Name "c"))) (Assign "=" (Name "d") (Other "default")) (Assign "=" (Name "e") (Other "default" (Type "int"))) (Assign "=" (Name "f") (Unary "sizeof" (Type "long")))`},
		{"ranges", `a = b[1..^2]; c = d[..]; e = f[2..];`,
			`(Assign "=" (Name "a") (Index (Name "b") (Binary ".." (Number "1") (Unary "^" (Number "2"))))) (Assign "=" (Name "c") (Index (Name "d") (Unary ".."))) (Assign "=" (Name "e") (Index (Name "f") (Unary ".." (Number "2"))))`},
		{"with and throw", `a = b with { C = 1 }; d = e ?? throw new F();`,
			`(Assign "=" (Name "a") (Other "with" (Name "b") (Object (Pair (String "C") (Number "1"))))) (Assign "=" (Name "d") (Binary "??" (Name "e") (Throw (New "F" (Type "F")))))`},
		{"plain strings", `a = "b\"c\n\u0041\x42"; d = 'e'; f = @"c:\x""y"; g = "h"u8;`,
			`(Assign "=" (Name "a") (String "b\"c\nAB")) (Assign "=" (Name "d") (String "e")) (Assign "=" (Name "f") (String "c:\\x\"y")) (Assign "=" (Name "g") (String "h"))`},
		{"raw strings", `a = """
    b
      "c"
    """; d = """e "f" g""";`,
			`(Assign "=" (Name "a") (String "b\n  \"c\"")) (Assign "=" (Name "d") (String "e \"f\" g"))`},
		{"interpolated strings", `a = $"b{c,3:F2}d{{e}}{f.G("h")}"; i = $@"j\{k}""";`,
			`(Assign "=" (Name "a") (Template (String "b") (Name "c") (String "d{e}") (Call (Member "G" (Name "f")) (String "h")))) (Assign "=" (Name "i") (Template (String "j\\") (Name "k") (String "\"")))`},
		{"interpolated raw strings", `a = $$"""b{c}{{d}}""";`,
			`(Assign "=" (Name "a") (Template (String "b{c}") (Name "d")))`},
		{"interpolated strings within each other", `a = $"b{$"c{d}"}";`,
			`(Assign "=" (Name "a") (Template (String "b") (Template (String "c") (Name "d"))))`},
		{"keywords as names", `@class = @model.Value;`,
			`(Assign "=" (Name "class") (Member "Value" (Name "model")))`},
		{"contextual words as names", `select = from; var when = async; await = 1;`,
			`(Assign "=" (Name "select") (Name "from")) (Variable "when" (Name "when") (Type "var") (Name "async")) (Assign "=" (Name "await") (Number "1"))`},
	})
}
