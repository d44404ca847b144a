package bicep

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

func (p *parser) statements() {
	for !p.Done() {
		before := p.At
		p.statement()
		if p.At == before {
			p.Push(p.GapLine())
		} else if !p.Done() && !p.Peek(0).Newline {
			p.Push(p.GapLine())
		}
	}
}

// statement pushes a declaration with its decorators; in a pattern also what
// stands inside of declarations.
func (p *parser) statement() {
	start, mark := p.Peek(0).Start, p.Mark()
	for p.Is("@") {
		p.Push(p.decorator())
	}
	t := p.Peek(0)
	if t.Kind == syntax.NameToken && p.declares() {
		switch t.Text {
		case "param", "var", "output", "type", "metadata", "assert":
			p.variable(start, mark)
			return
		case "resource", "module":
			p.Push(p.resource())
			return
		case "func":
			p.function(start, mark)
			return
		case "import", "using", "provider", "extension", "extends":
			p.Push(p.imported())
			return
		}
	}
	if t.Is(")") || t.Is("]") || t.Is("}") {
		p.Push(p.GapLine())
		return
	}
	p.member()
}

// declares says whether the word at the cursor begins a declaration: what
// follows is a name, a text or an import's list, on the same line.
func (p *parser) declares() bool {
	next := p.Peek(1)
	return !next.Newline && (next.Kind == syntax.NameToken || next.Kind == syntax.StringToken || next.Kind == syntax.TemplateToken ||
		p.Is("import") && (next.Is("{") || next.Is("*")))
}

// decorator reads "@name(…)".
func (p *parser) decorator() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	from := p.At
	for p.isName() && (p.At == from || p.Peek(-1).Is(".")) {
		p.Next()
		p.Accept(".")
	}
	name := p.Written(from, p.At)
	if p.Is("(") {
		p.Elements(p.argument)
	}
	return p.Close(syntax.Annotation, name, start, mark)
}

// variable reads "param name type = value" and its like. Its decorators stand
// above the mark.
func (p *parser) variable(start, mark int) {
	annotations := p.Take(mark)
	word := p.Leaf(syntax.Modifier, p.Peek(0).Text)
	p.Push(word)
	p.Push(annotations...)
	target := p.name()
	p.Push(target)
	if word.Text == "type" {
		p.Accept("=")
		p.Push(p.typ())
		p.Push(p.Close(syntax.Variable, target.Text, start, mark))
		return
	}
	if !p.Is("=") && !p.Done() && (!p.Peek(0).Newline || p.Is("|")) {
		p.Push(p.typ())
	}
	if p.Accept("=") {
		p.Push(p.expression())
	}
	p.Push(p.Close(syntax.Variable, target.Text, start, mark))
}

// typ reads a type up to "=" or the end of the line.
func (p *parser) typ() *syntax.Node {
	start, mark, from := p.Peek(0).Start, p.Mark(), p.At
	for !p.Done() && !p.Is("=") && !p.Is("=>") && !p.Is(",") {
		if p.At > from && p.Peek(0).Newline && !p.Is("|") && !p.TokenAt(p.At-1).Is("|") {
			break
		}
		if m := p.Matching(p.At); m > p.At {
			p.At = m
		}
		p.Next()
	}
	return p.Close(syntax.Type, p.Written(from, p.At), start, mark)
}

// resource reads "resource symbol 'type' = body", and a module.
func (p *parser) resource() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	p.Push(p.Leaf(syntax.Name, p.Peek(0).Text))
	p.Push(p.name())
	if !p.Is("=") {
		p.Push(p.primary())
	}
	if p.Is("existing") {
		p.Push(p.Leaf(syntax.Argument, "existing"))
	}
	if !p.Accept("=") {
		return p.Close(syntax.Call, "", start, mark)
	}
	return p.body(start, p.Take(mark))
}

// body reads what stands behind "=" of a resource, and puts the resource's head
// where the body is.
func (p *parser) body(start int, head []*syntax.Node) *syntax.Node {
	mark := p.Mark()
	switch {
	case p.Is("if") && p.Peek(1).Is("("):
		p.Next()
		p.Push(p.primary())
		p.Push(p.block(start, p.body(start, head)))
		return p.Close(syntax.If, "", start, mark)
	case p.Is("[") && p.Peek(1).Is("for"):
		return p.loop(start, func() *syntax.Node { return p.body(start, head) })
	}
	p.Push(head...)
	p.Push(p.expression())
	return p.Close(syntax.Call, "", start, mark)
}

func (p *parser) block(start int, statement *syntax.Node) *syntax.Node {
	return p.Node(syntax.Block, "", start, statement)
}

// function reads "func name(a type) type => expression".
func (p *parser) function(start, mark int) {
	p.Next()
	name := p.Next().Text
	if p.Is("(") {
		p.Elements(p.parameter)
	}
	if !p.Is("=>") {
		p.Push(p.typ())
	}
	if p.Accept("=>") {
		at := p.Peek(0).Start
		p.Push(p.block(at, p.Node(syntax.Return, "", at, p.expression())))
	}
	p.Push(p.Close(syntax.Function, name, start, mark))
}

func (p *parser) parameter() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	name := p.Next().Text
	if !p.Is(",") && !p.Done() {
		p.Push(p.typ())
	}
	return p.Close(syntax.Parameter, name, start, mark)
}

// imported reads import, using, provider and extension.
func (p *parser) imported() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	switch {
	case p.Is("{"):
		p.lines(func() { p.Push(p.importName()) })
	case p.Is("*"):
		p.Push(p.importName())
	}
	p.Accept("from")
	module := ""
	if t := p.Peek(0); t.Kind == syntax.StringToken || t.Kind == syntax.NameToken {
		module = p.Next().Text
	}
	if p.Accept("with") && p.Is("{") {
		p.Push(p.expression())
	}
	if p.Accept("as") {
		at := p.Peek(0).Start
		p.Push(p.Node(syntax.ImportName, "", at, p.name()))
	}
	return p.Close(syntax.Import, module, start, mark)
}

func (p *parser) importName() *syntax.Node {
	t, mark := p.Next(), p.Mark()
	if p.Accept("as") {
		p.Push(p.name())
	}
	return p.Close(syntax.ImportName, t.Text, t.Start, mark)
}
