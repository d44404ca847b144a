package php

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Levels of binary operators, the loosest first.
const (
	noLevel = iota
	wordOrLevel
	wordXorLevel
	wordAndLevel
	coalesceLevel
	orLevel
	andLevel
	bitOrLevel
	bitXorLevel
	bitAndLevel
	equalityLevel
	relationLevel
	joinLevel
	shiftLevel
	sumLevel
	productLevel
	instanceLevel
	powerLevel
)

// operator looks at the binary operator at the cursor: how the tree writes it,
// and its level.
func (p *parser) operator() (string, int) {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken {
		switch {
		case isWord(t, "or"):
			return "||", wordOrLevel
		case isWord(t, "xor"):
			return "xor", wordXorLevel
		case isWord(t, "and"):
			return "&&", wordAndLevel
		case isWord(t, "instanceof"):
			return "instanceof", instanceLevel
		}
		return "", noLevel
	}
	if t.Kind != syntax.PunctuationToken {
		return "", noLevel
	}
	switch t.Text {
	case "??":
		return t.Text, coalesceLevel
	case "||":
		return t.Text, orLevel
	case "&&":
		return t.Text, andLevel
	case "|":
		return t.Text, bitOrLevel
	case "^":
		return t.Text, bitXorLevel
	case "&":
		return t.Text, bitAndLevel
	case "==", "!=", "===", "!==", "<>", "<=>":
		return t.Text, equalityLevel
	case "<", ">", "<=", ">=":
		return t.Text, relationLevel
	case ".":
		return t.Text, joinLevel
	case "<<", ">>":
		return t.Text, shiftLevel
	case "+", "-":
		return t.Text, sumLevel
	case "*", "/", "%":
		return t.Text, productLevel
	case "**":
		return t.Text, powerLevel
	}
	return "", noLevel
}

func (p *parser) expression() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapInside()
	}
	return p.ternary(p.binary(wordOrLevel))
}

func (p *parser) ternary(condition *syntax.Node) *syntax.Node {
	for links := 0; p.Is("?"); links++ {
		if links > cfamily.MaxChain {
			return p.Node(syntax.Other, "chain", condition.Start, condition, p.GapInside())
		}
		p.Next()
		if p.Accept(":") {
			condition = p.Node(syntax.Binary, "?:", condition.Start, condition, p.binary(coalesceLevel))
			continue
		}
		then := p.expression()
		if !p.Accept(":") {
			return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.GapTo(p.At))
		}
		condition = p.Node(syntax.Conditional, "", condition.Start, condition, then, p.binary(coalesceLevel))
	}
	return condition
}

func (p *parser) binary(lowest int) *syntax.Node {
	left := p.unary()
	for links := 0; ; links++ {
		text, level := p.operator()
		if level < lowest || level == noLevel {
			return left
		}
		if links > cfamily.MaxChain {
			return p.Node(syntax.Other, "chain", left.Start, left, p.GapInside())
		}
		p.Next()
		if level == instanceLevel && isName(p.Peek(0)) && !p.Peek(1).Is("(") {
			left = p.Node(syntax.Binary, text, left.Start, left, p.typ())
			continue
		}
		next := level + 1
		if level == powerLevel || level == coalesceLevel {
			next = level
		}
		left = p.Node(syntax.Binary, text, left.Start, left, p.deeper(next))
	}
}

// deeper reads a right operand; those of "**" and "??" nest to the right.
func (p *parser) deeper(level int) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapInside()
	}
	return p.binary(level)
}

func (p *parser) unary() *syntax.Node {
	t := p.Peek(0)
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapInside()
	}
	if t.Kind == syntax.PunctuationToken {
		switch t.Text {
		case "!", "-", "+", "~", "@", "&", "++", "--":
			p.Next()
			return p.Node(syntax.Unary, t.Text, t.Start, p.unary())
		case "...":
			if !p.isEllipsis() {
				p.Next()
				return p.Node(syntax.Spread, "...", t.Start, p.expression())
			}
		case "(":
			if isCast(p.Peek(1)) && p.Peek(2).Is(")") {
				return p.cast()
			}
		}
	}
	if t.Kind == syntax.NameToken {
		if n := p.prefixed(t); n != nil {
			return n
		}
	}
	return p.assigned(p.postfix(p.primary()))
}

// prefixed reads what a keyword begins: clone, throw, yield, print, include.
func (p *parser) prefixed(t syntax.Token) *syntax.Node {
	if t.Text[0] == '$' || len(t.Text) > 12 {
		return nil
	}
	switch word := strings.ToLower(t.Text); word {
	case "clone", "throw", "await":
		p.Next()
		return p.Node(syntax.Unary, word, t.Start, p.expression())
	case "yield":
		p.Next()
		p.acceptWord("from")
		if p.endsExpression() {
			return p.Node(syntax.Unary, word, t.Start)
		}
		value := p.expression()
		if p.Accept("=>") {
			value = p.Node(syntax.Pair, "", value.Start, value, p.expression())
		}
		return p.Node(syntax.Unary, word, t.Start, value)
	case "print", "include", "include_once", "require", "require_once":
		if next := p.Peek(1); next.Is("::") || next.Is("->") {
			return nil
		}
		callee := p.Leaf(syntax.Name, word)
		return p.Node(syntax.Call, "", t.Start, callee, p.expression())
	case "new":
		return p.assigned(p.postfix(p.creation()))
	}
	return nil
}

func (p *parser) endsExpression() bool {
	return p.Done() || p.Is(";") || p.Is(")") || p.Is("]") || p.Is("}") || p.Is(",")
}

func isCast(t syntax.Token) bool {
	if t.Kind != syntax.NameToken {
		return false
	}
	switch strings.ToLower(t.Text) {
	case "int", "integer", "float", "double", "string", "bool", "boolean", "array", "object", "unset", "binary":
		return true
	}
	return false
}

func (p *parser) cast() *syntax.Node {
	start := p.Next().Start
	typ := p.Leaf(syntax.Type, strings.ToLower(p.Peek(0).Text))
	p.Next()
	return p.Node(syntax.Cast, "", start, typ, p.unary())
}

// assigned reads the assignment that may follow on what can be assigned.
func (p *parser) assigned(target *syntax.Node) *syntax.Node {
	t := p.Peek(0)
	if t.Kind != syntax.PunctuationToken {
		return target
	}
	switch t.Text {
	case "=", "+=", "-=", "*=", "/=", ".=", "%=", "&=", "|=", "^=", "<<=", ">>=", "??=", "**=":
		p.Next()
		return p.Node(syntax.Assign, t.Text, target.Start, target, p.ternary(p.binary(coalesceLevel)))
	}
	return target
}

func (p *parser) postfix(n *syntax.Node) *syntax.Node {
	for links := 0; ; links++ {
		t, mark := p.Peek(0), p.Mark()
		if t.Kind != syntax.PunctuationToken {
			return n
		}
		if links > cfamily.MaxChain {
			return p.Node(syntax.Other, "chain", n.Start, n, p.GapInside())
		}
		switch t.Text {
		case "->", "?->", "::":
			p.Next()
			n = p.member(n)
		case "[":
			p.Push(n)
			p.Elements(p.expression)
			n = p.Close(syntax.Index, "", n.Start, mark)
		case "(":
			p.Push(n)
			p.Elements(p.argument)
			n = p.Close(syntax.Call, "", n.Start, mark)
		case "++", "--":
			p.Next()
			return p.Node(syntax.Unary, t.Text, n.Start, n)
		default:
			return n
		}
	}
}

func (p *parser) member(object *syntax.Node) *syntax.Node {
	t := p.Peek(0)
	switch {
	case p.isEllipsis():
		p.Next()
		n := p.Node(syntax.Ellipsis, "", object.Start, object)
		return n
	case t.Kind == syntax.NameToken:
		p.Next()
		return p.Node(syntax.Member, t.Text, object.Start, object)
	case t.Is("{"):
		mark := p.Mark()
		p.Push(object)
		p.Elements(p.expression)
		return p.Close(syntax.Index, "", object.Start, mark)
	}
	return p.Node(syntax.Member, "", object.Start, object, p.GapTo(p.At))
}

// argument reads an argument, with its name or without.
func (p *parser) argument() *syntax.Node {
	t := p.Peek(0)
	if isName(t) && p.Peek(1).Is(":") && !p.Peek(2).Is(":") {
		p.At += 2
		return p.Node(syntax.Argument, t.Text, t.Start, p.expression())
	}
	if t.Is("...") && p.Peek(1).Kind == syntax.EndToken && !p.Pattern() { // f(...)
		p.Next()
		return p.Empty(syntax.Spread, "...", t.Start, t.End)
	}
	return p.expression()
}
