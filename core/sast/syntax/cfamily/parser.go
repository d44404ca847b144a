package cfamily

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// MaxChain bounds constructs that nest to the left without nesting in the
// source, such as a + b + c or a.b().c().
const MaxChain = 3000

// Parser carries a front end's state: the tokens, the nodes under
// construction, the gaps. Nodes are built bottom-up: Mark, Push the children,
// Close.
type Parser struct {
	syntax.Cursor
	Source string
	Mode   syntax.Mode
	// ArrowEnds says that an arrow ends the expression, as in the labels of a
	// switch; it does not begin a lambda.
	ArrowEnds bool
	// Seams are the offsets of tokens that begin another branch of a
	// conditional compilation: before them a separator may be missing.
	Seams map[int]bool

	syntax.Builder
	matches []int32
	origin  int // offset at which the tokens' text begins
}

// Start sets the parser on the tokens of its source.
func (p *Parser) Start(tokens []syntax.Token) {
	p.Tokens, p.At, p.matches = tokens, 0, match(tokens)
}

// Inner runs read over other tokens, those inside an interpolated literal, of
// which the first byte has the offset origin.
func (p *Parser) Inner(tokens []syntax.Token, origin int, read func()) {
	cursor, matches, arrow, outer := p.Cursor, p.matches, p.ArrowEnds, p.origin
	p.Start(tokens)
	p.ArrowEnds, p.origin = false, origin
	read()
	p.Cursor, p.matches, p.ArrowEnds, p.origin = cursor, matches, arrow, outer
}

// PreviousEnd is the offset behind the token that was read last.
func (p *Parser) PreviousEnd() int {
	if p.At == 0 {
		return p.origin
	}
	return p.Cursor.PreviousEnd()
}

// Tree closes the reading.
func (p *Parser) Tree(source []byte, root *syntax.Node) *syntax.Tree {
	return &syntax.Tree{Source: source, Root: root, Gaps: p.Gaps}
}

// Pattern says whether a rule's pattern is read.
func (p *Parser) Pattern() bool { return p.Mode == syntax.Pattern }

// Done says that the region's tokens are used up.
func (p *Parser) Done() bool { return p.At >= len(p.Tokens) }

// TokenAt is the token of an absolute index, the EndToken behind the last.
// A negative index, that of something not found, gives the EndToken too.
func (p *Parser) TokenAt(index int) syntax.Token {
	if index < 0 {
		return syntax.Token{Kind: syntax.EndToken}
	}
	return p.Peek(index - p.At)
}

// Matching is the index of the token that closes the bracket at an index, or -1.
func (p *Parser) Matching(index int) int {
	if index < 0 || index >= len(p.Tokens) {
		return -1
	}
	m := int(p.matches[index])
	if m <= index || m >= len(p.Tokens) {
		return -1
	}
	return m
}

// Behind is the token behind the bracket pair that opens n places ahead.
func (p *Parser) Behind(n int) syntax.Token { return p.After(p.At + n) }

// After is the token behind the bracket pair that opens at an index, or a
// BadToken if that bracket is not closed.
func (p *Parser) After(index int) syntax.Token {
	if m := p.Matching(index); m >= 0 {
		return p.TokenAt(m + 1)
	}
	return syntax.Token{Kind: syntax.BadToken}
}

// Region is a pair of brackets being read.
type Region struct {
	tokens []syntax.Token
	end    int
	closed bool
	arrow  bool
}

// Enter steps behind the opening bracket at the cursor. Until Leave, the
// tokens end where the bracket closes.
func (p *Parser) Enter() Region {
	r := Region{tokens: p.Tokens, end: len(p.Tokens), arrow: p.ArrowEnds}
	if m := int(p.matches[p.At]); m > p.At {
		r.closed = m < len(p.Tokens)
		r.end = min(m, len(p.Tokens))
	} else if m < 0 {
		r.end = min(^m, len(p.Tokens))
	}
	p.At++
	p.Tokens = p.Tokens[:max(r.end, p.At)]
	p.ArrowEnds = false
	return r
}

// Leave steps behind the closing bracket; what was not read before it is
// pushed as a gap.
func (p *Parser) Leave(r Region) {
	if p.At < r.end || !r.closed {
		p.Push(p.GapTo(max(p.At, r.end)))
	}
	p.Tokens, p.ArrowEnds = r.tokens, r.arrow
	if r.closed {
		p.At = r.end + 1
	}
}

// GapTo skips to the token of an index. The gap is empty when something is
// missing there.
func (p *Parser) GapTo(index int) *syntax.Node {
	start, end := p.PreviousEnd(), p.PreviousEnd()
	if index > p.At {
		start = p.Peek(0).Start
		p.At = min(index, len(p.Tokens))
		end = p.PreviousEnd()
	}
	return p.Gap(start, end)
}

// GapBetween adds a gap for bytes that were left out on purpose.
func (p *Parser) GapBetween(start, end int) *syntax.Node {
	return p.Gap(start, end)
}

// GapInside skips to the next comma, semicolon or the region's end.
func (p *Parser) GapInside() *syntax.Node { return p.GapTo(p.insideEnd()) }

func (p *Parser) insideEnd() int {
	i := p.At
	for i < len(p.Tokens) {
		t := p.TokenAt(i)
		if t.Is(",") || t.Is(";") || t.Is("}") || t.Is(")") || t.Is("]") {
			break
		}
		i = p.past(i)
	}
	return i
}

// GapStatement skips behind the next semicolon, or to a curly bracket, so that
// the block behind what was not understood is still read.
func (p *Parser) GapStatement() *syntax.Node {
	i := p.At
	for i < len(p.Tokens) {
		t := p.TokenAt(i)
		if i > p.At && (t.Is("{") || t.Is("}")) {
			break
		}
		i = p.past(i)
		if t.Is(";") {
			break
		}
	}
	return p.GapTo(i)
}

// past is the index behind the token at i, or behind the brackets it opens.
func (p *Parser) past(i int) int {
	if t := p.Tokens[i]; t.Is("(") || t.Is("[") || t.Is("{") {
		if m := p.Matching(i); m >= 0 {
			return m + 1
		}
	}
	return i + 1
}

// Close takes the children above the mark and makes their parent, which ends
// where the last token ended. It covers its children, be they empty gaps in the
// white space before it.
func (p *Parser) Close(kind syntax.Kind, text string, start, mark int) *syntax.Node {
	return p.Builder.Close(kind, text, start, p.PreviousEnd(), mark)
}

// Node makes a node of known children.
func (p *Parser) Node(kind syntax.Kind, text string, start int, children ...*syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(children...)
	return p.Close(kind, text, start, mark)
}

// Leaf makes a node of the next token and moves behind it.
func (p *Parser) Leaf(kind syntax.Kind, text string) *syntax.Node {
	t := p.Next()
	return p.Builder.Leaf(kind, text, t.Start, t.End)
}

// Empty makes a childless node of a given extent.
func (p *Parser) Empty(kind syntax.Kind, text string, start, end int) *syntax.Node {
	return p.Builder.Leaf(kind, text, start, end)
}

// Written is the text of the tokens [from, to) without white space and comments.
func (p *Parser) Written(from, to int) string {
	if from >= to {
		return ""
	}
	start, end, length := p.Tokens[from].Start, p.Tokens[to-1].End, 0
	for _, t := range p.Tokens[from:to] {
		length += t.End - t.Start
	}
	if length == end-start {
		return p.Source[start:end]
	}
	var b strings.Builder
	b.Grow(length)
	for _, t := range p.Tokens[from:to] {
		b.WriteString(p.Source[t.Start:t.End])
	}
	return b.String()
}

// Elements reads what the brackets at the cursor hold, separated by commas,
// and pushes it.
func (p *Parser) Elements(read func() *syntax.Node) {
	r := p.Enter()
	for !p.Done() {
		before := p.At
		p.Push(read())
		if p.Accept(",") || p.At > before && p.Seam() {
			continue
		}
		if !p.Done() {
			if end := p.insideEnd(); end > p.At {
				p.Push(p.GapTo(end))
			}
			if !p.Accept(",") {
				break
			}
		}
	}
	p.Leave(r)
}

// Seam says whether another branch of a conditional compilation begins here.
func (p *Parser) Seam() bool { return p.Seams != nil && !p.Done() && p.Seams[p.Peek(0).Start] }

// SkipAngles moves behind type parameters "<…>", which the tree does not hold.
func (p *Parser) SkipAngles() {
	depth := 0
	for i := p.At; i < len(p.Tokens); {
		t := p.Tokens[i]
		switch {
		case t.Is("<"):
			depth++
		case t.Is(">"):
			if depth--; depth == 0 {
				p.At = i + 1
				return
			}
		case t.Is(";"), t.Is("{"), t.Is("}"), t.Is(")"):
			p.Push(p.GapTo(i))
			return
		}
		i = p.past(i)
	}
	p.Push(p.GapTo(len(p.Tokens)))
}

// SkipTo moves before the first of the marks outside brackets; when there is
// none, the rest of the region is a gap.
func (p *Parser) SkipTo(marks ...string) {
	for i := p.At; i < len(p.Tokens); i = p.past(i) {
		for _, m := range marks {
			if p.Tokens[i].Is(m) {
				p.At = i
				return
			}
		}
	}
	p.Push(p.GapTo(len(p.Tokens)))
}
