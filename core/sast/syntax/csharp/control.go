package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

func (p *parser) ifStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.condition()
	p.Push(p.body())
	if p.Accept("else") {
		if p.Is("if") && p.Deeper() {
			p.Push(p.ifStatement())
			p.Shallower()
		} else if p.Is("if") {
			p.Shallower()
			p.Push(p.GapStatement())
		} else {
			p.Push(p.body())
		}
	}
	return p.Close(syntax.If, "", start, mark)
}

// condition pushes the expression in the brackets at the cursor.
func (p *parser) condition() { p.Bracketed(p.expression) }

func (p *parser) loop(text string, start int, header func()) *syntax.Node {
	mark := p.Mark()
	header()
	if text == "while" && p.Accept(";") {
		p.Push(p.Empty(syntax.Block, "", p.PreviousEnd(), p.PreviousEnd()))
	} else {
		p.Push(p.body())
	}
	return p.Close(syntax.Loop, text, start, mark)
}

func (p *parser) forHeader() {
	if !p.Is("(") {
		p.Push(p.GapTo(p.At))
		return
	}
	r := p.Enter()
	for part := 0; part < 3 && !p.Done(); part++ {
		if part == 0 && p.localAhead() {
			p.loopVariables()
		}
		for !p.Done() && !p.Is(";") {
			p.Push(p.statementExpression())
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

// loopVariables pushes the variables that a for header declares.
func (p *parser) loopVariables() {
	start := p.Peek(0).Start
	kind := p.parseType()
	for isName(p.Peek(0)) || p.IsMetavariable() {
		p.Push(p.declarator(start, p.Mark(), kind))
		if !p.Accept(",") {
			return
		}
	}
}

func (p *parser) foreachHeader() {
	if !p.Is("(") {
		p.Push(p.GapTo(p.At))
		return
	}
	r := p.Enter()
	start, mark, text := p.Peek(0).Start, p.Mark(), ""
	end := p.typeEnd(p.At)
	switch {
	case p.IsEllipsis() && p.Peek(1).Kind == syntax.EndToken:
		p.Push(p.Ellipsis())
		p.Leave(r)
		return
	case p.Is("var") && p.Peek(1).Is("("):
		kind := p.typeTo(p.At + 1)
		p.Push(p.designatedList(), kind)
	case end > 0 && isName(p.TokenAt(end)):
		kind := p.typeTo(end)
		target := p.targetName()
		text = target.Text
		p.Push(target, kind)
	default:
		target := p.conditional()
		if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
			text = target.Text
		}
		p.Push(target)
	}
	if p.Accept("in") {
		p.Push(p.expression())
	}
	p.Push(p.Close(syntax.Variable, text, start, mark))
	p.Leave(r)
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

func (p *parser) switchStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if p.Is("(") {
		p.Push(p.parenthesis())
	}
	if !p.Is("{") {
		p.Push(p.GapTo(p.At))
		return p.Close(syntax.Switch, "", start, mark)
	}
	r := p.Enter()
	for !p.Done() {
		p.guarded(p.section)
	}
	p.Leave(r)
	return p.Close(syntax.Switch, "", start, mark)
}

// section reads the labels and statements of a switch section. A default
// beside other labels is a Case of its own, into which the others fall.
func (p *parser) section() {
	if p.IsEllipsis() {
		p.Push(p.Ellipsis())
		p.Accept(";")
		return
	}
	start, mark := p.Peek(0).Start, p.Mark()
	labels := 0
	byDefault := false
	for p.Is("case") || p.Is("default") && !p.Peek(1).Is("(") {
		if p.Next().Text == "default" {
			byDefault = true
		} else {
			p.Push(p.pattern(false))
			p.guard()
		}
		labels++
		if !p.Accept(":") {
			if !p.Pattern() || !p.Done() {
				p.Push(p.GapTo(p.At))
			}
			break
		}
	}
	if labels == 0 {
		p.Push(p.GapStatement())
		return
	}
	if byDefault && labels > 1 {
		p.Push(p.Empty(syntax.Block, "", p.PreviousEnd(), p.PreviousEnd()))
		p.Push(p.Close(syntax.Case, "", start, mark))
		start, mark = p.PreviousEnd(), p.Mark()
	}
	at, inner := p.PreviousEnd(), p.Mark()
	for !p.Done() && !p.Is("case") && !(p.Is("default") && p.Peek(1).Is(":")) {
		p.guarded(p.statement)
	}
	p.Push(p.Close(syntax.Block, "", at, inner))
	p.Push(p.Close(syntax.Case, "", start, mark))
}

func (p *parser) tryStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.body())
	for p.Is("catch") {
		p.Push(p.catch())
	}
	if p.Is("finally") {
		p.Push(p.finally())
	}
	return p.Close(syntax.Try, "", start, mark)
}

func (p *parser) finally() *syntax.Node {
	start := p.Next().Start
	return p.Node(syntax.Finally, "", start, p.body())
}

func (p *parser) catch() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if p.Is("(") {
		r := p.Enter()
		at, inner := p.Peek(0).Start, p.Mark()
		switch {
		case p.IsEllipsis():
			p.Push(p.Ellipsis())
		default:
			p.Push(p.parseType())
			name := ""
			if t := p.Peek(0); t.Kind == syntax.NameToken {
				name = plain(p.Next().Text)
			}
			p.Push(p.Close(syntax.Parameter, name, at, inner))
		}
		p.Leave(r)
	}
	if t := p.Peek(0); t.Is("when") {
		p.Next()
		inner := p.Mark()
		p.condition()
		p.Push(p.Close(syntax.Other, "when", t.Start, inner))
	}
	p.Push(p.body())
	return p.Close(syntax.Catch, "", start, mark)
}

// usingStatement reads using (…) and using var x = …; at "using".
func (p *parser) usingStatement(start int) *syntax.Node {
	mark := p.Mark()
	if p.TokenAt(p.At - 1).Is("await") {
		p.Push(p.Empty(syntax.Modifier, "await", start, p.PreviousEnd()))
	}
	word := p.Next()
	if !p.Is("(") {
		p.Push(p.Empty(syntax.Modifier, "using", word.Start, word.End))
		p.localWith(head{start: start, mark: mark})
		return nil
	}
	p.Take(mark)
	r := p.Enter()
	if p.localAhead() {
		p.loopVariables()
	} else if !p.Done() {
		p.Push(p.statementExpression())
	}
	p.Leave(r)
	p.Push(p.body())
	return p.Close(syntax.With, "", start, mark)
}

// guardedBlock reads lock (x) { } and fixed (T* p = x) { }.
func (p *parser) guardedBlock(word string, start int) *syntax.Node {
	p.Next()
	mark := p.Mark()
	r := p.Enter()
	if p.localAhead() {
		p.loopVariables()
	} else {
		p.Push(p.expression())
	}
	p.Leave(r)
	p.Push(p.body())
	return p.Close(syntax.Other, word, start, mark)
}
