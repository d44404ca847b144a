package java

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// block reads { statement* }.
func (p *parser) block() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	r := p.Enter()
	for !p.Done() {
		p.guarded(p.statement)
	}
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

// body reads the block of a statement; a lone statement becomes one.
func (p *parser) body() *syntax.Node {
	if p.Is("{") {
		return p.block()
	}
	if p.Done() {
		if p.Pattern() {
			return nil
		}
		return p.Node(syntax.Block, "", p.PreviousEnd(), p.GapTo(p.At))
	}
	start, mark := p.Peek(0).Start, p.Mark()
	p.statement()
	return p.Close(syntax.Block, "", start, mark)
}

// statement pushes the statement at the cursor, or the several variables that
// it declares.
func (p *parser) statement() {
	if !p.Deeper() {
		p.Shallower()
		p.Push(p.GapStatement())
		return
	}
	defer p.Shallower()
	t := p.Peek(0)
	switch t.Kind {
	case syntax.PunctuationToken:
		switch t.Text {
		case "{":
			p.Push(p.block())
			return
		case ";":
			p.Next()
			return
		case "...":
			if p.ellipsisStatement() {
				return
			}
		case "@":
			p.declaration()
			return
		case "<":
			if p.Pattern() {
				p.declaration()
				return
			}
		case "}", ")", "]":
			p.Push(p.GapTo(p.At + 1))
			return
		}
	case syntax.NameToken:
		if p.keywordStatement(t) {
			return
		}
	}
	p.simpleStatement()
}

// ellipsisStatement reads "..." that stands for statements.
func (p *parser) ellipsisStatement() bool {
	next := p.Peek(1)
	if !p.Pattern() || !(next.Newline || next.Is(";") || next.Is("}") || next.Kind == syntax.EndToken || next.Kind == syntax.NameToken) {
		return false
	}
	p.Push(p.Ellipsis())
	p.Accept(";")
	return true
}

// simpleStatement reads a declaration of variables or an expression; in a
// pattern also a method without modifiers.
func (p *parser) simpleStatement() {
	if p.localAhead() {
		p.member(head{start: p.Peek(0).Start, mark: p.Mark()})
		return
	}
	p.Push(p.expression())
	p.EndStatement()
}

// localAhead says whether a local variable (or a method) is declared here.
func (p *parser) localAhead() bool {
	end := p.typeEnd(p.At)
	if end < 0 {
		return false
	}
	name := p.TokenAt(end)
	if !isName(name) || name.Newline && p.Pattern() && end == p.At+1 {
		return false
	}
	switch next := p.TokenAt(end + 1); {
	case next.Is("="), next.Is(";"), next.Is(","), next.Is(":"), next.Is("("):
		return true
	case next.Is("["):
		return p.TokenAt(end + 2).Is("]")
	default:
		return p.Pattern() && (next.Kind == syntax.EndToken || next.Newline)
	}
}

// keywordStatement reads a statement that a keyword begins; false if the word
// begins none here.
func (p *parser) keywordStatement(t syntax.Token) bool {
	if p.IsEllipsis() {
		if next := p.Peek(1); next.Is(".") || next.Is("(") {
			return false
		}
		p.Push(p.Ellipsis())
		p.Accept(";")
		return true
	}
	start := t.Start
	switch t.Text {
	case "if":
		p.Push(p.ifStatement())
	case "while":
		p.Next()
		p.Push(p.loop("while", start, p.condition))
	case "for":
		p.Push(p.forStatement())
	case "do":
		p.Push(p.doStatement())
	case "switch":
		if p.switchIsOperand() {
			return false
		}
		p.Push(p.switchOf())
		p.Accept(";")
	case "try":
		p.Push(p.tryStatement())
	case "return":
		p.leave(syntax.Return, "", start)
	case "throw":
		p.leave(syntax.Throw, "", start)
	case "break", "continue":
		p.leave(syntax.Jump, t.Text, start)
	case "synchronized":
		if !p.Peek(1).Is("(") {
			return p.declared()
		}
		p.Next()
		mark := p.Mark()
		p.condition()
		p.Push(p.body())
		p.Push(p.Close(syntax.Other, "synchronized", start, mark))
	case "assert":
		p.Push(p.assert())
		p.EndStatement()
	default:
		return p.contextualStatement(t)
	}
	return true
}

// switchIsOperand says that a switch at a statement's start goes on as an
// expression.
func (p *parser) switchIsOperand() bool {
	m := p.Matching(p.At + 1)
	if m < 0 || !p.TokenAt(m+1).Is("{") {
		return false
	}
	m = p.Matching(m + 1)
	return m > 0 && p.TokenAt(m+1).Is(".")
}

// contextualStatement reads statements whose first word is a keyword only
// sometimes.
func (p *parser) contextualStatement(t syntax.Token) bool {
	next := p.Peek(1)
	if t.Text == "yield" && p.yieldAhead(next) {
		p.Next()
		p.Push(p.Node(syntax.Unary, "yield", t.Start, p.expression()))
		p.EndStatement()
		return true
	}
	if next.Is(":") && isName(t) && !p.IsMetavariable() {
		p.At += 2
		mark := p.Mark()
		p.Push(p.Empty(syntax.Name, t.Text, t.Start, t.End))
		if !p.Done() {
			p.statement()
		}
		p.Push(p.Close(syntax.Other, "label", t.Start, mark))
		return true
	}
	return p.declared()
}

// yieldAhead tells the statement from a variable or method of that name.
func (p *parser) yieldAhead(next syntax.Token) bool {
	if next.Is("(") {
		return !p.Peek(2).Is(")")
	}
	return p.beginsOperand(next) || next.Is("-") || next.Is("+")
}

// declared reads a local class, or variables with modifiers.
func (p *parser) declared() bool {
	if p.Is("default") && !p.modifierAhead() {
		return false
	}
	if p.declarationAhead() {
		p.declaration()
		return true
	}
	return false
}

// leave pushes return, throw, break or continue with its value or label.
func (p *parser) leave(kind syntax.Kind, text string, start int) {
	p.Next()
	if p.Done() || p.Is(";") || p.Pattern() && p.Peek(0).Newline {
		p.Push(p.Node(kind, text, start))
	} else {
		p.Push(p.Node(kind, text, start, p.expression()))
	}
	p.EndStatement()
}

func (p *parser) assert() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.expression())
	if p.Accept(":") {
		p.Push(p.expression())
	}
	return p.Close(syntax.Other, "assert", start, mark)
}
