package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// postfix reads members, calls and indexes behind n, without white space.
func (p *parser) postfix(n *syntax.Node) *syntax.Node {
	for links := 0; ; links++ {
		c, next := p.Peek(0), p.Peek(1)
		if links > maxChain {
			return p.Node(syntax.Other, "chain", n.Start, n, p.gapLine())
		}
		switch {
		case p.Pattern() && p.Has(". ... ."):
			p.Move(5)
			n = p.Node(syntax.Ellipsis, "", n.Start, n)
		case c == '.' && (isNameByte(next) && (n.Kind != syntax.Number || p.Peek(-1) == ')') || next == '$' || next == '\'' || next == '"' || next == '('):
			p.Move(1)
			n = p.memberOf(n)
		case c == ':' && next == ':':
			p.Move(2)
			n = p.memberOf(n)
		case c == '.' && (next == '\n' || next == '\r' || next == ' ') && p.continues():
			n = p.memberOf(n)
		case c == '?' && next == '.' && (isNameByte(p.Peek(2)) || p.Peek(2) == '$'):
			p.Move(2)
			n = p.memberOf(n)
		case c == '[' && n.Kind != syntax.Number, c == '?' && next == '[':
			p.Accept('?')
			n = p.index(n)
		case c == '(' && (n.Kind == syntax.Member || n.Kind == syntax.Index): // a.f[T](…) and a.$f(…) too
			mark := p.Mark()
			p.Push(n)
			p.call()
			n = made(p.Finish(syntax.Call, "", n.Start, mark))
		case c == '{' && n.Kind == syntax.Member:
			n = p.Node(syntax.Call, "", n.Start, n, p.lambda())
		case (c == '+' && next == '+' || c == '-' && next == '-') && n.Kind != syntax.String && n.Kind != syntax.Number:
			p.Move(2)
			return p.Node(syntax.Unary, string(c)+string(c), n.Start, n)
		default:
			if p.ahead(func() bool {
				return p.Peek(0) == '.' && (p.Peek(1)|0x20) >= 'a' && (p.Peek(1)|0x20) <= 'z' && p.isCall()
			}) {
				continue
			}
			return n
		}
	}
}

// continues moves behind a point whose member stands on the next line.
func (p *parser) continues() bool {
	at := p.At
	p.At++
	p.lines()
	if isNameByte(p.Peek(0)) && p.At > at+1 && strings.Contains(p.Source[at:p.At], "\n") {
		return true
	}
	p.At = at
	return false
}

// isCall says whether ".name(" stands here.
func (p *parser) isCall() bool {
	i := p.At + 1
	for i < len(p.Source) && isNameByte(p.Source[i]) {
		i++
	}
	return i < len(p.Source) && p.Source[i] == '('
}

// made turns [T]::new(…) into New.
func made(call *syntax.Node) *syntax.Node {
	callee := call.Children[0]
	if callee.Kind != syntax.Member || callee.Text != "new" || len(callee.Children) != 1 {
		return call
	}
	name := typeText(callee.Children[0])
	if name == "" {
		return call
	}
	call.Kind, call.Text = syntax.New, name
	call.Children[0] = &syntax.Node{Kind: syntax.Type, Text: name, Start: callee.Children[0].Start, End: callee.Children[0].End}
	return call
}

// typeText is the type that a chain of members stands for; "" for a variable.
func typeText(n *syntax.Node) string {
	switch n.Kind {
	case syntax.Type, syntax.Metavariable:
		return n.Text
	case syntax.Name:
		if n.Text != "this" && !strings.HasPrefix(n.Text, "$") {
			return n.Text
		}
	case syntax.Member:
		if len(n.Children) == 1 {
			if object := typeText(n.Children[0]); object != "" {
				return object + "." + n.Text
			}
		}
	}
	return ""
}

func (p *parser) memberOf(object *syntax.Node) *syntax.Node {
	from := p.At
	switch c := p.Peek(0); {
	case isNameByte(c):
		for isNameByte(p.Peek(0)) {
			p.Move(1)
		}
		return p.Node(syntax.Member, strings.ToLower(p.Source[from:p.At]), object.Start, object)
	case c == '$' && p.Pattern() && p.variableAhead():
		if v := p.variable(); v.Kind == syntax.Metavariable {
			return p.Node(syntax.Member, v.Text, object.Start, object)
		}
		p.At = from
	}
	key := p.primary()
	if key.Kind == syntax.String {
		return p.Node(syntax.Member, strings.ToLower(key.Text), object.Start, object)
	}
	return p.Node(syntax.Index, "", object.Start, object, key)
}

func (p *parser) index(object *syntax.Node) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	mark := p.Mark()
	p.Push(object)
	p.Move(1)
	if p.lines(); p.Peek(0) != ']' {
		if n := p.ellipsis(); n != nil {
			p.Push(n)
		} else {
			p.Push(p.expression())
		}
	}
	p.expect(']')
	return p.Finish(syntax.Index, "", object.Start, mark)
}

// call pushes the arguments of a method.
func (p *parser) call() {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.gapLine())
		return
	}
	p.Move(1)
	for p.lines(); p.At < len(p.Source) && p.Peek(0) != ')'; p.lines() {
		before := p.At
		p.Push(p.single())
		p.lines()
		if !p.Accept(',') && p.Peek(0) != ')' || p.At == before {
			break
		}
	}
	p.expect(')')
}

func (p *parser) primary() *syntax.Node {
	start := p.At
	switch c, next := p.Peek(0), p.Peek(1); {
	case c == '$' && next == '(':
		return p.grouped(2)
	case c == '$':
		return p.variable()
	case c == '@' && next == '(':
		n := p.grouped(2)
		if n.Kind == syntax.List {
			n.Start = start
			return n
		}
		mark := p.Mark()
		if n.Kind == syntax.Block {
			p.Push(n.Children...)
		} else {
			p.Push(n)
		}
		return p.Finish(syntax.List, "[", start, mark)
	case c == '@' && next == '{':
		return p.table()
	case c == '@' && (next == '"' || next == '\''):
		return p.hereText()
	case c == '@' && isNameByte(next):
		p.Move(1)
		for isNameByte(p.Peek(0)) || p.Peek(0) == ':' {
			p.Move(1)
		}
		name := p.Leaf(syntax.Name, "$"+strings.ToLower(p.Source[start+1:p.At]), start, p.At)
		return p.Node(syntax.Spread, "@", start, name)
	case c == '(':
		return p.typed(p.grouped(1))
	case c == '{':
		return p.lambda()
	case c == '\'' || c == '"':
		return p.text()
	case isDigit(c) || (c == '.' || c == '-' || c == '+') && (isDigit(next) || next == '.'):
		if n := p.ellipsis(); n != nil {
			return n
		}
		p.Move(max(1, p.numberEnd()-p.At))
		return p.Word(syntax.Number, p.Source[start:p.At], start)
	case c == '[':
		return p.typeLiteral()
	}
	if n := p.ellipsis(); n != nil {
		return n
	}
	if isNameByte(p.Peek(0)) { // a key, or a command where a value is wanted
		p.Move(len(p.word()))
		return p.Word(syntax.Name, strings.ToLower(p.Source[start:p.At]), start)
	}
	return p.gapLine()
}

func (p *parser) numberEnd() int {
	i := p.At
	if c := p.Peek(0); c == '-' || c == '+' {
		i++
	}
	for i < len(p.Source) {
		c := p.Source[i]
		point := c == '.' && i+1 < len(p.Source) && isDigit(p.Source[i+1])
		sign := (c == '-' || c == '+') && i > p.At && p.Source[i-1]|0x20 == 'e' && i+1 < len(p.Source) && isDigit(p.Source[i+1]) && !strings.HasPrefix(p.Source[p.At:], "0x")
		if !(isNameByte(c) && c < 0x80) && !point && !sign {
			break
		}
		i++
	}
	return i
}

// grouped reads "( statements )" behind an opening of the length.
func (p *parser) grouped(length int) *syntax.Node {
	start := p.At
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.Move(length)
	mark := p.Mark()
	p.statements()
	p.expect(')')
	if p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.Finish(syntax.Block, "", start, mark)
}

// typed takes ([T]$X) of a pattern for a typed metavariable.
func (p *parser) typed(n *syntax.Node) *syntax.Node {
	if p.Pattern() && n.Kind == syntax.Cast && len(n.Children) == 2 && n.Children[1].Kind == syntax.Metavariable {
		n.Kind, n.Text, n.Children = syntax.TypedMetavariable, n.Children[1].Text, n.Children[:1]
	}
	return n
}

// table reads "@{ key = value }".
func (p *parser) table() *syntax.Node {
	start, mark := p.At, p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.Move(2)
	for {
		for p.lines(); p.Peek(0) == ';'; p.lines() {
			p.At++
		}
		if p.At >= len(p.Source) || p.Peek(0) == '}' {
			break
		}
		before := p.At
		p.Push(p.pair())
		if p.At == before {
			break
		}
	}
	p.expect('}')
	return p.Finish(syntax.Object, "", start, mark)
}

func (p *parser) pair() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start := p.At
	key := p.single()
	if key.Kind == syntax.Name && !strings.HasPrefix(key.Text, "$") {
		key.Kind, key.Text = syntax.String, p.Source[key.Start:key.End]
	}
	if p.blank(); !p.Accept('=') {
		return p.Node(syntax.Pair, "", start, key, p.gapLine())
	}
	p.lines()
	mark := p.Mark()
	p.Push(key)
	if c := p.Peek(0) | 0x20; c < 'a' || c > 'z' || !p.keyword() {
		p.Push(p.chain())
	}
	return p.Finish(syntax.Pair, "", start, mark)
}

// ellipsis reads "...", $...ARGS and "<... x ...>" of a pattern, or returns nil.
func (p *parser) ellipsis() *syntax.Node {
	if !p.Pattern() {
		return nil
	}
	start := p.At
	switch {
	case p.Has("<..."):
		p.Move(4)
		p.lines()
		mark := p.Mark()
		p.Push(p.chain())
		if p.lines(); p.Has("...>") {
			p.Move(4)
		}
		return p.Finish(syntax.DeepEllipsis, "", start, mark)
	case p.Has("...") && p.Peek(3) != '\\' && p.Peek(3) != '/' && p.Peek(3) != '>':
		p.Move(3)
		return p.Word(syntax.Ellipsis, "", start)
	case p.Has("$..."):
		i := p.At + 4
		for i < len(p.Source) && isNameByte(p.Source[i]) {
			i++
		}
		if syntax.IsMetavariable("$" + p.Source[p.At+4:i]) {
			p.Move(i - p.At)
			return p.Word(syntax.MetaEllipsis, p.Source[start:p.At], start)
		}
	}
	return nil
}
