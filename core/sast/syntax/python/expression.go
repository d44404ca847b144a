package python

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// testlist reads expressions with commas between them, a tuple if there are any.
func (p *parser) testlist() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	first := p.starred()
	if !p.Is(",") {
		return first
	}
	p.Push(first)
	for p.Accept(",") {
		if !p.startsExpression() {
			break
		}
		p.Push(p.starred())
	}
	return p.Close(syntax.List, "(", start, mark)
}

// startsExpression says whether the next token may begin an expression.
func (p *parser) startsExpression() bool {
	t := p.Peek(0)
	switch t.Kind {
	case syntax.NameToken:
		switch t.Text {
		case "not", "lambda", "await", "yield", "None", "True", "False":
			return true
		}
		return !keyword(t.Text)
	case syntax.NumberToken, syntax.StringToken, syntax.TemplateToken:
		return true
	case syntax.PunctuationToken:
		switch t.Text {
		case "(", "[", "{", "-", "+", "~", "*", "**", "...", "<...":
			return true
		}
	}
	return false
}

// starred reads *x, **x or an expression.
func (p *parser) starred() *syntax.Node {
	if t := p.Peek(0); t.Is("*") || t.Is("**") {
		p.Next()
		return p.Node(syntax.Spread, t.Text, t.Start, p.test())
	}
	return p.named()
}

// named reads an expression that may be a walrus, or in a case has a name.
func (p *parser) named() *syntax.Node {
	start := p.Peek(0).Start
	n := p.test()
	for {
		switch {
		case p.Is(":="):
			p.Next()
			n = p.Node(syntax.Assign, ":=", start, n, p.test())
		case p.inCase && p.Is("as") && p.Peek(1).Kind == syntax.NameToken:
			p.Next()
			n = p.Node(syntax.Other, "as", start, n, p.name())
		default:
			return n
		}
	}
}

// test reads an expression without commas.
func (p *parser) test() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.tooDeepInside()
	}
	t := p.Peek(0)
	switch {
	case t.Is("lambda"):
		return p.lambda()
	case t.Is("yield"):
		return p.yield()
	}
	n := p.binary(1)
	if !p.Is("if") || p.inCase {
		return n
	}
	p.Next()
	condition := p.binary(1)
	mark := p.Mark()
	p.Push(condition, n)
	p.expect("else")
	p.Push(p.test())
	return p.Close(syntax.Conditional, "", t.Start, mark)
}

// tooDeepInside skips an expression that lies too deep.
func (p *parser) tooDeepInside() *syntax.Node {
	i := p.At
	for i < len(p.Tokens) {
		t := p.Tokens[i]
		if t.Is(",") || t.Is(")") || t.Is("]") || t.Is("}") || t.Is(":") || t.Kind == syntax.NewlineToken {
			break
		}
		if m := p.Matching(i); m > i {
			i = m
		}
		i++
	}
	return p.GapTo(i)
}

func (p *parser) lambda() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	for !p.Done() && !p.Is(":") && !p.isKind(syntax.NewlineToken) {
		at := p.At
		p.Push(p.parameter(false))
		if !p.Accept(",") || p.At == at {
			break
		}
	}
	p.expect(":")
	at := p.Peek(0).Start
	p.Push(p.Node(syntax.Block, "", at, p.Node(syntax.Return, "", at, p.test())))
	return p.Close(syntax.Lambda, "", start, mark)
}

func (p *parser) yield() *syntax.Node {
	start := p.Next().Start
	if p.Accept("from") {
		return p.Node(syntax.Unary, "yield from", start, p.test())
	}
	if !p.startsExpression() {
		return p.Node(syntax.Unary, "yield", start)
	}
	return p.Node(syntax.Unary, "yield", start, p.testlist())
}

// operator gives the binary operator at the cursor, its precedence (0 for none)
// and how many tokens it has.
func (p *parser) operator() (text string, level, width int) {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken {
		switch t.Text {
		case "or":
			return "||", 1, 1
		case "and":
			return "&&", 2, 1
		case "in":
			if p.noIn {
				return "", 0, 0
			}
			return "in", 4, 1
		case "not":
			if p.Peek(1).Is("in") && !p.noIn {
				return "not in", 4, 2
			}
		case "is":
			if p.Peek(1).Is("not") {
				return "is not", 4, 2
			}
			return "is", 4, 1
		}
		return "", 0, 0
	}
	if t.Kind != syntax.PunctuationToken {
		return "", 0, 0
	}
	switch t.Text {
	case "<", ">", "<=", ">=", "==", "!=":
		return t.Text, 4, 1
	case "<>":
		return "!=", 4, 1
	case "|":
		return "|", 5, 1
	case "^":
		return "^", 6, 1
	case "&":
		return "&", 7, 1
	case "<<", ">>":
		return t.Text, 8, 1
	case "+", "-":
		return t.Text, 9, 1
	case "*", "/", "//", "%", "@":
		return t.Text, 10, 1
	case "**":
		return "**", 12, 1
	}
	return "", 0, 0
}

func (p *parser) binary(lowest int) *syntax.Node {
	start := p.Peek(0).Start
	left := p.unary()
	for chain := 0; chain < maxChain; chain++ {
		text, level, width := p.operator()
		if level == 0 || level < lowest {
			return left
		}
		p.At += width
		next := level + 1
		if level == 12 {
			next = 11 // ** binds to the right, and weaker than a sign behind it
		}
		left = p.Node(syntax.Binary, text, start, left, p.right(next))
	}
	return left
}

// right reads an operator's right side, as deep as it may.
func (p *parser) right(lowest int) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.tooDeepInside()
	}
	return p.binary(lowest)
}

func (p *parser) unary() *syntax.Node {
	t := p.Peek(0)
	text, level := "", 11
	switch {
	case t.Is("not"):
		text, level = "!", 3
	case t.Is("-"), t.Is("+"), t.Is("~"):
		text = t.Text
	case t.Is("await"):
		text, level = "await", 13
	default:
		return p.primary()
	}
	p.Next()
	return p.Node(syntax.Unary, text, t.Start, p.right(level))
}
