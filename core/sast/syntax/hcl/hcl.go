// Package hcl reads HCL, the language of Terraform and OpenTofu, onto the
// generic syntax tree.
//
// Where the tree's layouts leave room:
//   - a block is Call (Name type) (String label)* (Object body), so that its parts
//     may stand in any order and among others;
//   - an attribute is Assign "=" (Name) (value); an entry of an object value is a
//     Pair, its plain key a String;
//   - "${x}" alone is x, any other text with parts to fill in is Template;
//   - [for x in y : z if c] is Loop "foreach" (Variable(x, y)) Block(If?(c, z)); of
//     {for …} the element is a Pair;
//   - a[*] and a.* are Member "*".
//
// It is written here and not taken from HashiCorp's library, because patterns go
// through the same grammar and a broken block must not hide its neighbours.
package hcl

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads an HCL file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	p.Start(p.scan(0, len(source)))
	mark := p.Mark()
	p.body()
	if p.Pattern() {
		return p.Tree(source, p.Root(p.Peek(-p.At).Start, mark))
	}
	root := p.Close(syntax.File, "", 0, mark)
	root.End = len(source)
	return p.Tree(source, root)
}

type parser struct {
	cfamily.Parser
	inline bool // in round or square brackets, where lines do not end anything
}

func (p *parser) scan(from, to int) []syntax.Token {
	return cfamily.Scan(p.Source, from, to, p.Mode, cfamily.Dialect{Literal: literal, HashComments: true, DashNames: true, Heredocs: true})
}

// ends says whether the token at the cursor begins a new line that ends what is
// being read.
func (p *parser) ends() bool { return p.Done() || !p.inline && p.Peek(0).Newline }

// body pushes attributes and blocks.
func (p *parser) body() {
	for !p.Done() {
		before := p.At
		p.item()
		if p.At == before || !p.Done() && !p.Peek(0).Newline && !p.Pattern() {
			p.Push(p.GapLine())
		}
	}
}

func (p *parser) item() {
	t := p.Peek(0)
	switch {
	case p.IsEllipsis():
		p.Push(p.Ellipsis())
	case (t.Kind == syntax.NameToken || t.Kind == syntax.StringToken) && p.Peek(1).Is("=") && !p.Peek(2).Is("="):
		key := p.name()
		p.Next()
		p.Push(p.Node(syntax.Assign, "=", t.Start, key, p.expression()))
	case t.Kind == syntax.NameToken && p.isBlock():
		p.Push(p.block())
	case p.Pattern():
		p.Push(p.expression())
	}
}

func (p *parser) name() *syntax.Node {
	t := p.Peek(0)
	if p.IsMetavariable() {
		return p.Leaf(syntax.Metavariable, t.Text)
	}
	return p.Leaf(syntax.Name, t.Text)
}

// isBlock says whether labels and a curly bracket follow the name at the cursor.
func (p *parser) isBlock() bool {
	for i := 1; ; i++ {
		switch t := p.Peek(i); {
		case t.Is("{"):
			return true
		case t.Newline || t.Kind != syntax.StringToken && t.Kind != syntax.NameToken && !t.Is("..."):
			return false
		}
	}
}

func (p *parser) block() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	p.Push(p.name())
	for !p.Is("{") {
		t := p.Peek(0)
		switch {
		case p.IsEllipsis():
			p.Push(p.Ellipsis())
		case p.IsMetavariable():
			p.Push(p.name())
		default:
			p.Push(p.Leaf(syntax.String, t.Text))
		}
	}
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.GapLine())
		return p.Close(syntax.Call, "", start, mark)
	}
	at, inner, inline := p.Peek(0).Start, p.Mark(), p.inline
	p.inline = false
	r := p.Enter()
	p.body()
	p.Leave(r)
	p.inline = inline
	p.Push(p.Close(syntax.Object, "", at, inner))
	return p.Close(syntax.Call, "", start, mark)
}
