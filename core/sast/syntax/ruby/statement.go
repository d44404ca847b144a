package ruby

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// closes says whether a word or bracket that ends statements stands here.
func (p *parser) closes() bool {
	switch p.peek(0) {
	case '}', ')', ']':
		return true
	case 'e', 'r', 'w', 'i', 't':
		for _, word := range [...]string{"end", "else", "elsif", "ensure", "rescue", "when", "in", "then"} {
			if p.hasWord(word) {
				return true
			}
		}
	}
	return p.at >= len(p.source) || p.over()
}

// statements pushes statements up to what closes them.
func (p *parser) statements() {
	for {
		for p.lines(); p.peek(0) == ';'; p.lines() {
			p.at++
		}
		if p.closes() {
			return
		}
		before := p.at
		p.Push(p.statement())
		p.blank()
		if c := p.peek(0); p.at < len(p.source) && c != '\n' && c != ';' && c != '#' && !p.closes() {
			p.Push(p.gapLine())
		}
		if p.at == before {
			p.at++
		}
	}
}

// block reads statements as a Block; without any it is empty where the last thing ended.
func (p *parser) block() *syntax.Node {
	p.blank()
	start, mark := p.at, p.Mark()
	if p.statements(); p.Pushed(mark) == 0 {
		start = p.end
	}
	return p.close(syntax.Block, "", start, mark)
}

// statement reads an expression with the modifiers behind it.
func (p *parser) statement() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	start := p.at
	n := p.logical()
	for links := 0; links < maxModifiers; links++ {
		p.blank()
		word := p.word()
		switch word {
		case "if", "unless", "while", "until":
			p.move(len(word))
			p.lines()
			condition := p.negated(word, p.logical())
			kind, text := syntax.If, ""
			if word == "while" || word == "until" {
				kind, text = syntax.Loop, "while"
			}
			mark := p.Mark()
			p.Push(condition)
			p.Push(p.wrapped(n))
			n = p.close(kind, text, start, mark)
		case "rescue":
			at := p.at
			p.move(6)
			p.blank()
			value := p.logical()
			mark := p.Mark()
			p.Push(p.wrapped(n))
			p.Push(p.node(syntax.Catch, "", at, p.wrapped(value)))
			n = p.close(syntax.Try, "", start, mark)
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
		return p.node(syntax.Unary, "!", condition.Start, condition)
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
			return p.node(syntax.Other, "chain", left.Start, left, p.gapLine())
		case p.acceptWord("and"):
			text = "&&"
		case p.acceptWord("or"):
			text = "||"
		default:
			return left
		}
		p.lines()
		left = p.node(syntax.Binary, text, left.Start, left, p.inverted())
	}
}

// maxChain bounds what nests to the left without nesting in the source.
const maxChain = 3000

func (p *parser) inverted() *syntax.Node {
	start := p.at
	if p.acceptWord("not") {
		p.blank()
		return p.node(syntax.Unary, "!", start, p.expression())
	}
	first := p.element()
	if p.blank(); p.peek(0) != ',' || !p.severalTargets() {
		return first
	}
	mark := p.Mark()
	p.Push(first)
	for p.blank(); p.peek(0) == ','; p.blank() {
		p.move(1)
		p.lines()
		if p.peek(0) == '=' {
			break
		}
		p.Push(p.target())
	}
	targets := p.close(syntax.List, "(", start, mark)
	for _, t := range targets.Children {
		p.assigns(t)
	}
	if p.peek(0) != '=' {
		return targets
	}
	p.move(1)
	p.lines()
	return p.node(syntax.Assign, "=", start, targets, p.values())
}

// severalTargets says whether "=" follows on targets with commas between them, on
// this line.
func (p *parser) severalTargets() bool {
	depth := 0
	for i := p.at; i < len(p.source); i++ {
		switch c := p.source[i]; {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth = max(0, depth-1)
		case c == '\n' || c == '{' || c == '"' || c == '\'' || c == ';' || c == '#':
			return false
		case c == '=' && depth == 0:
			return i+1 < len(p.source) && p.source[i+1] != '=' && p.source[i+1] != '~' && p.source[i+1] != '>' && p.source[i-1] != '!' && p.source[i-1] != '<' && p.source[i-1] != '>'
		}
	}
	return false
}

func (p *parser) target() *syntax.Node {
	start := p.at
	if p.accept('*') {
		if isNameByte(p.peek(0)) || p.peek(0) == '@' {
			return p.node(syntax.Spread, "*", start, p.postfix(p.primary()))
		}
		return p.leaf(syntax.Spread, "*", start)
	}
	return p.postfix(p.primary())
}

// values reads the right side of an assignment: one value, or a List of several.
func (p *parser) values() *syntax.Node {
	first := p.element()
	at, end := p.at, p.end
	if p.blank(); p.peek(0) != ',' {
		p.at, p.end = at, end
		return first
	}
	mark := p.Mark()
	p.Push(first)
	for p.blank(); p.peek(0) == ','; p.blank() {
		p.move(1)
		p.lines()
		p.Push(p.element())
	}
	return p.close(syntax.List, "[", first.Start, mark)
}

// element reads an expression, or "*a" of a list.
func (p *parser) element() *syntax.Node {
	start := p.at
	if p.peek(0) == '*' && !isSpace(p.peek(1)) {
		p.move(1)
		if p.accept('*') {
			return p.node(syntax.Spread, "**", start, p.expression())
		}
		if p.peek(0) == ',' || p.peek(0) == ')' {
			return p.leaf(syntax.Spread, "*", start)
		}
		return p.node(syntax.Spread, "*", start, p.expression())
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
