package golang

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

func isStatementKeyword(word string) bool {
	switch word {
	case "break", "case", "const", "continue", "default", "defer", "else", "fallthrough", "for", "go", "goto",
		"if", "import", "package", "range", "return", "select", "switch", "type", "var":
		return true
	}
	return false
}

// block reads statements in braces.
func (p *parser) block() *syntax.Node {
	start := p.start()
	if !p.Accept("{") {
		return p.node(syntax.Block, "", start)
	}
	outer := p.noLiteral
	p.noLiteral = false
	statements := p.statements()
	p.noLiteral = outer
	p.Accept("}")
	return p.node(syntax.Block, "", start, statements...)
}

// statements reads up to the closing brace, "case" or "default".
func (p *parser) statements() []*syntax.Node {
	var out []*syntax.Node
	for !p.done() && !p.Is("}") && !p.Is("case") && !p.Is("default") {
		at := p.At
		if p.Accept(";") {
			continue
		}
		out = append(out, p.statement()...)
		if p.At == at || !p.ended() {
			out = append(out, p.gap())
		}
	}
	return out
}

func (p *parser) statement() []*syntax.Node {
	if p.depth >= maxDepth {
		return []*syntax.Node{p.gap()}
	}
	p.depth++
	defer func() { p.depth-- }()
	start := p.start()
	t := p.Peek(0)
	switch t.Text {
	case "var", "const":
		if t.Kind == syntax.NameToken {
			p.Next()
			return p.group(p.variableSpec)
		}
	case "type":
		if t.Kind == syntax.NameToken {
			p.Next()
			return p.group(p.typeSpec)
		}
	}
	if t.Kind == syntax.NameToken && p.Peek(1).Is(":") && !isStatementKeyword(t.Text) && p.Peek(2).Newline {
		p.Next()
		p.Next()
		if p.Is("}") {
			return nil
		}
		return p.statement()
	}
	var n *syntax.Node
	switch {
	case t.Is("{"):
		n = p.block()
	case t.Is("if"):
		n = p.ifStatement()
	case t.Is("for"):
		n = p.forStatement()
	case t.Is("switch"), t.Is("select"):
		n = p.switchStatement()
	case t.Is("return"):
		n = p.returnStatement()
	case t.Is("break"), t.Is("continue"), t.Is("goto"), t.Is("fallthrough"):
		p.Next()
		if next := p.Peek(0); next.Kind == syntax.NameToken && !next.Newline {
			p.Next()
		}
		n = p.node(syntax.Jump, t.Text, start)
	case t.Is("defer"), t.Is("go"):
		p.Next()
		n = p.node(syntax.Defer, t.Text, start, p.expression())
		n.End = p.PreviousEnd()
	default:
		n = p.simple()
	}
	if n == nil {
		return nil
	}
	return []*syntax.Node{n}
}

// variableSpec reads "a, b T = x, y".
func (p *parser) variableSpec() []*syntax.Node {
	start := p.start()
	var names []*syntax.Node
	for {
		name := p.name()
		if name == nil {
			break
		}
		names = append(names, name)
		if !p.Accept(",") {
			break
		}
	}
	var typ *syntax.Node
	if t := p.Peek(0); !t.Newline && !t.Is("=") {
		typ = p.typ()
	}
	var values []*syntax.Node
	if !p.Peek(0).Newline && p.Accept("=") {
		values = p.expressions()
	}
	return p.variables(start, names, typ, values)
}

// variables pairs names with values when there are as many; otherwise one
// Variable has a list for its target.
func (p *parser) variables(start int, names []*syntax.Node, typ *syntax.Node, values []*syntax.Node) []*syntax.Node {
	if len(names) == 0 {
		return nil
	}
	if len(values) == 0 || len(values) == len(names) {
		var out []*syntax.Node
		for i, name := range names {
			v := p.node(syntax.Variable, name.Text, start, name, typ)
			if len(values) > 0 {
				v.Children = append(v.Children, values[i])
			}
			out = append(out, v)
		}
		return out
	}
	target := p.list(names)
	v := p.node(syntax.Variable, "", start, target, typ)
	v.Children = append(v.Children, p.list(values))
	return []*syntax.Node{v}
}

// list makes one node of several expressions side by side.
func (p *parser) list(nodes []*syntax.Node) *syntax.Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	if len(nodes) == 0 {
		return nil
	}
	return &syntax.Node{Kind: syntax.List, Text: "(", Start: nodes[0].Start, End: nodes[len(nodes)-1].End, Children: nodes}
}

func (p *parser) expressions() []*syntax.Node {
	var out []*syntax.Node
	for {
		e := p.expression()
		if e == nil {
			return out
		}
		out = append(out, e)
		if !p.Accept(",") {
			return out
		}
	}
}

// simple reads an expression statement, an assignment or a short declaration.
func (p *parser) simple() *syntax.Node {
	start := p.start()
	left := p.expressions()
	if len(left) == 0 {
		return nil
	}
	op := p.Peek(0)
	if op.Newline || op.Kind != syntax.PunctuationToken {
		return p.list(left)
	}
	switch op.Text {
	case ":=":
		p.Next()
		if p.Is("range") {
			return p.ranged(start, left)
		}
		values := p.expressions()
		if made := p.variables(start, left, nil, values); len(made) == 1 {
			return made[0]
		}
		v := p.node(syntax.Variable, "", start, p.list(left), p.list(values))
		return v
	case "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^=":
		p.Next()
		if p.Is("range") {
			return p.ranged(start, left)
		}
		return p.pair(syntax.Assign, op.Text, left, p.list(p.expressions()))
	case "++", "--":
		p.Next()
		return p.node(syntax.Unary, op.Text, start, left[0])
	case "<-":
		p.Next()
		return p.pair(syntax.Binary, "<-", left, p.expression())
	}
	return p.list(left)
}

// ranged reads "range x" behind the targets of a for header.
func (p *parser) ranged(start int, targets []*syntax.Node) *syntax.Node {
	p.Next()
	v := &syntax.Node{Kind: syntax.Variable, Start: start}
	if target := p.list(targets); target != nil {
		v.Children = append(v.Children, target)
		if target.Kind == syntax.Name {
			v.Text = target.Text
		}
	}
	if value := p.expression(); value != nil {
		v.Children = append(v.Children, value)
	}
	v.End = p.PreviousEnd()
	return v
}

func (p *parser) returnStatement() *syntax.Node {
	start := p.start()
	p.Next()
	var value *syntax.Node
	if next := p.Peek(0); !next.Newline && !next.Is("}") && !next.Is(";") {
		value = p.list(p.expressions())
	}
	return p.node(syntax.Return, "", start, value)
}

// header reads the statements in front of a block; "{" does not begin a
// composite literal there.
func (p *parser) header() []*syntax.Node {
	outer := p.noLiteral
	p.noLiteral = true
	defer func() { p.noLiteral = outer }()
	var parts []*syntax.Node
	for !p.done() && !p.Is("{") {
		at := p.At
		if p.Accept(";") {
			continue
		}
		if p.Is("range") {
			parts = append(parts, p.ranged(p.start(), nil))
			continue
		}
		if n := p.simple(); n != nil {
			parts = append(parts, n)
		}
		if p.At == at {
			break
		}
	}
	return parts
}

func (p *parser) ifStatement() *syntax.Node {
	start := p.start()
	p.Next()
	parts := p.header()
	n := &syntax.Node{Kind: syntax.If, Start: start}
	var before []*syntax.Node
	if len(parts) > 1 {
		before, parts = parts[:len(parts)-1], parts[len(parts)-1:]
	}
	n.Children = append(n.Children, parts...)
	n.Children = append(n.Children, p.block())
	if p.Is("else") && !p.Peek(0).Newline {
		p.Next()
		if p.Is("if") {
			n.Children = append(n.Children, p.nested(p.ifStatement))
		} else {
			n.Children = append(n.Children, p.block())
		}
	}
	n.End = p.PreviousEnd()
	if before == nil {
		return n
	}
	return p.node(syntax.Block, "", start, append(before, n)...)
}

// nested calls read one level deeper, or leaves a gap when that is too deep.
func (p *parser) nested(read func() *syntax.Node) *syntax.Node {
	if p.depth >= maxDepth {
		return p.gap()
	}
	p.depth++
	defer func() { p.depth-- }()
	return read()
}

func (p *parser) forStatement() *syntax.Node {
	start := p.start()
	p.Next()
	kind := "for"
	at := p.At
	parts := p.header()
	for i := at; i < p.At; i++ {
		if p.Tokens[i].Is("range") {
			kind = "foreach"
		}
	}
	return p.node(syntax.Loop, kind, start, append(parts, p.block())...)
}

func (p *parser) switchStatement() *syntax.Node {
	start := p.start()
	p.Next()
	n := &syntax.Node{Kind: syntax.Switch, Start: start, Children: p.header()}
	p.Accept("{")
	for !p.done() && !p.Is("}") {
		at := p.At
		if p.Is("case") || p.Is("default") {
			n.Children = append(n.Children, p.caseClause())
		}
		if p.At == at {
			n.Children = append(n.Children, p.gap())
		}
	}
	p.Accept("}")
	n.End = p.PreviousEnd()
	return n
}

func (p *parser) caseClause() *syntax.Node {
	start := p.start()
	outer := p.noLiteral
	p.noLiteral = false
	defer func() { p.noLiteral = outer }()
	n := &syntax.Node{Kind: syntax.Case, Start: start}
	if p.Next().Is("case") {
		for !p.done() && !p.Is(":") {
			at := p.At
			if e := p.simple(); e != nil {
				n.Children = append(n.Children, e)
			}
			if !p.Accept(",") && p.At == at {
				break
			}
		}
	}
	p.Accept(":")
	at := p.start()
	body := p.statements()
	block := p.node(syntax.Block, "", min(at, p.PreviousEnd()), body...)
	n.Children = append(n.Children, block)
	n.End = p.PreviousEnd()
	return n
}

// pair makes a node of what stands left and right of an operator.
func (p *parser) pair(kind syntax.Kind, operator string, left []*syntax.Node, right *syntax.Node) *syntax.Node {
	return p.node(kind, operator, left[0].Start, p.list(left), right)
}
