package python

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// statements pushes statements up to a dedent or the end.
func (p *parser) statements() {
	for !p.Done() {
		at := p.At
		switch p.Peek(0).Kind {
		case syntax.DedentToken:
			if p.blocks > 0 {
				return
			}
			p.Next()
			continue
		case syntax.NewlineToken:
			p.Next()
			continue
		case syntax.IndentToken:
			p.misplaced()
			continue
		}
		p.statement()
		if p.At == at {
			p.Push(p.GapTo(max(p.lineEnd(), p.At+1)))
		}
	}
}

// misplaced reads a block that no statement opens. In a pattern that is how
// statements of another indentation look.
func (p *parser) misplaced() {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.skipBlock())
		return
	}
	p.Push(p.GapTo(p.At))
	p.Next()
	p.blocks++
	p.statements()
	p.blocks--
	if p.isKind(syntax.DedentToken) {
		p.Next()
	}
}

// skipBlock skips from an indent behind its dedent.
func (p *parser) skipBlock() *syntax.Node {
	i, depth := p.At, 0
	for i < len(p.Tokens) {
		switch p.Tokens[i].Kind {
		case syntax.IndentToken:
			depth++
		case syntax.DedentToken:
			depth--
		}
		i++
		if depth <= 0 {
			break
		}
	}
	return p.GapTo(i)
}

// block reads what stands behind a colon.
func (p *parser) block() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	if !p.Accept(":") {
		p.Push(p.GapTo(p.lineEnd()))
		if p.Peek(1).Kind != syntax.IndentToken {
			return p.Close(syntax.Block, "", start, mark)
		}
	}
	if !p.isKind(syntax.NewlineToken) {
		start = p.Peek(0).Start
		p.simpleLine()
		return p.Close(syntax.Block, "", start, mark)
	}
	p.Next()
	if !p.isKind(syntax.IndentToken) {
		p.Push(p.GapTo(p.At))
		return p.Close(syntax.Block, "", start, mark)
	}
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.skipBlock())
		return p.Close(syntax.Block, "", start, mark)
	}
	p.Next()
	start = p.Peek(0).Start
	p.blocks++
	p.statements()
	p.blocks--
	if p.isKind(syntax.DedentToken) {
		p.Next()
	}
	return p.Close(syntax.Block, "", start, mark)
}

// statement pushes the statement at the cursor.
func (p *parser) statement() {
	t := p.Peek(0)
	if t.Is("@") {
		p.Push(p.decorated())
		return
	}
	if t.Kind != syntax.NameToken {
		p.simpleLine()
		return
	}
	next := p.Peek(1)
	switch t.Text {
	case "if":
		p.Push(p.ifStatement())
	case "while":
		p.Push(p.whileStatement())
	case "for":
		p.Push(p.forStatement(t.Start))
	case "try":
		p.Push(p.tryStatement())
	case "with":
		p.Push(p.withStatement(t.Start))
	case "def":
		p.Push(p.function(t.Start, nil))
	case "class":
		p.Push(p.class(t.Start, nil))
	case "async":
		switch {
		case next.Is("def"):
			p.Push(p.function(t.Start, nil))
		case next.Is("for"):
			p.Next()
			p.Push(p.forStatement(t.Start))
		case next.Is("with"):
			p.Next()
			p.Push(p.withStatement(t.Start))
		default:
			p.simpleLine()
		}
	case "match":
		if p.isMatch() {
			p.Push(p.matchStatement())
			return
		}
		p.simpleLine()
	default:
		p.simpleLine()
	}
}

// simpleLine pushes the statements of a line, with semicolons between.
func (p *parser) simpleLine() {
	for !p.Done() && !p.isKind(syntax.NewlineToken) && !p.isKind(syntax.DedentToken) {
		p.simple()
		if p.Accept(";") {
			continue
		}
		if !p.Done() && !p.isKind(syntax.NewlineToken) && !p.isKind(syntax.DedentToken) {
			p.Push(p.GapTo(max(p.lineEnd(), p.At+1)))
		}
	}
	if p.isKind(syntax.NewlineToken) {
		p.Next()
	}
}

// ended says whether the simple statement ends here.
func (p *parser) ended() bool {
	return p.Done() || p.isKind(syntax.NewlineToken) || p.isKind(syntax.DedentToken) || p.Is(";")
}

// simple pushes one simple statement.
func (p *parser) simple() {
	t := p.Peek(0)
	if t.Kind != syntax.NameToken {
		p.Push(p.expressionStatement())
		return
	}
	switch t.Text {
	case "return":
		p.Push(p.word(syntax.Return, ""))
	case "raise":
		p.Push(p.raise())
	case "break", "continue":
		p.Push(p.Leaf(syntax.Jump, t.Text))
	case "pass":
		p.Push(p.Leaf(syntax.Other, "pass"))
	case "del", "assert", "global", "nonlocal":
		p.Push(p.listed(t.Text))
	case "import":
		p.importStatement()
	case "from":
		p.Push(p.fromStatement())
	case "type":
		if next := p.Peek(1); next.Kind == syntax.NameToken && !keyword(next.Text) && (p.Peek(2).Is("=") || p.Peek(2).Is("[")) {
			p.Push(p.alias())
			return
		}
		p.Push(p.expressionStatement())
	case "print", "exec":
		if n := p.oldStatement(); n != nil {
			p.Push(n)
			return
		}
		p.Push(p.expressionStatement())
	default:
		p.Push(p.expressionStatement())
	}
}

// word reads a keyword with an expression that may be missing.
func (p *parser) word(kind syntax.Kind, text string) *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if !p.ended() {
		p.Push(p.testlist())
	}
	return p.Close(kind, text, start, mark)
}

func (p *parser) raise() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	if !p.ended() {
		p.Push(p.test())
		for p.Accept(",") { // Python 2
			p.Push(p.test())
		}
		if p.Accept("from") {
			p.Push(p.test())
		}
	}
	return p.Close(syntax.Throw, "", start, mark)
}

// listed reads a keyword with expressions.
func (p *parser) listed(text string) *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	for !p.ended() {
		p.Push(p.starred())
		if !p.Accept(",") {
			break
		}
	}
	return p.Close(syntax.Other, text, start, mark)
}

func (p *parser) alias() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.name())
	p.typeParameters()
	p.expect("=")
	p.Push(p.annotationType())
	return p.Close(syntax.Other, "type", start, mark)
}

// oldStatement reads Python 2's print and exec statements; nil if it is none.
func (p *parser) oldStatement() *syntax.Node {
	word, next := p.Peek(0), p.Peek(1)
	switch next.Kind {
	case syntax.StringToken, syntax.TemplateToken, syntax.NumberToken:
	case syntax.NameToken:
		if keyword(next.Text) && next.Text != "None" && next.Text != "True" && next.Text != "False" && next.Text != "not" {
			return nil
		}
		if next.Text == "not" && p.Peek(2).Is("in") {
			return nil
		}
	default:
		return nil
	}
	mark := p.Mark()
	p.Push(p.Leaf(syntax.Name, word.Text))
	for !p.ended() {
		p.Push(p.test())
		for word.Text == "exec" && p.Accept("in") {
			p.Push(p.test())
		}
		if !p.Accept(",") {
			break
		}
	}
	return p.Close(syntax.Call, "", word.Start, mark)
}

// expressionStatement reads an expression, an assignment or an annotated variable.
func (p *parser) expressionStatement() *syntax.Node {
	start := p.Peek(0).Start
	left := p.testlist()
	t := p.Peek(0)
	if t.Kind != syntax.PunctuationToken {
		return left
	}
	if t.Text == ":" {
		return p.annotated(start, left)
	}
	if isAssignment(t.Text) {
		p.Next()
		return p.Node(syntax.Assign, t.Text, start, left, p.assigned())
	}
	return left
}

// assigned reads an assignment's right side, which may be assigned on.
func (p *parser) assigned() *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.tooDeep()
	}
	start := p.Peek(0).Start
	n := p.testlist()
	if !p.Accept("=") {
		return n
	}
	return p.Node(syntax.Assign, "=", start, n, p.assigned())
}

func isAssignment(text string) bool {
	switch text {
	case "=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", ">>=", "<<=", "&=", "|=", "^=", "@=":
		return true
	}
	return false
}

func (p *parser) annotated(start int, target *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Next()
	name := ""
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		name = target.Text
	}
	p.Push(target)
	p.Push(p.annotationType())
	if p.Accept("=") {
		p.Push(p.assigned())
	}
	return p.Close(syntax.Variable, name, start, mark)
}
