package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// chain reads pipelines joined by && and ||, or a statement that gives a value.
func (p *parser) chain() *syntax.Node {
	left := p.pipeline()
	for links := 0; links < maxChain; links++ {
		p.blank()
		op := ""
		switch {
		case p.Has("&&"), p.Has("||"):
			op = p.Source[p.At : p.At+2]
		case p.Peek(0) == '&':
			p.Move(1) // in the background
			return left
		}
		if op == "" {
			return left
		}
		p.Move(2)
		p.lines()
		left = p.Node(syntax.Binary, op, left.Start, left, p.pipeline())
	}
	return p.Node(syntax.Other, "chain", left.Start, left, p.gapLine())
}

// maxChain bounds what nests to the left without nesting in the source.
const maxChain = 3000

func (p *parser) pipeline() *syntax.Node {
	left := p.element()
	for links := 0; ; links++ {
		if !p.ahead(func() bool { return p.Peek(0) == '|' && p.Peek(1) != '|' }) {
			return left
		}
		if links > maxChain {
			return p.Node(syntax.Other, "chain", left.Start, left, p.gapLine())
		}
		p.Move(1)
		p.lines()
		left = p.Node(syntax.Binary, "|>", left.Start, left, p.element())
	}
}

// element reads an expression, an assignment or a command.
func (p *parser) element() *syntax.Node {
	start := p.At
	if !p.expresses() {
		return p.redirected(p.command())
	}
	value := p.expression()
	p.blank()
	if op := p.assignment(); op != "" {
		p.Move(len(op))
		p.lines()
		return p.assign(start, op, value)
	}
	return p.redirected(value)
}

// assign reads the value of an assignment, which may be a whole statement.
func (p *parser) assign(start int, op string, target *syntax.Node) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.Node(syntax.Assign, op, start, target, p.gapLine())
	}
	mark := p.Mark()
	if c := p.Peek(0) | 0x20; c < 'a' || c > 'z' || !p.keyword() {
		p.Push(p.chain())
	}
	values := p.Take(mark)
	typed := target.Kind == syntax.Cast && len(target.Children) == 2 && op == "="
	if typed && (target.Children[1].Kind == syntax.Name || target.Children[1].Kind == syntax.Metavariable) {
		name := target.Children[1]
		p.Push(name, target.Children[0])
		p.Push(values...)
		return p.Finish(syntax.Variable, name.Text, start, mark)
	}
	p.Push(target)
	p.Push(values...)
	return p.Finish(syntax.Assign, op, start, mark)
}

func (p *parser) assignment() string {
	switch c := p.Peek(0); {
	case c == '=':
		return "="
	case strings.IndexByte("+-*/%", c) >= 0 && p.Peek(1) == '=':
		return p.Source[p.At : p.At+2]
	case p.Has("??="):
		return "??="
	}
	return ""
}

// expresses says whether an expression begins here, and no command.
func (p *parser) expresses() bool {
	c, next := p.Peek(0), p.Peek(1)
	switch {
	case c == '$', c == '(', c == '[', c == '\'', c == '"', c == '{', c == ',', c == '!':
		return true
	case c == '@':
		return next == '(' || next == '{' || next == '"' || next == '\'' || isNameByte(next)
	case c == '<':
		return p.Pattern() && p.Has("<...")
	case isDigit(c):
		return p.numeric()
	case c == '.':
		return isDigit(next) || p.Pattern() && p.Has("...")
	case c == '+':
		return next != 0 && next != '\n'
	case c == '-':
		return next == '-' && p.Peek(2) == '$' || isDigit(next) || next == '$' || next == '(' || next == '.' || next == ' ' || p.unaryWord() != ""
	}
	return false
}

// numeric says whether a number, and no name such as 7z, stands here.
func (p *parser) numeric() bool {
	i := p.numberEnd()
	if i < len(p.Source) && (isNameByte(p.Source[i]) || p.Source[i] == '\\') {
		return false
	}
	text := strings.ToLower(p.Source[p.At:i])
	if strings.HasPrefix(text, "0x") || strings.HasPrefix(text, "0b") {
		return true
	}
	switch strings.TrimLeft(text, "0123456789.e+-") {
	case "", "kb", "mb", "gb", "tb", "pb", "l", "d", "u", "ul", "n", "y", "s", "us", "uy", "lkb", "lmb", "lgb":
		return true
	}
	return false
}

// redirected reads "> file" and "2>&1" behind a command.
func (p *parser) redirected(n *syntax.Node) *syntax.Node {
	for {
		p.blank()
		length := p.redirection()
		if length == 0 {
			return n
		}
		merge := p.Source[p.At+length-1] == '&'
		p.Move(length)
		if merge {
			p.Move(1)
			continue
		}
		p.blank()
		n = p.Node(syntax.Other, "redirect", n.Start, n, p.argumentValue())
	}
}

// redirection is the length of ">", "2>>", "*>&" and their like.
func (p *parser) redirection() int {
	i := 0
	if c := p.Peek(0); c == '*' || isDigit(c) {
		i = 1
	}
	if p.Peek(i) != '>' {
		return 0
	}
	if i++; p.Peek(i) == '>' {
		i++
	}
	if p.Peek(i) == '&' {
		i++
	}
	return i
}
