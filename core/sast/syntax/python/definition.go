package python

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// decorated reads decorators and the definition behind them.
func (p *parser) decorated() *syntax.Node {
	start := p.Peek(0).Start
	var annotations []*syntax.Node
	for p.Is("@") {
		annotations = append(annotations, p.annotation())
		for p.isKind(syntax.NewlineToken) {
			p.Next()
		}
	}
	switch {
	case p.Is("def"), p.Is("async") && p.Peek(1).Is("def"):
		return p.function(start, annotations)
	case p.Is("class"):
		return p.class(start, annotations)
	case p.Pattern() && len(annotations) == 1:
		return annotations[0]
	}
	mark := p.Mark()
	p.Push(annotations...)
	if !p.Pattern() || !p.Done() {
		p.Push(p.GapTo(p.At))
	}
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) annotation() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	n := p.named()
	text := dotted(n)
	if text != "" {
		return p.Close(syntax.Annotation, text, start, mark)
	}
	if n.Kind == syntax.Call && len(n.Children) > 0 {
		if text = dotted(n.Children[0]); text != "" {
			p.Push(n.Children[1:]...)
			return p.Close(syntax.Annotation, text, start, mark)
		}
	}
	p.Push(n)
	return p.Close(syntax.Annotation, "", start, mark)
}

// dotted writes members of a name as "a.b.c", or returns "".
func dotted(n *syntax.Node) string {
	var parts []string
	for n.Kind == syntax.Member && len(n.Children) == 1 && len(parts) < 50 {
		parts = append(parts, n.Text)
		n = n.Children[0]
	}
	if n.Kind != syntax.Name && n.Kind != syntax.Metavariable {
		return ""
	}
	text := n.Text
	for i := len(parts) - 1; i >= 0; i-- {
		text += "." + parts[i]
	}
	return text
}

func (p *parser) function(start int, annotations []*syntax.Node) *syntax.Node {
	mark := p.Mark()
	if p.Is("async") {
		p.Push(p.Leaf(syntax.Modifier, "async"))
	}
	p.Push(annotations...)
	p.Next()
	name := ""
	if p.isKind(syntax.NameToken) {
		name = p.Next().Text
	}
	p.typeParameters()
	if p.Is("(") {
		p.items(func() { p.Push(p.parameter(true)) })
	} else {
		p.Push(p.GapTo(p.At))
	}
	if p.Accept("->") {
		p.Push(p.annotationType())
	}
	p.Push(p.block())
	return p.Close(syntax.Function, name, start, mark)
}

// typeParameters passes over [T].
func (p *parser) typeParameters() {
	if m := p.Matching(p.At); p.Is("[") && m > 0 {
		p.At = m + 1
	}
}

// parameter reads a parameter; nil for the markers "/" and "*".
func (p *parser) parameter(typed bool) *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	if p.Pattern() && p.IsEllipsis() && !p.Peek(1).Is("=") {
		return p.Ellipsis()
	}
	if p.Accept("/") {
		return nil
	}
	if t := p.Peek(0); t.Is("*") || t.Is("**") {
		p.Push(p.Leaf(syntax.Modifier, t.Text))
		if p.Done() || p.Is(",") || p.Is(":") {
			p.Take(mark)
			return nil
		}
	}
	name := ""
	switch {
	case p.IsEllipsis():
		p.Take(mark)
		return p.Ellipsis()
	case p.isName():
		name = p.Next().Text
	case p.Is("("): // Python 2 unpacks
		p.Push(p.parenthesis())
	default:
		p.Push(p.unexpected())
		return p.Close(syntax.Parameter, "", start, mark)
	}
	if typed && p.Accept(":") {
		p.Push(p.annotationType())
	}
	if p.Is("=") {
		at := p.Next().Start
		p.Push(p.Node(syntax.Default, "", at, p.test()))
	}
	return p.Close(syntax.Parameter, name, start, mark)
}

// annotationType reads the expression of a type.
func (p *parser) annotationType() *syntax.Node {
	return p.asType(p.starred())
}

// asType makes a Type of an expression.
func (p *parser) asType(n *syntax.Node) *syntax.Node {
	switch n.Kind {
	case syntax.Metavariable, syntax.Ellipsis, syntax.MetaEllipsis, syntax.Gap:
		return n
	case syntax.String:
		return p.Empty(syntax.Type, n.Text, n.Start, n.End)
	}
	mark := p.Mark()
	if n.Kind == syntax.Index {
		for _, argument := range n.Children[1:] {
			p.Push(p.asType(argument))
		}
	}
	if n.Kind == syntax.List && n.Text == "(" {
		for _, one := range n.Children {
			p.Push(p.asType(one))
		}
	}
	t := p.Empty(syntax.Type, p.written(n.Start, n.End), n.Start, n.End)
	t.Children = p.Take(mark)
	return t
}

// written is source text without white space.
func (p *parser) written(start, end int) string {
	text := p.Source[start:end]
	if !strings.ContainsAny(text, " \t\r\n\\") {
		return text
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\\\n", "")), "")
}

func (p *parser) class(start int, annotations []*syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(annotations...)
	p.Next()
	name := ""
	if p.isKind(syntax.NameToken) {
		name = p.Next().Text
	}
	p.typeParameters()
	if p.Is("(") {
		p.items(func() { p.Push(p.base()) })
	}
	p.Push(p.block())
	return p.Close(syntax.Class, name, start, mark)
}

func (p *parser) base() *syntax.Node {
	n := p.argument()
	switch n.Kind {
	case syntax.Argument, syntax.Ellipsis, syntax.MetaEllipsis, syntax.Spread, syntax.Gap:
		return n
	case syntax.Name, syntax.Member, syntax.Index, syntax.Metavariable:
		return p.Node(syntax.Base, "", n.Start, p.asType(n))
	}
	return p.Node(syntax.Base, "", n.Start, n)
}
