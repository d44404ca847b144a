package csharp

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// primary reads an operand and what is attached to it.
func (p *parser) primary() *syntax.Node {
	start := p.Peek(0).Start
	n := p.operand()
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
	case ".", "?.", "->", "::":
		return p.memberAccess(start, n)
	case "...":
		if p.Pattern() && p.Peek(1).Is(".") {
			p.Next()
			return p.Node(syntax.Ellipsis, "", start, n)
		}
	case "(":
		return p.call(start, n)
	case "[":
		return p.index(start, n)
	case "?":
		switch next := p.Peek(1); {
		case next.Is("[") && next.Start == t.End:
			p.Next()
			return p.index(start, n)
		case next.Is("."): // a line break between "?" and "."
			p.Next()
			return p.memberAccess(start, n)
		}
	case "++", "--":
		p.Next()
		return p.Node(syntax.Unary, t.Text, start, n)
	case "!":
		p.Next()
		return n
	}
	return nil
}

func (p *parser) memberAccess(start int, object *syntax.Node) *syntax.Node {
	p.Next()
	t := p.Peek(0)
	switch {
	case p.Pattern() && t.Is("..."):
		p.Next()
		return p.Node(syntax.Ellipsis, "", start, object)
	case t.Is("["): // a?.[0] does not exist, but costs nothing
		return p.index(start, object)
	case t.Kind != syntax.NameToken:
		return p.Node(syntax.Member, "", start, object, p.GapTo(p.At))
	}
	p.Next()
	p.genericArguments()
	return p.Node(syntax.Member, plain(t.Text), start, object)
}

// genericArguments drops <A, B> behind a name when what follows says that
// they are type arguments (C# specification, 6.2.5).
func (p *parser) genericArguments() {
	if !p.Is("<") {
		return
	}
	end := p.argumentsEnd(p.At)
	if end < 0 {
		return
	}
	t := p.TokenAt(end)
	switch t.Kind {
	case syntax.EndToken:
		p.At = end
	case syntax.PunctuationToken:
		switch t.Text {
		case "(", ")", "]", "}", ":", ";", ",", ".", "?.", "?", "==", "!=", "|", "^", "&&", "||", "&", "[", ">", "::", "??", "=", "=>", "{", "!":
			p.At = end
		}
	case syntax.NameToken:
		switch t.Text {
		case "is", "as", "and", "or", "when":
			p.At = end
		}
	}
}

func (p *parser) call(start int, callee *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(callee)
	p.Elements(p.argument)
	return p.Close(syntax.Call, "", start, mark)
}

func (p *parser) index(start int, object *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(object)
	p.Elements(p.argument)
	return p.Close(syntax.Index, "", start, mark)
}

// argument reads an argument, perhaps with a name.
func (p *parser) argument() *syntax.Node {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken && p.Peek(1).Is(":") && (isName(t) || p.IsMetavariable()) {
		p.At += 2
		return p.Node(syntax.Argument, plain(t.Text), t.Start, p.expression())
	}
	return p.expression()
}

func (p *parser) operand() *syntax.Node {
	t := p.Peek(0)
	switch t.Kind {
	case syntax.NumberToken:
		return p.Leaf(syntax.Number, t.Text)
	case syntax.StringToken:
		return p.Leaf(syntax.String, t.Text)
	case syntax.TemplateToken:
		return p.template()
	case syntax.NameToken:
		return p.word(t)
	case syntax.PunctuationToken:
		switch t.Text {
		case "(":
			return p.parenthesis()
		case "[":
			return p.collection()
		case "...":
			if p.Pattern() {
				return p.Ellipsis()
			}
		case "<...":
			return p.deepEllipsis()
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
	if p.IsMetavariable() {
		n := p.Leaf(syntax.Metavariable, t.Text)
		p.genericArguments()
		return n
	}
	switch t.Text {
	case "true", "false", "null":
		return p.Leaf(syntax.Literal, t.Text)
	case "this", "base":
		return p.Leaf(syntax.Name, t.Text)
	case "new":
		return p.creation()
	case "from": // behind await
		if p.queryAhead() {
			return p.query()
		}
	case "typeof", "sizeof":
		return p.typeOperator(syntax.Unary)
	case "default":
		return p.typeOperator(syntax.Other)
	case "checked", "unchecked":
		if p.Peek(1).Is("(") {
			p.Next()
			return p.Node(syntax.Unary, t.Text, t.Start, p.parenthesis())
		}
	case "stackalloc":
		return p.stackalloc()
	case "delegate":
		return p.anonymousMethod()
	case "static", "async":
		if p.Peek(1).Is("delegate") || p.Peek(2).Is("delegate") {
			return p.anonymousMethod()
		}
		if p.lambdaAhead() {
			return p.lambda()
		}
	case "var":
		if p.Peek(1).Is("(") && p.Behind(1).Is("=") {
			return p.designation()
		}
	}
	if reserved(t.Text) && !predefined(t.Text) {
		return p.GapInside()
	}
	n := p.Leaf(syntax.Name, plain(t.Text))
	p.genericArguments()
	return n
}

// typeOperator reads typeof(T), sizeof(T), default(T) and default.
func (p *parser) typeOperator(kind syntax.Kind) *syntax.Node {
	t := p.Next()
	mark := p.Mark()
	if p.Is("(") {
		r := p.Enter()
		if !p.Done() {
			p.Push(p.parseType())
		}
		p.Leave(r)
	}
	return p.Close(kind, t.Text, t.Start, mark)
}

// parenthesis reads (x), a tuple, or the typed metavariable of a pattern.
func (p *parser) parenthesis() *syntax.Node {
	start := p.Peek(0).Start
	if n := p.TypedMetavariable(p.typeEnd, p.typeTo); n != nil {
		return n
	}
	mark, at := p.Mark(), p.At
	p.Elements(p.tupleElement)
	if p.Pushed(mark) == 1 && p.Child(mark, 0).Kind != syntax.Argument && !p.TokenAt(p.At-2).Is(",") && p.At-at > 2 {
		return p.Take(mark)[0]
	}
	return p.Close(syntax.List, "(", start, mark)
}

// tupleElement reads an element of a tuple: a value or a declared variable.
func (p *parser) tupleElement() *syntax.Node {
	if end := p.typeEnd(p.At); end > 0 && isName(p.TokenAt(end)) && !p.TokenAt(end-1).Is("*") {
		if next := p.TokenAt(end + 1); next.Is(",") || next.Kind == syntax.EndToken && p.TokenAt(p.At-1).Is(",") {
			start := p.Peek(0).Start
			kind := p.typeTo(end)
			return p.variable(start, p.targetName(), kind)
		}
	}
	return p.argument()
}

// designation reads var (a, b).
func (p *parser) designation() *syntax.Node {
	start := p.Peek(0).Start
	kind := p.typeTo(p.At + 1)
	return p.variable(start, p.designatedList(), kind)
}

func (p *parser) designatedList() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start, mark := p.Peek(0).Start, p.Mark()
	p.Elements(func() *syntax.Node {
		switch {
		case p.Is("("):
			return p.designatedList()
		case p.IsEllipsis():
			return p.Ellipsis()
		case p.Peek(0).Kind == syntax.NameToken:
			return p.targetName()
		}
		return p.GapInside()
	})
	return p.Close(syntax.List, "(", start, mark)
}

// collection reads [a, ..b].
func (p *parser) collection() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	p.Elements(func() *syntax.Node {
		if t := p.Peek(0); t.Is("..") {
			p.Next()
			return p.Node(syntax.Spread, "...", t.Start, p.expression())
		}
		return p.expression()
	})
	return p.Close(syntax.List, "[", start, mark)
}
