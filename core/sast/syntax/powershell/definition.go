package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// function reads "name(parameters) { … }".
func (p *parser) function(start int) *syntax.Node {
	mark := p.Mark()
	from := p.at
	for p.at < len(p.source) && strings.IndexByte(" \t\r\n({;", p.source[p.at]) < 0 {
		p.move(1)
	}
	name := p.source[from:p.at]
	if !syntax.IsMetavariable(name) {
		name = strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
	}
	if p.lines(); p.peek(0) == '(' {
		p.parameters()
	}
	if p.lines(); p.peek(0) == '{' {
		p.body()
	}
	return p.close(syntax.Function, name, start, mark)
}

// body reads "{ param(…) statements }": pushes annotations, parameters and a Block.
func (p *parser) body() {
	start := p.at
	p.move(1)
	p.lines()
	mark := p.Mark()
	for p.peek(0) == '[' && p.isAttribute() {
		p.Push(p.attribute())
		p.lines()
	}
	if p.hasWord("param") && p.follows(5, true) == '(' {
		p.move(5)
		p.lines()
		p.parameters()
		start = p.end
	} else if p.Pushed(mark) > 0 {
		start = p.end
	}
	inner := p.Mark()
	p.statements()
	p.expect('}')
	p.Push(p.close(syntax.Block, "", start, inner))
}

// lambda reads a script block.
func (p *parser) lambda() *syntax.Node {
	start, mark := p.at, p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.body()
	return p.close(syntax.Lambda, "", start, mark)
}

// param reads a script's own parameters.
func (p *parser) param(start int) *syntax.Node {
	mark := p.Mark()
	p.lines()
	p.parameters()
	return p.close(syntax.Other, "param", start, mark)
}

func (p *parser) class(start int, word string) *syntax.Node {
	mark := p.Mark()
	if word == "enum" {
		p.Push(p.Leaf(syntax.Modifier, "enum", start, start+4))
	}
	name := p.className()
	if p.lines(); p.accept(':') {
		for {
			p.lines()
			at := p.at
			base := p.className()
			if base == "" {
				break
			}
			p.Push(p.node(syntax.Base, "", at, p.Leaf(syntax.Type, base, at, p.end)))
			if p.lines(); !p.accept(',') {
				break
			}
		}
	}
	if p.lines(); p.peek(0) == '{' {
		at, inner := p.at, p.Mark()
		p.move(1)
		p.members(word == "enum")
		p.expect('}')
		p.Push(p.close(syntax.Block, "", at, inner))
	}
	return p.close(syntax.Class, name, start, mark)
}

func (p *parser) className() string {
	from := p.at
	for c := p.peek(0); isNameByte(c) || c == '.' || c == '$' || c == '[' || c == ']'; c = p.peek(0) {
		p.move(1)
	}
	if syntax.IsMetavariable(p.source[from:p.at]) {
		return p.source[from:p.at]
	}
	return typeName(p.source[from:p.at])
}

func (p *parser) members(values bool) {
	for {
		for p.lines(); p.peek(0) == ';'; p.lines() {
			p.at++
		}
		if p.at >= len(p.source) || p.peek(0) == '}' {
			return
		}
		before := p.at
		p.member(values)
		if p.at == before {
			if p.Push(p.gapLine()); p.at == before {
				return
			}
		}
	}
}

// member pushes a property, a method or an enum's value.
func (p *parser) member(value bool) {
	if n := p.ellipsis(); n != nil {
		p.Push(n)
		return
	}
	start, mark := p.at, p.Mark()
	for {
		switch {
		case p.peek(0) == '[' && p.isAttribute():
			p.Push(p.attribute())
		case p.peek(0) == '[':
			p.Push(p.typeLiteral())
		case p.hasWord("static"), p.hasWord("hidden"):
			at := p.at
			p.move(6)
			p.Push(p.Leaf(syntax.Modifier, strings.ToLower(p.source[at:p.at]), at, p.at))
		default:
			p.memberRest(start, mark, value)
			return
		}
		p.lines()
	}
}

func (p *parser) memberRest(start, mark int, value bool) {
	at := p.at
	if p.peek(0) == '$' || value {
		var target *syntax.Node
		if value {
			p.move(len(p.word()))
			target = p.Leaf(syntax.Name, strings.ToLower(p.source[at:p.at]), at, p.at)
		} else {
			target = p.variable()
		}
		types := p.Take(mark)
		for _, n := range types {
			if n.Kind != syntax.Type {
				p.Push(n)
			}
		}
		p.Push(target)
		for _, n := range types {
			if n.Kind == syntax.Type {
				p.Push(n)
			}
		}
		if p.blank(); p.accept('=') {
			p.lines()
			p.Push(p.chain())
		}
		if p.at > at {
			p.Push(p.close(syntax.Variable, target.Text, start, mark))
		}
		return
	}
	name := p.word()
	p.move(len(name))
	if p.blank(); name == "" || p.peek(0) != '(' {
		return
	}
	p.parameters()
	if p.lines(); p.accept(':') { // ": base(x)"
		p.lines()
		p.move(len(p.word()))
		if p.lines(); p.peek(0) == '(' {
			inner := p.Mark()
			p.call()
			p.Take(inner)
		}
	}
	p.Push(p.block())
	p.Push(p.close(syntax.Function, name, start, mark))
}
