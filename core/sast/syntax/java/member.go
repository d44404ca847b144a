package java

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// member reads a method, constructor or field whose modifiers lie above h.mark
// already.
func (p *parser) member(h head) {
	p.Push(h.annotations...)
	if p.Is("<") {
		p.SkipAngles()
		inner := p.Mark()
		p.annotations()
		p.Take(inner)
	}
	t := p.Peek(0)
	named := isName(t) || p.IsMetavariable()
	if named && p.Peek(1).Is("(") {
		p.Next()
		p.method(t.Text, nil, h)
		return
	}
	if named && p.Peek(1).Is("{") { // a record's compact constructor
		p.Next()
		p.Push(p.block())
		p.Push(p.Close(syntax.Function, t.Text, h.start, h.mark))
		return
	}
	end := p.typeEnd(p.At)
	next := p.TokenAt(end)
	if end < 0 || !isName(next) {
		p.unreadable(h)
		return
	}
	kind := p.typeTo(end)
	if p.Peek(1).Is("(") {
		p.Next()
		p.method(next.Text, kind, h)
		return
	}
	p.fields(kind, h)
}

// unreadable gives up on a member, of which only the annotations stay.
func (p *parser) unreadable(h head) {
	var kept []*syntax.Node
	for _, n := range p.Take(h.mark) {
		if n.Kind == syntax.Annotation || n.Kind == syntax.Gap {
			kept = append(kept, n)
		}
	}
	p.Push(kept...)
	p.Push(p.GapStatement())
}

// method reads what follows a method's name.
func (p *parser) method(name string, kind *syntax.Node, h head) {
	p.Elements(p.parameter)
	if kind != nil {
		p.Push(p.brackets(kind)) // int f()[]
	}
	if p.Is("throws") {
		p.SkipTo("{", ";", "default")
	}
	switch {
	case p.Is("{"):
		p.Push(p.block())
	case p.Is("default"): // an annotation type's element
		start := p.Next().Start
		p.Push(p.Node(syntax.Default, "", start, p.initialValue()))
		p.EndStatement()
	case p.Accept(";"):
	case p.Done() && p.Pattern():
	default:
		p.Push(p.GapStatement())
	}
	p.Push(p.Close(syntax.Function, name, h.start, h.mark))
}

// parameter reads a parameter of a method, record or lambda.
func (p *parser) parameter() *syntax.Node {
	if p.IsEllipsis() && (p.Peek(1).Is(",") || p.Peek(1).Kind == syntax.EndToken) {
		return p.Ellipsis()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	for p.Is("@") || p.Is("final") {
		if !p.Accept("final") {
			p.annotations()
		}
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		p.Take(mark)
		return p.GapInside()
	}
	next := p.TokenAt(end)
	if end == p.At+1 && (next.Is(",") || next.Kind == syntax.EndToken) { // a lambda's (x, y)
		return p.Close(syntax.Parameter, p.Next().Text, start, mark)
	}
	kind := p.typeTo(end)
	if p.Is("@") { // String @A... names
		inner := p.Mark()
		p.annotations()
		p.Take(inner)
	}
	if p.Is("...") {
		p.Next()
		kind.Text += "..."
		kind.End = p.PreviousEnd()
	}
	name := ""
	switch t := p.Peek(0); {
	case t.Is("this"), isName(t) && p.Peek(1).Is("."): // the receiver
		for p.Is("this") || p.Is(".") || isName(p.Peek(0)) {
			name = p.Next().Text
		}
	case isName(t) || p.IsMetavariable():
		name = p.Next().Text
	}
	p.Push(p.brackets(kind))
	return p.Close(syntax.Parameter, name, start, mark)
}

// brackets takes the "[]" behind a name, which belong to its type.
func (p *parser) brackets(kind *syntax.Node) *syntax.Node {
	for p.Is("[") && p.Peek(1).Is("]") {
		p.At += 2
		more := *kind
		more.Text += "[]"
		kind = &more
	}
	return kind
}

// fields reads the variables of a field or a local declaration. Each begins
// where the declaration does, because they share its type.
func (p *parser) fields(kind *syntax.Node, h head) {
	p.declarators(kind, h)
	p.EndStatement()
}

func (p *parser) declarators(kind *syntax.Node, h head) {
	shared := p.Take(h.mark)
	for isName(p.Peek(0)) || p.IsMetavariable() {
		mark := p.Mark()
		p.Push(shared...)
		target := p.targetName()
		p.Push(target, p.brackets(kind))
		if p.Accept("=") {
			p.Push(p.initialValue())
		}
		p.Push(p.Close(syntax.Variable, target.Text, h.start, mark))
		if !p.Accept(",") {
			return
		}
	}
}

// variable makes a Variable without a value.
func (p *parser) variable(start int, target, kind *syntax.Node) *syntax.Node {
	return p.Node(syntax.Variable, target.Text, start, target, kind)
}
