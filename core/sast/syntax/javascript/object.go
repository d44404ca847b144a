package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

func (p *parser) object() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.inBrackets(func() { p.items("}", func() { p.push(p.property()) }) })
	return p.close(syntax.Object, "", start, mark)
}

// property reads one part of an object literal.
func (p *parser) property() *syntax.Node {
	if p.is("...") || p.is("<...") {
		return p.element()
	}
	start, mark := p.tok.Start, p.mark()
	for p.methodModifier() {
		p.push(p.modifier())
	}
	first := p.tok
	modified := len(p.stack) > mark
	key, name := p.key()
	switch {
	case p.is("(") || p.is("<") && p.types:
		modifiers := append([]*syntax.Node(nil), p.stack[mark:]...)
		p.stack = p.stack[:mark]
		return p.node(syntax.Pair, "", start, key, p.method(name, start, modifiers))
	case modified:
		p.stack = p.stack[:mark]
		return p.node(syntax.Pair, "", start, key, p.gap(p.tok.Start, p.tok.Start))
	case p.accept(":"):
		return p.node(syntax.Pair, "", start, key, p.assignment())
	}
	if first.Kind != syntax.NameToken {
		if p.pattern && (key.Kind == syntax.DeepEllipsis || key.Kind == syntax.Ellipsis) {
			return key
		}
		return p.node(syntax.Pair, "", start, key, p.gap(p.tok.Start, p.tok.Start))
	}
	value := p.name(first)
	if value.Kind != syntax.Name && !p.is("=") {
		return value
	}
	if p.is("=") {
		p.next()
		value = p.node(syntax.Assign, "=", start, value, p.assignment())
	}
	return p.node(syntax.Pair, "", start, key, value)
}

// methodModifier says whether the current token marks a method and is not its name.
func (p *parser) methodModifier() bool {
	if p.is("*") {
		return true
	}
	if !p.is("get") && !p.is("set") && !p.is("async") {
		return false
	}
	next := p.peek()
	if next.Kind == syntax.PunctuationToken {
		return next.Text == "[" || next.Text == "*" && p.is("async")
	}
	return next.Kind != syntax.EndToken && (!next.Newline || !p.is("async"))
}

// key reads a property's name: its node, and its text for a method's name.
func (p *parser) key() (*syntax.Node, string) {
	t := p.tok
	switch t.Kind {
	case syntax.NameToken:
		p.next()
		if p.nameKind(t.Text) != syntax.Name {
			return p.name(t), t.Text
		}
		return p.leaf(syntax.String, t.Text, t.Start, t.End), t.Text
	case syntax.StringToken:
		n := p.stringLiteral()
		return n, n.Text
	case syntax.NumberToken:
		p.next()
		return p.leaf(syntax.Number, t.Text, t.Start, t.End), t.Text
	}
	if !p.is("[") {
		return p.unexpected(), ""
	}
	p.next()
	mark := p.mark()
	p.inBrackets(func() { p.push(p.assignment()) })
	if !p.is("]") {
		p.push(p.skipTo("]"))
	}
	p.expect("]")
	text := p.written(t.Start, p.previousEnd)
	children := p.take(mark)
	if len(children) == 1 {
		return children[0], text
	}
	n := p.leaf(syntax.Other, "computed", t.Start, p.previousEnd)
	return p.fill(n, children), text
}

// method reads parameters and body of a method whose name has been read.
func (p *parser) method(name string, start int, before []*syntax.Node) *syntax.Node {
	mark := p.mark()
	p.push(before...)
	at := start
	p.signature()
	return p.close(syntax.Function, name, at, mark)
}
