package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func (p *parser) primary() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start, mark := p.at, p.Mark()
	c, next := p.peek(0), p.peek(1)
	switch {
	case isDigit(c), c == '-' && isDigit(next):
		return p.number()
	case c == '"' || c == '\'' || c == '`':
		return p.quoted()
	case c == '%' && p.percent() > 0:
		return p.percentText()
	case c == ':' && next == ':':
		p.move(2)
		p.move(len(p.word()))
		return p.leaf(syntax.Name, p.source[start+2:p.at], start)
	case c == ':':
		return p.symbol()
	case c == '/':
		return p.regex(1, '/', '/')
	case c == '[':
		p.move(1)
		p.arguments(']')
		return p.close(syntax.List, "[", start, mark)
	case c == '{':
		p.move(1)
		p.arguments('}')
		return p.close(syntax.Object, "", start, mark)
	case c == '(':
		return p.grouped()
	case c == '-' && next == '>':
		return p.arrow()
	case c == '@' || c == '$':
		return p.signed()
	case c == '<' && next == '<':
		if n := p.heredoc(); n != nil {
			return n
		}
	case c == '?' && next != 0 && !isSpace(next) && !isNameByte(p.peek(2)):
		p.move(2)
		return p.leaf(syntax.String, p.source[start+1:p.at], start)
	case c == '.' && next == '.':
		p.move(2)
		p.accept('.')
		return p.node(syntax.Unary, "..", start, p.unary())
	case isNameByte(c):
		return p.named()
	}
	return p.gapLine()
}

// ellipsis reads "...", $...ARGS and "<... x ...>" of a pattern, or returns nil.
func (p *parser) ellipsis() *syntax.Node {
	start := p.at
	switch {
	case !p.pattern():
	case p.has("<..."):
		p.move(4)
		p.lines()
		mark := p.Mark()
		p.Push(p.expression())
		if p.lines(); p.has("...>") {
			p.move(4)
		}
		return p.close(syntax.DeepEllipsis, "", start, mark)
	case p.has("...") && p.peek(3) != '>':
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

func (p *parser) number() *syntax.Node {
	start := p.at
	p.accept('-')
	for {
		c := p.peek(0)
		point := c == '.' && isDigit(p.peek(1)) && !strings.Contains(p.source[start:p.at], ".")
		sign := (c == '+' || c == '-') && p.at > start && p.peek(-1)|0x20 == 'e' && isDigit(p.peek(1)) && !strings.HasPrefix(p.source[start:], "0x")
		if !(isNameByte(c) && c < 0x80) && !point && !sign {
			return p.leaf(syntax.Number, p.source[start:p.at], start)
		}
		p.move(1)
	}
}

// global is the "$name" at the cursor.
func (p *parser) global() string {
	i := p.at + 1
	for i < len(p.source) && isNameByte(p.source[i]) {
		i++
	}
	if i == p.at+1 && i < len(p.source) && strings.IndexByte("~*$?!@/\\;,.=:<>\"&`'+", p.source[i]) >= 0 {
		i++
	}
	if i == p.at+1 {
		return ""
	}
	return p.source[p.at:i]
}

// signed reads @a, @@a, $a and $X.
func (p *parser) signed() *syntax.Node {
	start := p.at
	if p.peek(0) == '$' {
		name := p.global()
		p.move(max(1, len(name)))
		if p.pattern() && syntax.IsMetavariable(name) {
			return p.command(p.leaf(syntax.Metavariable, name, start))
		}
		return p.leaf(syntax.Name, p.source[start:p.at], start)
	}
	p.move(1)
	p.accept('@')
	p.move(len(p.word()))
	return p.leaf(syntax.Name, p.source[start:p.at], start)
}

// symbol reads :name, :"text", :+ and so on.
func (p *parser) symbol() *syntax.Node {
	start := p.at
	p.move(1)
	switch c := p.peek(0); {
	case c == '"' || c == '\'':
		n := p.quoted()
		if n.Kind == syntax.String {
			n.Kind, n.Text, n.Start = syntax.Literal, ":"+n.Text, start
		}
		return n
	case isNameByte(c):
		p.move(len(p.methodName()))
		if p.peek(0) == '=' && p.peek(1) != '=' && p.peek(1) != '>' && p.peek(1) != '~' {
			p.move(1)
		}
	case c == '@' || c == '$':
		p.signed()
	default:
		p.move(p.operatorName())
	}
	return p.leaf(syntax.Literal, p.source[start:p.at], start)
}

func (p *parser) grouped() *syntax.Node {
	start, mark, noDo, noMark := p.at, p.Mark(), p.noDo, p.noMark
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.noDo, p.noMark = false, false
	p.move(1)
	p.statements()
	p.expect(')')
	p.noDo, p.noMark = noDo, noMark
	if p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.close(syntax.Block, "", start, mark)
}

// arrow reads "->(a) { … }".
func (p *parser) arrow() *syntax.Node {
	start, mark, noDo, noMark := p.at, p.Mark(), p.noDo, p.noMark
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.move(2)
	p.noMark = false
	if p.blank(); p.accept('(') {
		p.parameters(')')
	} else if c := p.peek(0); c != '{' && !p.hasWord("do") {
		p.parameters('{')
	}
	p.lines()
	isDo := p.hasWord("do")
	p.noDo = false
	switch {
	case isDo:
		p.move(2)
		p.finish(true)
	case p.accept('{'):
		p.finish(false)
	default:
		p.Push(p.Gap(p.end, p.end))
	}
	p.noDo, p.noMark = noDo, noMark
	return p.close(syntax.Lambda, "", start, mark)
}

// parameters pushes what stands up to the closing byte, which is read unless it is
// a curly bracket or a line break.
func (p *parser) parameters(closing byte) {
	for {
		if closing == '\n' {
			p.blank()
		} else {
			p.lines()
		}
		c := p.peek(0)
		if p.at >= len(p.source) || c == closing || c == ';' && closing == '\n' || c == '#' && closing == '\n' || closing == '{' && p.hasWord("do") {
			break
		}
		before := p.at
		p.Push(p.parameter(closing))
		p.blank()
		if c := p.peek(0); c == ',' || c == ';' && closing == '|' {
			p.move(1)
			p.lines()
		} else if p.at == before || c != closing && closing != '\n' {
			if p.lines(); p.peek(0) != closing && !(closing == '{' && p.hasWord("do")) {
				break
			}
		}
		if p.at == before {
			break
		}
	}
	if closing == ')' || closing == '|' {
		p.expect(closing)
	}
}

func (p *parser) parameter(closing byte) *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start, mark := p.at, p.Mark()
	if p.accept('(') {
		p.parameters(')')
		return p.close(syntax.Parameter, "", start, mark)
	}
	if p.has("...") {
		p.move(3)
		return p.leaf(syntax.Parameter, "...", start)
	}
	for c := p.peek(0); c == '*' || c == '&'; c = p.peek(0) {
		p.move(1)
	}
	from := p.at
	if p.peek(0) == '$' && p.pattern() {
		p.move(len(p.global()))
	} else {
		p.move(len(p.word()))
	}
	name := p.source[from:p.at]
	p.locals[name] = true
	if p.accept(':') {
		p.blank()
		if c := p.peek(0); c != ',' && c != closing && c != '\n' && c != 0 {
			at := p.at
			p.Push(p.node(syntax.Default, "", at, p.valueBefore(closing)))
		}
		return p.close(syntax.Parameter, name, start, mark)
	}
	at, end := p.at, p.end
	if p.blank(); p.peek(0) == '=' {
		p.move(1)
		p.blank()
		value := p.at
		p.Push(p.node(syntax.Default, "", value, p.valueBefore(closing)))
	} else {
		p.at, p.end = at, end
	}
	return p.close(syntax.Parameter, name, start, mark)
}

// valueBefore reads a parameter's default; between bars an or is none.
func (p *parser) valueBefore(closing byte) *syntax.Node {
	if closing == '|' {
		return p.binary(bitAndLevel)
	}
	return p.expression()
}
