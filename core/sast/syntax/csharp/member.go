package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// member reads a method, constructor, property, event, indexer, operator or
// field whose modifiers lie above h.mark already.
func (p *parser) member(owner string, h head) {
	p.Push(h.annotations...)
	t := p.Peek(0)
	switch {
	case t.Is("~") && p.Peek(1).Kind == syntax.NameToken:
		p.Next()
		p.method("~"+plain(p.Next().Text), nil, h)
		return
	case t.Is("operator"):
		p.operator(nil, h)
		return
	case t.Kind == syntax.NameToken && p.Peek(1).Is("(") && (isName(t) || p.IsMetavariable()):
		p.Next()
		p.method(plain(t.Text), nil, h)
		return
	case t.Is("this") && p.Pattern():
		p.indexer(nil, h)
		return
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		p.unreadable(h)
		return
	}
	next := p.TokenAt(end)
	if next.Kind != syntax.NameToken {
		p.unreadable(h)
		return
	}
	kind := p.typeTo(end)
	p.explicitInterface()
	switch next = p.Peek(0); {
	case next.Is("operator"):
		p.operator(kind, h)
	case next.Is("this"):
		p.indexer(kind, h)
	case isName(next) || p.IsMetavariable():
		p.named(kind, h)
	default:
		p.Push(kind)
		p.unreadable(h)
	}
}

// unreadable gives up on a member; what was read of it stays as a gap.
func (p *parser) unreadable(h head) {
	p.Push(h.annotationsOnly(p)...)
	p.Push(p.GapStatement())
}

// annotationsOnly keeps the annotations of a member that is a gap.
func (h head) annotationsOnly(p *parser) []*syntax.Node {
	var kept []*syntax.Node
	for _, n := range p.Take(h.mark) {
		if n.Kind == syntax.Annotation || n.Kind == syntax.Gap {
			kept = append(kept, n)
		}
	}
	return kept
}

// explicitInterface skips IFoo<T>. in void IFoo<T>.Bar().
func (p *parser) explicitInterface() {
	for {
		i := p.At + 1
		if p.TokenAt(i).Is("<") {
			if i = p.argumentsEnd(i); i < 0 {
				return
			}
		}
		if t := p.TokenAt(i); !t.Is(".") && !t.Is("::") {
			return
		}
		p.At = i + 1
	}
}

// named reads a method, property or field at its name.
func (p *parser) named(kind *syntax.Node, h head) {
	switch next := p.Peek(1); {
	case next.Is("("), next.Is("<"):
		name := plain(p.Next().Text)
		p.method(name, kind, h)
	case next.Is("{"), next.Is("=>"):
		p.property(kind, h)
	default:
		p.fields(kind, h)
	}
}

// method reads what follows a method's name.
func (p *parser) method(name string, kind *syntax.Node, h head) {
	if p.Is("<") {
		p.SkipAngles()
	}
	p.parameters()
	p.Push(kind)
	if p.Is("where") {
		p.SkipTo("{", ";", "=>")
	}
	p.functionBody()
	p.Push(p.Close(syntax.Function, name, h.start, h.mark))
}

// functionBody pushes a block or an expression body, if there is one. A
// constructor's initialiser (one in each branch of an #if) becomes the block's
// first statement.
func (p *parser) functionBody() {
	start := p.Peek(0).Start
	var first []*syntax.Node
	for p.Is(":") && (p.Peek(1).Is("base") || p.Peek(1).Is("this")) && p.Peek(2).Is("(") {
		p.Next()
		first = append(first, p.call(p.Peek(0).Start, p.Leaf(syntax.Name, p.Peek(0).Text)))
	}
	switch {
	case p.Is("{"):
		p.Push(beginWith(first, start, p.block()))
	case p.Accept("=>"):
		p.Push(beginWith(first, start, p.expressionBody()))
		p.EndStatement()
	case first != nil:
		p.Push(p.Node(syntax.Block, "", start, first...))
		p.EndStatement()
	case p.Accept(";"):
	case p.Done() && p.Pattern():
	case p.Peek(0).Kind == syntax.NameToken && p.Peek(0).Newline, p.Is("["): // the other branch of an #if has the body
	default:
		p.Push(p.GapStatement())
	}
}

// beginWith puts statements before those of a block.
func beginWith(first []*syntax.Node, start int, body *syntax.Node) *syntax.Node {
	if first != nil {
		body.Start = start
		body.Children = append(first, body.Children...)
	}
	return body
}

func (p *parser) operator(kind *syntax.Node, h head) {
	p.Next()
	name := "operator"
	p.Accept("checked")
	if kind == nil { // a conversion
		if end := p.typeEnd(p.At); end > 0 {
			kind = p.typeTo(end)
			name += " " + kind.Text
		}
	} else {
		for !p.Done() && !p.Is("(") && !p.Is(";") {
			name += p.Next().Text
		}
	}
	p.method(name, kind, h)
}

// fields reads the variables of a field, an event or a local declaration. Each
// begins where the declaration does, because they share its type.
func (p *parser) fields(kind *syntax.Node, h head) {
	shared := p.Take(h.mark)
	for {
		mark := p.Mark()
		p.Push(shared...)
		p.Push(p.declarator(h.start, mark, kind))
		if !p.Accept(",") {
			break
		}
		if t := p.Peek(0); !isName(t) && !p.IsMetavariable() {
			break
		}
	}
	p.EndStatement()
}

// declarator reads name = value; mark is where the variable's modifiers begin.
func (p *parser) declarator(start, mark int, kind *syntax.Node) *syntax.Node {
	target := p.targetName()
	p.Push(target, kind)
	if p.Is("[") { // fixed int buffer[16]
		r := p.Enter()
		p.At = len(p.Tokens)
		p.Leave(r)
	}
	if p.Accept("=") {
		p.Push(p.initialValue())
	}
	return p.Close(syntax.Variable, target.Text, start, mark)
}

func (p *parser) initialValue() *syntax.Node {
	if p.Is("{") {
		return p.arrayInitializer()
	}
	return p.expression()
}

// property reads a property at its name.
func (p *parser) property(kind *syntax.Node, h head) {
	target := p.targetName()
	p.Push(target, kind)
	mark := p.Mark()
	p.accessors()
	accessors := p.Take(mark)
	initialised := p.Accept("=")
	if initialised {
		p.Push(p.initialValue())
	}
	bodies := false
	for _, a := range accessors {
		bodies = bodies || a.Kind != syntax.Function || a.Child(syntax.Block) != nil || a.Child(syntax.Annotation) != nil
	}
	n := p.Close(syntax.Variable, target.Text, h.start, h.mark)
	if bodies {
		n.End = target.End
		for _, c := range n.Children {
			n.End = max(n.End, c.End)
		}
		p.Push(n)
		p.Push(accessors...)
		n = p.Close(syntax.Other, "property", h.start, h.mark)
	}
	p.Push(n)
	if initialised {
		p.EndStatement()
	}
}

// accessors pushes the accessors of a property, event or indexer.
func (p *parser) accessors() {
	if t := p.Peek(0); t.Is("=>") {
		p.Next()
		p.Push(p.Node(syntax.Function, "get", t.Start, p.expressionBody()))
		p.EndStatement()
		return
	}
	r := p.Enter()
	for !p.Done() {
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
			p.Accept(";")
			continue
		}
		p.guarded(p.accessor)
	}
	p.Leave(r)
}

func (p *parser) accessor() {
	start, mark := p.Peek(0).Start, p.Mark()
	annotations := p.leadingAnnotations()
	for p.modifierAhead() || p.Is("readonly") {
		p.Push(p.Leaf(syntax.Modifier, p.Peek(0).Text))
	}
	p.Push(annotations...)
	t := p.Peek(0)
	switch t.Text {
	case "get", "set", "init", "add", "remove":
		p.Next()
		p.functionBody()
		p.Push(p.Close(syntax.Function, t.Text, start, mark))
	default:
		p.Take(mark)
		p.Push(p.GapStatement())
	}
}

func (p *parser) indexer(kind *syntax.Node, h head) {
	p.Next()
	p.parameters()
	p.Push(kind)
	if p.Is("{") || p.Is("=>") {
		p.accessors()
	} else {
		p.Push(p.GapStatement())
	}
	p.Push(p.Close(syntax.Other, "indexer", h.start, h.mark))
}
