package cfamily

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// IsMetavariable says whether the next token is $X; only in patterns.
func (p *Parser) IsMetavariable() bool {
	t := p.Peek(0)
	return p.Pattern() && metavariable(t) && !strings.HasPrefix(t.Text, "$...")
}

// IsEllipsis says whether "..." or $...ARGS comes next; only in patterns.
func (p *Parser) IsEllipsis() bool {
	t := p.Peek(0)
	return p.Pattern() && (t.Is("...") || metavariable(t) && strings.HasPrefix(t.Text, "$..."))
}

func metavariable(t syntax.Token) bool {
	return t.Kind == syntax.NameToken && t.Text[0] == '$'
}

// Ellipsis reads "..." or $...ARGS.
func (p *Parser) Ellipsis() *syntax.Node {
	if t := p.Peek(0); t.Kind == syntax.NameToken {
		return p.Leaf(syntax.MetaEllipsis, t.Text)
	}
	return p.Leaf(syntax.Ellipsis, "")
}

// Root is a pattern's root: the one node that was pushed above the mark, or a
// block of several.
func (p *Parser) Root(start, mark int) *syntax.Node {
	return p.Builder.Root(start, p.PreviousEnd(), mark)
}
