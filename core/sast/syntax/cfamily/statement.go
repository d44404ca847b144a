package cfamily

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// EndStatement takes the semicolon; a gap stands for what is in its place. In a
// pattern it may be missing.
func (p *Parser) EndStatement() {
	if p.Accept(";") || p.Seam() || p.Pattern() && (p.Done() || p.Peek(0).Newline) {
		return
	}
	if p.Done() {
		p.Push(p.GapTo(p.At))
		return
	}
	p.Push(p.GapStatement())
}

// Bracketed pushes what read finds in the round brackets at the cursor.
func (p *Parser) Bracketed(read func() *syntax.Node) {
	if !p.Is("(") {
		p.Push(p.GapTo(p.At))
		return
	}
	r := p.Enter()
	p.Push(read())
	p.Leave(r)
}

// Branches reads "? then : else" behind a condition that begins at start.
func (p *Parser) Branches(start int, condition *syntax.Node, read func() *syntax.Node) *syntax.Node {
	p.Next()
	arrow := p.ArrowEnds
	p.ArrowEnds = false
	then := read()
	p.ArrowEnds = arrow
	if !p.Accept(":") {
		return p.Node(syntax.Conditional, "", start, condition, then, p.GapInside())
	}
	return p.Node(syntax.Conditional, "", start, condition, then, read())
}

// TypedMetavariable reads "(T $X)" of a pattern, or returns nil without moving.
// typeEnd is the index behind the type that begins at one, typeTo makes its node.
func (p *Parser) TypedMetavariable(typeEnd func(at int) int, typeTo func(end int) *syntax.Node) *syntax.Node {
	if !p.Pattern() {
		return nil
	}
	closing := p.Matching(p.At)
	end := typeEnd(p.At + 1)
	name := p.TokenAt(end)
	if closing < 0 || end < 0 || end+1 != closing || name.Kind != syntax.NameToken || name.Text[0] != '$' {
		return nil
	}
	start := p.Next().Start
	kind := typeTo(end)
	p.At = closing + 1
	return p.Node(syntax.TypedMetavariable, name.Text, start, kind)
}

// GapInLine skips to the next comma, closing bracket or line, for languages in
// which lines end what stands on them.
func (p *Parser) GapInLine() *syntax.Node {
	return p.GapTo(p.lineEnd(func(t syntax.Token) bool {
		return t.Is(",") || t.Is("}") || t.Is(")") || t.Is("]")
	}))
}

// GapLine skips to the end of the line, brackets taken as a whole.
func (p *Parser) GapLine() *syntax.Node {
	return p.GapTo(p.lineEnd(func(syntax.Token) bool { return false }))
}

// lineEnd is the index of the first token of the next line, or of one that ends
// the gap before.
func (p *Parser) lineEnd(ends func(syntax.Token) bool) int {
	i := p.At
	for i < len(p.Tokens) {
		if t := p.TokenAt(i); t.Newline && i > p.At || ends(t) {
			break
		}
		if m := p.Matching(i); m > i {
			i = m
		}
		i++
	}
	return i
}
