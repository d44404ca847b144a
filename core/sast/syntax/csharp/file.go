package csharp

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
	case t.Is("extern") && p.Peek(1).Is("alias"):
		p.At += 2
		p.Push(p.Node(syntax.Other, "extern alias", t.Start, p.targetName()))
		p.Accept(";")
	case t.Is("using") && p.directiveAhead(), t.Is("global") && p.Peek(1).Is("using"):
		p.usingDirective()
	case t.Is("namespace"):
		p.Push(p.namespace())
	case p.declarationAhead():
		p.declaration("")
	default:
		p.statement()
	}
}

// directiveAhead tells using System; from using (x) and using var x = y.
func (p *parser) directiveAhead() bool {
	next := p.Peek(1)
	if next.Is("(") {
		return false
	}
	if next.Is("static") || next.Is("unsafe") || p.Peek(2).Is("=") {
		return true
	}
	end := p.typeEnd(p.At + 1)
	return end < 0 || !isName(p.TokenAt(end))
}

// usingDirective pushes an Import.
func (p *parser) usingDirective() {
	start := p.Peek(0).Start
	p.Accept("global")
	p.Next()
	static := p.Accept("static")
	for !static && p.Accept("unsafe") {
	}
	at := p.Peek(0).Start
	var alias *syntax.Node
	if p.Peek(1).Is("=") {
		alias = p.targetName()
		p.Next()
	}
	end := p.typeEnd(p.At)
	if end < 0 {
		p.Push(p.GapStatement())
		return
	}
	module := p.Written(p.At, end)
	if p.IsMetavariable() && end == p.At+1 {
		module = p.Peek(0).Text
	}
	p.At = end
	var name *syntax.Node
	if alias != nil {
		name = p.Node(syntax.ImportName, "", at, alias)
	} else {
		name = p.Node(syntax.ImportName, "*", at)
	}
	p.Push(p.Node(syntax.Import, module, start, name))
	p.EndStatement()
}

func (p *parser) namespace() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.qualifiedName())
	switch {
	case p.Is("{"):
		at, inner := p.Peek(0).Start, p.Mark()
		r := p.Enter()
		if p.Deeper() {
			p.fileItems()
		}
		p.Shallower()
		p.Leave(r)
		p.Push(p.Close(syntax.Block, "", at, inner))
	case p.Accept(";"):
		at, inner := p.PreviousEnd(), p.Mark()
		p.fileItems()
		p.Push(p.Close(syntax.Block, "", at, inner))
	case !p.Done() && !p.Seam():
		p.Push(p.GapStatement())
	}
	return p.Close(syntax.Other, "namespace", start, mark)
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
	for p.Is(".") || p.Is("::") {
		p.Next()
		if t := p.Peek(0); t.Kind == syntax.NameToken {
			p.Next()
			n = p.Node(syntax.Member, plain(t.Text), start, n)
		}
	}
	return n
}
