package bicep

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// member pushes "key: value" of an object, an assignment, a nested resource, a
// spread, or in a pattern a lone expression.
func (p *parser) member() {
	start, mark := p.Peek(0).Start, p.Mark()
	switch {
	case (p.Is("resource") || p.Is("module")) && p.declares():
		p.Push(p.resource())
		return
	case p.Is("...") && p.spreads():
		p.Next()
		p.Push(p.expression())
		p.Push(p.Close(syntax.Spread, "...", start, mark))
		return
	case p.IsEllipsis():
		p.Push(p.Ellipsis())
		return
	}
	key := p.expression()
	switch {
	case p.Is(":") && !p.Peek(0).Newline:
		p.Next()
		if key.Kind == syntax.Name {
			key.Kind = syntax.String
		}
		p.Push(p.Node(syntax.Pair, "", start, key, p.expression()))
	case p.Is("="):
		p.Next()
		p.Push(p.Node(syntax.Assign, "=", start, key, p.expression()))
	default:
		p.Push(key)
	}
}

// spreads says whether "..." has an operand; in a pattern it is an ellipsis
// unless a name follows at once.
func (p *parser) spreads() bool {
	next := p.Peek(1)
	return !p.Pattern() || !next.Newline && next.Start == p.Peek(0).End && next.Kind == syntax.NameToken
}

func (p *parser) expression() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInLine()
	}
	defer p.Shallower()
	condition := p.binary(cfamily.CoalesceLevel)
	if !p.Is("?") {
		return condition
	}
	p.Next()
	then := p.expression()
	if !p.Accept(":") {
		return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.GapTo(p.At))
	}
	return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.expression())
}

func (p *parser) binary(lowest int) *syntax.Node {
	left := p.unary()
	for links := 0; ; links++ {
		text, level, width := p.operator()
		if level < lowest || level == cfamily.NoLevel || p.Peek(0).Newline && text == "-" {
			return left
		}
		if links > cfamily.MaxChain {
			return p.Node(syntax.Binary, text, left.Start, left, p.GapInLine())
		}
		p.At += width
		left = p.Node(syntax.Binary, text, left.Start, left, p.binary(level+1))
	}
}

// operator knows "=~" and "!~" beside those of the family.
func (p *parser) operator() (text string, level, width int) {
	if t := p.Peek(0); (t.Is("=") || t.Is("!")) && p.Peek(1).Is("~") && p.Peek(1).Start == t.End {
		return t.Text + "~", cfamily.EqualityLevel, 2
	}
	return p.Operator()
}

func (p *parser) unary() *syntax.Node {
	t := p.Peek(0)
	if t.Is("!") || t.Is("-") || t.Is("+") {
		if !p.Deeper() {
			p.Shallower()
			return p.GapInLine()
		}
		defer p.Shallower()
		p.Next()
		return p.Node(syntax.Unary, t.Text, t.Start, p.unary())
	}
	return p.postfix(p.primary())
}

func (p *parser) postfix(n *syntax.Node) *syntax.Node {
	for links := 0; ; links++ {
		t := p.Peek(0)
		if links > cfamily.MaxChain && (t.Is(".") || t.Is("[") || t.Is("!") || t.Is("::") || t.Is("(")) {
			return p.Node(syntax.Other, "chain", n.Start, n, p.GapInLine())
		}
		switch {
		case t.Is("."), t.Is("::"), t.Is("?."):
			p.Next()
			p.Accept("?")
			n = p.memberOf(n)
		case t.Newline:
			return n
		case t.Is("["):
			mark := p.Mark()
			p.Push(n)
			p.Elements(p.index)
			n = p.Close(syntax.Index, "", n.Start, mark)
		case t.Is("("):
			mark := p.Mark()
			p.Push(n)
			p.Elements(p.argument)
			n = p.Close(syntax.Call, "", n.Start, mark)
		case t.Is("!") && !p.Peek(1).Is("~"):
			p.Next()
		default:
			return n
		}
	}
}

func (p *parser) index() *syntax.Node {
	p.Accept("?")
	return p.expression()
}

func (p *parser) memberOf(object *syntax.Node) *syntax.Node {
	t := p.Peek(0)
	switch {
	case p.IsEllipsis():
		p.Next()
		return p.Node(syntax.Ellipsis, "", object.Start, object)
	case t.Kind == syntax.NameToken:
		p.Next()
		return p.Node(syntax.Member, t.Text, object.Start, object)
	}
	return p.Node(syntax.Member, "", object.Start, object, p.GapTo(p.At))
}

func (p *parser) argument() *syntax.Node { return p.expression() }

func (p *parser) primary() *syntax.Node {
	t := p.Peek(0)
	switch t.Kind {
	case syntax.StringToken:
		return p.Leaf(syntax.String, t.Text)
	case syntax.TemplateToken:
		return p.template()
	case syntax.NumberToken:
		return p.Leaf(syntax.Number, t.Text)
	case syntax.NameToken:
		return p.word(t)
	case syntax.PunctuationToken:
		return p.bracket(t)
	}
	return p.GapInLine()
}

func (p *parser) word(t syntax.Token) *syntax.Node {
	switch {
	case p.IsEllipsis():
		return p.Ellipsis()
	case p.Peek(1).Is("=>"):
		mark := p.Mark()
		p.Push(p.Leaf(syntax.Parameter, t.Text))
		return p.lambda(t.Start, mark)
	case t.Text == "true" || t.Text == "false" || t.Text == "null":
		return p.Leaf(syntax.Literal, t.Text)
	}
	return p.name()
}

// lambda reads "=> expression" behind the parameters above the mark.
func (p *parser) lambda(start, mark int) *syntax.Node {
	p.Accept("=>")
	at := p.Peek(0).Start
	p.Push(p.block(at, p.Node(syntax.Return, "", at, p.expression())))
	return p.Close(syntax.Lambda, "", start, mark)
}

func (p *parser) bracket(t syntax.Token) *syntax.Node {
	mark := p.Mark()
	switch {
	case p.IsEllipsis():
		return p.Ellipsis()
	case t.Is("<...") && p.Pattern():
		p.Next()
		p.Push(p.expression())
		p.Accept("...>")
		return p.Close(syntax.DeepEllipsis, "", t.Start, mark)
	case t.Is("(") && p.Behind(0).Is("=>"):
		p.Elements(p.parameter)
		return p.lambda(t.Start, mark)
	case t.Is("("):
		p.Elements(p.expression)
		if p.Pushed(mark) == 1 {
			return p.Take(mark)[0]
		}
		return p.Close(syntax.List, "(", t.Start, mark)
	case t.Is("[") && p.Peek(1).Is("for"):
		return p.loop(t.Start, p.expression)
	case t.Is("["):
		p.lines(func() { p.Push(p.element()) })
		return p.Close(syntax.List, "[", t.Start, mark)
	case t.Is("{"):
		p.lines(p.member)
		return p.Close(syntax.Object, "", t.Start, mark)
	}
	return p.GapInLine()
}

func (p *parser) element() *syntax.Node {
	if t := p.Peek(0); p.Is("...") && p.spreads() {
		p.Next()
		return p.Node(syntax.Spread, "...", t.Start, p.expression())
	}
	return p.expression()
}

// lines reads what brackets hold, separated by line breaks or commas.
func (p *parser) lines(read func()) {
	r := p.Enter()
	for !p.Done() {
		before := p.At
		if p.Accept(",") {
			continue
		}
		read()
		if p.At == before || !p.Done() && !p.Is(",") && !p.Peek(0).Newline && !p.Pattern() {
			p.Push(p.GapLine())
		}
	}
	p.Leave(r)
}

// loop reads "[for x in y: z]", "[for (x, i) in y: if (c) z]".
func (p *parser) loop(start int, read func() *syntax.Node) *syntax.Node {
	mark := p.Mark()
	r := p.Enter()
	p.Next()
	at := p.Peek(0).Start
	target := p.primary()
	var list *syntax.Node
	if p.Accept("in") {
		list = p.expression()
	}
	p.Push(p.Node(syntax.Variable, plainText(target), at, target, list))
	p.Accept(":")
	p.Push(p.block(p.Peek(0).Start, p.filtered(read)))
	p.Leave(r)
	return p.Close(syntax.Loop, "foreach", start, mark)
}

func plainText(target *syntax.Node) string {
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		return target.Text
	}
	return ""
}

func (p *parser) filtered(read func() *syntax.Node) *syntax.Node {
	if !p.Is("if") || !p.Peek(1).Is("(") {
		return read()
	}
	start := p.Next().Start
	condition := p.primary()
	return p.Node(syntax.If, "", start, condition, p.block(p.Peek(0).Start, read()))
}
