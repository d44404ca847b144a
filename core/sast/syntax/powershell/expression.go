package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Levels of binary operators, the loosest first.
const (
	noLevel = iota
	coalesceLevel
	logicLevel
	bitLevel
	comparisonLevel
	sumLevel
	productLevel
	formatLevel
	rangeLevel
)

// single reads an expression in which a comma separates.
func (p *parser) single() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	return p.ternary(false)
}

func (p *parser) expression() *syntax.Node { return p.ternary(true) }

func (p *parser) ternary(commas bool) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	condition := p.binary(coalesceLevel, commas)
	at, end := p.At, p.End
	if p.blank(); p.Peek(0) != '?' || p.Peek(1) == '?' || p.Peek(1) == '.' {
		p.At, p.End = at, end
		return condition
	}
	p.Move(1)
	p.lines()
	then := p.ternary(commas)
	p.lines()
	if !p.Accept(':') {
		return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.Gap(p.At, p.At))
	}
	p.lines()
	return p.Node(syntax.Conditional, "", condition.Start, condition, then, p.ternary(commas))
}

func (p *parser) binary(lowest int, commas bool) *syntax.Node {
	left := p.unary(commas)
	for links := 0; ; links++ {
		at, end := p.At, p.End
		p.blank()
		text, level, length := p.operator()
		if level < lowest || level == noLevel {
			p.At, p.End = at, end
			return left
		}
		if links > maxChain {
			return p.Node(syntax.Other, "chain", left.Start, left, p.gapLine())
		}
		p.Move(length)
		p.lines()
		right := p.binary(level+1, commas)
		if text == "-as" && right.Kind == syntax.Type {
			left = p.Node(syntax.Cast, "", left.Start, right, left)
			continue
		}
		left = p.Node(syntax.Binary, text, left.Start, left, right)
	}
}

// operator looks at the binary operator at the cursor: how the tree writes it,
// its level and its length.
func (p *parser) operator() (text string, level, length int) {
	c, next := p.Peek(0), p.Peek(1)
	switch {
	case c == '-' && next >= 'A':
		return p.namedOperator()
	case next == '=' && strings.IndexByte("+-*/%", c) >= 0:
		return "", noLevel, 0
	case c == '+' && next != '+', c == '-' && next != '-':
		return string(c), sumLevel, 1
	case c == '*', c == '/', c == '%':
		return string(c), productLevel, 1
	case c == '.' && next == '.' && !(p.Pattern() && p.Peek(2) == '.'):
		return "..", rangeLevel, 2
	case c == '?' && next == '?' && p.Peek(2) != '=':
		return "??", coalesceLevel, 2
	}
	return "", noLevel, 0
}

func (p *parser) namedOperator() (text string, level, length int) {
	word := p.wordBehindDash()
	length = len(word) + 1
	switch word {
	case "and":
		return "&&", logicLevel, length
	case "or":
		return "||", logicLevel, length
	case "xor":
		return "-xor", logicLevel, length
	case "band":
		return "&", bitLevel, length
	case "bor":
		return "|", bitLevel, length
	case "bxor":
		return "^", bitLevel, length
	case "shl":
		return "<<", comparisonLevel, length
	case "shr":
		return ">>", comparisonLevel, length
	case "f":
		return "-f", formatLevel, length
	case "as", "is", "isnot", "join":
		return "-" + word, comparisonLevel, length
	}
	for _, base := range []string{word, strings.TrimPrefix(word, "c"), strings.TrimPrefix(word, "i")} {
		if text := comparison(base); text != "" {
			return text, comparisonLevel, length
		}
	}
	return "", noLevel, 0
}

func comparison(word string) string {
	switch word {
	case "eq":
		return "=="
	case "ne":
		return "!="
	case "lt":
		return "<"
	case "le":
		return "<="
	case "gt":
		return ">"
	case "ge":
		return ">="
	case "match", "notmatch", "like", "notlike", "contains", "notcontains", "in", "notin", "replace", "split":
		return "-" + word
	}
	return ""
}

func (p *parser) wordBehindDash() string {
	i := p.At + 1
	for i < len(p.Source) && (p.Source[i]|0x20) >= 'a' && (p.Source[i]|0x20) <= 'z' {
		i++
	}
	return strings.ToLower(p.Source[p.At+1 : i])
}

// unaryWord is the operator "-not" and its like at the cursor, as the tree writes it.
func (p *parser) unaryWord() string {
	switch word := p.wordBehindDash(); word {
	case "not":
		return "!"
	case "bnot":
		return "~"
	case "split", "join", "csplit", "isplit":
		return "-" + strings.TrimPrefix(strings.TrimPrefix(word, "c"), "i")
	}
	return ""
}

func (p *parser) unary(commas bool) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	start := p.At
	switch c, next := p.Peek(0), p.Peek(1); {
	case c == '!':
		p.Move(1)
		p.lines()
		return p.Node(syntax.Unary, "!", start, p.unary(commas))
	case c == '-' && p.unaryWord() != "":
		text := p.unaryWord()
		p.Move(len(p.wordBehindDash()) + 1)
		p.lines()
		return p.Node(syntax.Unary, text, start, p.unary(commas))
	case c == '+' && next == '+', c == '-' && next == '-':
		p.Move(2)
		p.blank()
		return p.Node(syntax.Unary, p.Source[start:start+2], start, p.unary(commas))
	case (c == '-' || c == '+') && !isDigit(next):
		p.Move(1)
		p.blank()
		return p.Node(syntax.Unary, string(c), start, p.unary(commas))
	case c == ',':
		p.Move(1)
		p.lines()
		return p.Node(syntax.List, "[", start, p.unary(false))
	}
	return p.list(commas)
}

// list reads operands with commas between them.
func (p *parser) list(commas bool) *syntax.Node {
	first := p.operand()
	if !commas {
		return first
	}
	mark := p.Mark()
	at, end := p.At, p.End
	for p.blank(); p.Peek(0) == ','; p.blank() {
		if p.Pushed(mark) == 0 {
			p.Push(first)
		}
		p.Move(1)
		p.lines()
		before := p.At
		if p.Peek(0) == '-' || p.Peek(0) == '!' || p.Peek(0) == '+' {
			p.Push(p.unary(false))
		} else {
			p.Push(p.operand())
		}
		at, end = p.At, p.End
		if p.At == before {
			break
		}
	}
	p.At, p.End = at, end
	if p.Pushed(mark) == 0 {
		return first
	}
	return p.Finish(syntax.List, "[", first.Start, mark)
}

// operand reads a primary with its members, or a cast.
func (p *parser) operand() *syntax.Node {
	if p.Peek(0) != '[' {
		return p.postfix(p.primary())
	}
	start := p.At
	typ := p.typeLiteral()
	if p.Has("::") {
		return p.postfix(p.dottedType(typ))
	}
	at, end := p.At, p.End
	p.blank()
	if c := p.Peek(0); c != 0 && strings.IndexByte("$([@'\"{", c) >= 0 || isDigit(c) || c == '-' && (isDigit(p.Peek(1)) || p.unaryWord() != "" || p.Peek(1) == '$') || c == '!' {
		defer p.Shallower()
		if !p.Deeper() {
			return p.gapLine()
		}
		return p.Node(syntax.Cast, "", start, typ, p.unary(false))
	}
	p.At, p.End = at, end
	return p.postfix(typ)
}

// dottedType writes a plain type as a chain of members, so that
// [IO.File]::Delete is the name io.file.delete.
func (p *parser) dottedType(typ *syntax.Node) *syntax.Node {
	if strings.ContainsAny(typ.Text, "[],") || typ.Text == "" {
		return typ
	}
	if syntax.IsMetavariable(typ.Text) {
		typ.Kind = syntax.Metavariable
		return typ
	}
	var n *syntax.Node
	for i, part := range strings.Split(typ.Text, ".") {
		if i == 0 {
			n = p.Leaf(syntax.Name, part, typ.Start, typ.End)
			continue
		}
		if i > 12 {
			return typ
		}
		mark := p.Mark()
		p.Push(n)
		n = p.Close(syntax.Member, part, typ.Start, typ.End, mark)
	}
	return n
}

// typeLiteral reads "[type]".
func (p *parser) typeLiteral() *syntax.Node {
	start, depth := p.At, 0
	for p.At < len(p.Source) {
		c := p.Peek(0)
		if c == '\n' || c == ';' || c == '{' || c == '}' {
			break
		}
		p.Move(1)
		if c == '[' {
			depth++
		} else if c == ']' {
			if depth--; depth == 0 {
				return p.Word(syntax.Type, typeName(p.Source[start+1:p.At-1]), start)
			}
		}
	}
	p.End = p.At
	return p.Gap(start, p.At)
}
