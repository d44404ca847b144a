package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// lambdaAhead says whether a lambda begins at the cursor.
func (p *parser) lambdaAhead() bool {
	if p.ArrowEnds {
		return false
	}
	t := p.Peek(0)
	if t.Kind == syntax.NameToken {
		if p.Peek(1).Is("=>") {
			return isName(t)
		}
		i := 0
		for (p.Peek(i).Is("async") || p.Peek(i).Is("static")) && !p.Peek(i+1).Is("=>") {
			i++
		}
		if i > 0 && (isName(p.Peek(i)) && p.Peek(i+1).Is("=>") || p.listAndArrow(p.At+i)) {
			return true
		}
		return p.returnTypeAhead(p.At + i)
	}
	if t.Is("[") {
		m := p.Matching(p.At)
		for p.TokenAt(m+1).Is("async") || p.TokenAt(m+1).Is("static") {
			m++
		}
		return m > 0 && (p.listAndArrow(m+1) || p.returnTypeAhead(m+1) && p.TokenAt(m+1).Kind == syntax.NameToken)
	}
	return p.listAndArrow(p.At) || t.Is("(") && p.returnTypeAhead(p.At)
}

func (p *parser) listAndArrow(at int) bool {
	if !p.TokenAt(at).Is("(") {
		return false
	}
	m := p.Matching(at)
	return m > 0 && p.TokenAt(m+1).Is("=>")
}

// returnTypeAhead recognises int (x) => x. In a ? (x) => x : y a question mark
// stands apart from the name; that of a nullable type does not.
func (p *parser) returnTypeAhead(at int) bool {
	end := p.typeEnd(at)
	if end <= at || !p.listAndArrow(end) {
		return false
	}
	mark := p.TokenAt(end - 1)
	return !mark.Is("?") || mark.Start == p.TokenAt(end-2).End
}

func (p *parser) lambda() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	inner := p.Mark()
	for p.Is("[") && !p.Behind(0).Is("=>") {
		before := p.At
		p.annotations()
		if p.At == before {
			break
		}
	}
	annotations := p.Take(inner)
	for (p.Is("async") || p.Is("static")) && !p.Peek(1).Is("=>") {
		p.Push(p.Leaf(syntax.Modifier, p.Peek(0).Text))
	}
	p.Push(annotations...)
	var kind *syntax.Node
	switch {
	case p.Peek(1).Is("=>"):
		p.Push(p.bareParameter())
	default:
		if !p.listAndArrow(p.At) {
			kind = p.parseType()
		}
		p.parameters()
	}
	p.Push(kind)
	p.Accept("=>")
	p.Push(p.lambdaBody())
	return p.Close(syntax.Lambda, "", start, mark)
}

func (p *parser) bareParameter() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	return p.Leaf(syntax.Parameter, plain(p.Peek(0).Text))
}

// lambdaBody reads a block, or an expression as Block(Return(expression)).
func (p *parser) lambdaBody() *syntax.Node {
	if p.Is("{") {
		return p.block()
	}
	return p.expressionBody()
}

func (p *parser) expressionBody() *syntax.Node {
	start := p.Peek(0).Start
	if p.IsEllipsis() {
		return p.Node(syntax.Block, "", start, p.Ellipsis())
	}
	value := p.expression()
	if value.Kind == syntax.Throw {
		return p.Node(syntax.Block, "", start, value)
	}
	return p.Node(syntax.Block, "", start, p.Node(syntax.Return, "", start, value))
}

// anonymousMethod reads async delegate (int x) { … }.
func (p *parser) anonymousMethod() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	for !p.Is("delegate") {
		p.Push(p.Leaf(syntax.Modifier, p.Peek(0).Text))
	}
	p.Next()
	if p.Is("(") {
		p.parameters()
	}
	if !p.Is("{") {
		p.Push(p.GapInside())
	} else {
		p.Push(p.block())
	}
	return p.Close(syntax.Lambda, "", start, mark)
}

// parameters pushes the parameters in the brackets at the cursor.
func (p *parser) parameters() {
	if !p.Is("(") && !p.Is("[") {
		p.Push(p.GapTo(p.At))
		return
	}
	p.Elements(p.parameter)
}

func (p *parser) parameter() *syntax.Node {
	if p.IsEllipsis() && (p.Peek(1).Is(",") || p.Peek(1).Kind == syntax.EndToken) {
		return p.Ellipsis()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	for p.Is("[") {
		before := p.At
		p.annotations()
		if p.At == before {
			break
		}
	}
	for parameterWord(p.Peek(0)) && p.Peek(1).Kind != syntax.EndToken && !p.Peek(1).Is(",") && !p.Peek(1).Is("=") {
		p.Next()
	}
	end := p.typeEnd(p.At)
	switch next := p.TokenAt(end); {
	case p.Is("__arglist"):
		return p.Leaf(syntax.Parameter, "__arglist")
	case end < 0:
		p.Take(mark)
		return p.GapInside()
	case next.Kind == syntax.NameToken && !reserved(next.Text):
		p.Push(p.typeTo(end))
	case end != p.At+1: // a type alone: function pointers, or a mistake
		p.Push(p.typeTo(end))
		return p.Close(syntax.Parameter, "", start, mark)
	}
	name := plain(p.Next().Text)
	if t := p.Peek(0); t.Is("=") {
		p.Next()
		p.Push(p.Node(syntax.Default, "", t.Start, p.expression()))
	}
	return p.Close(syntax.Parameter, name, start, mark)
}

func parameterWord(t syntax.Token) bool {
	switch t.Text {
	case "ref", "out", "in", "params", "this", "readonly", "scoped":
		return t.Kind == syntax.NameToken
	}
	return false
}
