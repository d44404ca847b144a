// Package golang reads Go source and Go patterns onto the generic tree. It is
// tolerant: what it does not understand becomes a gap, up to the next
// statement. It does not check types and does not evaluate build constraints.
//
// How Go meets the generic tree: a struct or interface is a Class whose fields
// are Variables; T{...} is a New with an Object (keyed) or a List; :=, var and
// const are Variables, one for each name when values stand side by side; a
// method chain ellipsis "a. ... .b()" is a Member on an Ellipsis that has a as
// its child.
package golang

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxDepth bounds nesting. Deeper code becomes a gap.
const maxDepth = 200

// maxChain bounds how many operators, members or calls follow each other in one
// expression: each puts the tree one deeper. The rest becomes a gap.
const maxChain = 1000

// Parse reads a file or a pattern. It never fails: see Tree.Gaps.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{
		Cursor:  syntax.Cursor{Tokens: lex(source, mode == syntax.Pattern)},
		tree:    &syntax.Tree{Source: source},
		pattern: mode == syntax.Pattern,
	}
	items := p.items()
	if p.pattern && len(items) == 1 {
		p.tree.Root = items[0]
		return p.tree
	}
	kind := syntax.File
	if p.pattern {
		kind = syntax.Block
	}
	p.tree.Root = &syntax.Node{Kind: kind, End: len(source), Children: items}
	return p.tree
}

type parser struct {
	syntax.Cursor
	tree      *syntax.Tree
	pattern   bool
	depth     int
	noLiteral bool // in the header of if, for, switch: "{" opens the block
}

func (p *parser) node(kind syntax.Kind, text string, start int, children ...*syntax.Node) *syntax.Node {
	n := &syntax.Node{Kind: kind, Text: text, Start: start, End: p.PreviousEnd()}
	for _, c := range children {
		if c != nil {
			n.Children = append(n.Children, c)
		}
	}
	n.End = max(n.End, n.Start)
	return n
}

func (p *parser) start() int { return p.Peek(0).Start }

func (p *parser) done() bool { return p.Peek(0).Kind == syntax.EndToken }

// items reads declarations and statements up to the end of the file.
func (p *parser) items() []*syntax.Node {
	var items []*syntax.Node
	for !p.done() {
		at := p.At
		items = append(items, p.item()...)
		if p.At == at {
			items = append(items, p.gap())
		} else if !p.ended() {
			items = append(items, p.gap())
		}
	}
	return items
}

// ended says whether a statement may end before the next token.
func (p *parser) ended() bool {
	next := p.Peek(0)
	if p.Accept(";") {
		return true
	}
	return next.Newline || next.Kind == syntax.EndToken || next.Is("}") || next.Is(")")
}

// gap skips to the end of the line on which all brackets are closed, and at
// least over one token.
func (p *parser) gap() *syntax.Node {
	start := p.start()
	for first, depth := true, 0; !p.done(); first = false {
		t := p.Peek(0)
		if !first && depth <= 0 && (t.Newline || t.Is("}")) {
			break
		}
		switch {
		case t.Is("(") || t.Is("[") || t.Is("{"):
			depth++
		case t.Is(")") || t.Is("]") || t.Is("}"):
			depth--
		}
		p.Next()
	}
	g := p.node(syntax.Gap, "", start)
	p.tree.Gaps = append(p.tree.Gaps, g)
	return g
}

// item reads one declaration, or one statement.
func (p *parser) item() []*syntax.Node {
	start := p.start()
	switch {
	case p.Is("package"):
		p.Next()
		return []*syntax.Node{p.node(syntax.Other, "package", start, p.name())}
	case p.Is("import"):
		p.Next()
		return p.group(p.importSpec)
	case p.Is("func") && p.isDeclaration():
		return []*syntax.Node{p.function()}
	default:
		return p.statement()
	}
}

// group reads one specification, or several in parentheses.
func (p *parser) group(spec func() []*syntax.Node) []*syntax.Node {
	if !p.Accept("(") {
		return spec()
	}
	var all []*syntax.Node
	for !p.done() && !p.Accept(")") {
		at := p.At
		all = append(all, spec()...)
		if !p.ended() || p.At == at {
			all = append(all, p.gap())
		}
	}
	return all
}

func (p *parser) importSpec() []*syntax.Node {
	start := p.start()
	local := ""
	var name *syntax.Node
	if t := p.Peek(0); t.Kind == syntax.NameToken || t.Is(".") {
		p.Next()
		if local = t.Text; local == "." {
			local = "*"
		}
		name = p.node(syntax.Name, local, t.Start)
	}
	path := p.Peek(0)
	if path.Kind != syntax.StringToken {
		return nil
	}
	p.Next()
	imported := &syntax.Node{Kind: syntax.ImportName, Start: start, End: p.PreviousEnd()}
	switch {
	case local == "*":
		imported.Text = "*"
	case name != nil:
		imported.Children = []*syntax.Node{name}
	}
	return []*syntax.Node{p.node(syntax.Import, path.Text, start, imported)}
}

// maxReceiver is how many tokens a receiver may have.
const maxReceiver = 64

// isDeclaration tells a function declaration from a function literal.
func (p *parser) isDeclaration() bool {
	if p.Peek(1).Kind == syntax.NameToken {
		return true
	}
	if !p.Peek(1).Is("(") {
		return false
	}
	for i, depth := 1, 0; i < maxReceiver; i++ {
		t := p.Peek(i)
		switch {
		case t.Kind == syntax.EndToken:
			return false
		case t.Is("("):
			depth++
		case t.Is(")"):
			if depth--; depth == 0 {
				return p.Peek(i+1).Kind == syntax.NameToken && p.Peek(i+2).Is("(") && !p.Peek(i+1).Newline && p.Peek(i+1).Text != "func"
			}
		}
	}
	return false
}

func (p *parser) function() *syntax.Node {
	start := p.start()
	p.Next()
	f := &syntax.Node{Kind: syntax.Function, Start: start}
	if p.Is("(") {
		at := p.start()
		f.Children = append(f.Children, p.node(syntax.Receiver, "", at, p.parameters()...))
	}
	f.Text = p.Next().Text
	if p.Is("[") {
		p.brackets()
	}
	f.Children = append(f.Children, p.signature()...)
	if p.Is("{") && !p.Peek(0).Newline {
		f.Children = append(f.Children, p.block())
	}
	f.End = p.PreviousEnd()
	return f
}

// brackets passes over a balanced pair of square brackets: type parameters.
func (p *parser) brackets() {
	for depth := 0; !p.done(); {
		t := p.Next()
		if t.Is("[") {
			depth++
		} else if t.Is("]") {
			if depth--; depth == 0 {
				return
			}
		}
	}
}

// signature reads parameters and results.
func (p *parser) signature() []*syntax.Node {
	children := p.parameters()
	t := p.Peek(0)
	switch {
	case t.Newline:
	case t.Is("("):
		results := p.parameters()
		r := p.node(syntax.Type, "", t.Start)
		for _, x := range results {
			if typ := x.Child(syntax.Type); typ != nil {
				r.Children = append(r.Children, typ)
			}
		}
		r.Text = "(" + joinTypes(r.Children) + ")"
		children = append(children, r)
	case p.startsType(t):
		if typ := p.typ(); typ != nil {
			children = append(children, typ)
		}
	}
	return children
}

// parameters reads a list in parentheses. Go writes "a, b int" and "int, bool"
// alike, so names are told from types at the end.
func (p *parser) parameters() []*syntax.Node {
	if !p.Accept("(") {
		return nil
	}
	type entry struct{ first, second *syntax.Node }
	var entries []entry
	named := false
	for !p.done() && !p.Is(")") {
		at := p.At
		e := entry{first: p.parameterPart()}
		if !p.Is(",") && !p.Is(")") {
			if e.second = p.parameterPart(); e.second != nil {
				named = true
			}
		}
		if e.first != nil {
			entries = append(entries, e)
		}
		if !p.Accept(",") && !p.Is(")") || p.At == at {
			break
		}
	}
	if !p.Accept(")") {
		p.closeParenthesis()
	}
	out := make([]*syntax.Node, 0, len(entries))
	var last *syntax.Node
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if e.first.Kind == syntax.Ellipsis || e.first.Kind == syntax.MetaEllipsis {
			out = append(out, e.first)
			continue
		}
		n := &syntax.Node{Kind: syntax.Parameter, Start: e.first.Start, End: e.first.End}
		switch {
		case !named:
			n.Children = []*syntax.Node{e.first}
		case e.second != nil:
			last = e.second
			fallthrough
		default:
			n.Text = e.first.Text
			if last != nil {
				n.Children = []*syntax.Node{last}
			}
			if e.second != nil {
				n.End = e.second.End
			}
		}
		out = append(out, n)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// parameterPart reads a name or a type; both look like a type.
func (p *parser) parameterPart() *syntax.Node {
	t := p.Peek(0)
	if p.pattern && t.Is("...") && (p.Peek(1).Is(",") || p.Peek(1).Is(")")) {
		p.Next()
		return p.node(syntax.Ellipsis, "", t.Start)
	}
	if p.pattern && strings.HasPrefix(t.Text, "$...") {
		p.Next()
		return p.node(syntax.MetaEllipsis, t.Text, t.Start)
	}
	return p.typ()
}

// closeParenthesis skips to the parenthesis that closes a list that was not understood.
func (p *parser) closeParenthesis() {
	start := p.start()
	for depth := 1; !p.done() && !p.Is("{"); {
		t := p.Next()
		if t.Is("(") {
			depth++
		} else if t.Is(")") {
			if depth--; depth == 0 {
				break
			}
		}
	}
	p.tree.Gaps = append(p.tree.Gaps, p.node(syntax.Gap, "", start))
}

func (p *parser) name() *syntax.Node {
	t := p.Peek(0)
	if t.Kind != syntax.NameToken {
		return nil
	}
	p.Next()
	return p.nameNode(t)
}

func (p *parser) nameNode(t syntax.Token) *syntax.Node {
	kind := syntax.Name
	if p.pattern && strings.HasPrefix(t.Text, "$") {
		kind = syntax.Metavariable
		if strings.HasPrefix(t.Text, "$...") {
			kind = syntax.MetaEllipsis
		}
	}
	return &syntax.Node{Kind: kind, Text: t.Text, Start: t.Start, End: t.End}
}
