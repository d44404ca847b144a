package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// function reads "name(parameters) { … }".
func (p *parser) function(start int) *syntax.Node {
	mark := p.Mark()
	from := p.At
	for p.At < len(p.Source) && strings.IndexByte(" \t\r\n({;", p.Source[p.At]) < 0 {
		p.Move(1)
	}
	name := p.Source[from:p.At]
	if !syntax.IsMetavariable(name) {
		name = strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
	}
	if p.lines(); p.Peek(0) == '(' {
		p.parameters()
	}
	if p.lines(); p.Peek(0) == '{' {
		p.body()
	}
	return p.Finish(syntax.Function, name, start, mark)
}

// body reads "{ param(…) statements }": pushes annotations, parameters and a Block.
func (p *parser) body() {
	start := p.At
	p.Move(1)
	p.lines()
	mark := p.Mark()
	for p.Peek(0) == '[' && p.isAttribute() {
		p.Push(p.attribute())
		p.lines()
	}
	if p.hasWord("param") && p.follows(5, true) == '(' {
		p.Move(5)
		p.lines()
		p.parameters()
		start = p.End
	} else if p.Pushed(mark) > 0 {
		start = p.End
	}
	inner := p.Mark()
	p.statements()
	p.expect('}')
	p.Push(p.Finish(syntax.Block, "", start, inner))
}

// lambda reads a script block.
func (p *parser) lambda() *syntax.Node {
	start, mark := p.At, p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.body()
	return p.Finish(syntax.Lambda, "", start, mark)
}

// param reads a script's own parameters.
func (p *parser) param(start int) *syntax.Node {
	mark := p.Mark()
	p.lines()
	p.parameters()
	return p.Finish(syntax.Other, "param", start, mark)
}

func (p *parser) class(start int, word string) *syntax.Node {
	mark := p.Mark()
	if word == "enum" {
		p.Push(p.Leaf(syntax.Modifier, "enum", start, start+4))
	}
	name := p.className()
	if p.lines(); p.Accept(':') {
		for {
			p.lines()
			at := p.At
			base := p.className()
			if base == "" {
				break
			}
			p.Push(p.Node(syntax.Base, "", at, p.Leaf(syntax.Type, base, at, p.End)))
			if p.lines(); !p.Accept(',') {
				break
			}
		}
	}
	if p.lines(); p.Peek(0) == '{' {
		at, inner := p.At, p.Mark()
		p.Move(1)
		p.members(word == "enum")
		p.expect('}')
		p.Push(p.Finish(syntax.Block, "", at, inner))
	}
	return p.Finish(syntax.Class, name, start, mark)
}

func (p *parser) className() string {
	from := p.At
	for c := p.Peek(0); isNameByte(c) || c == '.' || c == '$' || c == '[' || c == ']'; c = p.Peek(0) {
		p.Move(1)
	}
	if syntax.IsMetavariable(p.Source[from:p.At]) {
		return p.Source[from:p.At]
	}
	return typeName(p.Source[from:p.At])
}

func (p *parser) members(values bool) {
	for {
		for p.lines(); p.Peek(0) == ';'; p.lines() {
			p.At++
		}
		if p.At >= len(p.Source) || p.Peek(0) == '}' {
			return
		}
		before := p.At
		p.member(values)
		if p.At == before {
			if p.Push(p.gapLine()); p.At == before {
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
	start, mark := p.At, p.Mark()
	for {
		switch {
		case p.Peek(0) == '[' && p.isAttribute():
			p.Push(p.attribute())
		case p.Peek(0) == '[':
			p.Push(p.typeLiteral())
		case p.hasWord("static"), p.hasWord("hidden"):
			at := p.At
			p.Move(6)
			p.Push(p.Leaf(syntax.Modifier, strings.ToLower(p.Source[at:p.At]), at, p.At))
		default:
			p.memberRest(start, mark, value)
			return
		}
		p.lines()
	}
}

func (p *parser) memberRest(start, mark int, value bool) {
	at := p.At
	if p.Peek(0) == '$' || value {
		var target *syntax.Node
		if value {
			p.Move(len(p.word()))
			target = p.Leaf(syntax.Name, strings.ToLower(p.Source[at:p.At]), at, p.At)
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
		if p.blank(); p.Accept('=') {
			p.lines()
			p.Push(p.chain())
		}
		if p.At > at {
			p.Push(p.Finish(syntax.Variable, target.Text, start, mark))
		}
		return
	}
	name := p.word()
	p.Move(len(name))
	if p.blank(); name == "" || p.Peek(0) != '(' {
		return
	}
	p.parameters()
	if p.lines(); p.Accept(':') { // ": base(x)"
		p.lines()
		p.Move(len(p.word()))
		if p.lines(); p.Peek(0) == '(' {
			inner := p.Mark()
			p.call()
			p.Take(inner)
		}
	}
	p.Push(p.block())
	p.Push(p.Finish(syntax.Function, name, start, mark))
}
