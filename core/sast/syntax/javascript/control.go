package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// header pushes the expression in the parentheses behind a keyword.
func (p *parser) header() {
	if !p.is("(") {
		p.push(p.gap(p.tok.Start, p.tok.Start))
		return
	}
	p.next()
	p.inBrackets(func() {
		p.push(p.expression())
		if !p.is(")") {
			p.push(p.skipTo(")"))
		}
	})
	p.expect(")")
}

// ifStatement reads a chain of else-if without nesting, then builds it from
// its end, so that a long chain is not too deep.
func (p *parser) ifStatement() *syntax.Node {
	type part struct{ start, mark int }
	var parts []part
	for {
		parts = append(parts, part{p.next().Start, p.mark()})
		p.header()
		if p.pattern && p.done() {
			break // a partial pattern: if ($X)
		}
		p.push(p.branch())
		if !p.accept("else") {
			break
		}
		if !p.is("if") || len(parts) >= maxDepth {
			p.push(p.branch())
			break
		}
	}
	var n *syntax.Node
	for i := len(parts) - 1; i >= 0; i-- {
		p.push(n)
		n = p.close(syntax.If, "", parts[i].start, parts[i].mark)
	}
	return n
}

func (p *parser) whileStatement() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.header()
	p.push(p.branch())
	return p.close(syntax.Loop, "while", start, mark)
}

// doStatement gives the body after the condition, as in other loops.
func (p *parser) doStatement() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	body := p.branch()
	if p.accept("while") {
		p.header()
		p.accept(";")
	} else {
		p.push(p.gap(p.tok.Start, p.tok.Start))
	}
	p.push(body)
	return p.close(syntax.Loop, "do", start, mark)
}

func (p *parser) withStatement() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.header()
	p.push(p.branch())
	return p.close(syntax.With, "", start, mark)
}

func (p *parser) forStatement() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.accept("await")
	kind := "for"
	if p.is("(") {
		p.next()
		p.inBrackets(func() { kind = p.forHeader() })
		p.expect(")")
	} else {
		p.push(p.gap(p.tok.Start, p.tok.Start))
	}
	p.push(p.branch())
	return p.close(syntax.Loop, kind, start, mark)
}

func (p *parser) forHeader() string {
	at, mark := p.tok.Start, p.mark()
	if p.pattern && p.is("...") && isPunctuation(p.peek(), ")") {
		p.push(p.ellipsis())
		return "for"
	}
	p.forStart()
	if p.is("of") || p.is("in") {
		p.next()
		p.foreach(at, mark)
		return "foreach"
	}
	for p.accept(";") {
		if !p.is(";") && !p.is(")") {
			p.push(p.expression())
		}
	}
	if !p.is(")") {
		p.push(p.skipTo(")"))
	}
	return "for"
}

// forStart pushes the first part of a for header.
func (p *parser) forStart() {
	noIn := p.noIn
	p.noIn = true
	defer func() { p.noIn = noIn }()
	next := p.peek()
	binds := next.Kind == syntax.NameToken || isPunctuation(next, "[") || isPunctuation(next, "{")
	switch {
	case p.is(";"):
	case p.is("var") || p.is("const"), p.is("let") && binds && next.Text != "in" && next.Text != "of",
		(p.is("using") || p.is("await")) && p.usingFollows():
		p.declarators(nil)
	default:
		p.push(p.expression())
	}
}

// foreach turns what stands above the mark into the Variable of the loop, and
// reads the value.
func (p *parser) foreach(at, mark int) {
	if len(p.stack) > mark+1 {
		p.push(p.gap(at, p.previousEnd))
		return
	}
	target := p.stack[mark]
	p.stack = p.stack[:mark]
	name := ""
	if target.Kind == syntax.Variable {
		p.push(target.Children...)
		name = target.Text
	} else {
		p.push(target)
		if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
			name = target.Text
		}
	}
	noIn := p.noIn
	p.noIn = false
	p.push(p.expression())
	p.noIn = noIn
	p.push(p.close(syntax.Variable, name, at, mark))
	if !p.is(")") {
		p.push(p.skipTo(")"))
	}
}

func (p *parser) switchStatement() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.header()
	if !p.is("{") {
		p.push(p.gap(p.tok.Start, p.tok.Start))
		return p.close(syntax.Switch, "", start, mark)
	}
	p.next()
	for !p.done() && !p.is("}") {
		at := p.tok.Start
		switch {
		case p.is("case") || p.is("default"):
			p.push(p.caseClause())
		case p.pattern && p.is("..."):
			p.push(p.ellipsis())
		default:
			p.push(p.skipStatement())
			if p.tok.Start == at {
				p.skipOne()
			}
		}
	}
	p.expect("}")
	return p.close(syntax.Switch, "", start, mark)
}

func (p *parser) caseClause() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	if p.next().Text == "case" {
		inThen := p.inThen
		p.inThen = true // the colon ends the label, it begins no type
		p.push(p.expression())
		p.inThen = inThen
	}
	p.expect(":")
	at, body := p.tok.Start, p.mark()
	for !p.done() && !p.is("}") && !p.is("case") && !p.is("default") {
		from := p.tok.Start
		p.statement()
		if p.tok.Start == from && !p.is("}") {
			p.push(p.skipStatement())
		}
	}
	p.push(p.close(syntax.Block, "", min(at, max(p.previousEnd, start)), body))
	return p.close(syntax.Case, "", start, mark)
}

func (p *parser) tryStatement() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.push(p.block())
	if p.is("catch") {
		p.push(p.catchClause())
	}
	if p.is("finally") {
		p.push(p.finallyClause())
	}
	return p.close(syntax.Try, "", start, mark)
}

func (p *parser) catchClause() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	if p.is("(") {
		p.next()
		p.push(p.parameter())
		if !p.is(")") {
			p.push(p.skipTo(")"))
		}
		p.expect(")")
	}
	p.push(p.block())
	return p.close(syntax.Catch, "", start, mark)
}

func (p *parser) finallyClause() *syntax.Node {
	start := p.next().Start
	return p.node(syntax.Finally, "", start, p.block())
}
