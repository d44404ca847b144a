package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// class reads a class whose modifiers and decorators have been read.
func (p *parser) class(start int, modifiers, annotations []*syntax.Node) *syntax.Node {
	defer p.shallower()
	if !p.deeper() {
		p.next()
		return p.tooDeep()
	}
	mark := p.mark()
	p.push(modifiers...)
	p.push(annotations...)
	p.next()
	name := ""
	if p.tok.Kind == syntax.NameToken && !p.is("extends") && (!p.is("implements") || isPunctuation(p.peek(), "{")) {
		name = p.next().Text
	}
	if p.types {
		p.typeParameters()
	}
	p.bases()
	p.push(p.members())
	return p.close(syntax.Class, name, start, mark)
}

// bases pushes what stands behind extends and implements.
func (p *parser) bases() {
	for !p.done() {
		switch {
		case p.is("extends"):
			p.next()
			p.push(p.base())
		case p.types && p.is("implements"):
			p.next()
			p.push(p.typeBase())
		case p.types && p.is(","):
			p.next()
			p.push(p.typeBase())
		default:
			return
		}
	}
}

// base reads the expression behind extends.
func (p *parser) base() *syntax.Node {
	start := p.tok.Start
	n := p.suffixes(p.operand(), start, true)
	text := dotted(n)
	if text == "" || n.Kind == syntax.Metavariable {
		return p.node(syntax.Base, "", start, n)
	}
	typ := p.leaf(syntax.Type, text, n.Start, n.End)
	if p.types && p.is("<") {
		mark := p.mark()
		p.angled()
		typ.End = p.previousEnd
		p.adopt(typ, mark)
		typ.Text = p.written(start, typ.End)
	}
	return p.node(syntax.Base, "", start, typ)
}

func (p *parser) typeBase() *syntax.Node {
	start := p.tok.Start
	return p.node(syntax.Base, "", start, p.typ())
}

// members reads the body of a class or interface.
func (p *parser) members() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	if p.pattern && p.done() {
		return nil // a partial pattern: class $A
	}
	if !p.is("{") {
		return p.gap(start, start)
	}
	p.next()
	p.inBrackets(func() {
		for !p.done() && !p.is("}") {
			if p.accept(";") || p.types && p.accept(",") {
				continue
			}
			at := p.tok.Start
			p.push(p.classMember())
			if p.tok.Start == at && !p.is("}") {
				p.push(p.skipStatement())
			}
		}
	})
	p.expect("}")
	return p.close(syntax.Block, "", start, mark)
}

func (p *parser) classMember() *syntax.Node {
	if p.pattern && p.ellipsisStatement() {
		return p.ellipsis()
	}
	start, mark := p.tok.Start, p.mark()
	annotations := p.annotations()
	if p.is("static") && isPunctuation(p.peek(), "{") {
		p.next()
		return p.node(syntax.Other, "static", start, p.block())
	}
	for p.memberModifier() {
		p.push(p.modifier())
	}
	p.push(annotations...)
	if p.types && p.is("[") && p.indexSignature() {
		return p.signatureOfIndex(start, mark)
	}
	name := p.tok
	key, text := (*syntax.Node)(nil), ""
	if !p.is("(") && !p.is("<") {
		key, text = p.key()
	}
	if p.types && (p.is("?") || p.is("!")) {
		p.next()
	}
	before := append([]*syntax.Node(nil), p.stack[mark:]...)
	p.stack = p.stack[:mark]
	if p.is("(") || p.is("<") && p.types {
		n := p.method(text, start, before)
		if n.Child(syntax.Block) == nil && !p.is(",") {
			p.semicolon()
		}
		return n
	}
	if p.pattern && len(before) > 0 && len(before) == len(annotations) && key == nil {
		return p.node(syntax.Block, "", start, before...)
	}
	return p.field(start, text, name, key, before)
}

// field reads type and value of a field whose name has been read.
func (p *parser) field(start int, text string, name syntax.Token, key *syntax.Node, before []*syntax.Node) *syntax.Node {
	if key != nil && key.Kind == syntax.Gap {
		return p.node(syntax.Block, "", start, append(before, key)...)
	}
	mark := p.mark()
	p.push(before...)
	end := p.previousEnd
	if key != nil {
		end = max(key.End, name.End)
	}
	kind := syntax.Name
	if name.Kind == syntax.NameToken {
		kind = p.nameKind(text)
	}
	p.push(p.leaf(kind, text, name.Start, end))
	if p.types && p.accept(":") {
		p.push(p.typ())
	}
	if p.accept("=") {
		p.push(p.assignment())
	}
	n := p.close(syntax.Variable, text, start, mark)
	if !p.is(",") {
		p.semicolon()
	}
	return n
}

// memberModifier says whether the current token is a modifier and not a name.
func (p *parser) memberModifier() bool {
	if p.is("*") {
		return true
	}
	if p.tok.Kind != syntax.NameToken {
		return false
	}
	switch p.tok.Text {
	case "static", "async", "get", "set", "accessor":
	case "public", "private", "protected", "readonly", "abstract", "override", "declare":
		if !p.types {
			return false
		}
	default:
		return false
	}
	next := p.peek()
	if next.Kind == syntax.PunctuationToken {
		return next.Text == "[" || next.Text == "{" && p.is("static") || next.Text == "*"
	}
	if next.Newline && (p.is("async") || p.is("accessor") || p.is("get") || p.is("set")) {
		return false
	}
	return next.Kind != syntax.EndToken
}

// indexSignature says whether "[key: type]" stands here.
func (p *parser) indexSignature() bool {
	s := p.save()
	p.next()
	word := p.tok.Kind == syntax.NameToken
	p.next()
	found := word && p.is(":")
	p.restore(s)
	return found
}

func (p *parser) signatureOfIndex(start, mark int) *syntax.Node {
	at := p.tok.Start
	p.skipOne()
	text := p.written(at, p.previousEnd)
	p.push(p.leaf(syntax.Name, text, at, p.previousEnd))
	p.accept("?")
	if p.accept(":") {
		p.push(p.typ())
	}
	n := p.close(syntax.Variable, text, start, mark)
	if !p.is(",") {
		p.semicolon()
	}
	return n
}

// annotations reads decorators.
func (p *parser) annotations() []*syntax.Node {
	var found []*syntax.Node
	for p.is("@") {
		found = append(found, p.annotation())
	}
	return found
}

func (p *parser) annotation() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	if p.tok.Kind != syntax.NameToken {
		if p.is("(") {
			p.push(p.parenthesis())
		} else {
			p.push(p.gap(p.tok.Start, p.tok.Start))
		}
		return p.close(syntax.Annotation, "", start, mark)
	}
	text := p.next().Text
	for p.is(".") {
		p.next()
		if p.tok.Kind != syntax.NameToken {
			p.push(p.gap(p.tok.Start, p.tok.Start))
			break
		}
		text += "." + p.next().Text
	}
	if p.types && p.is("<") {
		p.typeArguments()
	}
	if p.is("(") {
		p.arguments()
	}
	return p.close(syntax.Annotation, text, start, mark)
}

func (p *parser) decoratedClass() *syntax.Node {
	start := p.tok.Start
	annotations := p.annotations()
	if p.is("class") {
		return p.class(start, nil, annotations)
	}
	if len(annotations) == 1 && p.pattern {
		return annotations[0]
	}
	return p.node(syntax.Other, "decorators", start, append(annotations, p.gap(p.tok.Start, p.tok.Start))...)
}
