package hcl

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says that the value of a "for" stands before its condition.
func moved(parent, child *syntax.Node) bool {
	return parent.Kind == syntax.If && child.Kind == syntax.Block
}

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "a block", Source: "resource \"aws_s3_bucket\" \"b\" {\n  acl    = \"private\" # c\n  count  = 2\n  versioning { enabled = true }\n}",
			Want: `(Call (Name "resource") (String "aws_s3_bucket") (String "b") (Object (Assign "=" (Name "acl") (String "private")) (Assign "=" (Name "count") (Number "2")) (Call (Name "versioning") (Object (Assign "=" (Name "enabled") (Literal "true"))))))`},
		{Name: "values", Source: "a = [1, \"b\", null]\nb = {\n  c = d\n  \"e\" : -1, (f.g) = h\n}",
			Want: `(Assign "=" (Name "a") (List "[" (Number "1") (String "b") (Literal "null"))) (Assign "=" (Name "b") (Object (Pair (String "c") (Name "d")) (Pair (String "e") (Unary "-" (Number "1"))) (Pair (Member "g" (Name "f")) (Name "h"))))`},
		{Name: "references and calls", Source: "a = module.b-c.d[0].e[*].f\nb = max(x...) + local.y.0",
			Want: `(Assign "=" (Name "a") (Member "f" (Member "*" (Member "e" (Index (Member "d" (Member "b-c" (Name "module"))) (Number "0")))))) (Assign "=" (Name "b") (Binary "+" (Call (Name "max") (Spread "..." (Name "x"))) (Index (Member "y" (Name "local")) (Number "0"))))`},
		{Name: "conditions over lines", Source: "a = (\n  b == \"c\"\n  && !d\n) ? e : f\ng = 1",
			Want: `(Assign "=" (Name "a") (Conditional (Binary "&&" (Binary "==" (Name "b") (String "c")) (Unary "!" (Name "d"))) (Name "e") (Name "f"))) (Assign "=" (Name "g") (Number "1"))`},
		{Name: "texts", Source: "a = \"x-${var.y}\\n$${z}\"\nb = \"${c}\"\nd = \"%{ if e }f%{ endif }\"",
			Want: `(Assign "=" (Name "a") (Template (String "x-") (Member "y" (Name "var")) (String "\n${z}"))) (Assign "=" (Name "b") (Name "c")) (Assign "=" (Name "d") (Template (Name "e") (String "f")))`},
		{Name: "texts over lines", Source: "a = <<-EOT\n    b\n      c\n  EOT\nd = <<EOF\n${e}\nEOF\n",
			Want: `(Assign "=" (Name "a") (String "b\n  c\n")) (Assign "=" (Name "d") (Template (Name "e") (String "\n")))`},
		{Name: "for", Source: "a = [for x in y : x.z if x.on]\nb = { for k, v in y : k => v... }",
			Want: `(Assign "=" (Name "a") (Loop "foreach" (Variable "x" (Name "x") (Name "y")) (Block (If (Member "on" (Name "x")) (Block (Member "z" (Name "x"))))))) (Assign "=" (Name "b") (Loop "foreach" (Variable (List "(" (Name "k") (Name "v")) (Name "y")) (Block (Pair (Name "k") (Spread "..." (Name "v"))))))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a block", Source: "resource \"aws_instance\" $N {\n  ...\n  metadata_options {\n    ...\n    http_tokens = \"optional\"\n  }\n  ...\n}",
			Want: `(Call (Name "resource") (String "aws_instance") (Metavariable "$N") (Object (Ellipsis) (Call (Name "metadata_options") (Object (Ellipsis) (Assign "=" (Name "http_tokens") (String "optional")))) (Ellipsis)))`},
		{Name: "any labels", Source: "resource $T \"...\" { ... }", Want: `(Call (Name "resource") (Metavariable "$T") (String "...") (Object (Ellipsis)))`},
		{Name: "a lone attribute", Source: "acl = $X", Want: `(Assign "=" (Name "acl") (Metavariable "$X"))`},
		{Name: "an attribute of any name", Source: "$K = [..., \"0.0.0.0/0\", ...]", Want: `(Assign "=" (Metavariable "$K") (List "[" (Ellipsis) (String "0.0.0.0/0") (Ellipsis)))`},
		{Name: "an expression", Source: "aws_s3_bucket.$B.id", Want: `(Member "id" (Member "$B" (Name "aws_s3_bucket")))`},
		{Name: "a call", Source: "jsonencode({..., Effect = \"Allow\", ...})", Want: `(Call (Name "jsonencode") (Object (Ellipsis) (Pair (String "Effect") (String "Allow")) (Ellipsis)))`},
		{Name: "several items", Source: "a = 1\n...\nb = <... $X ...>", Want: `(Block (Assign "=" (Name "a") (Number "1")) (Ellipsis) (Assign "=" (Name "b") (DeepEllipsis (Metavariable "$X"))))`},
	})
}

func TestABrokenItemIsAGapBesideWhatIsRead(t *testing.T) {
	source := "a = 1\nb = = 2\nc \"d\" {\n  e == 1\n  f = [1, ,]\n  g = 3\n}\n"
	tree := Parse([]byte(source), syntax.Code)
	got := syntax.Print(tree.Root)
	for _, want := range []string{`(Assign "=" (Name "a") (Number "1"))`, `(Assign "=" (Name "g") (Number "3"))`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to have %s", got, want)
		}
	}
	if len(tree.Gaps) < 3 {
		t.Errorf("got %d gaps, want one for each of the three broken lines", len(tree.Gaps))
	}
}

func TestPositionsAreExact(t *testing.T) {
	source := "a \"b\" {\n  c = \"x${y}\" # z\n}\n"
	want := map[syntax.Kind]string{syntax.Call: strings.TrimSpace(source), syntax.Assign: `c = "x${y}"`, syntax.Template: `"x${y}"`}
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if text, known := want[n.Kind]; known && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, moved, []string{"(", "[", "{", "}", "a {", "a = {", "[for a in ", "{for a in b : c => ", "\"${", "\"%{if ", "\"", "<<E\n", "<<", "a.", "a[*]", "a ? ", "!", "a = ", "a \"b\" ", "#", "/*", "\\", "\xff", "$X", "...", "<...", "a(", "::", "a.0"})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"resource \"a\" \"b\" {\n  acl = \"private\" # c\n  v { e = true }\n}", "a = [for x in y : x.z if x.on]\nb = { for k, v in y : k => v... }", "a = <<-EOT\n  b ${c}\n  EOT\n",
		"a = \"x-${var.y}\\n$${z}%{ if e }f%{ endif }\"", "resource $T \"...\" {\n  ...\n  a = <... $X ...>\n}", "a = (b\n && !c) ? d[*].e : f(g...)",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Code), moved)
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Pattern), moved)
	})
}

func BenchmarkParse(b *testing.B) {
	syntaxtest.Bench(b, Parse, []byte(strings.Repeat(`
resource "aws_s3_bucket" "logs" {
  bucket = "${var.name}-logs"
  acl    = "private"
  tags = {
    Name  = var.name
    Owner = "platform"
  }
  dynamic "lifecycle_rule" {
    for_each = [for r in var.rules : r if r.enabled]
    content {
      id      = lifecycle_rule.value.id
      enabled = true
    }
  }
}
`, 1000)))
}
