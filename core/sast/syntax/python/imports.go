package python

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// importStatement pushes an Import for each module.
func (p *parser) importStatement() {
	start := p.Next().Start
	for {
		mark := p.Mark()
		if p.Pattern() && p.Is("...") {
			p.Push(p.Ellipsis())
		} else {
			module := p.module()
			if p.Accept("as") && p.isKind(syntax.NameToken) {
				at := p.Peek(0).Start
				p.Push(p.Node(syntax.ImportName, "", at, p.name()))
			}
			p.Push(p.Close(syntax.Import, module, start, mark))
		}
		if !p.Accept(",") {
			return
		}
		start = p.Peek(0).Start
	}
}

// module reads a dotted name, with points before it in a relative import. A gap
// is pushed when there is none.
func (p *parser) module() string {
	from := p.At
	for p.Is(".") || p.Is("...") {
		p.Next()
	}
	if p.isKind(syntax.NameToken) && !p.Is("import") {
		p.Next()
		for p.Is(".") && p.Peek(1).Kind == syntax.NameToken {
			p.At += 2
		}
	}
	if p.At == from {
		p.Push(p.GapTo(p.At))
	}
	return p.Written(from, p.At)
}

func (p *parser) fromStatement() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	module := p.module()
	p.expect("import")
	switch {
	case p.Is("*"):
		p.Push(p.Leaf(syntax.ImportName, "*"))
	case p.Is("("):
		p.items(func() { p.Push(p.importName()) })
	default:
		for {
			p.Push(p.importName())
			if !p.Accept(",") || p.ended() {
				break
			}
		}
	}
	return p.Close(syntax.Import, module, start, mark)
}

func (p *parser) importName() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	t := p.Peek(0)
	if t.Kind != syntax.NameToken {
		return p.unexpected()
	}
	p.Next()
	mark := p.Mark()
	if p.Accept("as") && p.isKind(syntax.NameToken) {
		p.Push(p.name())
	}
	return p.Close(syntax.ImportName, t.Text, t.Start, mark)
}
