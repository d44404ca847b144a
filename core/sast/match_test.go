package sast

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// runRule runs one rule, given from its first key after the severity on, over
// one file and returns the start lines of its findings.
func runRule(t *testing.T, language, file, code, body string) []int {
	t.Helper()
	var lines []int
	for _, f := range resultOf(t, language, file, code, body).findings {
		lines = append(lines, f.Location.StartLine)
	}
	return lines
}

type ran struct {
	findings []finding.Finding
	gaps     []finding.Gap
}

func resultOf(t *testing.T, language, file, code, body string) ran {
	t.Helper()
	text := fmt.Sprintf("rules:\n- id: r\n  languages: [%s]\n  severity: ERROR\n  message: found $X\n%s\n", language, indent(body))
	c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(text)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Run(context.Background(), repo.Memory(map[string]string{file: code}))
	if err != nil {
		t.Fatal(err)
	}
	return ran{result.Findings, result.Coverage.Gaps}
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(strings.Trim(text, "\n"), "\n", "\n  ")
}

func TestPatternsMatchAsTheRuleLanguageSays(t *testing.T) {
	const g = "package p\n"
	tests := []struct {
		name, language, file, code, rule string
		want                             []int
	}{
		{"an ellipsis stands for any number of arguments", "go", "a.go", g + "func f() {\nfoo()\nfoo(1)\nfoo(1, 2)\nbar(1)\n}", "pattern: foo(...)", []int{3, 4, 5}},
		{"an ellipsis may stand in front", "go", "a.go", g + "func f() {\nfoo(1, 2)\nfoo(2, 1)\nfoo(2)\n}", "pattern: foo(..., 2)", []int{3, 5}},
		{"a metavariable that stands twice must be the same code", "go", "a.go", g + "var a = x == x\nvar b = x == y\nvar c = f(1) == f(1)\n", "pattern: $A == $A", []int{2, 4}},
		{"a text of dots is any text", "go", "a.go", g + "func f() {\nfoo(\"a\")\nfoo(a)\n}", `pattern: foo("...")`, []int{3}},
		{"a text of dots is a constant too", "go", "a.go", g + "const c = \"a\" + \"b\"\nfunc f(p string) {\nfoo(c)\nv := \"x\"\nfoo(v)\nw := \"x\"\nw = p\nfoo(w)\nfoo(p)\n}", `pattern: foo("...")`, []int{4, 6}},
		{"a regular expression in a text", "go", "a.go", g + "func f() {\nfoo(\"sha1\")\nfoo(\"SHA1\")\nfoo(\"sha256\")\n}", `pattern: 'foo("=~/^sha1$/i")'`, []int{3, 4}},
		{"statements match one after the other", "go", "a.go", g + "func f() {\nx := open()\nuse(x)\n}\nfunc h() {\nx := open()\nuse(y)\n}", "pattern: |\n  $V := open()\n  use($V)", []int{3}},
		{"an ellipsis of statements goes into blocks", "go", "a.go", g + "func f() {\nx := open()\nif a {\nfor {\nuse(x)\n}\n}\n}", "pattern: |\n  $V := open()\n  ...\n  use($V)", []int{3}},
		{"an expression statement matches inside an assignment", "go", "a.go", g + "func f() {\nlock()\ny := foo(1)\n}", "pattern: |\n  lock()\n  ...\n  foo(1)", []int{3}},
		{"an assignment matches a declaration", "javascript", "a.js", "let a = foo();\nconst b = foo();\nc = foo();\n", "pattern: $X = foo()", []int{1, 2, 3}},
		{"names go through imports with another name", "go", "a.go", g + "import mrand \"math/rand\"\nfunc f() {\nmrand.Int()\nrand.Int()\n}", "pattern: rand.Int()", []int{4, 5}},
		{"names go through Python's from import", "python", "a.py", "from subprocess import run as r, call\nr('x')\ncall('x')\nrun('y')\n", "pattern: subprocess.run(...)", []int{2}},
		{"names go through Python's import as", "python", "a.py", "import a.b as c\nc.d(1)\na.b.d(1)\n", "pattern: a.b.d(...)", []int{2, 3}},
		{"names go through require", "javascript", "a.js", "const { exec: e } = require('child_process');\nconst cp = require('node:child_process');\ne('a');\ncp.exec('b');\nexec('c');\n", "pattern: child_process.exec(...)", []int{3, 4}},
		{"names go through a C# using", "csharp", "a.cs", "using System.Diagnostics;\nclass A { void F() {\nProcess.Start(\"a\");\nSystem.Diagnostics.Process.Start(\"b\");\nOther.Process.Run(\"c\");\n} }", "pattern: System.Diagnostics.Process.Start(...)", []int{3, 4}},
		{"names go through a Java import", "java", "A.java", "import java.security.MessageDigest;\nclass A { void f() throws Exception {\nMessageDigest.getInstance(\"MD5\");\n} }", `pattern: java.security.MessageDigest.getInstance("MD5")`, []int{3}},
		{"named arguments stand in any order", "python", "a.py", "f(1, b=2, a=1)\nf(1, a=1)\n", "pattern: f(..., a=1, b=2)", []int{1}},
		{"a typed metavariable needs the type", "go", "a.go", g + "func f(r *http.Request, o Other) {\nr.FormValue(\"a\")\no.FormValue(\"a\")\n}", "pattern: '($R : *http.Request).FormValue(...)'", []int{3}},
		{"a typed metavariable sees what new says", "java", "A.java", "class A { void f() {\nvar r = new Random();\nr.next();\nvar s = new Other();\ns.next();\n} }", "pattern: (Random $R).next()", []int{3}},
		{"a deep ellipsis looks everywhere below", "go", "a.go", g + "func f() {\nfoo(a(b(secret)))\nfoo(b)\n}", "pattern: foo(<... secret ...>)", []int{3}},
		{"several arguments have one name", "go", "a.go", g + "func f() {\nfoo(1, 2, 1, 2)\n}\nfunc h() {\nfoo(1, 2, 3)\n}", "pattern: foo(1, $...REST)", []int{3, 6}},
		{"a method chain may be of any length", "go", "a.go", g + "func f() {\na.b().c().d()\na.d()\nx.b().d()\n}", "pattern: a. ... .d()", []int{3, 4}},
		{"a definition matches by subset", "java", "A.java", "class A {\n@Deprecated @Get public static final String f(int a) { return x; }\nString g() { return x; }\n}", "pattern: |\n  @Get public $T $F(...) { ... }", []int{2}},
		{"an object matches by subset", "javascript", "a.js", "f({ a: 1, b: 2 });\nf({ b: 2 });\n", "pattern: 'f({ a: 1 })'", []int{1}},
		{"an ellipsis goes into functions and lambdas", "javascript", "a.js", "const a = open();\nfunction f() {\n  run(() => { use(a); });\n}\n", "pattern: |\n  $X = open();\n  ...\n  use($X)", []int{1}},
		{"what an import renamed need not stand beside its use", "python", "a.py", "from os import path as p\nfrom os.path import join as j\nfrom glob import *\ndef f(x):\n  y = p.join(x)\n  z = j(x)\n  use(y)\n  use(z)\ndef g(x):\n  y = glob(x)\n  use(y)\n", "pattern-either:\n- pattern: |\n    $Y = os.path.join(...)\n    ...\n    use($Y)\n- pattern: |\n    $Y = glob.glob(...)\n    ...\n    use($Y)", []int{5, 6, 10}},
		{"an object's keys may be computed or spread beside the one that is stated", "javascript", "a.js", "f({ [k]: 1, ...rest, a: { b: 1 } });\nf({ a: { b: 2 } });\nf({ a: other });\nf({ c: { b: 1 } });\n", "pattern: 'f({ a: { b: 1 } })'", []int{1}},
		{"statements below statements are found once a pattern asks for them", "javascript", "a.js", "if (x) {\n  a = open();\n  for (;;) { if (y) { use(a); } else { close(a); } }\n}\nclose(a);\n", "pattern: |\n  $A = open()\n  ...\n  close($A)", []int{2}},
		{"an ellipsis in braces stands for elements with keys and without", "go", "a.go", g + "var a = tls.Config{MinVersion: 1}\nvar b = &tls.Config{}\nvar c = tls.Config{1, 2}\nvar d = tls.Other{A: 1}\n", "pattern: tls.Config{...}", []int{2, 3, 4}},
		{"a pointer to what stands in braces", "go", "a.go", g + "var a = &tls.Config{MinVersion: 1}\nvar b = tls.Config{MinVersion: 1}\n", "pattern: '&tls.Config{...}'", []int{2}},
		{"each statement has its own words", "python", "a.py", "def f():\n  a = first()\n  b = second(a)\ndef g():\n  b = second(1)\n  a = first()\n", "pattern: |\n  $A = first()\n  ...\n  $B = second(...)", []int{2}},
		{"a require is the import that a pattern states", "javascript", "a.js", "const n = require('notevil');\nrun(n);\nconst m = require('other');\n", "pattern: |\n  import $N from 'notevil'\n  ...\n  run($N)", []int{1}},
		{"a renamed class is made by its other name", "csharp", "a.cs", "using Sql = Microsoft.Data.SqlClient.SqlCommand;\nclass A { void F() {\nvar c = new Sql(x);\nvar d = new Other(x);\n} }", "pattern: new SqlCommand(...)", []int{3}},
		{"names of different variables differ", "javascript", "a.js", "function f(a) { check(a); }\nfunction g(a) { use(a); }\nfunction h(a) { check(a); use(a); }\n", "patterns:\n- pattern-inside: |\n    check($X)\n    ...\n- pattern: use($X)", []int{3}},
		{"an import binds what it is called here", "javascript", "a.js", "import * as s from 'm';\nimport { a as b } from 'm';\nnew s.T();\nnew b.T();\nnew c.T();\n", "patterns:\n- pattern-inside: |\n    import * as $M from 'm'\n    ...\n- pattern: new $M.T()", []int{3}},
		{"an import stands for what lies below its module", "javascript", "a.js", "import a from 'm/sub';\nimport b from 'mm';\n", "pattern: import $X from 'm'", []int{1}},
		{"a module's metavariable stands for a name that was imported from it", "javascript", "a.js", "const { make } = require('crypto');\nmake(1);\nother(1);\n", "pattern: $M.make(...)", []int{2}},
		{"var stands for let and const", "javascript", "a.js", "var a = 1;\nlet b = 1;\nconst c = 1;\n", "pattern: var $X = 1", []int{1, 2, 3}},
		{"a method needs no class in the pattern", "javascript", "a.js", "class A {\n  f(a) { return 1; }\n}\n", "pattern: '$M(...) { ... }'", []int{2}},
		{"a pair needs no object in the pattern", "javascript", "a.js", "x = {\n  secret: 'a',\n  other: 1,\n};\n", "pattern: 'secret: \"$Y\"'", []int{2}},
		{"a class body matches by subset", "javascript", "a.js", "class A {\n  f() {}\n  g() {}\n}\nclass B {\n  f() {}\n}\n", "pattern: 'class $C { g() { ... } }'", []int{1}},
		{"a number is a constant too", "python", "a.py", "n = 5\nf(n)\nf(0x5)\nf(6)\n", "pattern: f(5)", []int{2, 3}},
		{"a decorator is a call", "python", "a.py", "@route('/a')\ndef f(): pass\nroute('/b')\n", "pattern: route(...)", []int{1, 3}},
		{"a decorator is no call where the rule says so", "python", "a.py", "@route('/a')\ndef f(): pass\nroute('/b')\n", "pattern: route(...)\noptions: {attr_expr: false}", []int{3}},
		{"an expression's inside is bound", "javascript", "a.js", "f(/a+/);\nf(/b/i);\n", "patterns:\n- pattern: f(/$X/)\n- metavariable-regex: {metavariable: $X, regex: a}", []int{1}},
		{"a name stands for its value where the rule says so", "python", "a.py", "a = make()\na.run()\n", "pattern: make().run()\noptions: {symbolic_propagation: true}", []int{2}},
		{"a name does not stand for its value otherwise", "python", "a.py", "a = make()\na.run()\n", "pattern: make().run()", nil},
		{"an object matches exactly where the rule says so", "javascript", "a.js", "f({ a: 1, b: 2 });\nf({ a: 1 });\n", "pattern: 'f({ a: 1 })'\noptions: {implicit_ellipsis: false}", []int{2}},
		{"a deep ellipsis does not go into lambdas", "javascript", "a.js", "f(() => g(x));\nf(g(x));\n", "pattern: f(<... g(x) ...>)", []int{2}},
		{"operators of bits match in any order, and more of them may stand there", "python", "a.py", "x = a & b\nx = b & c & a\nx = a & c\n", "pattern: a & b", []int{1, 2}},
		{"a metavariable stands for several operands", "python", "a.py", "x = a and b and c and d\nx = b and d\n", "pattern: a and $X and d", []int{1}},
		{"booleans in any order where the rule says so", "python", "a.py", "x = b and a\n", "pattern: a and b\noptions: {commutative_boolop: true}", []int{1}},
		{"equality in any order where the rule says so", "python", "a.py", "x = b == a\n", "pattern: a == b\noptions: {symmetric_eq: true}", []int{1}},
		{"an annotation without arguments has none", "java", "A.java", "class A {\n@Get void f() {}\n@Get(\"/a\") void g() {}\n}", "pattern: '@Get void $F() { ... }'", []int{2}},
		{"a metavariable alone is a whole block", "go", "a.go", g + "func f() {\nif a {\nx()\ny()\n} else {\nx()\ny()\n}\nif a {\nx()\ny()\n} else {\nx()\n}\n}", "pattern: if $E { $S } else { $S }", []int{3}},
		{"an import with another name belongs to its module alone", "python", "a.py", "from a import foo\nfrom b import *\nfoo()\nbar()\n", "pattern-either:\n- pattern: b.foo()\n- pattern: b.bar()", []int{4}},
		{"everything of a module is in reach only where it was imported", "python", "a.py", "def f():\n  from b import *\nbar()\n", "pattern: b.bar()", nil},
		{"require is an import", "javascript", "a.js", "const { a, b } = require('m');\nconst c = require('n');\n", "pattern: import { $A, $B } from 'm'", []int{1}},
		{"a text may be one of several", "javascript", "a.js", "f(c ? 'a' : 'b');\nf(c ? 'a' : d);\n", "pattern: f('...')", []int{1}},
		{"a text may be long", "python", "a.py", "f('[' * 100000)\nf('[' * n + x)\n", "pattern: f('...')", []int{1}},
		{"a name and its value are the same", "python", "a.py", "n = 1\nx = n == 1\nx = n == 2\n", "pattern: $X == $X", []int{2}},
		{"a function without a name has none", "javascript", "a.js", "function f() {}\nx = function () {};\n", "pattern: 'function () { ... }'", []int{2}},
		{"a type's ellipsis", "python", "a.py", "def f(a: Dict[str, int] = {}): pass\ndef g(a: Set[str] = {}): pass\n", "pattern: 'def $F($A: Dict[...] = {}): ...'", []int{1}},
		{"a typed metavariable takes literals", "javascript", "a.js", "f(1);\nf('a');\nf(true);\n", "pattern: 'f(($X: boolean))'", []int{3}},
		{"a local variable is not the one of the file", "python", "a.py", "z = 3\ndef f():\n  z = 3\n  use(z)\n", "pattern: |\n  $X = 3\n  ...\n  use($X)", []int{3}},
		{"flags of an expression count when they are there", "javascript", "a.js", "f(/a/);\nf(/a/g);\n", "pattern: f(/.../g)", []int{2}},
		{"parts of an interpolation have names", "javascript", "a.js", "f(`a${x}b`);\nf(`a${x}c`);\n", "patterns:\n- pattern: f(`$...L${x}$...R`)\n- metavariable-regex: {metavariable: $...R, regex: .*b}", []int{1}},
		{"elements without more attributes where the rule says so", "javascript", "a.jsx", "x = <V />;\ny = <V a='1' />;\n", "pattern: <V />\noptions: {xml_attrs_implicit_ellipsis: false}", []int{1}},
		{"a composite literal matches by subset", "go", "a.go", g + "var a = T{A: 1, B: 2}\nvar b = &T{B: 2, A: 1}\nvar c = T{B: 2}\n", "pattern: 'T{A: 1}'", []int{2, 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, runRule(t, tt.language, tt.file, tt.code, tt.rule)); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}

func TestOperatorsCombineRanges(t *testing.T) {
	const code = "package p\nfunc a() {\nfoo(1)\nbar(1)\n}\nfunc b() {\nfoo(2)\nfoo(\"x\")\n}\n"
	tests := []struct {
		name, rule string
		want       []int
	}{
		{"either is a union", "pattern-either:\n- pattern: foo(1)\n- pattern: bar(1)", []int{3, 4}},
		{"inside needs containment", "patterns:\n- pattern: foo(...)\n- pattern-inside: func b() { ... }", []int{7, 8}},
		{"inside unifies metavariables", "patterns:\n- pattern: foo($X)\n- pattern-inside: |\n    foo($X)\n    ...\n    bar($X)", []int{3}},
		{"not removes the equal range", "patterns:\n- pattern: foo(...)\n- pattern-not: foo(\"...\")", []int{3, 7}},
		{"not inside removes what is contained", "patterns:\n- pattern: foo(...)\n- pattern-not-inside: func b() { ... }", []int{3}},
		{"a regular expression on a metavariable is anchored at the left", "patterns:\n- pattern: $F($X)\n- metavariable-regex: {metavariable: $F, regex: 'oo|ba'}", []int{4}},
		{"a pattern on a metavariable", "patterns:\n- pattern: foo($X)\n- metavariable-pattern: {metavariable: $X, pattern: '\"...\"'}", []int{8}},
		{"a comparison on a metavariable", "patterns:\n- pattern: foo($X)\n- metavariable-comparison: {comparison: $X > 1}", []int{7}},
		{"a regular expression over the text", "pattern-regex: foo\\(\\d", []int{3, 7}},
		{"a regular expression that must not be there", "patterns:\n- pattern: foo(...)\n- pattern-not-regex: '\"x\"'", []int{3, 7}},
		{"focus moves the range", "patterns:\n- pattern: |\n    foo($X)\n    ...\n    bar($Y)\n- focus-metavariable: $Y", []int{4}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, runRule(t, "go", "a.go", code, tt.rule)); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}
