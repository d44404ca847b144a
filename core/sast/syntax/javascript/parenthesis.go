package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// group is what stands between parentheses, before it is known whether these
// are the parameters of an arrow function.
type group struct {
	start int
	items []item
	typed bool // cannot be an expression
}

type item struct {
	node, typ, value *syntax.Node
	parameter        bool // read as a parameter
}

// group reads parentheses and what is in them.
func (p *parser) group() group {
	g := group{start: p.next().Start}
	p.inBrackets(func() {
		p.items(")", func() { g.items = append(g.items, p.groupItem(&g)) })
	})
	if len(g.items) == 0 {
		g.typed = true
	}
	return g
}

func (p *parser) groupItem(g *group) item {
	if p.parameterModifier() {
		g.typed = true
		return item{node: p.parameter(), parameter: true}
	}
	i := item{node: p.element()}
	if !p.types {
		return i
	}
	if p.is("?") {
		p.next()
		g.typed = true
	}
	if p.is(":") {
		p.next()
		i.typ = p.typ()
		g.typed = true
		if p.accept("=") {
			i.value = p.assignment()
		}
	}
	return i
}

// isArrow says whether an arrow follows the group, and leaves the cursor there;
// a return type is kept.
func (p *parser) isArrow(g group) bool {
	if p.is("=>") {
		return !p.tok.Newline
	}
	if !p.types || !p.is(":") || p.inThen && !g.typed {
		return false
	}
	if p.trials <= 0 {
		return false
	}
	s := p.save()
	p.trial++
	p.next()
	typ := p.typ()
	p.trial--
	if p.is("=>") && len(p.gaps) == s.gaps {
		p.returnType = typ
		return true
	}
	p.restore(s)
	return false
}

// parenthesis reads an expression in parentheses or an arrow function.
func (p *parser) parenthesis() *syntax.Node {
	g := p.group()
	p.returnType = nil
	if p.isArrow(g) {
		mark := p.mark()
		p.pushParameters(g)
		return p.arrow(g.start, mark)
	}
	p.lastArrow = nil // in parentheses it may be called
	if p.pattern && len(g.items) == 1 && g.items[0].typ != nil && g.items[0].node.Kind == syntax.Metavariable {
		return p.node(syntax.TypedMetavariable, g.items[0].node.Text, g.start, g.items[0].typ)
	}
	if len(g.items) == 0 {
		return p.gap(g.start, p.previousEnd)
	}
	if len(g.items) == 1 {
		return p.plain(g.items[0])
	}
	mark := p.mark()
	for _, i := range g.items {
		p.push(p.plain(i))
	}
	return p.close(syntax.Other, "sequence", g.start, mark)
}

// plain is an item that turned out to be an expression; with a type it is a
// cast, as Flow writes it.
func (p *parser) plain(i item) *syntax.Node {
	if i.typ == nil {
		return i.node
	}
	n := p.leaf(syntax.Cast, "", i.node.Start, i.typ.End)
	return p.fill(n, []*syntax.Node{i.typ, i.node})
}

// pushParameters pushes the items as parameters, and the return type.
func (p *parser) pushParameters(g group) {
	for _, i := range g.items {
		p.push(p.toParameter(i))
	}
	p.push(p.returnType)
	p.returnType = nil
}

func (p *parser) toParameter(i item) *syntax.Node {
	n := i.node
	if i.parameter || n.Kind == syntax.Ellipsis || n.Kind == syntax.MetaEllipsis {
		return n
	}
	end := n.End
	mark := p.mark()
	value := i.value
	target := n
	if n.Kind == syntax.Spread && len(n.Children) == 1 {
		p.push(p.leaf(syntax.Modifier, "...", n.Start, n.Start+3))
		target = n.Children[0]
	}
	if target.Kind == syntax.Assign && target.Text == "=" && len(target.Children) == 2 {
		target, value = target.Children[0], target.Children[1]
	}
	name := ""
	switch target.Kind {
	case syntax.Name, syntax.Metavariable:
		name = target.Text
	case syntax.Literal:
		name = p.source[target.Start:target.End]
	default:
		p.push(target)
	}
	p.push(i.typ)
	if i.typ != nil {
		end = i.typ.End
	}
	if value != nil {
		d := p.leaf(syntax.Default, "", value.Start, value.End)
		p.push(value)
		p.push(p.adopt(d, len(p.stack)-1))
		end = max(end, value.End)
	}
	out := p.leaf(syntax.Parameter, name, n.Start, end)
	return p.adopt(out, mark)
}
