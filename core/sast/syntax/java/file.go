package java

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// fileItems pushes what stands at the top of a file.
func (p *parser) fileItems() {
	for !p.Done() {
		p.guarded(p.fileItem)
	}
}

// guarded runs a reader that must move on, and skips a token as a gap when it
// does not.
func (p *parser) guarded(read func()) {
	before := p.At
	read()
	if p.At == before && !p.Done() {
		p.Push(p.GapTo(p.At + 1))
	}
}

func (p *parser) fileItem() {
	t := p.Peek(0)
	switch {
	case t.Is("package"):
		p.Next()
		p.Push(p.Node(syntax.Other, "package", t.Start, p.qualifiedName()))
		p.EndStatement()
	case t.Is("import"):
		p.importDeclaration()
	case (t.Is("module") || t.Is("open")) && p.Peek(1).Kind == syntax.NameToken && !p.Pattern():
		p.module()
	case p.declarationAhead():
		p.declaration()
	default:
		p.statement()
	}
}

func (p *parser) qualifiedName() *syntax.Node {
	start := p.Peek(0).Start
	if p.Peek(0).Kind != syntax.NameToken {
		return p.GapTo(p.At)
	}
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	n := p.targetName()
	for p.Is(".") && p.Peek(1).Kind == syntax.NameToken {
		p.Next()
		t := p.Next()
		n = p.Node(syntax.Member, t.Text, start, n)
	}
	return n
}

func (p *parser) targetName() *syntax.Node {
	t := p.Peek(0)
	if p.IsMetavariable() {
		return p.Leaf(syntax.Metavariable, t.Text)
	}
	return p.Leaf(syntax.Name, t.Text)
}

// importDeclaration pushes an Import of the package or class, with the symbol.
func (p *parser) importDeclaration() {
	start := p.Next().Start
	p.Accept("static")
	p.Accept("module")
	from := p.At
	symbol := p.Peek(0)
	for p.Peek(0).Kind == syntax.NameToken || p.Is("*") || p.Is("...") && p.Pattern() {
		symbol = p.Next()
		if !p.Accept(".") {
			break
		}
	}
	if p.At == from {
		p.Push(p.GapStatement())
		return
	}
	var name *syntax.Node
	module := p.Written(from, p.At)
	if p.At-from > 2 {
		module = p.Written(from, p.At-2)
		name = p.Empty(syntax.ImportName, symbol.Text, symbol.Start, symbol.End)
	}
	n := p.Node(syntax.Import, module, start, name)
	p.Push(n)
	p.EndStatement()
}

// module reads module-info.java, of which the tree keeps the directives' words.
func (p *parser) module() {
	start, mark := p.Peek(0).Start, p.Mark()
	p.Accept("open")
	p.Next()
	p.Push(p.qualifiedName())
	if p.Is("{") {
		r := p.Enter()
		for !p.Done() {
			at, word, inner := p.Peek(0).Start, p.Peek(0).Text, p.Mark()
			p.Next()
			for !p.Done() && !p.Is(";") {
				if p.Peek(0).Kind == syntax.NameToken {
					p.Push(p.qualifiedName())
				} else {
					p.Next()
				}
			}
			p.Push(p.Close(syntax.Other, word, at, inner))
			p.Accept(";")
		}
		p.Leave(r)
	}
	p.Push(p.Close(syntax.Other, "module", start, mark))
}
