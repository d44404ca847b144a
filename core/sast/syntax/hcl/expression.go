package hcl

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

func (p *parser) expression() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapInLine()
	}
	condition := p.binary(cfamily.OrLevel)
	if !p.Is("?") || p.ends() {
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
		text, level, width := p.Operator()
		if level < lowest || level == cfamily.NoLevel || p.ends() {
			return left
		}
		if links > cfamily.MaxChain {
			return p.Node(syntax.Other, "chain", left.Start, left, p.GapInLine())
		}
		p.At += width
		left = p.Node(syntax.Binary, text, left.Start, left, p.binary(level+1))
	}
}

func (p *parser) unary() *syntax.Node {
	t := p.Peek(0)
	if !t.Is("!") && !t.Is("-") {
		return p.postfix(p.primary())
	}
	defer p.Shallower()
	if !p.Deeper() {
		return p.GapInLine()
	}
	p.Next()
	return p.Node(syntax.Unary, t.Text, t.Start, p.unary())
}

func (p *parser) postfix(n *syntax.Node) *syntax.Node {
	for links := 0; !p.ends(); links++ {
		if links > cfamily.MaxChain {
			return p.Node(syntax.Other, "chain", n.Start, n, p.GapInLine())
		}
		mark := p.Mark()
		switch {
		case p.Is("."):
			p.Next()
			n = p.member(n)
		case p.Is("[") && p.Peek(1).Is("*") && p.Peek(2).Is("]"):
			p.At += 3
			n = p.Node(syntax.Member, "*", n.Start, n)
		case p.Is("["):
			p.Push(n)
			p.brackets(p.expression)
			n = p.Close(syntax.Index, "", n.Start, mark)
		case p.Is("(") && (n.Kind == syntax.Name || n.Kind == syntax.Member || n.Kind == syntax.Metavariable):
			p.Push(n)
			p.brackets(p.argument)
			n = p.Close(syntax.Call, "", n.Start, mark)
		case p.Is("::"): // provider::name::function
			p.Next()
			n = p.member(n)
		case p.Peek(0).Kind == syntax.NumberToken && p.Source[p.Peek(0).Start] == '.': // a.0
			t := p.Next()
			n = p.Node(syntax.Index, "", n.Start, n, p.Empty(syntax.Number, t.Text[1:], t.Start+1, t.End))
		default:
			return n
		}
	}
	return n
}

func (p *parser) member(object *syntax.Node) *syntax.Node {
	t := p.Peek(0)
	switch {
	case p.IsEllipsis():
		p.Next()
		return p.Node(syntax.Ellipsis, "", object.Start, object)
	case t.Kind == syntax.NameToken || t.Is("*"):
		p.Next()
		return p.Node(syntax.Member, t.Text, object.Start, object)
	}
	return p.Node(syntax.Member, "", object.Start, object, p.GapTo(p.At))
}

// brackets reads what round or square brackets hold.
func (p *parser) brackets(read func() *syntax.Node) {
	inline := p.inline
	p.inline = true
	p.Elements(read)
	p.inline = inline
}

// argument reads an argument, which "..." behind it expands.
func (p *parser) argument() *syntax.Node {
	n := p.expression()
	if n.Kind != syntax.Ellipsis && p.Accept("...") {
		return p.Node(syntax.Spread, "...", n.Start, n)
	}
	return n
}

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
		switch {
		case p.IsEllipsis():
			return p.Ellipsis()
		case t.Text == "true" || t.Text == "false" || t.Text == "null":
			return p.Leaf(syntax.Literal, t.Text)
		}
		return p.name()
	}
	return p.bracket(t)
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
	case t.Is("("):
		p.brackets(p.expression)
		if p.Pushed(mark) == 1 {
			return p.Take(mark)[0]
		}
		return p.Close(syntax.List, "(", t.Start, mark)
	case (t.Is("[") || t.Is("{")) && p.Peek(1).Is("for"):
		return p.loop()
	case t.Is("["):
		p.brackets(p.expression)
		return p.Close(syntax.List, "[", t.Start, mark)
	case t.Is("{"):
		p.entries()
		return p.Close(syntax.Object, "", t.Start, mark)
	}
	return p.GapInLine()
}

// entries pushes "key = value" and "key : value" of an object.
func (p *parser) entries() {
	inline := p.inline
	p.inline = false
	r := p.Enter()
	for !p.Done() {
		before := p.At
		if p.Accept(",") {
			continue
		}
		p.entry()
		if p.At == before || !p.Done() && !p.Is(",") && !p.Peek(0).Newline && !p.Pattern() {
			p.Push(p.GapLine())
		}
	}
	p.Leave(r)
	p.inline = inline
}

func (p *parser) entry() {
	if p.IsEllipsis() {
		p.Push(p.Ellipsis())
		return
	}
	key := p.expression()
	if key.Kind == syntax.Name && p.Source[key.Start] != '(' {
		key.Kind = syntax.String
	}
	if !p.Accept("=") && !p.Accept(":") {
		p.Push(key)
		return
	}
	p.Push(p.Node(syntax.Pair, "", key.Start, key, p.expression()))
}

// loop reads "[for k, v in list : value if condition]", with "key => value..." in
// curly brackets.
func (p *parser) loop() *syntax.Node {
	start, mark, inline := p.Peek(0).Start, p.Mark(), p.inline
	p.inline = true
	r := p.Enter()
	p.Next()
	at := p.Peek(0).Start
	target := p.primary()
	if p.Accept(",") {
		target = p.Node(syntax.List, "(", at, target, p.primary())
	}
	var list *syntax.Node
	if p.Accept("in") {
		list = p.expression()
	}
	text := ""
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		text = target.Text
	}
	p.Push(p.Node(syntax.Variable, text, at, target, list))
	p.Accept(":")
	at = p.Peek(0).Start
	value := p.expression()
	if p.Accept("=>") {
		value = p.Node(syntax.Pair, "", at, value, p.argument())
	}
	if p.Accept("if") {
		condition := p.expression()
		value = p.Node(syntax.If, "", at, condition, p.wrapped(value))
	}
	p.Push(p.Node(syntax.Block, "", at, value))
	p.Leave(r)
	p.inline = inline
	return p.Close(syntax.Loop, "foreach", start, mark)
}

// wrapped wraps a node in a block of its own extent.
func (p *parser) wrapped(n *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(n)
	return p.Builder.Close(syntax.Block, "", n.Start, n.End, mark)
}
