package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// expression reads a whole expression, comma operators included.
func (p *parser) expression() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	first := p.assignment()
	if !p.is(",") {
		return first
	}
	p.push(first)
	for p.accept(",") {
		p.push(p.assignment())
	}
	return p.close(syntax.Other, "sequence", start, mark)
}

// assignment reads an expression without comma operators.
func (p *parser) assignment() *syntax.Node {
	defer p.shallower()
	if !p.deeper() {
		return p.tooDeep()
	}
	if p.tok.Kind == syntax.NameToken {
		if n := p.wordOperand(); n != nil {
			return n
		}
	}
	start := p.tok.Start
	left := p.conditional()
	if p.tok.Kind != syntax.PunctuationToken || !isAssignment(p.tok.Text) || left == p.lastArrow {
		return left
	}
	operator := p.next().Text
	return p.node(syntax.Assign, operator, start, left, p.assignment())
}

func isAssignment(operator string) bool {
	switch operator {
	case "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??=":
		return true
	}
	return false
}

// wordOperand reads what only a whole expression may be: an arrow function that
// begins with a word, and yield.
func (p *parser) wordOperand() *syntax.Node {
	switch p.tok.Text {
	case "async":
		return p.asyncArrow()
	case "yield":
		return p.yield()
	}
	if reserved(p.tok.Text) {
		return nil
	}
	if next := p.peek(); isPunctuation(next, "=>") && !next.Newline {
		start := p.tok.Start
		parameter := p.parameterName(p.next())
		mark := p.mark()
		p.push(parameter)
		return p.arrow(start, mark)
	}
	return nil
}

func (p *parser) yield() *syntax.Node {
	next := p.peek()
	if isPunctuation(next, "=") || isPunctuation(next, "=>") || isPunctuation(next, ".") || isPunctuation(next, ":") && !p.inThen {
		return nil
	}
	start := p.next().Start
	operator := "yield"
	if !p.tok.Newline && p.accept("*") {
		operator = "yield*"
	}
	if p.tok.Newline || !p.startsExpression() {
		return p.node(syntax.Unary, operator, start)
	}
	return p.node(syntax.Unary, operator, start, p.assignment())
}

// startsExpression says whether the current token may begin an expression.
func (p *parser) startsExpression() bool { return startsExpression(p.tok) }

func startsExpression(t syntax.Token) bool {
	switch t.Kind {
	case syntax.EndToken, syntax.BadToken:
		return false
	case syntax.NameToken:
		return t.Text != "in" && t.Text != "of" && t.Text != "instanceof" && t.Text != "as" && t.Text != "satisfies"
	case syntax.PunctuationToken:
		switch t.Text {
		case "(", "[", "{", "+", "-", "!", "~", "++", "--", "/", "/=", "<", "@", "...", "<...":
			return true
		}
		return false
	}
	return true
}

func (p *parser) conditional() *syntax.Node {
	start := p.tok.Start
	if p.given != nil {
		start = p.given.Start
	}
	condition := p.binary(1)
	if !p.is("?") || condition == p.lastArrow && condition != nil {
		return condition
	}
	if p.types {
		if next := p.peek(); next.Kind == syntax.PunctuationToken {
			switch next.Text {
			case ":", ",", ")", "=": // an optional parameter
				return condition
			}
		}
	}
	p.next()
	noIn, inThen := p.noIn, p.inThen
	p.noIn, p.inThen = false, true
	then := p.assignment()
	p.noIn, p.inThen = noIn, inThen
	mark := p.mark()
	p.push(condition, then)
	p.expect(":")
	p.push(p.assignment())
	return p.close(syntax.Conditional, "", start, mark)
}

// precedence of a binary operator, 0 when the token is none.
func (p *parser) precedence() int {
	if p.tok.Kind == syntax.NameToken {
		switch p.tok.Text {
		case "in":
			if p.noIn {
				return 0
			}
			return 8
		case "instanceof":
			return 8
		case "as", "satisfies":
			if p.types && !p.tok.Newline {
				return 8
			}
		}
		return 0
	}
	if p.tok.Kind != syntax.PunctuationToken {
		return 0
	}
	switch p.tok.Text {
	case "??":
		return 1
	case "||":
		return 2
	case "&&":
		return 3
	case "|":
		return 4
	case "^":
		return 5
	case "&":
		return 6
	case "==", "!=", "===", "!==":
		return 7
	case "<", ">", "<=", ">=":
		return 8
	case "<<", ">>", ">>>":
		return 9
	case "+", "-":
		return 10
	case "*", "/", "%":
		return 11
	case "**":
		return 12
	}
	return 0
}

func (p *parser) binary(lowest int) *syntax.Node {
	start := p.tok.Start
	if p.given != nil {
		start = p.given.Start
	}
	left := p.unary()
	for chain := 0; chain < maxChain && (left != p.lastArrow || left == nil); chain++ {
		level := p.precedence()
		if level < lowest || level == 0 {
			return left
		}
		operator := p.next().Text
		if operator == "as" || operator == "satisfies" {
			left = p.cast(start, left)
			continue
		}
		next := level + 1
		if operator == "**" {
			next = level
		}
		left = p.node(syntax.Binary, operator, start, left, p.operandOf(next))
	}
	return left
}

// operandOf reads an operator's right side, as deep as it may.
func (p *parser) operandOf(lowest int) *syntax.Node {
	defer p.shallower()
	if !p.deeper() {
		return p.tooDeep()
	}
	return p.binary(lowest)
}

// cast has "as" behind it; "as const" is not in the tree.
func (p *parser) cast(start int, value *syntax.Node) *syntax.Node {
	if p.accept("const") {
		return value
	}
	typ := p.typ()
	n := p.node(syntax.Cast, "", start, typ, value)
	return n
}

func (p *parser) unary() *syntax.Node {
	if n := p.given; n != nil {
		p.given = nil
		return n
	}
	operator := ""
	switch p.tok.Kind {
	case syntax.PunctuationToken:
		switch p.tok.Text {
		case "!", "~", "+", "-", "++", "--":
			operator = p.tok.Text
		case "<":
			if p.types && !p.jsx {
				return p.angleCast()
			}
		}
	case syntax.NameToken:
		switch p.tok.Text {
		case "typeof", "void", "delete":
			operator = p.tok.Text
		case "await":
			if next := p.peek(); startsExpression(next) && !isPunctuation(next, "+") && !isPunctuation(next, "-") &&
				!isPunctuation(next, "/") && !isPunctuation(next, "/=") && !(next.Newline && next.Kind == syntax.PunctuationToken) {
				operator = "await"
			}
		}
	}
	if operator == "" {
		return p.postfix()
	}
	defer p.shallower()
	if !p.deeper() {
		return p.tooDeep()
	}
	start := p.next().Start
	return p.node(syntax.Unary, operator, start, p.unary())
}

func (p *parser) postfix() *syntax.Node {
	start := p.tok.Start
	n := p.suffixes(p.operand(), start, true)
	if (p.is("++") || p.is("--")) && !p.tok.Newline && n != p.lastArrow {
		operator := p.next().Text
		return p.node(syntax.Unary, operator, start, n)
	}
	return n
}

// suffixes reads members, indexes and calls on an operand.
func (p *parser) suffixes(n *syntax.Node, start int, calls bool) *syntax.Node {
	for chain := 0; chain < maxChain && n != p.lastArrow; chain++ {
		switch p.tok.Kind {
		case syntax.TemplateToken:
			n = p.node(syntax.Call, "", start, n, p.template(true))
			continue
		case syntax.PunctuationToken:
		default:
			return n
		}
		switch p.tok.Text {
		case ".":
			p.next()
			n = p.member(n, start)
		case "?.":
			if !calls {
				return n
			}
			p.next()
			if !p.is("(") && !p.is("[") && p.tok.Kind != syntax.TemplateToken && !p.is("<") {
				n = p.member(n, start)
			}
		case "[":
			n = p.index(n, start)
		case "(":
			if !calls {
				return n
			}
			n = p.call(n, start)
		case "!":
			if !p.types || p.tok.Newline {
				return n
			}
			p.next()
		case "<", "<<":
			if !p.types || !p.typeArguments() {
				return n
			}
		default:
			return n
		}
	}
	return n
}

// member reads the name behind a point.
func (p *parser) member(object *syntax.Node, start int) *syntax.Node {
	if p.pattern && p.is("...") {
		p.next()
		return p.node(syntax.Ellipsis, "", start, object)
	}
	if p.tok.Kind != syntax.NameToken {
		return p.node(syntax.Member, "", start, object, p.gap(p.tok.Start, p.tok.Start))
	}
	name := p.next().Text
	return p.node(syntax.Member, name, start, object)
}

func (p *parser) index(object *syntax.Node, start int) *syntax.Node {
	mark := p.mark()
	p.push(object)
	p.next()
	p.inBrackets(func() {
		if p.is("]") {
			p.push(p.gap(p.tok.Start, p.tok.Start))
			return
		}
		p.push(p.expression())
		if !p.is("]") {
			p.push(p.skipTo("]"))
		}
	})
	p.expect("]")
	return p.close(syntax.Index, "", start, mark)
}

// inBrackets reads what brackets free from its surroundings.
func (p *parser) inBrackets(read func()) {
	noIn, inThen := p.noIn, p.inThen
	p.noIn, p.inThen = false, false
	read()
	p.noIn, p.inThen = noIn, inThen
}

func (p *parser) call(callee *syntax.Node, start int) *syntax.Node {
	mark := p.mark()
	p.push(callee)
	p.arguments()
	return p.close(syntax.Call, "", start, mark)
}

// arguments pushes what stands between parentheses.
func (p *parser) arguments() {
	p.next()
	p.inBrackets(func() { p.items(")", func() { p.push(p.element()) }) })
}

// element reads an argument or an array's element.
func (p *parser) element() *syntax.Node {
	if !p.is("...") {
		return p.assignment()
	}
	start := p.next().Start
	if p.pattern && !p.startsExpression() {
		return p.node(syntax.Ellipsis, "", start)
	}
	return p.node(syntax.Spread, "...", start, p.assignment())
}
