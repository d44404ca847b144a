package bicep

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says where the tree puts a resource's head behind its condition, and
// decorators behind the word.
func moved(parent, child *syntax.Node) bool {
	return child.Kind == syntax.Modifier || child.Kind == syntax.Annotation || child.Kind == syntax.Block && (parent.Kind == syntax.If || parent.Kind == syntax.Loop)
}

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "a parameter", Source: "@secure()\n@minLength(3)\nparam p string = 'a'",
			Want: `(Variable "p" (Modifier "param") (Annotation "secure") (Annotation "minLength" (Number "3")) (Name "p") (Type "string") (String "a"))`},
		{Name: "a type of choices", Source: "param p ('a' | 'b')[]\ntype t = {\n  a: int?\n}\noutput o int = 1",
			Want: `(Variable "p" (Modifier "param") (Name "p") (Type "('a'|'b')[]")) (Variable "t" (Modifier "type") (Name "t") (Type "{a:int?}")) (Variable "o" (Modifier "output") (Name "o") (Type "int") (Number "1"))`},
		{Name: "a resource", Source: "resource s 'A/b@1' = {\n  name: 'x${p}y'\n  tags: { a: true, 'b': null }\n  parts: [\n    1\n    -2\n  ]\n}",
			Want: `(Call (Name "resource") (Name "s") (String "A/b@1") (Object (Pair (String "name") (Template (String "x") (Name "p") (String "y"))) (Pair (String "tags") (Object (Pair (String "a") (Literal "true")) (Pair (String "b") (Literal "null")))) (Pair (String "parts") (List "[" (Number "1") (Unary "-" (Number "2"))))))`},
		{Name: "an existing resource, and one inside another", Source: "resource s 'A/b@1' existing = {\n  resource t 'c' = {}\n}",
			Want: `(Call (Name "resource") (Name "s") (String "A/b@1") (Argument "existing") (Object (Call (Name "resource") (Name "t") (String "c") (Object))))`},
		{Name: "a resource on a condition", Source: "resource s 'A' = if (a) {\n}", Want: `(If (Name "a") (Block (Call (Name "resource") (Name "s") (String "A") (Object))))`},
		{Name: "modules in a loop", Source: "module m './m.bicep' = [for (x, i) in xs: if (x.on) {\n name: x.name\n}]",
			Want: `(Loop "foreach" (Variable (List "(" (Name "x") (Name "i")) (Name "xs")) (Block (If (Member "on" (Name "x")) (Block (Call (Name "module") (Name "m") (String "./m.bicep") (Object (Pair (String "name") (Member "name" (Name "x")))))))))`},
		{Name: "expressions", Source: "var a = b ? c.d[0] ?? e::f : g!.h(1, 'i') =~ j\nvar k = map(l, m => m.n)",
			Want: `(Variable "a" (Modifier "var") (Name "a") (Conditional (Name "b") (Binary "??" (Index (Member "d" (Name "c")) (Number "0")) (Member "f" (Name "e"))) (Binary "=~" (Call (Member "h" (Name "g")) (Number "1") (String "i")) (Name "j")))) (Variable "k" (Modifier "var") (Name "k") (Call (Name "map") (Name "l") (Lambda (Parameter "m") (Block (Return (Member "n" (Name "m")))))))`},
		{Name: "a function, imports and a directive", Source: "#disable-next-line x\nfunc f(a string) bool => a == '''\nb'''\nimport {c as d} from 'e.bicep'\nusing 'm.bicep'\ntargetScope = 'subscription'",
			Want: `(Function "f" (Parameter "a" (Type "string")) (Type "bool") (Block (Return (Binary "==" (Name "a") (String "b"))))) (Import "e.bicep" (ImportName "c" (Name "d"))) (Import "m.bicep") (Assign "=" (Name "targetScope") (String "subscription"))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a resource", Source: "resource $R 'Microsoft.Storage/storageAccounts@...' = {\n  ...\n  properties: {\n    ...\n    a: $X\n    ...\n  }\n  ...\n}",
			Want: `(Call (Name "resource") (Metavariable "$R") (String "Microsoft.Storage/storageAccounts@...") (Object (Ellipsis) (Pair (String "properties") (Object (Ellipsis) (Pair (String "a") (Metavariable "$X")) (Ellipsis))) (Ellipsis)))`},
		{Name: "a lone member", Source: "minimumTlsVersion: '=~/TLS1_[01]/'", Want: `(Pair (String "minimumTlsVersion") (String "=~/TLS1_[01]/"))`},
		{Name: "a parameter with a decorator", Source: "@secure()\nparam $P string = $V", Want: `(Variable "$P" (Modifier "param") (Annotation "secure") (Metavariable "$P") (Type "string") (Metavariable "$V"))`},
		{Name: "a call", Source: "listKeys(..., $...REST)", Want: `(Call (Name "listKeys") (Ellipsis) (MetaEllipsis "$...REST"))`},
		{Name: "a deep ellipsis", Source: "output $O string = <... $X.listKeys(...) ...>",
			Want: `(Variable "$O" (Modifier "output") (Metavariable "$O") (Type "string") (DeepEllipsis (Call (Member "listKeys" (Metavariable "$X")) (Ellipsis))))`},
	})
}

func TestPositionsAreExact(t *testing.T) {
	source := "param a string\nresource s 'A' = if (a) { name: '${b}' }\n"
	want := map[syntax.Kind]string{syntax.Call: "resource s 'A' = if (a) { name: '${b}' }", syntax.Template: "'${b}'", syntax.Object: "{ name: '${b}' }"}
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if text, known := want[n.Kind]; known && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}

func TestABrokenLineIsAGapBesideWhatIsRead(t *testing.T) {
	source := "var a = 1\n) what\nresource s 'A' = {\n  b: = 2\n  c: 3\n}"
	tree := Parse([]byte(source), syntax.Code)
	if got := syntax.Print(tree.Root); !strings.Contains(got, `(Pair (String "c") (Number "3"))`) || !strings.Contains(got, `(Variable "a"`) {
		t.Errorf("got %s", got)
	}
	if len(tree.Gaps) < 2 || source[tree.Gaps[0].Start:tree.Gaps[0].End] != ") what" {
		t.Errorf("got gaps %v, want the second line first", tree.Gaps)
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, moved, []string{"(", "[", "{", "}", "[for a in ", "'${", "'''", "'", "@", "a.", "a?", "!", "a=>", "(a)=>", "resource a 'b' = ", "if (a) ", "param a ", "a: ", "#", "\\", "\xff", "$X", "...", "<...", "a[", "a(", "import {", "func f(", "type a = ", "a ? b : "})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"@secure()\nparam p string = 'a'\nresource s 'A/b@1' existing = {\n  name: 'x${p}y'\n}", "module m 'x' = [for (x, i) in xs: if (x.on) {\n a: b\n}]",
		"func f(a string) bool => a == '''\nb'''\nimport {c as d} from 'e'", "var a = b ? c.d[0] ?? e::f : g!.h(1) =~ j", "resource $R '...' = {\n ...\n a: <... $X ...>\n}", "var a = [\n ...b\n -1\n]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Code), moved)
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Pattern), moved)
	})
}

func BenchmarkParse(b *testing.B) {
	syntaxtest.Bench(b, Parse, []byte(strings.Repeat(`@description('The name')
param name string = 'shop'
resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: '${name}store'
  sku: { name: 'Standard_LRS' }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    allowBlobPublicAccess: false
  }
}
`, 1000)))
}
