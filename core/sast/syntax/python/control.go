package python

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// ifStatement reads a chain of elif without nesting and builds it from its end,
// so that a long chain is not too deep.
func (p *parser) ifStatement() *syntax.Node {
	type part struct{ start, mark int }
	var parts []part
	for {
		parts = append(parts, part{p.Next().Start, p.Mark()})
		p.Push(p.named())
		p.Push(p.block())
		if p.Is("elif") && len(parts) < 1000 {
			continue
		}
		if p.Accept("else") {
			p.Push(p.block())
		}
		break
	}
	var n *syntax.Node
	for i := len(parts) - 1; i >= 0; i-- {
		p.Push(n)
		n = p.Close(syntax.If, "", parts[i].start, parts[i].mark)
	}
	return n
}

func (p *parser) whileStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.named())
	p.Push(p.block())
	p.otherwise()
	return p.Close(syntax.Loop, "while", start, mark)
}

// otherwise pushes the else of a loop or a try.
func (p *parser) otherwise() {
	if p.Is("else") {
		p.Push(p.trailing())
	}
}

// trailing reads an else or finally clause.
func (p *parser) trailing() *syntax.Node {
	t := p.Next()
	if t.Text == "finally" {
		return p.Node(syntax.Finally, "", t.Start, p.block())
	}
	return p.Node(syntax.Other, "else", t.Start, p.block())
}

func (p *parser) forStatement(start int) *syntax.Node {
	at, mark := p.Next().End, p.Mark()
	if t := p.Peek(0); t.Start > at {
		at = t.Start
	}
	p.Push(p.binding(at, p.testlist))
	p.Push(p.block())
	p.otherwise()
	return p.Close(syntax.Loop, "foreach", start, mark)
}

func (p *parser) tryStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.block())
	for p.Is("except") {
		p.Push(p.catchClause())
	}
	p.otherwise()
	if p.Is("finally") {
		p.Push(p.trailing())
	}
	return p.Close(syntax.Try, "", start, mark)
}

func (p *parser) catchClause() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Accept("*")
	if !p.Is(":") && !p.ended() {
		p.Push(p.caught())
	}
	p.Push(p.block())
	return p.Close(syntax.Catch, "", start, mark)
}

// caught reads the types of an except clause and the name behind "as".
func (p *parser) caught() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	n := p.test()
	if n.Kind == syntax.Ellipsis && !p.Is("as") {
		return n
	}
	// Without brackets several types are one tuple, unless Python 2's name follows.
	if p.Is(",") && p.Peek(1).Kind == syntax.NameToken && p.Peek(2).Is(":") {
		p.Next()
		p.Push(p.asType(n))
		name := p.Next().Text
		return p.Close(syntax.Parameter, name, start, mark)
	}
	if p.Is(",") {
		tuple := p.Mark()
		p.Push(n)
		for p.Accept(",") {
			p.Push(p.test())
		}
		n = p.Close(syntax.List, "(", start, tuple)
	}
	p.Push(p.asType(n))
	name := ""
	if p.Accept("as") && p.isKind(syntax.NameToken) {
		name = p.Next().Text
	}
	return p.Close(syntax.Parameter, name, start, mark)
}

func (p *parser) withStatement(start int) *syntax.Node {
	p.Next()
	mark := p.Mark()
	if m := p.Matching(p.At); p.Is("(") && m > 0 && p.TokenAt(m+1).Is(":") && p.hasItems(m) {
		p.items(func() { p.Push(p.withItem()) })
	} else {
		for {
			p.Push(p.withItem())
			if !p.Accept(",") {
				break
			}
		}
	}
	p.Push(p.block())
	return p.Close(syntax.With, "", start, mark)
}

// hasItems says whether the parentheses that close at m hold several items or
// an "as", and not one value.
func (p *parser) hasItems(m int) bool {
	for i := p.At + 1; i < m; i++ {
		t := p.Tokens[i]
		if t.Is("as") || t.Is(",") {
			return true
		}
		if inner := p.Matching(i); inner > i {
			i = inner
		}
	}
	return false
}

// withItem reads a value and the target behind "as".
func (p *parser) withItem() *syntax.Node {
	start := p.Peek(0).Start
	value := p.starred()
	if !p.Accept("as") {
		return value
	}
	target := p.binary(5)
	name := ""
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		name = target.Text
	}
	return p.Node(syntax.Variable, name, start, target, value)
}

// isMatch says whether "match" is a keyword here: its line ends with a colon and
// the block below begins with a case.
func (p *parser) isMatch() bool {
	i := p.lineEnd()
	if i <= p.At+1 || i >= len(p.Tokens) || !p.Tokens[i-1].Is(":") {
		return false
	}
	if p.TokenAt(i+1).Kind != syntax.IndentToken {
		return false
	}
	t := p.TokenAt(i + 2)
	return t.Is("case") || p.Pattern() && t.Is("...")
}

func (p *parser) matchStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.testlist())
	p.expect(":")
	for p.isKind(syntax.NewlineToken) || p.isKind(syntax.IndentToken) {
		p.Next()
	}
	for !p.Done() && !p.isKind(syntax.DedentToken) {
		switch {
		case p.isKind(syntax.NewlineToken):
			p.Next()
		case p.Is("case"):
			p.Push(p.caseClause())
		case p.IsEllipsis():
			p.Push(p.Ellipsis())
		default:
			p.Push(p.GapTo(max(p.lineEnd(), p.At+1)))
		}
	}
	p.Next()
	return p.Close(syntax.Switch, "", start, mark)
}

// caseAlone says whether the pattern is a case clause.
func (p *parser) caseAlone() bool {
	i := p.lineEnd()
	return p.Is("case") && i > p.At+1 && i <= len(p.Tokens) && p.TokenAt(i+1).Kind == syntax.IndentToken && p.Tokens[i-1].Is(":")
}

func (p *parser) caseClause() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.tooDeep()
	}
	start, mark := p.Next().Start, p.Mark()
	inCase := p.inCase
	p.inCase = true
	pattern := p.testlist()
	p.inCase = inCase
	if p.Accept("if") {
		at := p.PreviousEnd() - 2
		p.Push(pattern, p.Node(syntax.Other, "when", at, p.named()))
	} else if pattern.Kind != syntax.Name || pattern.Text != "_" {
		p.Push(pattern)
	}
	p.Push(p.block())
	return p.Close(syntax.Case, "", start, mark)
}
