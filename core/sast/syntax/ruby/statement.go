package ruby

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// closes says whether a word or bracket that ends statements stands here.
func (p *parser) closes() bool {
	switch p.Peek(0) {
	case '}', ')', ']':
		return true
	case 'e', 'r', 'w', 'i', 't':
		for _, word := range [...]string{"end", "else", "elsif", "ensure", "rescue", "when", "in", "then"} {
			if p.hasWord(word) {
				return true
			}
		}
	}
	return p.At >= len(p.Source) || p.over()
}

// statements pushes statements up to what closes them.
func (p *parser) statements() {
	for {
		for p.lines(); p.Peek(0) == ';'; p.lines() {
			p.At++
		}
		if p.closes() {
			return
		}
		before := p.At
		p.Push(p.statement())
		p.blank()
		if c := p.Peek(0); p.At < len(p.Source) && c != '\n' && c != ';' && c != '#' && !p.closes() {
			p.Push(p.gapLine())
		}
		if p.At == before {
			p.At++
		}
	}
}

// block reads statements as a Block; without any it is empty where the last thing ended.
func (p *parser) block() *syntax.Node {
	p.blank()
	start, mark := p.At, p.Mark()
	if p.statements(); p.Pushed(mark) == 0 {
		start = p.End
	}
	return p.Finish(syntax.Block, "", start, mark)
}

// statement reads an expression with the modifiers behind it.
func (p *parser) statement() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	start := p.At
	n := p.logical()
	for links := 0; links < maxModifiers; links++ {
		p.blank()
		word := p.word()
		switch word {
		case "if", "unless", "while", "until":
			p.Move(len(word))
			p.lines()
			condition := p.negated(word, p.logical())
			kind, text := syntax.If, ""
			if word == "while" || word == "until" {
				kind, text = syntax.Loop, "while"
			}
			mark := p.Mark()
			p.Push(condition)
			p.Push(p.wrapped(n))
			n = p.Finish(kind, text, start, mark)
		case "rescue":
			at := p.At
			p.Move(6)
			p.blank()
			value := p.logical()
			mark := p.Mark()
			p.Push(p.wrapped(n))
			p.Push(p.Node(syntax.Catch, "", at, p.wrapped(value)))
			n = p.Finish(syntax.Try, "", start, mark)
		default:
			return n
		}
	}
	return n
}

// maxModifiers bounds the modifiers of one statement.
const maxModifiers = 100

func (p *parser) negated(word string, condition *syntax.Node) *syntax.Node {
	if word == "unless" || word == "until" {
		return p.Node(syntax.Unary, "!", condition.Start, condition)
	}
	return condition
}

// wrapped is a node in a Block of its own extent.
func (p *parser) wrapped(n *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(n)
	return p.Close(syntax.Block, "", n.Start, n.End, mark)
}

// logical reads "a and b or not c", and the assignment of several targets.
func (p *parser) logical() *syntax.Node {
	left := p.inverted()
	for links := 0; ; links++ {
		p.blank()
		text := ""
		switch {
		case links > maxChain:
			return p.Node(syntax.Other, "chain", left.Start, left, p.gapLine())
		case p.acceptWord("and"):
			text = "&&"
		case p.acceptWord("or"):
			text = "||"
		default:
			return left
		}
		p.lines()
		left = p.Node(syntax.Binary, text, left.Start, left, p.inverted())
	}
}

// maxChain bounds what nests to the left without nesting in the source.
const maxChain = 3000

func (p *parser) inverted() *syntax.Node {
	start := p.At
	if p.acceptWord("not") {
		p.blank()
		return p.Node(syntax.Unary, "!", start, p.expression())
	}
	first := p.element()
	if p.blank(); p.Peek(0) != ',' || !p.severalTargets() {
		return first
	}
	mark := p.Mark()
	p.Push(first)
	for p.blank(); p.Peek(0) == ','; p.blank() {
		p.Move(1)
		p.lines()
		if p.Peek(0) == '=' {
			break
		}
		p.Push(p.target())
	}
	targets := p.Finish(syntax.List, "(", start, mark)
	for _, t := range targets.Children {
		p.assigns(t)
	}
	if p.Peek(0) != '=' {
		return targets
	}
	p.Move(1)
	p.lines()
	return p.Node(syntax.Assign, "=", start, targets, p.values())
}

// severalTargets says whether "=" follows on targets with commas between them, on
// this line.
func (p *parser) severalTargets() bool {
	depth := 0
	for i := p.At; i < len(p.Source); i++ {
		switch c := p.Source[i]; {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth = max(0, depth-1)
		case c == '\n' || c == '{' || c == '"' || c == '\'' || c == ';' || c == '#':
			return false
		case c == '=' && depth == 0:
			return i+1 < len(p.Source) && p.Source[i+1] != '=' && p.Source[i+1] != '~' && p.Source[i+1] != '>' && p.Source[i-1] != '!' && p.Source[i-1] != '<' && p.Source[i-1] != '>'
		}
	}
	return false
}

func (p *parser) target() *syntax.Node {
	start := p.At
	if p.Accept('*') {
		if isNameByte(p.Peek(0)) || p.Peek(0) == '@' {
			return p.Node(syntax.Spread, "*", start, p.postfix(p.primary()))
		}
		return p.Word(syntax.Spread, "*", start)
	}
	return p.postfix(p.primary())
}

// values reads the right side of an assignment: one value, or a List of several.
func (p *parser) values() *syntax.Node {
	first := p.element()
	at, end := p.At, p.End
	if p.blank(); p.Peek(0) != ',' {
		p.At, p.End = at, end
		return first
	}
	mark := p.Mark()
	p.Push(first)
	for p.blank(); p.Peek(0) == ','; p.blank() {
		p.Move(1)
		p.lines()
		p.Push(p.element())
	}
	return p.Finish(syntax.List, "[", first.Start, mark)
}

// element reads an expression, or "*a" of a list.
func (p *parser) element() *syntax.Node {
	start := p.At
	if p.Peek(0) == '*' && !isSpace(p.Peek(1)) {
		p.Move(1)
		if p.Accept('*') {
			return p.Node(syntax.Spread, "**", start, p.expression())
		}
		if p.Peek(0) == ',' || p.Peek(0) == ')' {
			return p.Word(syntax.Spread, "*", start)
		}
		return p.Node(syntax.Spread, "*", start, p.expression())
	}
	return p.expression()
}

// assigns remembers the names that a target assigns.
func (p *parser) assigns(target *syntax.Node) {
	switch target.Kind {
	case syntax.Name:
		p.locals[target.Text] = true
	case syntax.List, syntax.Spread:
		for _, c := range target.Children {
			p.assigns(c)
		}
	}
}
