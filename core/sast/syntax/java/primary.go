package java

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// primary reads an operand and what is attached to it.
func (p *parser) primary() *syntax.Node {
	start := p.Peek(0).Start
	return p.primaryOf(start, p.operand())
}

func (p *parser) primaryOf(start int, n *syntax.Node) *syntax.Node {
	for chain := 0; ; chain++ {
		if chain > cfamily.MaxChain {
			return p.GapInside()
		}
		next := p.attached(start, n)
		if next == nil {
			return n
		}
		n = next
	}
}

// attached reads one member access, call, index or postfix operator.
func (p *parser) attached(start int, n *syntax.Node) *syntax.Node {
	t := p.Peek(0)
	if t.Kind != syntax.PunctuationToken {
		return nil
	}
	switch t.Text {
	case ".", "::":
		return p.memberAccess(start, n)
	case "...":
		if p.Pattern() && p.Peek(1).Is(".") {
			p.Next()
			return p.Node(syntax.Ellipsis, "", start, n)
		}
	case "(":
		mark := p.Mark()
		p.Push(n)
		p.Elements(p.expression)
		return p.Close(syntax.Call, "", start, mark)
	case "[":
		mark := p.Mark()
		p.Push(n)
		p.Elements(p.expression)
		return p.Close(syntax.Index, "", start, mark)
	case "++", "--":
		p.Next()
		return p.Node(syntax.Unary, t.Text, start, n)
	}
	return nil
}

func (p *parser) memberAccess(start int, object *syntax.Node) *syntax.Node {
	p.Next()
	if p.Is("<") { // List.<String>of()
		if end := p.argumentsEnd(p.At); end > 0 {
			p.At = end
		}
	}
	t := p.Peek(0)
	switch {
	case p.Pattern() && t.Is("..."):
		p.Next()
		return p.Node(syntax.Ellipsis, "", start, object)
	case t.Is("new") && !p.TokenAt(p.At-1).Is("::"):
		return p.Node(syntax.Other, "inner", start, object, p.creation())
	case t.Kind != syntax.NameToken:
		return p.Node(syntax.Member, "", start, object, p.GapTo(p.At))
	}
	p.Next()
	return p.Node(syntax.Member, t.Text, start, object)
}

func (p *parser) operand() *syntax.Node {
	t := p.Peek(0)
	switch t.Kind {
	case syntax.NumberToken:
		return p.Leaf(syntax.Number, t.Text)
	case syntax.StringToken:
		return p.Leaf(syntax.String, t.Text)
	case syntax.NameToken:
		return p.word(t)
	case syntax.PunctuationToken:
		switch t.Text {
		case "(":
			return p.parenthesis()
		case "{":
			return p.arrayInitializer() // an annotation's value
		case "@":
			return p.annotation()
		case "...":
			if p.Pattern() {
				return p.Ellipsis()
			}
		case "<...":
			return p.deepEllipsis()
		case "<": // <T>this(x), a generic constructor call
			if end := p.argumentsEnd(p.At); end > 0 && p.TokenAt(end).Kind == syntax.NameToken {
				p.At = end
				return p.operand()
			}
		}
	}
	return p.GapInside()
}

func (p *parser) deepEllipsis() *syntax.Node {
	start := p.Next().Start
	inner := p.expression()
	if !p.Accept("...>") {
		return p.Node(syntax.DeepEllipsis, "", start, inner, p.GapInside())
	}
	return p.Node(syntax.DeepEllipsis, "", start, inner)
}

// word reads an operand that begins with a name or keyword.
func (p *parser) word(t syntax.Token) *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	if n := p.typeReference(); n != nil {
		return n
	}
	if p.IsMetavariable() {
		return p.Leaf(syntax.Metavariable, t.Text)
	}
	switch t.Text {
	case "true", "false", "null":
		return p.Leaf(syntax.Literal, t.Text)
	case "this", "super":
		return p.Leaf(syntax.Name, t.Text)
	case "new":
		return p.creation()
	case "switch":
		return p.switchOf()
	}
	if reserved(t.Text) && !predefined(t.Text) {
		return p.GapInside()
	}
	return p.Leaf(syntax.Name, t.Text)
}

// typeReference reads the type of List<String>::new and int[].class.
func (p *parser) typeReference() *syntax.Node {
	t := p.Peek(0)
	if !predefined(t.Text) {
		next := p.Peek(1)
		if !next.Is("<") && !(next.Is("[") && p.Peek(2).Is("]")) && !next.Is(".") {
			return nil
		}
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		return nil
	}
	last := p.TokenAt(end - 1)
	if !predefined(t.Text) && !last.Is(">") && !last.Is("]") {
		return nil
	}
	if next := p.TokenAt(end); !next.Is("::") && !next.Is(".") {
		return nil
	}
	return p.typeTo(end)
}

// parenthesis reads (x), or the typed metavariable of a pattern.
func (p *parser) parenthesis() *syntax.Node {
	if n := p.TypedMetavariable(p.typeEnd, p.typeTo); n != nil {
		return n
	}
	r := p.Enter()
	n := p.expression()
	mark := p.Mark()
	start := n.Start
	p.Leave(r)
	if p.Pushed(mark) == 0 {
		return n
	}
	rest := p.Take(mark)
	p.Push(n)
	p.Push(rest...)
	return p.Close(syntax.List, "(", start, mark)
}

// creation reads what "new" begins.
func (p *parser) creation() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if p.Is("<") {
		if end := p.argumentsEnd(p.At); end > 0 {
			p.At = end
		}
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		p.Push(p.GapInside())
		return p.Close(syntax.New, "", start, mark)
	}
	name := p.typeNameWithoutArguments(p.At, end)
	array := p.TokenAt(end - 1).Is("]")
	kind := p.typeTo(end)
	p.Push(kind)
	for p.Is("[") || p.Is("@") {
		if p.Is("@") {
			p.At = max(p.At+1, p.annotationsEnd(p.At))
			continue
		}
		array = true
		p.Elements(p.expression)
		name += "[]"
		kind.Text += "[]"
	}
	switch {
	case array && p.Is("{"):
		p.Push(p.arrayInitializer())
	case !array && p.Is("("):
		p.Elements(p.expression)
		if p.Is("{") {
			p.Push(p.anonymousClass())
		}
	case !array:
		p.Push(p.GapInside())
	}
	return p.Close(syntax.New, name, start, mark)
}

func (p *parser) anonymousClass() *syntax.Node {
	start := p.Peek(0).Start
	return p.Node(syntax.Class, "", start, p.classBody())
}

// arrayInitializer reads { a, b } as a list.
func (p *parser) arrayInitializer() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start, mark := p.Peek(0).Start, p.Mark()
	p.Elements(p.initialValue)
	return p.Close(syntax.List, "[", start, mark)
}

func (p *parser) initialValue() *syntax.Node {
	if p.Is("{") {
		return p.arrayInitializer()
	}
	return p.expression()
}
