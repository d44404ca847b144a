package csharp

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
		case "[":
			if p.attributeAhead() {
				p.declaration("")
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

// simpleStatement reads a declaration of variables, a local function or an
// expression.
func (p *parser) simpleStatement() {
	if p.localAhead() {
		p.local()
		return
	}
	p.Push(p.statementExpression())
	p.EndStatement()
}

// statementExpression is an expression; var (a, b) = c declares.
func (p *parser) statementExpression() *syntax.Node {
	start := p.Peek(0).Start
	if p.Is("var") && p.Peek(1).Is("(") && p.Behind(1).Is("=") {
		mark := p.Mark()
		kind := p.typeTo(p.At + 1)
		p.Push(p.designatedList(), kind)
		p.Next()
		p.Push(p.expression())
		return p.Close(syntax.Variable, "", start, mark)
	}
	return p.expression()
}

// localAhead says whether a local variable or function is declared here.
func (p *parser) localAhead() bool {
	if p.Is("await") {
		return false
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		return false
	}
	name := p.TokenAt(end)
	if !isName(name) {
		return false
	}
	if name.Newline && p.Pattern() && end == p.At+1 {
		return false
	}
	switch next := p.TokenAt(end + 1); {
	case next.Kind == syntax.EndToken:
		return p.Pattern()
	case next.Kind != syntax.PunctuationToken:
		return p.Pattern() && next.Newline
	case next.Is("="), next.Is(";"), next.Is(","):
		return true
	case next.Is("("):
		behind := p.After(end + 1)
		return behind.Is("{") || behind.Is("=>") || behind.Is("where") || behind.Is(";") || p.Pattern()
	case next.Is("<"):
		return true
	case next.Is("{"):
		return p.Pattern()
	}
	return false
}

// local reads the declaration that localAhead found.
func (p *parser) local() {
	h := head{start: p.Peek(0).Start, mark: p.Mark()}
	p.localWith(h)
}

func (p *parser) localWith(h head) {
	kind := p.parseType()
	if t := p.Peek(0); !isName(t) && !p.IsMetavariable() {
		p.Push(kind)
		p.unreadable(h)
		return
	}
	p.named(kind, h)
}

// keywordStatement reads a statement that a keyword begins; false if the word
// begins none here.
func (p *parser) keywordStatement(t syntax.Token) bool {
	if p.IsEllipsis() {
		return p.metaStatement()
	}
	start := t.Start
	switch t.Text {
	case "if":
		p.Push(p.ifStatement())
	case "while":
		p.Next()
		p.Push(p.loop("while", start, p.condition))
	case "for":
		p.Next()
		p.Push(p.loop("for", start, p.forHeader))
	case "foreach":
		p.Next()
		p.Push(p.loop("foreach", start, p.foreachHeader))
	case "do":
		p.Push(p.doStatement())
	case "switch":
		p.Push(p.switchStatement())
	case "try":
		p.Push(p.tryStatement())
	case "return":
		p.Next()
		p.Push(p.leave(syntax.Return, "", start))
		p.EndStatement()
	case "throw":
		p.Next()
		p.Push(p.leave(syntax.Throw, "", start))
		p.EndStatement()
	case "break", "continue":
		p.Next()
		p.Push(p.Node(syntax.Jump, t.Text, start))
		p.EndStatement()
	case "goto":
		p.Next()
		p.Accept("case")
		p.Push(p.leave(syntax.Jump, "goto", start))
		p.EndStatement()
	case "using":
		p.Push(p.usingStatement(start))
	case "lock", "fixed":
		if !p.Peek(1).Is("(") {
			return false
		}
		p.Push(p.guardedBlock(t.Text, start))
	case "const":
		p.declaration("")
	case "checked", "unchecked", "unsafe":
		if p.Peek(1).Is("{") {
			p.Next()
			p.Push(p.Node(syntax.Other, t.Text, start, p.block()))
			return true
		}
		return p.declared()
	default:
		return p.contextualStatement(t)
	}
	return true
}

// contextualStatement reads statements whose first word is a keyword only
// sometimes.
func (p *parser) contextualStatement(t syntax.Token) bool {
	next := p.Peek(1)
	switch t.Text {
	case "yield":
		if next.Is("return") {
			p.At += 2
			p.Push(p.Node(syntax.Unary, "yield", t.Start, p.expression()))
			p.EndStatement()
			return true
		}
		if next.Is("break") {
			p.At += 2
			p.Push(p.Node(syntax.Return, "", t.Start))
			p.EndStatement()
			return true
		}
	case "await":
		if next.Is("foreach") {
			p.At += 2
			p.Push(p.loop("foreach", t.Start, p.foreachHeader))
			return true
		}
		if next.Is("using") {
			p.Next()
			p.Push(p.usingStatement(t.Start))
			return true
		}
	case "default", "this", "base", "new", "typeof", "sizeof", "delegate", "stackalloc":
		if t.Text != "new" && t.Text != "delegate" || !p.modifierAhead() && !p.typeKeywordAhead() {
			return false
		}
	}
	if next.Is(":") && isName(t) && !p.IsMetavariable() {
		p.At += 2
		p.Push(p.labelled(t))
		return true
	}
	return p.declared()
}

// declared reads a local function with modifiers, or a type.
func (p *parser) declared() bool {
	if p.declarationAhead() {
		p.declaration("")
		return true
	}
	return false
}

func (p *parser) labelled(t syntax.Token) *syntax.Node {
	mark := p.Mark()
	p.Push(p.Empty(syntax.Name, plain(t.Text), t.Start, t.End))
	if !p.Done() {
		p.statement()
	}
	return p.Close(syntax.Other, "label", t.Start, mark)
}

// metaStatement reads $...ARGS that stands for statements.
func (p *parser) metaStatement() bool {
	next := p.Peek(1)
	if next.Is(".") || next.Is("(") {
		return false
	}
	p.Push(p.Ellipsis())
	p.Accept(";")
	return true
}

// leave reads the value of return, throw or goto.
func (p *parser) leave(kind syntax.Kind, text string, start int) *syntax.Node {
	if p.Done() || p.Is(";") || p.Is("default") && p.Peek(1).Is(";") && kind == syntax.Jump {
		p.Accept("default")
		return p.Node(kind, text, start)
	}
	if p.Pattern() && p.Peek(0).Newline {
		return p.Node(kind, text, start)
	}
	return p.Node(kind, text, start, p.expression())
}
