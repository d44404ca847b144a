package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// function reads a function with its name, as a declaration or an expression.
// The modifiers have been read.
func (p *parser) function(modifiers []*syntax.Node) *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	if len(modifiers) > 0 {
		start = modifiers[0].Start
	}
	p.push(modifiers...)
	if p.is("async") {
		p.push(p.modifier())
	}
	p.next()
	if p.is("*") {
		p.push(p.modifier())
	}
	name := ""
	if p.tok.Kind == syntax.NameToken && (!reserved(p.tok.Text) || p.pattern) {
		name = p.next().Text
	} else if p.pattern && p.accept("...") {
		name = "..." // any name, or none
	}
	p.signature()
	return p.close(syntax.Function, name, start, mark)
}

// modifier makes a Modifier of the current token.
func (p *parser) modifier() *syntax.Node {
	t := p.next()
	return p.leaf(syntax.Modifier, t.Text, t.Start, t.End)
}

// signature pushes parameters, return type and body.
func (p *parser) signature() {
	if p.types {
		p.typeParameters()
	}
	if !p.is("(") {
		p.push(p.gap(p.tok.Start, p.tok.Start))
		return
	}
	p.parameters()
	if p.types && p.accept(":") {
		p.push(p.typ())
	}
	p.body()
}

// body pushes a function's block; a signature alone has none.
func (p *parser) body() {
	if p.is("{") {
		p.inBrackets(func() { p.push(p.block()) })
		return
	}
	if !p.types && !p.pattern {
		p.push(p.gap(p.tok.Start, p.tok.Start))
	}
}

func (p *parser) parameters() {
	p.next()
	p.inBrackets(func() { p.items(")", func() { p.push(p.parameter()) }) })
}

func (p *parser) parameter() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	annotations := p.annotations()
	for p.parameterModifier() {
		p.push(p.modifier())
	}
	if p.is("...") {
		dots := p.next()
		if p.pattern && (p.is(",") || p.is(")")) {
			p.stack = p.stack[:mark]
			return p.leaf(syntax.Ellipsis, "", dots.Start, dots.End)
		}
		p.push(p.leaf(syntax.Modifier, "...", dots.Start, dots.End))
	}
	p.push(annotations...)
	name := ""
	switch {
	case p.is("[") || p.is("{"):
		p.push(p.operand())
	case p.tok.Kind == syntax.NameToken:
		t := p.next()
		if p.nameKind(t.Text) == syntax.MetaEllipsis {
			p.stack = p.stack[:mark]
			return p.name(t)
		}
		name = t.Text
	default:
		p.push(p.unexpected())
	}
	p.rest(p.types)
	return p.close(syntax.Parameter, name, start, mark)
}

// rest pushes a parameter's type and default.
func (p *parser) rest(types bool) {
	if types {
		p.accept("?")
		if p.accept(":") {
			p.push(p.typ())
		}
	}
	if p.is("=") {
		start, mark := p.next().Start, p.mark()
		p.push(p.assignment())
		p.push(p.close(syntax.Default, "", start, mark))
	}
}

func (p *parser) parameterModifier() bool {
	if !p.types || p.tok.Kind != syntax.NameToken {
		return false
	}
	switch p.tok.Text {
	case "public", "private", "protected", "readonly", "override", "static":
		next := p.peek()
		return next.Kind == syntax.NameToken || isPunctuation(next, "{") || isPunctuation(next, "[")
	}
	return false
}

// parameterName makes a parameter of a lone name.
func (p *parser) parameterName(t syntax.Token) *syntax.Node {
	if p.nameKind(t.Text) == syntax.MetaEllipsis {
		return p.name(t)
	}
	return p.leaf(syntax.Parameter, t.Text, t.Start, t.End)
}

// arrow reads "=>" and the body; the parameters stand above the mark.
func (p *parser) arrow(start, mark int) *syntax.Node {
	p.next()
	if p.is("{") {
		p.inBrackets(func() { p.push(p.block()) })
	} else {
		at := p.tok.Start
		value := p.assignment()
		p.push(p.node(syntax.Block, "", at, p.node(syntax.Return, "", at, value)))
	}
	n := p.close(syntax.Lambda, "", start, mark)
	p.lastArrow = n
	return n
}

// asyncArrow reads async x => y and async <T>(x) => y; nil when something else
// stands here.
func (p *parser) asyncArrow() *syntax.Node {
	next := p.peek()
	if next.Newline {
		return nil
	}
	start := p.tok.Start
	switch {
	case next.Kind == syntax.NameToken && next.Text != "function" && !reserved(next.Text):
		s := p.save()
		mark := p.mark()
		p.push(p.modifier())
		p.push(p.parameterName(p.next()))
		if p.is("=>") {
			return p.arrow(start, mark)
		}
		p.restore(s)
	case isPunctuation(next, "("), isPunctuation(next, "<") && p.types:
		return p.asyncCall(start)
	}
	return nil
}

// asyncCall reads async (...), which is an arrow function if an arrow follows
// and a call if not.
func (p *parser) asyncCall(start int) *syntax.Node {
	s := p.save()
	mark := p.mark()
	word := p.tok
	p.push(p.modifier())
	if p.types && p.is("<") {
		p.typeParameters()
		if !p.is("(") {
			p.restore(s)
			return nil
		}
	}
	group := p.group()
	if p.isArrow(group) {
		p.pushParameters(group)
		return p.arrow(start, mark)
	}
	p.stack = p.stack[:mark]
	p.push(p.leaf(syntax.Name, word.Text, word.Start, word.End))
	for _, i := range group.items {
		p.push(i.node)
	}
	return p.operation(start, p.close(syntax.Call, "", start, mark))
}

// operation goes on with what has been read as an operand.
func (p *parser) operation(start int, n *syntax.Node) *syntax.Node {
	p.given = p.suffixes(n, start, true)
	left := p.conditional()
	if p.tok.Kind == syntax.PunctuationToken && isAssignment(p.tok.Text) {
		operator := p.next().Text
		return p.node(syntax.Assign, operator, start, left, p.assignment())
	}
	return left
}
