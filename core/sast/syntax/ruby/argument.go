package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func (p *parser) index(object *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(object)
	p.Move(1)
	p.arguments(']')
	return p.Finish(syntax.Index, "", object.Start, mark)
}

// call reads "(arguments)".
func (p *parser) call(callee *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(callee)
	p.Move(1)
	p.arguments(')')
	return p.Finish(syntax.Call, "", callee.Start, mark)
}

// arguments pushes what stands up to a closing bracket, which may be several lines.
func (p *parser) arguments(bracket byte) {
	noDo, noMark := p.noDo, p.noMark
	p.noDo, p.noMark = false, false
	for p.lines(); p.At < len(p.Source) && p.Peek(0) != bracket; p.lines() {
		before := p.At
		p.Push(p.argument(bracket == ')'))
		p.lines()
		if !p.Accept(',') && p.Peek(0) != bracket || p.At == before {
			break
		}
	}
	p.expect(bracket)
	p.noDo, p.noMark = noDo, noMark
}

// argument reads an element, with a key or without. The key of a call's argument
// makes an Argument.
func (p *parser) argument(isCall bool) *syntax.Node {
	start := p.At
	if n := p.ellipsis(); n != nil {
		return n
	}
	if p.Peek(0) == '&' && p.Peek(1) != '&' {
		p.Move(1)
		if p.Peek(0) == ')' || p.Peek(0) == ',' {
			return p.Word(syntax.Unary, "&", start)
		}
		return p.Node(syntax.Unary, "&", start, p.expression())
	}
	if key := p.key(); key != nil {
		p.lines()
		var value *syntax.Node
		if c := p.Peek(0); c == ',' || c == ')' || c == ']' || c == '}' || c == 0 { // f(a:)
			value = p.Leaf(syntax.Name, key.Text, key.Start, key.End)
		} else {
			value = p.expression()
		}
		if isCall {
			return p.Node(syntax.Argument, key.Text, start, value)
		}
		return p.Node(syntax.Pair, "", start, key, value)
	}
	n := p.element()
	at, end := p.At, p.End
	if p.lines(); !p.Has("=>") {
		p.At, p.End = at, end
		return n
	}
	p.Move(2)
	p.lines()
	value := p.expression()
	if n.Kind == syntax.Literal && strings.HasPrefix(n.Text, ":") {
		if n.Kind, n.Text = syntax.String, n.Text[1:]; isCall {
			return p.Node(syntax.Argument, n.Text, start, value)
		}
	}
	return p.Node(syntax.Pair, "", start, n, value)
}

// key reads `name:` or `"name":` of a pair, or returns nil without moving.
func (p *parser) key() *syntax.Node {
	start := p.At
	if c := p.Peek(0); isNameByte(c) && !isDigit(c) || c == '$' && p.Pattern() {
		length := len(p.methodName())
		if c == '$' {
			length = len(p.global())
		}
		if i := start + length; length > 0 && i < len(p.Source) && p.Source[i] == ':' && (i+1 >= len(p.Source) || p.Source[i+1] != ':') {
			name := p.Source[start:i]
			p.Move(length + 1)
			if syntax.IsMetavariable(name) && p.Pattern() {
				return p.Leaf(syntax.Metavariable, name, start, i)
			}
			return p.Leaf(syntax.String, name, start, i)
		}
		return nil
	}
	if c := p.Peek(0); c == '"' || c == '\'' {
		if end := quoteEnd(p.Source, start); end < len(p.Source) && p.Source[end] == ':' && (end+1 >= len(p.Source) || p.Source[end+1] != ':') && end+1 < len(p.Source) && isSpace(p.Source[end+1]) {
			n := p.quoted()
			p.Move(1)
			return n
		}
	}
	return nil
}
