package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// postfix reads members, calls and indexes behind n, without white space.
func (p *parser) postfix(n *syntax.Node) *syntax.Node {
	for links := 0; ; links++ {
		c, next := p.peek(0), p.peek(1)
		if links > maxChain {
			return p.node(syntax.Other, "chain", n.Start, n, p.gapLine())
		}
		switch {
		case p.pattern() && p.has(". ... ."):
			p.move(5)
			n = p.node(syntax.Ellipsis, "", n.Start, n)
		case c == '.' && (isNameByte(next) && (n.Kind != syntax.Number || p.peek(-1) == ')') || next == '$' || next == '\'' || next == '"' || next == '('):
			p.move(1)
			n = p.memberOf(n)
		case c == ':' && next == ':':
			p.move(2)
			n = p.memberOf(n)
		case c == '.' && (next == '\n' || next == '\r' || next == ' ') && p.continues():
			n = p.memberOf(n)
		case c == '?' && next == '.' && (isNameByte(p.peek(2)) || p.peek(2) == '$'):
			p.move(2)
			n = p.memberOf(n)
		case c == '[' && n.Kind != syntax.Number, c == '?' && next == '[':
			p.accept('?')
			n = p.index(n)
		case c == '(' && (n.Kind == syntax.Member || n.Kind == syntax.Index): // a.f[T](…) and a.$f(…) too
			mark := p.Mark()
			p.Push(n)
			p.call()
			n = made(p.close(syntax.Call, "", n.Start, mark))
		case c == '{' && n.Kind == syntax.Member:
			n = p.node(syntax.Call, "", n.Start, n, p.lambda())
		case (c == '+' && next == '+' || c == '-' && next == '-') && n.Kind != syntax.String && n.Kind != syntax.Number:
			p.move(2)
			return p.node(syntax.Unary, string(c)+string(c), n.Start, n)
		default:
			if p.ahead(func() bool {
				return p.peek(0) == '.' && (p.peek(1)|0x20) >= 'a' && (p.peek(1)|0x20) <= 'z' && p.isCall()
			}) {
				continue
			}
			return n
		}
	}
}

// continues moves behind a point whose member stands on the next line.
func (p *parser) continues() bool {
	at := p.at
	p.at++
	p.lines()
	if isNameByte(p.peek(0)) && p.at > at+1 && strings.Contains(p.source[at:p.at], "\n") {
		return true
	}
	p.at = at
	return false
}

// isCall says whether ".name(" stands here.
func (p *parser) isCall() bool {
	i := p.at + 1
	for i < len(p.source) && isNameByte(p.source[i]) {
		i++
	}
	return i < len(p.source) && p.source[i] == '('
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
	from := p.at
	switch c := p.peek(0); {
	case isNameByte(c):
		for isNameByte(p.peek(0)) {
			p.move(1)
		}
		return p.node(syntax.Member, strings.ToLower(p.source[from:p.at]), object.Start, object)
	case c == '$' && p.pattern() && p.variableAhead():
		if v := p.variable(); v.Kind == syntax.Metavariable {
			return p.node(syntax.Member, v.Text, object.Start, object)
		}
		p.at = from
	}
	key := p.primary()
	if key.Kind == syntax.String {
		return p.node(syntax.Member, strings.ToLower(key.Text), object.Start, object)
	}
	return p.node(syntax.Index, "", object.Start, object, key)
}

func (p *parser) index(object *syntax.Node) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	mark := p.Mark()
	p.Push(object)
	p.move(1)
	if p.lines(); p.peek(0) != ']' {
		if n := p.ellipsis(); n != nil {
			p.Push(n)
		} else {
			p.Push(p.expression())
		}
	}
	p.expect(']')
	return p.close(syntax.Index, "", object.Start, mark)
}

// call pushes the arguments of a method.
func (p *parser) call() {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.gapLine())
		return
	}
	p.move(1)
	for p.lines(); p.at < len(p.source) && p.peek(0) != ')'; p.lines() {
		before := p.at
		p.Push(p.single())
		p.lines()
		if !p.accept(',') && p.peek(0) != ')' || p.at == before {
			break
		}
	}
	p.expect(')')
}

func (p *parser) primary() *syntax.Node {
	start := p.at
	switch c, next := p.peek(0), p.peek(1); {
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
		return p.close(syntax.List, "[", start, mark)
	case c == '@' && next == '{':
		return p.table()
	case c == '@' && (next == '"' || next == '\''):
		return p.hereText()
	case c == '@' && isNameByte(next):
		p.move(1)
		for isNameByte(p.peek(0)) || p.peek(0) == ':' {
			p.move(1)
		}
		name := p.Leaf(syntax.Name, "$"+strings.ToLower(p.source[start+1:p.at]), start, p.at)
		return p.node(syntax.Spread, "@", start, name)
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
		p.move(max(1, p.numberEnd()-p.at))
		return p.leaf(syntax.Number, p.source[start:p.at], start)
	case c == '[':
		return p.typeLiteral()
	}
	if n := p.ellipsis(); n != nil {
		return n
	}
	if isNameByte(p.peek(0)) { // a key, or a command where a value is wanted
		p.move(len(p.word()))
		return p.leaf(syntax.Name, strings.ToLower(p.source[start:p.at]), start)
	}
	return p.gapLine()
}

func (p *parser) numberEnd() int {
	i := p.at
	if c := p.peek(0); c == '-' || c == '+' {
		i++
	}
	for i < len(p.source) {
		c := p.source[i]
		point := c == '.' && i+1 < len(p.source) && isDigit(p.source[i+1])
		sign := (c == '-' || c == '+') && i > p.at && p.source[i-1]|0x20 == 'e' && i+1 < len(p.source) && isDigit(p.source[i+1]) && !strings.HasPrefix(p.source[p.at:], "0x")
		if !(isNameByte(c) && c < 0x80) && !point && !sign {
			break
		}
		i++
	}
	return i
}

// grouped reads "( statements )" behind an opening of the length.
func (p *parser) grouped(length int) *syntax.Node {
	start := p.at
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.move(length)
	mark := p.Mark()
	p.statements()
	p.expect(')')
	if p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.close(syntax.Block, "", start, mark)
}

// typed takes ([T]$X) of a pattern for a typed metavariable.
func (p *parser) typed(n *syntax.Node) *syntax.Node {
	if p.pattern() && n.Kind == syntax.Cast && len(n.Children) == 2 && n.Children[1].Kind == syntax.Metavariable {
		n.Kind, n.Text, n.Children = syntax.TypedMetavariable, n.Children[1].Text, n.Children[:1]
	}
	return n
}

// table reads "@{ key = value }".
func (p *parser) table() *syntax.Node {
	start, mark := p.at, p.Mark()
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.move(2)
	for {
		for p.lines(); p.peek(0) == ';'; p.lines() {
			p.at++
		}
		if p.at >= len(p.source) || p.peek(0) == '}' {
			break
		}
		before := p.at
		p.Push(p.pair())
		if p.at == before {
			break
		}
	}
	p.expect('}')
	return p.close(syntax.Object, "", start, mark)
}

func (p *parser) pair() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start := p.at
	key := p.single()
	if key.Kind == syntax.Name && !strings.HasPrefix(key.Text, "$") {
		key.Kind, key.Text = syntax.String, p.source[key.Start:key.End]
	}
	if p.blank(); !p.accept('=') {
		return p.node(syntax.Pair, "", start, key, p.gapLine())
	}
	p.lines()
	mark := p.Mark()
	p.Push(key)
	if c := p.peek(0) | 0x20; c < 'a' || c > 'z' || !p.keyword() {
		p.Push(p.chain())
	}
	return p.close(syntax.Pair, "", start, mark)
}

// ellipsis reads "...", $...ARGS and "<... x ...>" of a pattern, or returns nil.
func (p *parser) ellipsis() *syntax.Node {
	if !p.pattern() {
		return nil
	}
	start := p.at
	switch {
	case p.has("<..."):
		p.move(4)
		p.lines()
		mark := p.Mark()
		p.Push(p.chain())
		if p.lines(); p.has("...>") {
			p.move(4)
		}
		return p.close(syntax.DeepEllipsis, "", start, mark)
	case p.has("...") && p.peek(3) != '\\' && p.peek(3) != '/' && p.peek(3) != '>':
		p.move(3)
		return p.leaf(syntax.Ellipsis, "", start)
	case p.has("$..."):
		i := p.at + 4
		for i < len(p.source) && isNameByte(p.source[i]) {
			i++
		}
		if syntax.IsMetavariable("$" + p.source[p.at+4:i]) {
			p.move(i - p.at)
			return p.leaf(syntax.MetaEllipsis, p.source[start:p.at], start)
		}
	}
	return nil
}
