package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// statements pushes statements up to a closing bracket or the end.
func (p *parser) statements() {
	for {
		for p.lines(); p.peek(0) == ';'; p.lines() {
			p.at++
		}
		c := p.peek(0)
		if p.at >= len(p.source) || c == '}' || c == ')' || c == ']' {
			return
		}
		before := p.at
		p.statement()
		p.blank()
		switch c := p.peek(0); {
		case p.at >= len(p.source) || c == ';' || c == '\n' || c == '}' || c == ')':
		case p.at > before && p.ended():
		default:
			at := p.at
			if p.Push(p.gapLine()); p.at == at {
				p.at++
			}
		}
	}
}

// ended says whether the statement before needs nothing behind it.
func (p *parser) ended() bool { return p.end > 0 && p.source[p.end-1] == '}' }

func (p *parser) statement() {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.gapLine())
		return
	}
	if c := p.peek(0) | 0x20; c >= 'a' && c <= 'z' && p.keyword() {
		return
	}
	if p.peek(0) == ':' && isNameByte(p.peek(1)) { // a label
		for p.at++; isNameByte(p.peek(0)); p.at++ {
		}
		p.lines()
		if p.keyword() {
			return
		}
	}
	if p.peek(0) == '[' && p.annotated() {
		return
	}
	p.Push(p.chain())
}

// block reads "{ statements }".
func (p *parser) block() *syntax.Node {
	p.lines()
	if p.peek(0) != '{' {
		return p.Gap(p.end, p.end)
	}
	start, mark := p.at, p.Mark()
	p.move(1)
	p.statements()
	p.expect('}')
	return p.close(syntax.Block, "", start, mark)
}

// annotated reads attributes in front of param(…) or a class, as Annotations.
func (p *parser) annotated() bool {
	at, end, mark := p.at, p.end, p.Mark()
	for p.peek(0) == '[' && p.isAttribute() {
		p.Push(p.attribute())
		p.lines()
	}
	if p.Pushed(mark) > 0 && (p.pattern() && p.at >= len(p.source) || p.at < len(p.source) && p.keyword()) {
		return true
	}
	p.Take(mark)
	p.at, p.end = at, end
	return false
}

// isAttribute says whether "[Name(" stands here.
func (p *parser) isAttribute() bool {
	i := p.at + 1
	for i < len(p.source) && (isNameByte(p.source[i]) || p.source[i] == '.' || p.source[i] == '$') {
		i++
	}
	return i > p.at+1 && i < len(p.source) && p.source[i] == '('
}

// attribute reads "[Name(arguments)]".
func (p *parser) attribute() *syntax.Node {
	start, mark := p.at, p.Mark()
	p.move(1)
	from := p.at
	for c := p.peek(0); isNameByte(c) || c == '.' || c == '$'; c = p.peek(0) {
		p.move(1)
	}
	name := strings.ToLower(p.source[from:p.at])
	if p.accept('(') {
		for p.lines(); p.at < len(p.source) && p.peek(0) != ')'; p.lines() {
			before := p.at
			p.Push(p.attributeArgument())
			p.lines()
			if !p.accept(',') && p.peek(0) != ')' || p.at == before {
				p.expect(')')
				p.accept(']')
				return p.close(syntax.Annotation, name, start, mark)
			}
		}
		p.accept(')')
	}
	p.blank()
	p.accept(']')
	return p.close(syntax.Annotation, name, start, mark)
}

func (p *parser) attributeArgument() *syntax.Node {
	start := p.at
	for isNameByte(p.peek(0)) {
		p.at++
	}
	name := p.source[start:p.at]
	at := p.at
	if p.blank(); name != "" && p.peek(0) == '=' {
		p.move(1)
		p.lines()
		return p.node(syntax.Argument, strings.ToLower(name), start, p.single())
	}
	if p.at = at; name != "" && !isDigit(name[0]) {
		p.end = at
		return p.leaf(syntax.Name, strings.ToLower(name), start)
	}
	p.at = start
	return p.single()
}

// parameters pushes what stands in "(…)" of a function or of param.
func (p *parser) parameters() {
	p.move(1)
	for p.lines(); p.at < len(p.source) && p.peek(0) != ')'; p.lines() {
		before := p.at
		p.Push(p.parameter())
		p.lines()
		if !p.accept(',') && p.peek(0) != ')' || p.at == before {
			break
		}
	}
	p.expect(')')
}

func (p *parser) parameter() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start, mark := p.at, p.Mark()
	for p.peek(0) == '[' {
		if p.isAttribute() {
			p.Push(p.attribute())
		} else {
			p.Push(p.typeLiteral())
		}
		p.lines()
	}
	name := ""
	if p.peek(0) == '$' {
		if v := p.variable(); v.Kind == syntax.Name || v.Kind == syntax.Metavariable || v.Kind == syntax.Literal {
			name = v.Text
		} else if v.Kind == syntax.MetaEllipsis {
			return v
		}
	}
	if p.ahead(func() bool { return p.peek(0) == '=' }) {
		p.move(1)
		p.lines()
		at := p.at
		p.Push(p.node(syntax.Default, "", at, p.single()))
	}
	return p.close(syntax.Parameter, name, start, mark)
}
