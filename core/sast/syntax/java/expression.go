package java

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// expression reads an expression, assignments included.
func (p *parser) expression() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start := p.Peek(0).Start
	if p.lambdaAhead() {
		return p.lambda()
	}
	left := p.conditional()
	if op, width := p.Assignment(); width > 0 {
		p.At += width
		right := p.expression()
		return p.Node(syntax.Assign, op, start, left, right)
	}
	return left
}

func (p *parser) conditional() *syntax.Node {
	start := p.Peek(0).Start
	condition := p.binary(cfamily.OrLevel)
	if !p.Is("?") {
		return condition
	}
	return p.Branches(start, condition, p.expression)
}

// binary climbs over the operators of at least a level.
func (p *parser) binary(least int) *syntax.Node {
	start := p.Peek(0).Start
	left := p.unary()
	for chain := 0; ; chain++ {
		if chain > cfamily.MaxChain {
			return p.GapInside()
		}
		if p.Is("instanceof") && least <= cfamily.RelationLevel {
			p.Next()
			left = p.Node(syntax.Binary, "instanceof", start, left, p.pattern(true))
			continue
		}
		op, level, width := p.Operator()
		if level == cfamily.NoLevel || level < least {
			return left
		}
		p.At += width
		left = p.Node(syntax.Binary, op, start, left, p.binary(level+1))
	}
}

func (p *parser) unary() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	t := p.Peek(0)
	if t.Kind == syntax.PunctuationToken {
		switch t.Text {
		case "!", "~", "+", "-", "++", "--":
			p.Next()
			return p.Node(syntax.Unary, t.Text, t.Start, p.unary())
		case "(":
			if end := p.castEnd(); end > 0 {
				return p.cast(end)
			}
		}
	}
	if t.Is("switch") {
		return p.primaryOf(t.Start, p.switchOf())
	}
	return p.primary()
}

// castEnd is the index of the ")" of a cast at the cursor, or -1.
func (p *parser) castEnd() int {
	closing := p.Matching(p.At)
	if closing < 0 {
		return -1
	}
	end := p.typeEnd(p.At + 1)
	for end > 0 && end < closing && p.TokenAt(end).Is("&") {
		end = p.typeEnd(end + 1)
	}
	if end != closing {
		return -1
	}
	next := p.TokenAt(closing + 1)
	if first := p.Peek(1); predefined(first.Text) && end == p.At+2 {
		if p.beginsOperand(next) || next.Is("-") || next.Is("+") || next.Is("++") || next.Is("--") {
			return closing
		}
		return -1
	}
	if p.beginsOperand(next) {
		return closing
	}
	return -1
}

// beginsOperand says whether a token begins an operand and is no operator.
func (p *parser) beginsOperand(t syntax.Token) bool {
	switch t.Kind {
	case syntax.NameToken:
		return !t.Is("instanceof")
	case syntax.NumberToken, syntax.StringToken:
		return true
	}
	return t.Is("(") || t.Is("!") || t.Is("~") || t.Is("<...")
}

func (p *parser) cast(closing int) *syntax.Node {
	start := p.Next().Start
	from := p.At
	kind := p.typeTo(closing)
	if name := p.typeText(from, closing); kind.Text != name {
		kind.Text = name
	}
	p.At = closing + 1
	if p.lambdaAhead() {
		return p.Node(syntax.Cast, "", start, kind, p.lambda())
	}
	return p.Node(syntax.Cast, "", start, kind, p.unary())
}

// lambdaAhead says whether a lambda begins at the cursor.
func (p *parser) lambdaAhead() bool {
	if p.ArrowEnds {
		return false
	}
	t := p.Peek(0)
	if t.Kind == syntax.NameToken {
		return p.Peek(1).Is("->") && isName(t)
	}
	return t.Is("(") && p.Behind(0).Is("->")
}

func (p *parser) lambda() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	switch {
	case p.IsEllipsis():
		p.Push(p.Ellipsis())
	case p.Is("("):
		p.Elements(p.parameter)
	default:
		p.Push(p.Leaf(syntax.Parameter, p.Peek(0).Text))
	}
	p.Accept("->")
	p.Push(p.lambdaBody())
	return p.Close(syntax.Lambda, "", start, mark)
}

// lambdaBody reads a block, or an expression as Block(Return(expression)).
func (p *parser) lambdaBody() *syntax.Node {
	if p.Is("{") {
		return p.block()
	}
	start := p.Peek(0).Start
	if p.IsEllipsis() {
		return p.Node(syntax.Block, "", start, p.Ellipsis())
	}
	return p.Node(syntax.Block, "", start, p.Node(syntax.Return, "", start, p.expression()))
}
