package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// class reads a class, struct, interface, enum or record behind its modifiers.
func (p *parser) class(h head) {
	word := p.Peek(0)
	if word.Text != "class" {
		p.Push(p.Leaf(syntax.Modifier, word.Text))
	} else {
		p.Next()
	}
	if word.Text == "record" && (p.Is("class") || p.Is("struct")) {
		if p.Is("struct") {
			p.Push(p.Leaf(syntax.Modifier, "struct"))
		} else {
			p.Next()
		}
	}
	p.Push(h.annotations...)
	name := ""
	if word.Text != "extension" {
		name = p.declaredName()
	}
	if p.Is("<") {
		p.SkipAngles()
	}
	if p.Is("(") {
		p.parameters()
	}
	if p.Accept(":") {
		p.bases()
	}
	if p.Is("where") {
		p.SkipTo("{", ";")
	}
	if p.Is("{") {
		p.Push(p.classBody(name, word.Text == "enum"))
	}
	n := p.Close(syntax.Class, name, h.start, h.mark)
	if len(n.Children) == 0 || n.Children[len(n.Children)-1].Kind != syntax.Block {
		if !p.Is(";") && !p.Pattern() && !p.Seam() {
			p.Push(n, p.GapStatement())
			return
		}
	}
	p.Accept(";")
	p.Push(n)
}

func (p *parser) declaredName() string {
	if t := p.Peek(0); t.Kind == syntax.NameToken && (isName(t) || t.Text[0] == '$') {
		p.Next()
		return plain(t.Text)
	}
	p.Push(p.GapTo(p.At))
	return ""
}

func (p *parser) bases() {
	for {
		start, mark := p.Peek(0).Start, p.Mark()
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else {
			p.Push(p.parseType())
			if p.Is("(") {
				p.Elements(p.argument)
			}
			p.Push(p.Close(syntax.Base, "", start, mark))
		}
		if !p.Accept(",") {
			return
		}
	}
}

func (p *parser) classBody(name string, enum bool) *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	if enum {
		p.Elements(p.enumMember)
		return p.Close(syntax.Block, "", start, mark)
	}
	r := p.Enter()
	for !p.Done() {
		p.guarded(func() { p.classItem(name) })
	}
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) classItem(owner string) {
	switch t := p.Peek(0); {
	case t.Is(";"):
		p.Next()
	case t.Is("{"):
		p.Push(p.block())
	case p.Seam() && !p.memberAhead(): // the rest of a member whose head is in the branch before
		p.statement()
	case p.IsEllipsis() && !p.memberOfMetavariable():
		p.Push(p.Ellipsis())
		p.Accept(";")
	case p.IsMetavariable() && !p.memberOfMetavariable():
		p.Push(p.targetName())
		p.Accept(";")
	default:
		p.declaration(owner)
	}
}

func (p *parser) memberAhead() bool {
	end := p.typeEnd(p.At)
	return p.declarationAhead() || end > 0 && p.TokenAt(end).Kind == syntax.NameToken
}

// memberOfMetavariable says that $X begins a member and is not one itself.
func (p *parser) memberOfMetavariable() bool {
	if p.Peek(0).Is("...") {
		return false
	}
	next := p.Peek(1)
	return !next.Is(";") && next.Kind != syntax.EndToken && !next.Newline
}

func (p *parser) enumMember() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	start := p.Peek(0).Start
	mark := p.Mark()
	p.annotations()
	if p.Peek(0).Kind != syntax.NameToken {
		p.Take(mark)
		return p.GapInside()
	}
	target := p.targetName()
	p.Push(target)
	if p.Accept("=") {
		p.Push(p.expression())
	}
	return p.Close(syntax.Variable, target.Text, start, mark)
}
