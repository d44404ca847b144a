package golang

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// precedence of binary operators; 0 for everything else.
func precedence(op string) int {
	switch op {
	case "||":
		return 1
	case "&&":
		return 2
	case "==", "!=", "<", "<=", ">", ">=":
		return 3
	case "+", "-", "|", "^":
		return 4
	case "*", "/", "%", "<<", ">>", "&", "&^":
		return 5
	}
	return 0
}

// expression reads an expression, or returns nil without moving.
func (p *parser) expression() *syntax.Node { return p.binary(1) }

func (p *parser) binary(lowest int) *syntax.Node {
	if p.depth >= maxDepth {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	left := p.unary()
	for links := 0; left != nil; links++ {
		if links > maxChain {
			p.gap()
			break
		}
		op := p.Peek(0)
		level := precedence(op.Text)
		if op.Kind != syntax.PunctuationToken || op.Newline || level < lowest {
			break
		}
		p.Next()
		left = p.node(syntax.Binary, op.Text, left.Start, left, p.binary(level+1))
		left.End = p.PreviousEnd()
	}
	return left
}

func (p *parser) unary() *syntax.Node {
	t := p.Peek(0)
	if t.Kind == syntax.PunctuationToken {
		switch t.Text {
		case "+", "-", "!", "^", "*", "&", "<-", "~":
			if p.depth >= maxDepth {
				return nil
			}
			p.depth++
			p.Next()
			operand := p.unary()
			p.depth--
			return p.node(syntax.Unary, t.Text, t.Start, operand)
		}
	}
	return p.postfix(t.Start, p.operand())
}

// operand reads what stands in front of calls, members and indexes.
func (p *parser) operand() *syntax.Node {
	t := p.Peek(0)
	switch {
	case t.Kind == syntax.NumberToken:
		p.Next()
		return p.node(syntax.Number, t.Text, t.Start)
	case t.Kind == syntax.StringToken:
		p.Next()
		return p.node(syntax.String, t.Text, t.Start)
	case t.Is("("):
		return p.parenthesised()
	case p.pattern && t.Is("..."):
		p.Next()
		return p.node(syntax.Ellipsis, "", t.Start)
	case p.pattern && t.Is("<..."):
		p.Next()
		inner := p.expression()
		p.Accept("...>")
		return p.node(syntax.DeepEllipsis, "", t.Start, inner)
	case t.Is("["), t.Is("map"), t.Is("chan"), t.Is("struct"), t.Is("interface"):
		return p.typed()
	case t.Is("func"):
		return p.lambda()
	case t.Kind == syntax.NameToken && !isStatementKeyword(t.Text):
		p.Next()
		switch t.Text {
		case "true", "false":
			return p.node(syntax.Literal, t.Text, t.Start)
		case "nil":
			return p.node(syntax.Literal, "null", t.Start)
		}
		return p.nameNode(t)
	}
	return nil
}

// parenthesised reads "(x)", and in a pattern "($X : T)".
func (p *parser) parenthesised() *syntax.Node {
	start := p.start()
	p.Next()
	if p.pattern && strings.HasPrefix(p.Peek(0).Text, "$") && p.Peek(1).Is(":") {
		name := p.Next()
		p.Next()
		typ := p.typ()
		p.Accept(")")
		return p.node(syntax.TypedMetavariable, name.Text, start, typ)
	}
	outer := p.noLiteral
	p.noLiteral = false
	inner := p.expression()
	p.noLiteral = outer
	p.Accept(")")
	return inner
}

// typed reads a type that begins an expression: a composite literal, a
// conversion, or a type as an argument.
func (p *parser) typed() *syntax.Node {
	start := p.start()
	t := p.typ()
	switch {
	case t == nil:
		return nil
	case p.Is("{") && !p.Peek(0).Newline:
		return p.literal(start, t)
	case p.Is("(") && !p.Peek(0).Newline:
		p.Next()
		value := p.expression()
		p.Accept(",")
		p.Accept(")")
		return p.node(syntax.Cast, "", start, t, value)
	}
	return t
}

func (p *parser) lambda() *syntax.Node {
	start := p.start()
	p.Next()
	parts := p.signature()
	if !p.Is("{") {
		return p.node(syntax.Type, "func", start)
	}
	var parameters []*syntax.Node
	for _, x := range parts {
		if x.Kind != syntax.Type {
			parameters = append(parameters, x)
		}
	}
	parameters = append(parameters, p.block())
	return p.node(syntax.Lambda, "", start, parameters...)
}

// postfix reads members, calls, indexes, assertions and literals behind n, which
// begins at start: where its parenthesis does.
func (p *parser) postfix(start int, n *syntax.Node) *syntax.Node {
	for links := 0; n != nil; links++ {
		t := p.Peek(0)
		if links > maxChain && (t.Is(".") || t.Is("(") || t.Is("[")) {
			p.gap()
			return n
		}
		switch {
		case t.Is(".") && (!t.Newline || p.pattern):
			p.Next()
			n = p.member(start, n)
		case t.Newline:
			return n
		case t.Is("("):
			n = p.call(start, n)
		case t.Is("["):
			n = p.index(start, n)
		case t.Is("{") && !p.noLiteral && p.isTypeName(n):
			n = p.literal(start, p.asType(n))
		default:
			return n
		}
	}
	return n
}

func (p *parser) member(start int, object *syntax.Node) *syntax.Node {
	t := p.Peek(0)
	switch {
	case t.Is("("):
		p.Next()
		typ := p.typ()
		p.Accept("type")
		p.Accept(")")
		return p.node(syntax.Cast, "", start, typ, object)
	case p.pattern && t.Is("..."):
		p.Next()
		return p.node(syntax.Ellipsis, "", start, object)
	case t.Kind == syntax.NameToken:
		p.Next()
		return p.node(syntax.Member, t.Text, start, object)
	}
	return p.node(syntax.Member, "", start, object)
}

func (p *parser) call(start int, callee *syntax.Node) *syntax.Node {
	n := &syntax.Node{Kind: syntax.Call, Start: start, Children: []*syntax.Node{callee}}
	p.Next()
	outer := p.noLiteral
	p.noLiteral = false
	for !p.done() && !p.Is(")") {
		at := p.At
		first := p.start()
		if argument := p.expression(); argument != nil {
			if p.Is("...") && argument.Kind != syntax.Ellipsis {
				p.Next()
				argument = p.node(syntax.Spread, "...", first, argument)
			}
			n.Children = append(n.Children, argument)
		}
		if !p.Accept(",") && !p.Is(")") || p.At == at {
			n.Children = append(n.Children, p.inner(")"))
			break
		}
	}
	p.noLiteral = outer
	p.Accept(")")
	n.End = p.PreviousEnd()
	return n
}

// inner skips to the closing bracket of the list that is being read.
func (p *parser) inner(closing string) *syntax.Node {
	start := p.start()
	for depth := 0; !p.done(); p.Next() {
		t := p.Peek(0)
		if depth == 0 && t.Is(closing) {
			break
		}
		switch {
		case t.Is("("), t.Is("["), t.Is("{"):
			depth++
		case t.Is(")"), t.Is("]"), t.Is("}"):
			depth--
		}
		if depth < 0 {
			break
		}
	}
	g := p.node(syntax.Gap, "", start)
	p.tree.Gaps = append(p.tree.Gaps, g)
	return g
}

func (p *parser) index(start int, object *syntax.Node) *syntax.Node {
	n := &syntax.Node{Kind: syntax.Index, Start: start, Children: []*syntax.Node{object}}
	p.Next()
	outer := p.noLiteral
	p.noLiteral = false
	for !p.done() && !p.Is("]") {
		at := p.At
		if e := p.expression(); e != nil {
			n.Children = append(n.Children, e)
		}
		if !p.Accept(",") && !p.Accept(":") && !p.Is("]") || p.At == at {
			n.Children = append(n.Children, p.inner("]"))
			break
		}
	}
	p.noLiteral = outer
	p.Accept("]")
	n.End = p.PreviousEnd()
	return n
}

// isTypeName says whether a composite literal may follow n.
func (p *parser) isTypeName(n *syntax.Node) bool {
	switch n.Kind {
	case syntax.Name, syntax.Metavariable:
		return true
	case syntax.Member, syntax.Index:
		return len(n.Children) > 0 && p.isTypeName(n.Children[0])
	}
	return false
}

func (p *parser) asType(n *syntax.Node) *syntax.Node {
	return &syntax.Node{Kind: syntax.Type, Text: compact(p.tree.Source[n.Start:n.End]), Start: n.Start, End: n.End}
}

// literal reads the braces of a composite literal of the type.
func (p *parser) literal(start int, typ *syntax.Node) *syntax.Node {
	body := p.elements()
	name := typ.Text
	if i := strings.IndexByte(name, '['); i > 0 && !strings.HasPrefix(name, "map[") {
		name = name[:i]
	}
	return p.node(syntax.New, name, start, typ, body)
}

// elements reads "{...}": an Object when its elements have keys, a List otherwise.
func (p *parser) elements() *syntax.Node {
	start := p.start()
	p.Next()
	outer := p.noLiteral
	p.noLiteral = false
	n := &syntax.Node{Kind: syntax.List, Text: "[", Start: start}
	for !p.done() && !p.Is("}") {
		at := p.At
		e := p.element()
		if p.Accept(":") && e != nil {
			if e.Kind == syntax.Name {
				e.Kind = syntax.String
			}
			n.Kind, n.Text = syntax.Object, ""
			e = p.node(syntax.Pair, "", e.Start, e, p.element())
		}
		if e != nil {
			n.Children = append(n.Children, e)
		}
		if !p.Accept(",") && !p.Is("}") || p.At == at {
			n.Children = append(n.Children, p.inner("}"))
			break
		}
	}
	p.noLiteral = outer
	p.Accept("}")
	n.End = p.PreviousEnd()
	if len(n.Children) == 0 {
		n.Kind, n.Text = syntax.Object, ""
	}
	return n
}

func (p *parser) element() *syntax.Node {
	if !p.Is("{") {
		return p.expression()
	}
	if p.depth >= maxDepth {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	return p.elements()
}
