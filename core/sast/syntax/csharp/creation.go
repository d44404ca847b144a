package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// creation reads what "new" begins.
func (p *parser) creation() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	switch {
	case p.Is("{"): // an anonymous object
		n := p.initializer(true)
		n.Start = start
		return n
	case p.Is("["):
		p.SkipTo("{", ";", ",")
		if !p.Is("{") {
			return p.GapInside()
		}
		n := p.arrayInitializer()
		n.Start = start
		return n
	case p.Is("(") && !p.tupleArrayAhead():
		p.Elements(p.argument)
		return p.created("", start, mark)
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		p.Push(p.GapInside())
		return p.Close(syntax.New, "", start, mark)
	}
	for end-1 > p.At && p.TokenAt(end-1).Is("?") && !p.TokenAt(end).Is("(") && !p.TokenAt(end).Is("[") && !p.TokenAt(end).Is("{") {
		end--
	}
	name := p.typeNameWithoutArguments(p.At, end)
	array := p.TokenAt(end - 1).Is("]")
	p.Push(p.typeTo(end))
	if p.Is("[") {
		return p.arrayCreation(name, start, mark)
	}
	if array {
		if p.Is("{") {
			p.Push(p.arrayInitializer())
		}
		return p.Close(syntax.New, name, start, mark)
	}
	if p.Is("(") {
		p.Elements(p.argument)
	}
	return p.created(name, start, mark)
}

// tupleArrayAhead tells new (int, string)[3] from new(a, b): what the latter
// makes has no index.
func (p *parser) tupleArrayAhead() bool {
	end := p.typeEnd(p.At)
	return end > 0 && (p.TokenAt(end).Is("[") || p.TokenAt(end-1).Is("]"))
}

func (p *parser) created(name string, start, mark int) *syntax.Node {
	if p.Is("{") {
		p.Push(p.initializer(false))
	}
	return p.Close(syntax.New, name, start, mark)
}

// arrayCreation reads the sizes of new int[2, 3][].
func (p *parser) arrayCreation(name string, start, mark int) *syntax.Node {
	kind := p.Child(mark, 0)
	for p.Is("[") {
		p.Elements(func() *syntax.Node {
			if p.Is(",") {
				return nil
			}
			return p.expression()
		})
		name += "[]"
		kind.Text += "[]"
	}
	if p.Is("{") {
		p.Push(p.arrayInitializer())
	}
	return p.Close(syntax.New, name, start, mark)
}

// stackalloc is New, marked.
func (p *parser) stackalloc() *syntax.Node {
	start := p.Peek(0).Start
	return p.Node(syntax.Unary, "stackalloc", start, p.creation())
}

// arrayInitializer reads { a, b } as a list.
func (p *parser) arrayInitializer() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start, mark := p.Peek(0).Start, p.Mark()
	p.Elements(func() *syntax.Node {
		if p.Is("{") {
			return p.arrayInitializer()
		}
		return p.expression()
	})
	return p.Close(syntax.List, "[", start, mark)
}

// initializer reads the braces behind new T() or "with". anonymous says that
// an element without a name takes the name of its value.
func (p *parser) initializer(anonymous bool) *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start, mark := p.Peek(0).Start, p.Mark()
	p.Elements(func() *syntax.Node { return p.initializerElement(anonymous) })
	pairs, couples, loose := p.countElements(mark)
	switch {
	case anonymous, pairs+couples+loose == 0:
		return p.Close(syntax.Object, "", start, mark)
	case pairs > 0, couples > 0 && loose == 0:
		for i := 0; i < p.Pushed(mark); i++ {
			if n := p.Child(mark, i); n.Kind == syntax.List && n.Text == "{" && len(n.Children) == 2 {
				n.Kind, n.Text = syntax.Pair, ""
			}
		}
		return p.Close(syntax.Object, "", start, mark)
	}
	return p.Close(syntax.List, "{", start, mark)
}

func (p *parser) countElements(mark int) (pairs, couples, loose int) {
	for i := 0; i < p.Pushed(mark); i++ {
		switch n := p.Child(mark, i); {
		case n.Kind == syntax.Pair:
			pairs++
		case n.Kind == syntax.List && n.Text == "{" && len(n.Children) == 2:
			couples++
		case n.Kind == syntax.Ellipsis, n.Kind == syntax.MetaEllipsis:
		default:
			loose++
		}
	}
	return pairs, couples, loose
}

func (p *parser) initializerElement(anonymous bool) *syntax.Node {
	t := p.Peek(0)
	switch {
	case t.Kind == syntax.NameToken && p.Peek(1).Is("="):
		key := p.key()
		p.Next()
		return p.Node(syntax.Pair, "", t.Start, key, p.elementValue())
	case t.Is("[") && p.Behind(0).Is("="):
		r := p.Enter()
		mark := p.Mark()
		for !p.Done() {
			p.Push(p.expression())
			if !p.Accept(",") {
				break
			}
		}
		if p.Pushed(mark) != 1 {
			p.Push(p.Close(syntax.List, "(", t.Start, mark))
		}
		p.Leave(r)
		p.Next()
		p.Push(p.elementValue())
		return p.Close(syntax.Pair, "", t.Start, mark)
	case t.Is("{"):
		mark := p.Mark()
		p.Elements(p.expression)
		return p.Close(syntax.List, "{", t.Start, mark)
	}
	value := p.expression()
	if anonymous && (value.Kind == syntax.Name || value.Kind == syntax.Member) {
		key := p.Empty(syntax.String, value.Text, value.Start, value.End)
		return p.Node(syntax.Pair, "", t.Start, key, value)
	}
	return value
}

func (p *parser) key() *syntax.Node {
	t := p.Peek(0)
	if p.IsMetavariable() {
		return p.Leaf(syntax.Metavariable, t.Text)
	}
	return p.Leaf(syntax.String, plain(t.Text))
}

func (p *parser) elementValue() *syntax.Node {
	if p.Is("{") {
		return p.initializer(false)
	}
	return p.expression()
}
