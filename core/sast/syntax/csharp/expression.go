package csharp

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// expression reads an expression, assignments included.
func (p *parser) expression() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start := p.Peek(0).Start
	if p.lambdaAhead() {
		return p.lambda()
	}
	if p.Is("from") && p.queryAhead() {
		return p.query()
	}
	left := p.conditional()
	if op, width := p.Assignment(); width > 0 {
		p.At += width
		p.Accept("ref")
		right := p.expression()
		return p.Node(syntax.Assign, op, start, left, right)
	}
	return left
}

func (p *parser) conditional() *syntax.Node {
	start := p.Peek(0).Start
	condition := p.binary(cfamily.CoalesceLevel)
	if !p.Is("?") {
		return condition
	}
	return p.Branches(start, condition, p.expression)
}

// binary climbs over the operators of at least a level.
func (p *parser) binary(least int) *syntax.Node {
	start := p.Peek(0).Start
	left := p.rangeOperand()
	for chain := 0; ; chain++ {
		if chain > cfamily.MaxChain {
			return p.GapInside()
		}
		if n := p.typeTest(start, left, least); n != nil {
			left = n
			continue
		}
		op, level, width := p.Operator()
		if level == cfamily.NoLevel || level < least {
			return left
		}
		p.At += width
		var right *syntax.Node
		switch {
		case level == cfamily.CoalesceLevel && p.lambdaAhead():
			right = p.lambda()
		case level == cfamily.CoalesceLevel:
			right = p.coalesced()
		default:
			right = p.binary(level + 1)
		}
		left = p.Node(syntax.Binary, op, start, left, right)
	}
}

// coalesced is the right side of "??", which associates to the right.
func (p *parser) coalesced() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	return p.binary(cfamily.CoalesceLevel)
}

// typeTest reads "is", "as", "switch" and "with" behind a value.
func (p *parser) typeTest(start int, left *syntax.Node, least int) *syntax.Node {
	t := p.Peek(0)
	if t.Kind != syntax.NameToken {
		return nil
	}
	switch {
	case t.Text == "is" && least <= cfamily.RelationLevel:
		p.Next()
		return p.Node(syntax.Binary, "is", start, left, p.pattern(true))
	case t.Text == "as" && least <= cfamily.RelationLevel:
		p.Next()
		return p.Node(syntax.Cast, "", start, p.testedType(), left)
	case t.Text == "switch" && p.Peek(1).Is("{"):
		p.Next()
		return p.switchExpression(start, left)
	case t.Text == "with" && p.Peek(1).Is("{"):
		p.Next()
		return p.Node(syntax.Other, "with", start, left, p.initializer(true))
	}
	return nil
}

// testedType reads the type behind "is" or "as"; a "?" that begins a
// conditional does not belong to it.
func (p *parser) testedType() *syntax.Node {
	end := p.typeEnd(p.At)
	if end < 0 {
		return p.parseType()
	}
	for end-1 > p.At && p.TokenAt(end-1).Is("?") && p.beginsOperand(end) {
		end--
	}
	for end-1 > p.At && p.TokenAt(end-1).Is("*") && p.beginsOperand(end) {
		end--
	}
	return p.typeTo(end)
}

// beginsOperand says whether the token at an index begins an expression.
func (p *parser) beginsOperand(index int) bool {
	t := p.TokenAt(index)
	switch t.Kind {
	case syntax.EndToken, syntax.BadToken:
		return false
	case syntax.NameToken:
		switch t.Text {
		case "is", "as", "in", "switch", "with":
			return false
		case "and", "or", "when":
			return p.TokenAt(index + 1).Is(".")
		case "into", "join", "where", "orderby", "select", "on", "equals", "group", "by", "let", "ascending", "descending":
			return p.queries == 0
		}
		return true
	case syntax.PunctuationToken:
		switch t.Text {
		case "(", "[", "~", "!", "-", "+", "++", "--", "<...":
			return true
		}
		return false
	}
	return true
}

func (p *parser) rangeOperand() *syntax.Node {
	start := p.Peek(0).Start
	if p.Is("..") {
		p.Next()
		if p.beginsOperand(p.At) || p.Is("^") {
			return p.Node(syntax.Unary, "..", start, p.unary())
		}
		return p.Node(syntax.Unary, "..", start)
	}
	left := p.unary()
	if !p.Is("..") {
		return left
	}
	p.Next()
	if p.beginsOperand(p.At) || p.Is("^") {
		return p.Node(syntax.Binary, "..", start, left, p.unary())
	}
	return p.Node(syntax.Unary, "..", start, left)
}

func (p *parser) unary() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	t := p.Peek(0)
	if t.Kind == syntax.PunctuationToken {
		switch t.Text {
		case "!", "~", "+", "-", "++", "--", "&", "*", "^":
			p.Next()
			return p.Node(syntax.Unary, t.Text, t.Start, p.unary())
		case "&&": // address of a label or twice; only in odd code
			p.Next()
			return p.Node(syntax.Unary, t.Text, t.Start, p.unary())
		case "(":
			if end := p.castEnd(); end > 0 {
				return p.cast(end)
			}
		}
	}
	if t.Kind == syntax.NameToken {
		switch t.Text {
		case "await":
			if p.beginsOperand(p.At+1) && !p.Peek(1).Is("[") {
				p.Next()
				return p.Node(syntax.Unary, "await", t.Start, p.unary())
			}
		case "throw":
			p.Next()
			return p.Node(syntax.Throw, "", t.Start, p.expression())
		case "ref", "out", "in":
			return p.reference()
		}
	}
	return p.primary()
}

// reference reads "ref x", "out x" and "out var x".
func (p *parser) reference() *syntax.Node {
	word := p.Next()
	start := p.Peek(0).Start
	if end := p.typeEnd(p.At); end > 0 && isName(p.TokenAt(end)) {
		kind := p.typeTo(end)
		name := p.targetName()
		return p.Node(syntax.Unary, word.Text, word.Start, p.variable(start, name, kind))
	}
	if p.Is("var") && p.Peek(1).Is("(") {
		return p.Node(syntax.Unary, word.Text, word.Start, p.designation())
	}
	return p.Node(syntax.Unary, word.Text, word.Start, p.conditional())
}

// variable makes a Variable without a value.
func (p *parser) variable(start int, target, kind *syntax.Node) *syntax.Node {
	text := ""
	if target != nil && (target.Kind == syntax.Name || target.Kind == syntax.Metavariable) {
		text = target.Text
	}
	return p.Node(syntax.Variable, text, start, target, kind)
}

// targetName reads a name that is declared.
func (p *parser) targetName() *syntax.Node {
	t := p.Peek(0)
	if p.IsMetavariable() {
		return p.Leaf(syntax.Metavariable, t.Text)
	}
	return p.Leaf(syntax.Name, plain(t.Text))
}

// castEnd is the index of the ")" of a cast at the cursor, or -1.
func (p *parser) castEnd() int {
	closing := p.Matching(p.At)
	if closing < 0 || p.typeEnd(p.At+1) != closing {
		return -1
	}
	next := p.TokenAt(closing + 1)
	if p.certainlyType(p.At+1, closing) {
		if p.beginsOperand(closing+1) || next.Is("&") || next.Is("*") || next.Is("^") || next.Is("..") {
			return closing
		}
		return -1
	}
	switch next.Kind {
	case syntax.NameToken:
		if p.beginsOperand(closing + 1) {
			return closing
		}
	case syntax.NumberToken, syntax.StringToken, syntax.TemplateToken:
		return closing
	case syntax.PunctuationToken:
		if next.Is("(") || next.Is("~") || next.Is("<...") || next.Is("!") && !next.Newline {
			return closing
		}
	}
	return -1
}

// certainlyType says that tokens which look like a type can be nothing else.
func (p *parser) certainlyType(from, to int) bool {
	if predefined(p.TokenAt(from).Text) {
		return !p.TokenAt(from + 1).Is(".")
	}
	switch last := p.TokenAt(to - 1); {
	case last.Is(">"), last.Is("]"), last.Is("?"), last.Is("*"):
		return true
	}
	return false
}

func (p *parser) cast(closing int) *syntax.Node {
	start := p.Next().Start
	kind := p.typeTo(closing)
	p.At = closing + 1
	return p.Node(syntax.Cast, "", start, kind, p.unary())
}
