package golang

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// startsType says whether a type can begin with the token.
func (p *parser) startsType(t syntax.Token) bool {
	switch {
	case t.Kind == syntax.NameToken:
		return !isStatementKeyword(t.Text)
	case t.Is("*"), t.Is("["), t.Is("("), t.Is("<-"), t.Is("..."):
		return true
	}
	return false
}

// typ reads a type, or returns nil without moving.
func (p *parser) typ() *syntax.Node {
	if p.depth >= maxDepth || !p.startsType(p.Peek(0)) {
		return nil
	}
	p.depth++
	defer func() { p.depth-- }()
	start := p.start()
	switch t := p.Peek(0); {
	case t.Is("*"), t.Is("..."), t.Is("<-"):
		p.Next()
		return p.wrap(t.Text, start, p.typ())
	case t.Is("("):
		p.Next()
		inner := p.typ()
		p.Accept(")")
		return inner
	case t.Is("["):
		return p.array()
	case t.Is("map"):
		return p.mapType()
	case t.Is("chan"):
		p.Next()
		p.Accept("<-")
		return p.wrap("chan ", start, p.typ())
	case t.Is("func"):
		p.Next()
		parts := p.signature()
		var types []*syntax.Node
		for _, x := range parts {
			if x.Kind == syntax.Type {
				types = append(types, x)
			} else if inner := x.Child(syntax.Type); inner != nil {
				types = append(types, inner)
			}
		}
		return p.node(syntax.Type, "func("+joinTypes(types)+")", start, types...)
	case t.Is("struct"), t.Is("interface"):
		p.Next()
		var fields []*syntax.Node
		if p.Is("{") {
			fields = p.fields()
		}
		n := p.node(syntax.Type, t.Text, start)
		if len(fields) == 0 {
			n.Text += "{}"
		}
		return n
	default:
		return p.namedType()
	}
}

func (p *parser) namedType() *syntax.Node {
	start := p.start()
	n := &syntax.Node{Kind: syntax.Type, Start: start, Text: p.Next().Text}
	for p.Is(".") && p.Peek(1).Kind == syntax.NameToken {
		p.Next()
		n.Text += "." + p.Next().Text
	}
	if p.Is("[") && !p.Peek(0).Newline && !p.Peek(1).Is("]") && p.Peek(1).Kind != syntax.NumberToken {
		p.Next()
		for !p.done() && !p.Is("]") {
			argument := p.typ()
			if argument == nil {
				break
			}
			n.Children = append(n.Children, argument)
			if !p.Accept(",") {
				break
			}
		}
		p.Accept("]")
		n.Text += "[" + joinTypes(n.Children) + "]"
	}
	n.End = p.PreviousEnd()
	return n
}

// array reads "[]T" and "[n]T".
func (p *parser) array() *syntax.Node {
	start := p.start()
	p.Next()
	for depth := 1; !p.done(); {
		if t := p.Next(); t.Is("[") {
			depth++
		} else if t.Is("]") {
			if depth--; depth == 0 {
				break
			}
		}
	}
	size := compact(p.tree.Source[start:p.PreviousEnd()])
	return p.wrap(size, start, p.typ())
}

func (p *parser) mapType() *syntax.Node {
	start := p.start()
	p.Next()
	p.Accept("[")
	key := p.typ()
	p.Accept("]")
	value := p.typ()
	n := p.node(syntax.Type, "map", start, key, value)
	if key != nil && value != nil {
		n.Text = "map[" + key.Text + "]" + value.Text
	}
	return n
}

func (p *parser) wrap(prefix string, start int, inner *syntax.Node) *syntax.Node {
	if inner == nil {
		return p.node(syntax.Type, strings.TrimSpace(prefix), start)
	}
	return p.node(syntax.Type, prefix+inner.Text, start, inner)
}

// typeSpec reads "Name Type", the inside of a type declaration.
func (p *parser) typeSpec() []*syntax.Node {
	start := p.start()
	if p.Peek(0).Kind != syntax.NameToken {
		return nil
	}
	n := &syntax.Node{Kind: syntax.Class, Start: start, Text: p.Next().Text}
	if p.Is("[") && p.Peek(1).Kind == syntax.NameToken && !p.Peek(2).Is("]") {
		p.brackets()
	}
	p.Accept("=")
	if t := p.Peek(0); t.Is("struct") || t.Is("interface") {
		p.Next()
		at := p.start()
		fields := p.fields()
		n.Children = append(n.Children, p.node(syntax.Block, "", at, fields...))
	} else if typ := p.typ(); typ != nil {
		n.Children = append(n.Children, &syntax.Node{Kind: syntax.Base, Start: typ.Start, End: typ.End, Children: []*syntax.Node{typ}})
	}
	n.End = p.PreviousEnd()
	return []*syntax.Node{n}
}

// fields reads the body of a struct or interface.
func (p *parser) fields() []*syntax.Node {
	if !p.Accept("{") {
		return nil
	}
	var fields []*syntax.Node
	for !p.done() && !p.Accept("}") {
		at := p.At
		fields = append(fields, p.field()...)
		if !p.ended() || p.At == at {
			fields = append(fields, p.gap())
		}
	}
	return fields
}

func (p *parser) field() []*syntax.Node {
	start := p.start()
	if p.pattern && p.Accept("...") {
		return []*syntax.Node{p.node(syntax.Ellipsis, "", start)}
	}
	if p.Peek(0).Kind == syntax.NameToken && p.Peek(1).Is("(") {
		method := &syntax.Node{Kind: syntax.Function, Start: start, Text: p.Next().Text}
		method.Children = p.signature()
		method.End = p.PreviousEnd()
		return []*syntax.Node{method}
	}
	var names []*syntax.Node
	for p.Peek(0).Kind == syntax.NameToken && p.Peek(1).Is(",") {
		names = append(names, p.name())
		p.Next()
	}
	if next := p.Peek(1); p.Peek(0).Kind == syntax.NameToken && !next.Newline && p.startsType(next) && !next.Is("(") && !p.embedsGeneric() {
		names = append(names, p.name())
	}
	typ := p.unionType()
	if tag := p.Peek(0); tag.Kind == syntax.StringToken && !tag.Newline {
		p.Next()
	}
	if len(names) == 0 && typ != nil {
		return []*syntax.Node{p.node(syntax.Base, "", start, typ)}
	}
	var fields []*syntax.Node
	for _, name := range names {
		fields = append(fields, p.node(syntax.Variable, name.Text, name.Start, name, typ))
	}
	return fields
}

// embedsGeneric says whether the name at the cursor is a type with arguments,
// A[B], that stands alone on its line, and no field of an array's type.
func (p *parser) embedsGeneric() bool {
	for i, depth := 1, 0; i < maxReceiver; i++ {
		switch t := p.Peek(i); {
		case t.Is("["):
			depth++
		case t.Is("]"):
			if depth--; depth == 0 {
				behind := p.Peek(i + 1)
				return behind.Newline || behind.Is("}")
			}
		case depth == 0:
			return false
		}
	}
	return false
}

// unionType reads a type, or a constraint like "~int | ~string".
func (p *parser) unionType() *syntax.Node {
	p.Accept("~")
	typ := p.typ()
	for typ != nil && p.Accept("|") {
		p.Accept("~")
		p.typ()
	}
	return typ
}

func joinTypes(types []*syntax.Node) string {
	texts := make([]string, len(types))
	for i, t := range types {
		texts[i] = t.Text
	}
	return strings.Join(texts, ",")
}

func compact(source []byte) string { return strings.Join(strings.Fields(string(source)), "") }
