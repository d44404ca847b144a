package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// attributeAhead tells an attribute list from a collection expression or index.
func (p *parser) attributeAhead() bool {
	closing := p.Matching(p.At)
	if closing < 0 || closing == p.At+1 {
		return false
	}
	if !isName(p.Peek(1)) && !p.Peek(1).Is("return") && !p.Peek(1).Is("event") && !p.Peek(1).Is("...") {
		return false
	}
	next := p.TokenAt(closing + 1)
	if next.Kind == syntax.NameToken {
		switch next.Text {
		case "is", "as", "switch", "with":
			return false
		}
		return true
	}
	return next.Is("[") || next.Kind == syntax.EndToken || next.Is("(") && p.typeEnd(closing+1) > 0 || next.Is("...") || next.Is("~") || next.Is("}")
}

// annotations pushes the attributes of the lists at the cursor.
func (p *parser) annotations() {
	for p.Is("[") {
		r := p.Enter()
		if p.Peek(0).Kind == syntax.NameToken && p.Peek(1).Is(":") { // assembly:, return:
			p.At += 2
		}
		for !p.Done() {
			p.Push(p.annotation())
			if !p.Accept(",") {
				break
			}
		}
		p.Leave(r)
	}
}

func (p *parser) annotation() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	end := p.typeEnd(p.At)
	if end < 0 {
		return p.GapInside()
	}
	name := p.typeNameWithoutArguments(p.At, end)
	p.At = end
	if p.Is("(") {
		p.Elements(p.annotationArgument)
	}
	return p.Close(syntax.Annotation, name, start, mark)
}

// annotationArgument reads Name = value, name: value or a value.
func (p *parser) annotationArgument() *syntax.Node {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken && p.Peek(1).Is("=") && (isName(t) || p.IsMetavariable()) {
		p.At += 2
		return p.Node(syntax.Argument, plain(t.Text), t.Start, p.expression())
	}
	return p.argument()
}

func (p *parser) leadingAnnotations() []*syntax.Node {
	mark := p.Mark()
	for {
		before := p.At
		if p.Is("[") {
			p.annotations()
		}
		if p.Is("...") && p.At > before {
			p.Next()
		}
		if p.At == before {
			return p.Take(mark)
		}
	}
}
