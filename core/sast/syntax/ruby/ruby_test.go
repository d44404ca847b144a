package ruby

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says where the tree's layout is not the source's: behind modifiers, and
// where a here-document follows the line.
func moved(parent, child *syntax.Node) bool {
	switch parent.Kind {
	case syntax.If, syntax.Loop:
		return true
	case syntax.Variable, syntax.Try:
		return true
	}
	return false
}

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "calls", Source: "a(1, b: 2, :c => 3, 'd' => 4, &e)\nf.g!.h? 5, *i\nputs\nj&.k[0]\nl.()",
			Want: `(Call (Name "a") (Number "1") (Argument "b" (Number "2")) (Argument "c" (Number "3")) (Pair (String "d") (Number "4")) (Unary "&" (Name "e"))) (Call (Member "h?" (Member "g!" (Name "f"))) (Number "5") (Spread "*" (Name "i"))) (Name "puts") (Index (Member "k" (Name "j")) (Number "0")) (Call (Member "call" (Name "l")))`},
		{Name: "blocks", Source: "a.each do |b, (c, d)|\n  e b\nend\nf { |g = 1, *h| i }\nj = ->(k) { k }\nwhile x do y end",
			Want: `(Call (Member "each" (Name "a")) (Lambda (Parameter "b") (Parameter (Parameter "c") (Parameter "d")) (Block (Call (Name "e") (Name "b"))))) (Call (Name "f") (Lambda (Parameter "g" (Default (Number "1"))) (Parameter "h") (Block (Name "i")))) (Assign "=" (Name "j") (Lambda (Parameter "k") (Block (Name "k")))) (Loop "while" (Name "x") (Block (Name "y")))`},
		{Name: "a do block belongs to the first call", Source: "it 'a', b do\n c d\nend",
			Want: `(Call (Name "it") (String "a") (Name "b") (Lambda (Block (Call (Name "c") (Name "d")))))`},
		{Name: "texts", Source: "a = \"x #{b.c} \\n\" 'y'\nd = %w[e f]\ng = %q(h (i))\n`j #{k}`\n:l\n{m: 1, 'n': 2, :o => 3}",
			Want: "(Assign \"=\" (Name \"a\") (Template (Template (String \"x \") (Member \"c\" (Name \"b\")) (String \" \\n\")) (String \"y\"))) (Assign \"=\" (Name \"d\") (List \"[\" (String \"e\") (String \"f\"))) (Assign \"=\" (Name \"g\") (String \"h (i)\")) (Call (Name \"`\") (Template (String \"j \") (Name \"k\"))) (Literal \":l\") (Object (Pair (String \"m\") (Number \"1\")) (Pair (String \"n\") (Number \"2\")) (Pair (String \"o\") (Number \"3\")))"},
		{Name: "here-documents", Source: "a(<<~X, <<-'Y')\n  b\n   c\nX\n  d #{e}\n  Y\nf <<~Z.strip\n  g #{h}\nZ\ni",
			Want: `(Call (Name "a") (String "b\n c\n") (String "  d #{e}\n")) (Call (Name "f") (Member "strip" (Template (String "  g ") (Name "h") (String "\n")))) (Name "i")`},
		{Name: "definitions", Source: "module A\n  class B < C::D\n    def self.e(f, g = 1, *h, i:, j: 2, &k) = l\n    def m=(n)\n      @o ||= n\n    rescue P, Q => r\n      s\n    ensure\n      t\n    end\n  end\nend",
			Want: `(Class "A" (Modifier "module") (Block (Class "B" (Base (Type "C::D")) (Block (Function "e" (Parameter "f") (Parameter "g" (Default (Number "1"))) (Parameter "h") (Parameter "i") (Parameter "j" (Default (Number "2"))) (Parameter "k") (Block (Name "l"))) (Function "m=" (Parameter "n") (Block (Try (Block (Assign "||=" (Name "@o") (Name "n"))) (Catch (Parameter "r" (Type "P") (Type "Q")) (Block (Name "s"))) (Finally (Block (Name "t"))))))))))`},
		{Name: "control flow", Source: "if a && !b then c elsif d\n e\nelse f end\ng unless h\ncase i\nwhen 1, /x/ then j\nelse k\nend\nfor l in m do n end\nreturn o if p\nq rescue r\nbegin\n s\nend while t",
			Want: `(If (Binary "&&" (Name "a") (Unary "!" (Name "b"))) (Block (Name "c")) (If (Name "d") (Block (Name "e")) (Block (Name "f")))) (If (Unary "!" (Name "h")) (Block (Name "g"))) (Switch (Name "i") (Case (Number "1") (Literal "/x/") (Block (Name "j"))) (Case (Block (Name "k")))) (Loop "foreach" (Variable "l" (Name "l") (Name "m")) (Block (Name "n"))) (If (Name "p") (Block (Return (Name "o")))) (Try (Block (Name "q")) (Catch (Block (Name "r")))) (Loop "while" (Name "t") (Block (Block (Name "s"))))`},
		{Name: "operators", Source: "a = b ? c : :d\ne, *f = g, h\ni = j -1\nk = 2\nl = k -1\nm ||= n..o\nnot p and q",
			Want: `(Assign "=" (Name "a") (Conditional (Name "b") (Name "c") (Literal ":d"))) (Assign "=" (List "(" (Name "e") (Spread "*" (Name "f"))) (List "[" (Name "g") (Name "h"))) (Assign "=" (Name "i") (Call (Name "j") (Number "-1"))) (Assign "=" (Name "k") (Number "2")) (Assign "=" (Name "l") (Binary "-" (Name "k") (Number "1"))) (Assign "||=" (Name "m") (Binary ".." (Name "n") (Name "o"))) (Binary "&&" (Unary "!" (Name "p")) (Name "q"))`},
		{Name: "chains over lines", Source: "a\n  .b(1) # c\n  # d\n  &.e { f }\n=begin\nx\n=end\ng / h / i\nj %k\n__END__\n(((",
			Want: `(Call (Member "e" (Call (Member "b" (Name "a")) (Number "1"))) (Lambda (Block (Name "f")))) (Binary "/" (Binary "/" (Name "g") (Name "h")) (Name "i")) (Binary "%" (Name "j") (Name "k"))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a call", Source: "$X.where(..., $Y, $...REST)", Want: `(Call (Member "where" (Metavariable "$X")) (Ellipsis) (Metavariable "$Y") (MetaEllipsis "$...REST"))`},
		{Name: "a call without parentheses", Source: "render ..., inline: $X", Want: `(Call (Name "render") (Ellipsis) (Argument "inline" (Metavariable "$X")))`},
		{Name: "an index", Source: "params[$K]", Want: `(Index (Name "params") (Metavariable "$K"))`},
		{Name: "a text with anything", Source: `"...#{$X}..."`, Want: `(Template (String "...") (Metavariable "$X") (String "..."))`},
		{Name: "a method", Source: "def $F(..., $P, ...)\n  ...\nend", Want: `(Function "$F" (Ellipsis) (Parameter "$P") (Ellipsis) (Block (Ellipsis)))`},
		{Name: "a class", Source: "class $C < ApplicationController\n  ...\nend", Want: `(Class "$C" (Base (Type "ApplicationController")) (Block (Ellipsis)))`},
		{Name: "statements", Source: "$A = f\n...\ng($A)", Want: `(Block (Assign "=" (Metavariable "$A") (Name "f")) (Ellipsis) (Call (Name "g") (Metavariable "$A")))`},
		{Name: "a deep ellipsis", Source: "eval(<... $X ...>)", Want: `(Call (Name "eval") (DeepEllipsis (Metavariable "$X")))`},
		{Name: "any key", Source: "f($K: $V)", Want: `(Call (Name "f") (Argument "$K" (Metavariable "$V")))`},
		{Name: "a block", Source: "$X.each do |$Y|\n  ...\nend", Want: `(Call (Member "each" (Metavariable "$X")) (Lambda (Parameter "$Y") (Block (Ellipsis))))`},
	})
}

func TestABrokenStatementIsAGapBesideWhatIsRead(t *testing.T) {
	source := "a 1\nb ] 2\nc(3"
	tree := Parse([]byte(source), syntax.Code)
	if got := syntax.Print(tree.Root); !strings.HasPrefix(got, `(File (Call (Name "a") (Number "1"))`) || !strings.Contains(got, `(Call (Name "c") (Number "3")`) {
		t.Errorf("got %s", got)
	}
	if len(tree.Gaps) == 0 {
		t.Error("no gap is listed")
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, moved, []string{"(", ")", "[", "]", "{", "}", "a(", "a ", "a b, ", "a.", "a&.", "a::", "!", "-", "*", "&", "->", "->{", "a{", "a{|", "a do ", "if ", "if a then ", "else ", "unless a\n", "case a\nwhen ", "def a\n", "def a(", "class A\n", "begin\n", "rescue\n", "end\n", "a ? ", "a ? b : ", "a,", "a = ", "a||=", "1..", "..", "not ", "a and ", "\"#{", "\"", "'", "`", "%w[", "%q(", "%", "/", "/#{", ":", ":\"", "<<~A\n", "<<~A\nA\n", "a <<A\n", "?", "@", "$", "#", "=begin\n", "\\\n", "\xff", "$X ", "...", "<... ", "a if ", "yield ", "return ", "alias ", "__END__", "a: ", "\"a\": ", "for a in ", "while a do "})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a(1, b: 2, :c => 3, &e)\nf.g!.h? 5, *i\n", "a.each do |b, (c, d)|\n  e b\nend\nf { |g = 1| i }\n", "a(<<~X, <<-'Y')\n  b #{c}\nX\n  d\n  Y\n", "class B < C\n def self.e(f, g = 1, i:) = l\n def m=(n)\n @o ||= n\n rescue P => r\n end\nend",
		"case i\nwhen 1, /x/ then j\nelse k\nend\nq rescue r unless s", "a = %w[e f]\nb ? c : :d\n`j #{k}`\n", "render ..., inline: $X\ndef $F(...)\n  <... $Y ...>\nend", "a, *b = c, d\nif x then y elsif z\n e end\n__END__\n(",
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
# Shows orders.
class OrdersController < ApplicationController
  before_action :authenticate, only: %i[index show]

  def show
    @order = Order.where(user: current_user).find(params[:id])
    @order.lines.each do |line|
      logger.info "line #{line.number} of #{@order.id}"
      next if line.count.zero?
    end
    render json: { id: @order.id, sum: @order.lines.sum { |l| l.price * l.count } }
  rescue ActiveRecord::RecordNotFound => e
    head :not_found
  end
end
`, 500)))
}
