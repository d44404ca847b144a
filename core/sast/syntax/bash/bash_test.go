package bash

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says where the tree's layout is not the source's: a redirection may stand
// before the words that follow it, and one word is the Modifier of several Variables.
func moved(parent, child *syntax.Node) bool {
	return parent.Kind == syntax.Other || parent.Kind == syntax.Block && child.Kind == syntax.Variable
}

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "a command", Source: "curl -k \"https://$host/a\" 'b c' d\\ e # f",
			Want: `(Call (Name "curl") (String "-k") (Template (String "https://") (Name "$host") (String "/a")) (String "b c") (String "d e"))`},
		{Name: "a pipeline", Source: "a | b |& c && d || ! e", Want: `(Binary "||" (Binary "&&" (Binary "|>" (Binary "|>" (Call (Name "a")) (Call (Name "b"))) (Call (Name "c"))) (Call (Name "d"))) (Unary "!" (Call (Name "e"))))`},
		{Name: "assignments", Source: "a=1\nexport b=\"$a\"\nc=$(d \"${e:-f}\")\ng=(1 2)\nh=x i",
			Want: `(Assign "=" (Name "$a") (String "1")) (Variable "$b" (Modifier "export") (Name "$b") (Template (Name "$a"))) (Assign "=" (Name "$c") (Call (Name "d") (Template (Other "expansion" (Name "$e") (String "f"))))) (Assign "=" (Name "$g") (List "[" (String "1") (String "2"))) (Other "environment" (Assign "=" (Name "$h") (String "x")) (Call (Name "i")))`},
		{Name: "control flow", Source: "if [ -f a ]; then b; elif [[ $c == d && -n $e ]]; then f; else g; fi\nfor x in 1 $y; do break; done\nwhile read l; do h; done\ncase $1 in a|b) i ;; *) j ;; esac",
			Want: `(If (Call (Name "[") (String "-f") (String "a") (String "]")) (Block (Call (Name "b"))) (If (Binary "&&" (Binary "==" (Name "$c") (String "d")) (Unary "-n" (Name "$e"))) (Block (Call (Name "f"))) (Block (Call (Name "g"))))) (Loop "foreach" (Variable "$x" (Name "$x") (List "[" (String "1") (Name "$y"))) (Block (Jump "break"))) (Loop "while" (Call (Name "read") (String "l")) (Block (Call (Name "h")))) (Switch (Name "$1") (Case (String "a") (String "b") (Block (Call (Name "i")))) (Case (String "*") (Block (Call (Name "j")))))`},
		{Name: "functions and redirections", Source: "f() { local a=1; return 2; }\ng > h 2>&1 <<EOF\n$i\nEOF\n(( j += k ))",
			Want: `(Function "f" (Block (Variable "$a" (Modifier "local") (Name "$a") (String "1")) (Return (String "2")))) (Other "redirect" (Other "redirect" (Other "redirect" (Call (Name "g")) (String "h"))) (String "EOF") (Template (Name "$i") (String "\n"))) (Other "arithmetic" (String "j") (String "k"))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a command", Source: "curl ... -k $...REST", Want: `(Call (Name "curl") (Ellipsis) (String "-k") (MetaEllipsis "$...REST"))`},
		{Name: "a pipeline", Source: "curl ... | $SHELL", Want: `(Binary "|>" (Call (Name "curl") (Ellipsis)) (Metavariable "$SHELL"))`},
		{Name: "eval of anything", Source: `eval "$X"`, Want: `(Call (Name "eval") (Metavariable "$X"))`},
		{Name: "a text with anything", Source: `echo "...$X..."`, Want: `(Call (Name "echo") (Template (String "...") (Metavariable "$X") (String "...")))`},
		{Name: "an assignment", Source: `$X=$Y`, Want: `(Assign "=" (Metavariable "$X") (Metavariable "$Y"))`},
		{Name: "statements", Source: "$X=\"...\"\n...\nrm $X", Want: `(Block (Assign "=" (Metavariable "$X") (String "...")) (Ellipsis) (Call (Name "rm") (Metavariable "$X")))`},
		{Name: "if", Source: "if $C; then\n  ...\nfi", Want: `(If (Metavariable "$C") (Block (Ellipsis)))`},
	})
}

func TestABrokenLineIsAGapBesideWhatIsRead(t *testing.T) {
	source := "a\nif b; then )\nc\nd\n"
	tree := Parse([]byte(source), syntax.Code)
	got := syntax.Print(tree.Root)
	for _, want := range []string{`(Call (Name "a"))`, `(Call (Name "d"))`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to have %s", got, want)
		}
	}
	if len(tree.Gaps) != 1 {
		t.Errorf("got %d gaps, want 1", len(tree.Gaps))
	}
}

func TestPositionsAreExact(t *testing.T) {
	source := "a \"b$c\" | d > e\nf=$(g)\n"
	want := map[syntax.Kind]string{syntax.Template: `"b$c"`, syntax.Binary: `a "b$c" | d > e`, syntax.Assign: "f=$(g)"}
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if text, known := want[n.Kind]; known && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, moved, []string{"(", ")", "{ ", "}", "[[ ", "$(", "${", "$((", "`", "\"", "'", "\"$(", "if ", "if a; then ", "while ", "case a in ", "for a in b; do ", "a|", "a&&", "! ", "a() ", "<<E\n", "<(", "a=(", "\\", "#", "\xff", "$X", "...", "((", "[[ a && ", "time ", "function f "})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"curl -k \"https://$host/a\" | sh", "if [ -f a ]; then b; elif [[ $c == d ]]; then f; else g; fi", "f() { local a=1; }\ng > h <<EOF\n$i\nEOF\n", "case $1 in a|b) i ;; esac\n(( j += k ))",
		"$X=\"...\"\n...\nrm $X", "c=$(d \"${e:-f}\")\ng=(1 2)\nh=x i", "a=`b`; ! c & d |& e",
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
# Publishes a site.
publish() {
  local name="$1"
  for slot in $(az webapp deployment slot list --name "$name" --query '[].name' -o tsv); do
    if [ "$slot" != production ]; then
      curl -fsS "https://$name-$slot.example/healthz" > /dev/null || return 1
    fi
  done
}
`, 1000)))
}
