package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// statements pushes statements up to a closing bracket or the end.
func (p *parser) statements() {
	for {
		for p.lines(); p.Peek(0) == ';'; p.lines() {
			p.At++
		}
		c := p.Peek(0)
		if p.At >= len(p.Source) || c == '}' || c == ')' || c == ']' {
			return
		}
		before := p.At
		p.statement()
		p.blank()
		switch c := p.Peek(0); {
		case p.At >= len(p.Source) || c == ';' || c == '\n' || c == '}' || c == ')':
		case p.At > before && p.ended():
		default:
			at := p.At
			if p.Push(p.gapLine()); p.At == at {
				p.At++
			}
		}
	}
}

// ended says whether the statement before needs nothing behind it.
func (p *parser) ended() bool { return p.End > 0 && p.Source[p.End-1] == '}' }

func (p *parser) statement() {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.gapLine())
		return
	}
	if c := p.Peek(0) | 0x20; c >= 'a' && c <= 'z' && p.keyword() {
		return
	}
	if p.Peek(0) == ':' && isNameByte(p.Peek(1)) { // a label
		for p.At++; isNameByte(p.Peek(0)); p.At++ {
		}
		p.lines()
		if p.keyword() {
			return
		}
	}
	if p.Peek(0) == '[' && p.annotated() {
		return
	}
	p.Push(p.chain())
}

// block reads "{ statements }".
func (p *parser) block() *syntax.Node {
	p.lines()
	if p.Peek(0) != '{' {
		return p.Gap(p.End, p.End)
	}
	start, mark := p.At, p.Mark()
	p.Move(1)
	p.statements()
	p.expect('}')
	return p.Finish(syntax.Block, "", start, mark)
}

// annotated reads attributes in front of param(…) or a class, as Annotations.
func (p *parser) annotated() bool {
	at, end, mark := p.At, p.End, p.Mark()
	for p.Peek(0) == '[' && p.isAttribute() {
		p.Push(p.attribute())
		p.lines()
	}
	if p.Pushed(mark) > 0 && (p.Pattern() && p.At >= len(p.Source) || p.At < len(p.Source) && p.keyword()) {
		return true
	}
	p.Take(mark)
	p.At, p.End = at, end
	return false
}

// isAttribute says whether "[Name(" stands here.
func (p *parser) isAttribute() bool {
	i := p.At + 1
	for i < len(p.Source) && (isNameByte(p.Source[i]) || p.Source[i] == '.' || p.Source[i] == '$') {
		i++
	}
	return i > p.At+1 && i < len(p.Source) && p.Source[i] == '('
}

// attribute reads "[Name(arguments)]".
func (p *parser) attribute() *syntax.Node {
	start, mark := p.At, p.Mark()
	p.Move(1)
	from := p.At
	for c := p.Peek(0); isNameByte(c) || c == '.' || c == '$'; c = p.Peek(0) {
		p.Move(1)
	}
	name := strings.ToLower(p.Source[from:p.At])
	if p.Accept('(') {
		for p.lines(); p.At < len(p.Source) && p.Peek(0) != ')'; p.lines() {
			before := p.At
			p.Push(p.attributeArgument())
			p.lines()
			if !p.Accept(',') && p.Peek(0) != ')' || p.At == before {
				p.expect(')')
				p.Accept(']')
				return p.Finish(syntax.Annotation, name, start, mark)
			}
		}
		p.Accept(')')
	}
	p.blank()
	p.Accept(']')
	return p.Finish(syntax.Annotation, name, start, mark)
}

func (p *parser) attributeArgument() *syntax.Node {
	start := p.At
	for isNameByte(p.Peek(0)) {
		p.At++
	}
	name := p.Source[start:p.At]
	at := p.At
	if p.blank(); name != "" && p.Peek(0) == '=' {
		p.Move(1)
		p.lines()
		return p.Node(syntax.Argument, strings.ToLower(name), start, p.single())
	}
	if p.At = at; name != "" && !isDigit(name[0]) {
		p.End = at
		return p.Word(syntax.Name, strings.ToLower(name), start)
	}
	p.At = start
	return p.single()
}

// parameters pushes what stands in "(…)" of a function or of param.
func (p *parser) parameters() {
	p.Move(1)
	for p.lines(); p.At < len(p.Source) && p.Peek(0) != ')'; p.lines() {
		before := p.At
		p.Push(p.parameter())
		p.lines()
		if !p.Accept(',') && p.Peek(0) != ')' || p.At == before {
			break
		}
	}
	p.expect(')')
}

func (p *parser) parameter() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start, mark := p.At, p.Mark()
	for p.Peek(0) == '[' {
		if p.isAttribute() {
			p.Push(p.attribute())
		} else {
			p.Push(p.typeLiteral())
		}
		p.lines()
	}
	name := ""
	if p.Peek(0) == '$' {
		if v := p.variable(); v.Kind == syntax.Name || v.Kind == syntax.Metavariable || v.Kind == syntax.Literal {
			name = v.Text
		} else if v.Kind == syntax.MetaEllipsis {
			return v
		}
	}
	if p.ahead(func() bool { return p.Peek(0) == '=' }) {
		p.Move(1)
		p.lines()
		at := p.At
		p.Push(p.Node(syntax.Default, "", at, p.single()))
	}
	return p.Finish(syntax.Parameter, name, start, mark)
}
