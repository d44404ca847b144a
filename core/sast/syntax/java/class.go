package java

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// initializer reads static { … }.
func (p *parser) initializer(h head) {
	static := p.Mark() > h.mark
	p.Take(h.mark)
	n := p.block()
	if static {
		n = p.Node(syntax.Other, "static", h.start, n)
	}
	p.Push(n)
}

// class reads a class, interface, enum, record or annotation type behind its
// modifiers.
func (p *parser) class(h head) {
	word := p.Next()
	switch {
	case word.Is("@"):
		end := p.Next().End
		p.Push(p.Empty(syntax.Modifier, "@interface", word.Start, end))
	case !word.Is("class"):
		p.Push(p.Empty(syntax.Modifier, word.Text, word.Start, word.End))
	}
	p.Push(h.annotations...)
	name := ""
	if t := p.Peek(0); isName(t) || p.IsMetavariable() {
		name = p.Next().Text
	} else {
		p.Push(p.GapTo(p.At))
	}
	if p.Is("<") {
		p.SkipAngles()
	}
	if p.Is("(") {
		p.Elements(p.parameter)
	}
	for p.Is("extends") || p.Is("implements") || p.Is("permits") {
		p.bases(p.Next().Text == "permits")
	}
	switch {
	case p.Is("{") && word.Is("enum"):
		p.Push(p.enumBody(name))
	case p.Is("{"):
		p.Push(p.classBody())
	case p.Pattern():
	default:
		p.Push(p.GapStatement())
	}
	p.Push(p.Close(syntax.Class, name, h.start, h.mark))
}

// bases pushes the types behind extends and implements; those behind permits
// are only passed over.
func (p *parser) bases(permits bool) {
	for {
		start, mark := p.Peek(0).Start, p.Mark()
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else {
			p.Push(p.parseType())
			p.Push(p.Close(syntax.Base, "", start, mark))
		}
		if permits && p.Child(mark, 0).Kind == syntax.Base {
			p.Take(mark)
		}
		if !p.Accept(",") {
			return
		}
	}
}

func (p *parser) classBody() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	r := p.Enter()
	p.classItems()
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) classItems() {
	for !p.Done() {
		p.guarded(p.classItem)
	}
}

func (p *parser) classItem() {
	switch {
	case p.Accept(";"):
	case p.Is("{"):
		p.Push(p.block())
	case p.IsEllipsis():
		p.Push(p.Ellipsis())
		p.Accept(";")
	case p.IsMetavariable() && (p.Peek(1).Is(";") || p.Peek(1).Kind == syntax.EndToken || p.Peek(1).Newline):
		p.Push(p.targetName())
		p.Accept(";")
	default:
		p.declaration()
	}
}

// enumBody reads the constants and, behind a semicolon, the members.
func (p *parser) enumBody(name string) *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	r := p.Enter()
	for !p.Done() && !p.Is(";") {
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else if !p.enumConstant(name) {
			break
		}
		if !p.Accept(",") {
			break
		}
	}
	p.Accept(";")
	p.classItems()
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) enumConstant(name string) bool {
	start, mark := p.Peek(0).Start, p.Mark()
	p.annotations()
	t := p.Peek(0)
	if !isName(t) && !p.IsMetavariable() {
		return false
	}
	target := p.targetName()
	p.Push(target)
	if p.Is("(") || p.Is("{") {
		inner := p.Mark()
		p.Push(p.Empty(syntax.Type, name, t.Start, t.Start))
		if p.Is("(") {
			p.Elements(p.expression)
		}
		if p.Is("{") {
			p.Push(p.anonymousClass())
		}
		p.Push(p.Close(syntax.New, name, t.Start, inner))
	}
	p.Push(p.Close(syntax.Variable, target.Text, start, mark))
	return true
}
