package php

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// statements pushes statements up to the end of the region.
func (p *parser) statements() {
	for !p.Done() {
		p.guarded()
	}
}

// guarded reads a statement, and skips what it did not read.
func (p *parser) guarded() {
	before := p.At
	p.statement()
	if p.At == before {
		p.Push(p.GapStatement())
	}
}

// until pushes statements up to one of the words, which end the alternative
// syntax, and moves behind "endif;" and its like.
func (p *parser) until(words ...string) {
	for !p.Done() {
		for _, w := range words {
			if p.isWord(w) {
				return
			}
		}
		p.guarded()
	}
}

func (p *parser) block() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapStatement()
	}
	r := p.Enter()
	p.statements()
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

// body reads a block, a statement, or ": … endword;".
func (p *parser) body(words ...string) *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	switch {
	case p.Is("{"):
		return p.block()
	case p.Accept(":"):
		p.until(words...)
		n := p.Close(syntax.Block, "", start, mark)
		if len(words) == 1 || strings.HasPrefix(strings.ToLower(p.Peek(0).Text), "end") {
			p.Next()
			p.Accept(";")
		}
		return n
	case p.Accept(";"):
	default:
		p.guarded()
	}
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) statement() {
	t, mark := p.Peek(0), p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.GapStatement())
		return
	}
	switch {
	case t.Is(";"):
		p.Next()
		return
	case t.Is("{"):
		p.Push(p.block())
		return
	case p.isAnnotation():
		p.annotations()
		p.declared(t.Start, mark)
		return
	case t.Kind == syntax.NameToken && t.Text[0] != '$' && len(t.Text) < 13 && p.keyword(t, strings.ToLower(t.Text)):
		return
	case isName(t) && p.Peek(1).Is(":") && !p.Pattern() && !p.Peek(2).Is(":"): // a label
		p.At += 2
		return
	}
	p.Push(p.expression())
	p.end()
}

// end reads the end of a statement; what stands before it is a gap. A pattern may
// leave it out.
func (p *parser) end() {
	if p.Accept(";") || p.Done() || p.Pattern() && (p.Peek(0).Newline || p.Peek(0).Is("...")) {
		return
	}
	p.Push(p.GapStatement())
}

// keyword reads the statement that a word begins; false when it begins none.
func (p *parser) keyword(t syntax.Token, word string) bool {
	next := p.Peek(1)
	if next.Is("::") || next.Is("->") || next.Is("=") {
		return false
	}
	switch word {
	case "if":
		p.Push(p.conditional())
	case "while", "for", "foreach", "do":
		p.Push(p.loop(word))
	case "switch":
		p.Push(p.choose())
	case "try":
		p.Push(p.try())
	case "return":
		p.Push(p.leave(syntax.Return, ""))
	case "throw":
		p.Push(p.leave(syntax.Throw, ""))
	case "break", "continue", "goto":
		p.Push(p.Leaf(syntax.Jump, word))
		if !p.Is(";") && !p.Done() && !p.Peek(0).Newline {
			p.Next()
		}
		p.end()
	case "echo":
		mark := p.Mark()
		p.Push(p.Leaf(syntax.Name, word))
		p.list()
		p.Push(p.Close(syntax.Call, "", t.Start, mark))
		p.end()
	case "namespace":
		p.namespace()
	case "use":
		p.use()
	case "declare":
		p.Next()
		if p.Is("(") {
			mark := p.Mark()
			p.Elements(p.expression)
			p.Take(mark)
		}
		if p.Is("{") {
			p.Push(p.block())
		} else {
			p.end()
		}
	case "global", "static":
		if !isVariable(next) {
			return false
		}
		p.variables(word)
	case "const":
		p.variables(word)
	case "function":
		if !isName(next) && !p.isMeta(next) && !(next.Is("&") && isName(p.Peek(2))) {
			return false
		}
		p.declared(t.Start, p.Mark())
	case "abstract", "final", "class", "interface", "trait", "enum", "readonly", "public", "private", "protected", "var":
		if word == "enum" && !isName(next) || word == "readonly" && next.Is("(") {
			return false
		}
		p.declared(t.Start, p.Mark())
	case "catch":
		if !p.Pattern() {
			return false
		}
		p.Push(p.caught())
	case "case", "default":
		if !p.Pattern() {
			return false
		}
		p.Push(p.option())
	default:
		return false
	}
	return true
}

// list pushes expressions with commas between them.
func (p *parser) list() {
	for {
		p.Push(p.expression())
		if !p.Accept(",") {
			return
		}
	}
}

func (p *parser) leave(kind syntax.Kind, text string) *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if !p.Is(";") && !p.Done() {
		p.Push(p.expression())
	}
	n := p.Close(kind, text, start, mark)
	mark = p.Mark()
	p.end()
	if p.Pushed(mark) > 0 { // a gap stands behind
		gap := p.Take(mark)
		p.Push(n)
		p.Push(gap[:len(gap)-1]...)
		return gap[len(gap)-1]
	}
	return n
}

// condition reads "( expression )".
func (p *parser) condition() *syntax.Node {
	if !p.Is("(") {
		return p.GapTo(p.At)
	}
	mark, start := p.Mark(), p.Peek(0).Start
	p.Elements(p.expression)
	if p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.Close(syntax.Other, "condition", start, mark)
}

func (p *parser) conditional() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapStatement()
	}
	p.Push(p.condition())
	alternative := p.Is(":")
	if alternative {
		at, inner := p.Next().Start, p.Mark()
		p.until("elseif", "else", "endif")
		p.Push(p.Close(syntax.Block, "", at, inner))
	} else if !p.Done() {
		p.Push(p.body())
	}
	switch {
	case p.isWord("elseif"), p.isWord("else") && isWord(p.Peek(1), "if"):
		if p.isWord("else") {
			p.Next()
		}
		p.Push(p.conditional())
	case p.isWord("else"):
		p.Next()
		if alternative {
			p.Push(p.body("endif"))
		} else {
			p.Push(p.body())
		}
	case alternative && p.acceptWord("endif"):
		p.Accept(";")
	}
	return p.Close(syntax.If, "", start, mark)
}

func (p *parser) loop(word string) *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	switch word {
	case "do":
		body := p.body()
		if p.acceptWord("while") {
			p.Push(p.condition())
		}
		p.Push(body)
		n := p.Close(syntax.Loop, word, start, mark)
		p.Accept(";")
		return n
	case "while":
		p.Push(p.condition())
	case "for":
		p.counted()
	case "foreach":
		p.each()
	}
	p.Push(p.body("end" + word))
	return p.Close(syntax.Loop, word, start, mark)
}

// counted reads "(a; b; c)".
func (p *parser) counted() {
	if !p.Is("(") {
		p.Push(p.GapTo(p.At))
		return
	}
	r := p.Enter()
	for !p.Done() {
		before := p.At
		if !p.Accept(";") && !p.Accept(",") {
			p.Push(p.expression())
		}
		if p.At == before {
			break
		}
	}
	p.Leave(r)
}

// each reads "(list as key => value)".
func (p *parser) each() {
	if !p.Is("(") {
		p.Push(p.GapTo(p.At))
		return
	}
	r := p.Enter()
	start := p.Peek(0).Start
	list := p.expression()
	var target *syntax.Node
	if p.acceptWord("as") {
		target = p.expression()
		if p.Accept("=>") {
			target = p.Node(syntax.List, "(", target.Start, target, p.expression())
		}
	}
	text := ""
	if target != nil && (target.Kind == syntax.Name || target.Kind == syntax.Metavariable) {
		text = target.Text
	}
	p.Push(p.Node(syntax.Variable, text, start, target, list))
	p.Leave(r)
}

func (p *parser) choose() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.condition())
	switch {
	case p.Is("{"):
		r := p.Enter()
		p.options()
		p.Leave(r)
	case p.Accept(":"):
		p.options()
		p.acceptWord("endswitch")
		p.Accept(";")
	}
	return p.Close(syntax.Switch, "", start, mark)
}

func (p *parser) options() {
	for !p.Done() && !p.isWord("endswitch") {
		before := p.At
		switch {
		case p.isEllipsis():
			p.Push(p.primary())
		case p.isWord("case"), p.isWord("default"):
			p.Push(p.option())
		case p.Accept(";"):
		}
		if p.At == before {
			p.Push(p.GapStatement())
			if p.At == before {
				return
			}
		}
	}
}

func (p *parser) option() *syntax.Node {
	t, mark := p.Next(), p.Mark()
	if isWord(t, "case") {
		p.Push(p.expression())
	}
	if !p.Accept(":") {
		p.Accept(";")
	}
	at, inner := p.Peek(0).Start, p.Mark()
	p.until("case", "default", "endswitch")
	p.Push(p.Close(syntax.Block, "", at, inner))
	return p.Close(syntax.Case, "", t.Start, mark)
}

func (p *parser) try() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.body())
	for p.isWord("catch") {
		p.Push(p.caught())
	}
	if p.isWord("finally") {
		at := p.Next().Start
		p.Push(p.Node(syntax.Finally, "", at, p.body()))
	}
	return p.Close(syntax.Try, "", start, mark)
}

func (p *parser) caught() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if p.Is("(") {
		p.Elements(p.parameter)
	}
	p.Push(p.body())
	return p.Close(syntax.Catch, "", start, mark)
}
