package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// typeDeclaration reads a declaration that only TypeScript has, if one stands here.
func (p *parser) typeDeclaration() bool {
	next := p.peek()
	named := !next.Newline && next.Kind == syntax.NameToken
	switch p.tok.Text {
	case "type", "interface", "abstract", "declare", "enum", "opaque":
		if !named || next.Text == "in" || next.Text == "instanceof" || next.Text == "as" && p.tok.Text != "type" {
			return false
		}
	case "namespace", "module":
		if !named && next.Kind != syntax.StringToken {
			return false
		}
	case "global":
		if !isPunctuation(next, "{") {
			return false
		}
	default:
		return false
	}
	return p.declared(nil)
}

// declared reads a TypeScript declaration behind its modifiers.
func (p *parser) declared(modifiers []*syntax.Node) bool {
	switch {
	case p.is("declare"), p.is("abstract"):
		p.declaration(append(append([]*syntax.Node(nil), modifiers...), p.modifier())...)
	case p.is("interface"), p.is("enum"):
		start := p.startOf(modifiers)
		enum := p.is("enum")
		p.push(p.typeClass(start, modifiers, enum))
	case p.is("type"), p.is("opaque"):
		p.alias(p.startOf(modifiers))
	case p.is("namespace"), p.is("module"), p.is("global"):
		p.push(p.namespace(p.startOf(modifiers)))
	default:
		return false
	}
	return true
}

// typeClass reads an interface or an enum.
func (p *parser) typeClass(start int, modifiers []*syntax.Node, enum bool) *syntax.Node {
	mark := p.mark()
	p.push(modifiers...)
	p.push(p.modifier())
	name := ""
	if p.tok.Kind == syntax.NameToken {
		name = p.next().Text
	}
	if enum {
		p.push(p.enumBody())
		return p.close(syntax.Class, name, start, mark)
	}
	p.typeParameters()
	if p.accept("extends") {
		p.push(p.typeBase())
	}
	p.bases()
	p.push(p.members())
	return p.close(syntax.Class, name, start, mark)
}

func (p *parser) enumBody() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	if !p.is("{") {
		return p.gap(start, start)
	}
	p.next()
	p.items("}", func() {
		if p.pattern && p.is("...") {
			p.push(p.ellipsis())
			return
		}
		t := p.tok
		key, text := p.key()
		member := p.mark()
		p.push(p.leaf(syntax.Name, text, t.Start, max(key.End, t.Start)))
		if p.accept("=") {
			p.push(p.assignment())
		}
		p.push(p.close(syntax.Variable, text, t.Start, member))
	})
	return p.close(syntax.Block, "", start, mark)
}

func (p *parser) alias(start int) {
	p.next()
	if p.is("type") && p.peek().Kind == syntax.NameToken { // Flow's opaque type
		p.next()
	}
	mark := p.mark()
	p.push(p.target())
	p.typeParameters()
	if p.accept(":") {
		p.typ()
	}
	if p.accept("=") {
		p.push(p.typ())
	}
	p.push(p.close(syntax.Other, "type", start, mark))
	p.semicolon()
}

func (p *parser) namespace(start int) *syntax.Node {
	mark := p.mark()
	if !p.is("global") {
		p.next()
	}
	switch p.tok.Kind {
	case syntax.StringToken:
		p.push(p.stringLiteral())
	case syntax.NameToken:
		at := p.tok.Start
		text := p.next().Text
		for p.accept(".") {
			text += "." + p.next().Text
		}
		p.push(p.leaf(syntax.Name, text, at, p.previousEnd))
	}
	if p.is("{") {
		p.push(p.block())
	} else {
		p.semicolon()
	}
	return p.close(syntax.Other, "namespace", start, mark)
}

// angleCast reads <T>x, or an arrow function with type parameters.
func (p *parser) angleCast() *syntax.Node {
	defer p.shallower()
	if !p.deeper() {
		return p.tooDeep()
	}
	start, mark := p.tok.Start, p.mark()
	p.angled()
	types := p.take(mark)
	if p.is("(") {
		g := p.group()
		if p.isArrow(g) {
			p.pushParameters(g)
			return p.arrow(start, mark)
		}
		at := g.start
		if len(g.items) != 1 {
			return p.gap(start, p.previousEnd)
		}
		return p.typeCast(start, types, p.suffixes(p.plain(g.items[0]), at, true))
	}
	return p.typeCast(start, types, p.unary())
}

func (p *parser) typeCast(start int, types []*syntax.Node, value *syntax.Node) *syntax.Node {
	if len(types) == 1 && types[0].Text == "const" {
		return value
	}
	mark := p.mark()
	p.push(types...)
	p.push(value)
	return p.close(syntax.Cast, "", start, mark)
}
