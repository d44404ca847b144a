package java

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

func (p *parser) ifStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.condition()
	p.Push(p.body())
	if p.Accept("else") {
		switch {
		case !p.Is("if"):
			p.Push(p.body())
		case p.Deeper():
			p.Push(p.ifStatement())
			p.Shallower()
		default:
			p.Shallower()
			p.Push(p.GapStatement())
		}
	}
	return p.Close(syntax.If, "", start, mark)
}

// condition pushes the expression in the brackets at the cursor.
func (p *parser) condition() { p.Bracketed(p.expression) }

func (p *parser) loop(text string, start int, header func()) *syntax.Node {
	mark := p.Mark()
	header()
	if p.Accept(";") {
		p.Push(p.Empty(syntax.Block, "", p.PreviousEnd(), p.PreviousEnd()))
	} else {
		p.Push(p.body())
	}
	return p.Close(syntax.Loop, text, start, mark)
}

// forStatement reads both kinds of for.
func (p *parser) forStatement() *syntax.Node {
	start := p.Next().Start
	if !p.Is("(") {
		return p.loop("for", start, p.condition)
	}
	if p.eachAhead() {
		return p.loop("foreach", start, p.eachHeader)
	}
	return p.loop("for", start, p.forHeader)
}

// eachAhead looks for the colon behind the variable of for (T x : xs).
func (p *parser) eachAhead() bool {
	i := p.At + 1
	for {
		j := p.annotationsEnd(i)
		if p.TokenAt(j).Is("final") {
			j++
		}
		if j == i {
			break
		}
		i = j
	}
	end := p.typeEnd(i)
	return end > 0 && p.TokenAt(end).Kind == syntax.NameToken && p.TokenAt(end+1).Is(":") ||
		end > 0 && p.TokenAt(end).Is("(") && p.After(end).Is(":")
}

func (p *parser) eachHeader() {
	r := p.Enter()
	h := p.head()
	p.Push(h.annotations...)
	text := ""
	if end := p.typeEnd(p.At); end > 0 && p.TokenAt(end).Is("(") {
		p.Push(p.recordPattern(h.start, end))
	} else {
		kind := p.parseType()
		target := p.targetName()
		text = target.Text
		p.Push(target, kind)
	}
	p.Accept(":")
	p.Push(p.expression())
	p.Push(p.Close(syntax.Variable, text, h.start, h.mark))
	p.Leave(r)
}

func (p *parser) forHeader() {
	r := p.Enter()
	for part := 0; part < 3 && !p.Done(); part++ {
		if part == 0 {
			p.loopVariables()
		}
		for !p.Done() && !p.Is(";") {
			p.Push(p.expression())
			if !p.Accept(",") {
				break
			}
		}
		if !p.Done() && !p.Accept(";") {
			break
		}
	}
	p.Leave(r)
}

// loopVariables pushes the variables that a header declares, if it does.
func (p *parser) loopVariables() {
	if !p.declarationAhead() && !p.localAhead() {
		return
	}
	h := p.head()
	p.Push(h.annotations...)
	kind := p.parseType()
	p.declarators(kind, h)
}

func (p *parser) doStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	body := p.body()
	if p.Accept("while") {
		p.condition()
	}
	p.Push(body)
	p.EndStatement()
	return p.Close(syntax.Loop, "do", start, mark)
}

func (p *parser) tryStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	resources := p.Is("(")
	if resources {
		p.Push(p.with(start))
	} else {
		p.Push(p.body())
	}
	if resources && !p.Is("catch") && !p.Is("finally") {
		return p.Take(mark)[0]
	}
	if resources {
		with := p.Child(mark, 0)
		p.Take(mark)
		p.Push(p.Node(syntax.Block, "", start, with))
	}
	for p.Is("catch") {
		p.Push(p.catch())
	}
	if p.Is("finally") {
		p.Push(p.finally())
	}
	return p.Close(syntax.Try, "", start, mark)
}

// with reads the resources and the block of a try.
func (p *parser) with(start int) *syntax.Node {
	mark := p.Mark()
	r := p.Enter()
	for !p.Done() {
		before := p.At
		if p.declarationAhead() || p.localAhead() {
			p.loopVariables()
		} else {
			p.Push(p.expression())
		}
		if !p.Accept(";") || p.At == before {
			break
		}
	}
	p.Leave(r)
	p.Push(p.body())
	return p.Close(syntax.With, "", start, mark)
}

func (p *parser) finally() *syntax.Node {
	start := p.Next().Start
	return p.Node(syntax.Finally, "", start, p.body())
}

func (p *parser) catch() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if p.Is("(") {
		r := p.Enter()
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else {
			p.Push(p.caught())
		}
		p.Leave(r)
	}
	p.Push(p.body())
	return p.Close(syntax.Catch, "", start, mark)
}

// caught reads A | B name.
func (p *parser) caught() *syntax.Node {
	h := p.head()
	p.Take(h.mark)
	p.Push(h.annotations...)
	from := p.At
	first := p.parseType()
	if p.Is("|") {
		at, inner := first.Start, p.Mark()
		p.Push(first)
		for p.Accept("|") {
			p.Push(p.parseType())
		}
		p.Push(p.Close(syntax.Type, p.typeText(from, p.At), at, inner))
	} else {
		p.Push(first)
	}
	name := ""
	if t := p.Peek(0); t.Kind == syntax.NameToken {
		name = p.Next().Text
	}
	return p.Close(syntax.Parameter, name, h.start, h.mark)
}
