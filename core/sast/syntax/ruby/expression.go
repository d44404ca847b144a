package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Levels of binary operators, the loosest first.
const (
	noLevel = iota
	rangeLevel
	orLevel
	andLevel
	equalityLevel
	relationLevel
	bitOrLevel
	bitAndLevel
	shiftLevel
	sumLevel
	productLevel
	powerLevel
)

func (p *parser) expression() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	condition := p.binary(rangeLevel)
	at, end := p.At, p.End
	if p.blank(); p.Peek(0) != '?' {
		p.At, p.End = at, end
		return condition
	}
	p.Move(1)
	p.lines()
	noMark := p.noMark
	p.noMark = true
	then := p.expression()
	p.noMark = noMark
	p.lines()
	if !p.Accept(':') {
		return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.Gap(p.End, p.End))
	}
	p.lines()
	return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.expression())
}

func (p *parser) binary(lowest int) *syntax.Node {
	left := p.unary()
	for links := 0; ; links++ {
		at, end := p.At, p.End
		p.blank()
		text, level, length := p.operator()
		if level == noLevel && p.Peek(0) == '\n' && p.ahead(func() bool { return p.Has("&&") || p.Has("||") }) { // Ruby 3.5
			text, level, length = p.operator()
		}
		if level < lowest || level == noLevel {
			p.At, p.End = at, end
			return left
		}
		if links > maxChain {
			return p.Node(syntax.Other, "chain", left.Start, left, p.gapLine())
		}
		p.Move(length)
		if level == rangeLevel && p.endsOperand() {
			left = p.Node(syntax.Binary, text, left.Start, left)
			continue
		}
		p.lines()
		next := level + 1
		if level == powerLevel {
			next = level
		}
		left = p.Node(syntax.Binary, text, left.Start, left, p.right(next))
	}
}

func (p *parser) right(level int) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	if level > andLevel || !p.hasWord("not") {
		return p.binary(level)
	}
	start := p.At
	p.Move(3)
	p.blank()
	return p.Node(syntax.Unary, "!", start, p.binary(level))
}

// endsOperand says whether nothing follows that a range could end with.
func (p *parser) endsOperand() bool {
	at := p.At
	p.blank()
	c := p.Peek(0)
	p.At = at
	return c == ')' || c == ']' || c == '\n' || c == 0 || c == ',' || c == ';' || c == '}' || p.hasWord("then")
}

// operator looks at the binary operator at the cursor.
func (p *parser) operator() (text string, level, length int) {
	c, next, third := p.Peek(0), p.Peek(1), p.Peek(2)
	switch c {
	case '*':
		if next == '*' && third != '=' {
			return "**", powerLevel, 2
		}
		if next != '=' && next != '*' {
			return "*", productLevel, 1
		}
	case '/', '%':
		if next != '=' {
			return string(c), productLevel, 1
		}
	case '+', '-':
		if next != '=' && !(c == '-' && next == '>') {
			return string(c), sumLevel, 1
		}
	case '<':
		switch {
		case next == '<' && third != '=':
			return "<<", shiftLevel, 2
		case next == '=' && third == '>':
			return "<=>", equalityLevel, 3
		case next == '=':
			return "<=", relationLevel, 2
		case next != '<' && !(p.Pattern() && p.Has("<...")):
			return "<", relationLevel, 1
		}
	case '>':
		switch {
		case next == '>' && third != '=':
			return ">>", shiftLevel, 2
		case next == '=':
			return ">=", relationLevel, 2
		case next != '>':
			return ">", relationLevel, 1
		}
	case '&':
		switch {
		case next == '&' && third != '=':
			return "&&", andLevel, 2
		case next != '=' && next != '&' && next != '.':
			return "&", bitAndLevel, 1
		}
	case '|':
		switch {
		case next == '|' && third != '=':
			return "||", orLevel, 2
		case next != '=' && next != '|':
			return "|", bitOrLevel, 1
		}
	case '^':
		if next != '=' {
			return "^", bitOrLevel, 1
		}
	case '=':
		switch {
		case next == '=' && third == '=':
			return "===", equalityLevel, 3
		case next == '=', next == '~':
			return p.Source[p.At : p.At+2], equalityLevel, 2
		}
	case '!':
		if next == '=' || next == '~' {
			return p.Source[p.At : p.At+2], equalityLevel, 2
		}
	case '.':
		if next == '.' && third == '.' && !p.Pattern() {
			return "...", rangeLevel, 3
		}
		if next == '.' && third != '.' {
			return "..", rangeLevel, 2
		}
	}
	return "", noLevel, 0
}

func (p *parser) unary() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	start, c := p.At, p.Peek(0)
	switch {
	case c == '!' || c == '~', c == '-' && p.Peek(1) != '>' && !isDigit(p.Peek(1)), c == '+', c == '&' && p.Peek(1) != '&':
		p.Move(1)
		p.blank()
		return p.Node(syntax.Unary, string(c), start, p.unary())
	case p.hasWord("defined") || p.Has("defined?"):
		p.Move(7)
		p.Accept('?')
		p.blank()
		return p.Node(syntax.Unary, "defined?", start, p.unary())
	}
	return p.assigned(p.postfix(p.primary()))
}

// assigned reads the assignment that may follow.
func (p *parser) assigned(target *syntax.Node) *syntax.Node {
	at, end := p.At, p.End
	p.blank()
	length := p.assignment()
	if length == 0 {
		p.At, p.End = at, end
		return target
	}
	text := p.Source[p.At : p.At+length]
	p.Move(length)
	p.lines()
	p.assigns(target)
	value := p.values()
	blank, behind := p.At, p.End
	if p.blank(); p.hasWord("rescue") { // of the value, not of the statement
		start := p.At
		p.Move(6)
		p.blank()
		mark := p.Mark()
		p.Push(p.wrapped(value))
		p.Push(p.Node(syntax.Catch, "", start, p.wrapped(p.expression())))
		value = p.Finish(syntax.Try, "", value.Start, mark)
	} else {
		p.At, p.End = blank, behind
	}
	return p.Node(syntax.Assign, text, target.Start, target, value)
}

// assignment is the length of "=", "+=", "||=" and their like.
func (p *parser) assignment() int {
	c, next := p.Peek(0), p.Peek(1)
	switch {
	case c == '=' && next != '=' && next != '~' && next != '>':
		return 1
	case next == '=' && strings.IndexByte("+-*/%|&^", c) >= 0:
		return 2
	case p.Peek(2) == '=' && c == next && strings.IndexByte("|&*<>", c) >= 0:
		return 3
	}
	return 0
}

// postfix reads members, calls, indexes and blocks behind n.
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
		case c == '.' && next != '.':
			p.Move(1)
			p.lines()
			n = p.member(n)
		case c == '&' && next == '.':
			p.Move(2)
			p.lines()
			n = p.member(n)
		case c == ':' && next == ':' && !isSpace(p.Peek(2)):
			p.Move(2)
			n = p.member(n)
		case c == '[' && callable(n):
			n = p.index(n)
		case c == '(' && (n.Kind == syntax.Name || n.Kind == syntax.Member || n.Kind == syntax.Metavariable):
			n = p.call(n)
		case p.attached(&n):
		default:
			if p.ahead(func() bool {
				return p.Peek(0) == '.' && p.Peek(1) != '.' && !isSpace(p.Peek(1)) || p.Peek(0) == '&' && p.Peek(1) == '.'
			}) {
				continue
			}
			return n
		}
	}
}

func callable(n *syntax.Node) bool { return n.Kind != syntax.Number && n.Kind != syntax.Gap }

// member reads the name behind a point, and its arguments without parentheses.
func (p *parser) member(object *syntax.Node) *syntax.Node {
	start := p.At
	switch c := p.Peek(0); {
	case c == '(':
		n := p.Node(syntax.Member, "call", object.Start, object)
		return n
	case p.Pattern() && c == '$' && p.global() != "":
		p.Move(len(p.global()))
		return p.command(p.Node(syntax.Member, p.Source[start:p.At], object.Start, object))
	case isNameByte(c):
		p.Move(len(p.methodName()))
	default:
		if length := p.operatorName(); length > 0 {
			p.Move(length)
		}
	}
	name := p.Source[start:p.At]
	if name == "" {
		return p.Node(syntax.Member, "", object.Start, object, p.Gap(p.At, p.At))
	}
	return p.command(p.Node(syntax.Member, name, object.Start, object))
}

// methodName is the name at the cursor, with the "?" or "!" that belongs to it.
func (p *parser) methodName() string {
	i := p.At
	for i < len(p.Source) && isNameByte(p.Source[i]) {
		i++
	}
	if i < len(p.Source) && (p.Source[i] == '?' || p.Source[i] == '!') && (i+1 == len(p.Source) || p.Source[i+1] != '=' || i+2 < len(p.Source) && p.Source[i+2] == '=') &&
		!(p.Source[i] == '?' && i+1 < len(p.Source) && p.Source[i+1] == ':' && i+2 < len(p.Source) && p.Source[i+2] == ':') {
		i++
	}
	return p.Source[p.At:i]
}

// operatorName is the length of an operator that is a method's name.
func (p *parser) operatorName() int {
	for _, op := range [...]string{"[]=", "[]", "<=>", "===", "==", "=~", "!=", "!~", "**", "+@", "-@", "~@", "!@", "<<", ">>", "<=", ">=", "+", "-", "*", "/", "%", "<", ">", "!", "&", "|", "^", "~", "`"} {
		if p.Has(op) {
			return len(op)
		}
	}
	return 0
}
