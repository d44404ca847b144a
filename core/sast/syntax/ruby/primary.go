package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func (p *parser) primary() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start, mark := p.At, p.Mark()
	c, next := p.Peek(0), p.Peek(1)
	switch {
	case isDigit(c), c == '-' && isDigit(next):
		return p.number()
	case c == '"' || c == '\'' || c == '`':
		return p.quoted()
	case c == '%' && p.percent() > 0:
		return p.percentText()
	case c == ':' && next == ':':
		p.Move(2)
		p.Move(len(p.word()))
		return p.Word(syntax.Name, p.Source[start+2:p.At], start)
	case c == ':':
		return p.symbol()
	case c == '/':
		return p.regex(1, '/', '/')
	case c == '[':
		p.Move(1)
		p.arguments(']')
		return p.Finish(syntax.List, "[", start, mark)
	case c == '{':
		p.Move(1)
		p.arguments('}')
		return p.Finish(syntax.Object, "", start, mark)
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
	case c == '?' && next != 0 && !isSpace(next) && !isNameByte(p.Peek(2)):
		p.Move(2)
		return p.Word(syntax.String, p.Source[start+1:p.At], start)
	case c == '.' && next == '.':
		p.Move(2)
		p.Accept('.')
		return p.Node(syntax.Unary, "..", start, p.unary())
	case isNameByte(c):
		return p.named()
	}
	return p.gapLine()
}

// ellipsis reads "...", $...ARGS and "<... x ...>" of a pattern, or returns nil.
func (p *parser) ellipsis() *syntax.Node {
	start := p.At
	switch {
	case !p.Pattern():
	case p.Has("<..."):
		p.Move(4)
		p.lines()
		mark := p.Mark()
		p.Push(p.expression())
		if p.lines(); p.Has("...>") {
			p.Move(4)
		}
		return p.Finish(syntax.DeepEllipsis, "", start, mark)
	case p.Has("...") && p.Peek(3) != '>':
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

func (p *parser) number() *syntax.Node {
	start := p.At
	p.Accept('-')
	for {
		c := p.Peek(0)
		point := c == '.' && isDigit(p.Peek(1)) && !strings.Contains(p.Source[start:p.At], ".")
		sign := (c == '+' || c == '-') && p.At > start && p.Peek(-1)|0x20 == 'e' && isDigit(p.Peek(1)) && !strings.HasPrefix(p.Source[start:], "0x")
		if !(isNameByte(c) && c < 0x80) && !point && !sign {
			return p.Word(syntax.Number, p.Source[start:p.At], start)
		}
		p.Move(1)
	}
}

// global is the "$name" at the cursor.
func (p *parser) global() string {
	i := p.At + 1
	for i < len(p.Source) && isNameByte(p.Source[i]) {
		i++
	}
	if i == p.At+1 && i < len(p.Source) && strings.IndexByte("~*$?!@/\\;,.=:<>\"&`'+", p.Source[i]) >= 0 {
		i++
	}
	if i == p.At+1 {
		return ""
	}
	return p.Source[p.At:i]
}

// signed reads @a, @@a, $a and $X.
func (p *parser) signed() *syntax.Node {
	start := p.At
	if p.Peek(0) == '$' {
		name := p.global()
		p.Move(max(1, len(name)))
		if p.Pattern() && syntax.IsMetavariable(name) {
			return p.command(p.Word(syntax.Metavariable, name, start))
		}
		return p.Word(syntax.Name, p.Source[start:p.At], start)
	}
	p.Move(1)
	p.Accept('@')
	p.Move(len(p.word()))
	return p.Word(syntax.Name, p.Source[start:p.At], start)
}

// symbol reads :name, :"text", :+ and so on.
func (p *parser) symbol() *syntax.Node {
	start := p.At
	p.Move(1)
	switch c := p.Peek(0); {
	case c == '"' || c == '\'':
		n := p.quoted()
		if n.Kind == syntax.String {
			n.Kind, n.Text, n.Start = syntax.Literal, ":"+n.Text, start
		}
		return n
	case isNameByte(c):
		p.Move(len(p.methodName()))
		if p.Peek(0) == '=' && p.Peek(1) != '=' && p.Peek(1) != '>' && p.Peek(1) != '~' {
			p.Move(1)
		}
	case c == '@' || c == '$':
		p.signed()
	default:
		p.Move(p.operatorName())
	}
	return p.Word(syntax.Literal, p.Source[start:p.At], start)
}

func (p *parser) grouped() *syntax.Node {
	start, mark, noDo, noMark := p.At, p.Mark(), p.noDo, p.noMark
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.noDo, p.noMark = false, false
	p.Move(1)
	p.statements()
	p.expect(')')
	p.noDo, p.noMark = noDo, noMark
	if p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.Finish(syntax.Block, "", start, mark)
}

// arrow reads "->(a) { … }".
func (p *parser) arrow() *syntax.Node {
	start, mark, noDo, noMark := p.At, p.Mark(), p.noDo, p.noMark
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.Move(2)
	p.noMark = false
	if p.blank(); p.Accept('(') {
		p.parameters(')')
	} else if c := p.Peek(0); c != '{' && !p.hasWord("do") {
		p.parameters('{')
	}
	p.lines()
	isDo := p.hasWord("do")
	p.noDo = false
	switch {
	case isDo:
		p.Move(2)
		p.finish(true)
	case p.Accept('{'):
		p.finish(false)
	default:
		p.Push(p.Gap(p.End, p.End))
	}
	p.noDo, p.noMark = noDo, noMark
	return p.Finish(syntax.Lambda, "", start, mark)
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
		c := p.Peek(0)
		if p.At >= len(p.Source) || c == closing || c == ';' && closing == '\n' || c == '#' && closing == '\n' || closing == '{' && p.hasWord("do") {
			break
		}
		before := p.At
		p.Push(p.parameter(closing))
		p.blank()
		if c := p.Peek(0); c == ',' || c == ';' && closing == '|' {
			p.Move(1)
			p.lines()
		} else if p.At == before || c != closing && closing != '\n' {
			if p.lines(); p.Peek(0) != closing && !(closing == '{' && p.hasWord("do")) {
				break
			}
		}
		if p.At == before {
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
	start, mark := p.At, p.Mark()
	if p.Accept('(') {
		p.parameters(')')
		return p.Finish(syntax.Parameter, "", start, mark)
	}
	if p.Has("...") {
		p.Move(3)
		return p.Word(syntax.Parameter, "...", start)
	}
	for c := p.Peek(0); c == '*' || c == '&'; c = p.Peek(0) {
		p.Move(1)
	}
	from := p.At
	if p.Peek(0) == '$' && p.Pattern() {
		p.Move(len(p.global()))
	} else {
		p.Move(len(p.word()))
	}
	name := p.Source[from:p.At]
	p.locals[name] = true
	if p.Accept(':') {
		p.blank()
		if c := p.Peek(0); c != ',' && c != closing && c != '\n' && c != 0 {
			at := p.At
			p.Push(p.Node(syntax.Default, "", at, p.valueBefore(closing)))
		}
		return p.Finish(syntax.Parameter, name, start, mark)
	}
	at, end := p.At, p.End
	if p.blank(); p.Peek(0) == '=' {
		p.Move(1)
		p.blank()
		value := p.At
		p.Push(p.Node(syntax.Default, "", value, p.valueBefore(closing)))
	} else {
		p.At, p.End = at, end
	}
	return p.Finish(syntax.Parameter, name, start, mark)
}

// valueBefore reads a parameter's default; between bars an or is none.
func (p *parser) valueBefore(closing byte) *syntax.Node {
	if closing == '|' {
		return p.binary(bitAndLevel)
	}
	return p.expression()
}
