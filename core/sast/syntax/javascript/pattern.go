package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// patternRoot reads a rule's pattern: statements, or one of the partial forms
// that only rules have. The reading with the fewest gaps counts.
func (p *parser) patternRoot() *syntax.Node {
	begin := p.save()
	readings := []func(){
		func() { p.statements("") },
		func() { p.push(p.expression()) },
		p.partial,
		func() { p.push(p.property()) },
		func() { p.push(p.classMember()) },
	}
	var root *syntax.Node
	var gaps []*syntax.Node
	for _, read := range readings {
		p.restore(begin)
		p.gaps, p.depth = nil, 0
		start := p.tok.Start
		read()
		p.accept(";")
		if !p.done() {
			p.push(p.gap(p.tok.Start, len(p.source)))
		}
		if root == nil || len(p.gaps) < len(gaps) || len(p.gaps) == 0 && isField(root) {
			root, gaps = p.bare(start), p.gaps
		}
		if len(gaps) == 0 && !isField(root) {
			break
		}
	}
	p.gaps = gaps
	return root
}

// isField says whether "a: b" was read as a label on an expression, which only
// makes sense as a part of an object.
func isField(root *syntax.Node) bool {
	if root.Kind != syntax.Other || root.Text != "label" || len(root.Children) != 2 {
		return false
	}
	switch root.Children[1].Kind {
	case syntax.Loop, syntax.Switch, syntax.If, syntax.Try:
		return false
	}
	return true
}

// objectStatement reads an object literal where a statement begins, which only
// rules write, and files that are JSON. It reads nothing if a block stands there.
func (p *parser) objectStatement() bool {
	if p.trial > 2 { // bounds the work when brackets nest
		return false
	}
	begin := p.save()
	p.trial++
	defer func() { p.trial-- }()
	block := p.block()
	if len(p.gaps) == begin.gaps && (!p.pattern || !labelled(block) && !p.is("=")) {
		p.restore(begin)
		return false
	}
	p.restore(begin)
	p.push(p.expression())
	p.semicolon()
	if len(p.gaps) == begin.gaps {
		return true
	}
	p.restore(begin)
	return false
}

// labelled says whether the block's first statement has a label or commas, as an
// object looks when it is read as a block.
func labelled(block *syntax.Node) bool {
	if len(block.Children) == 0 || block.Children[0].Kind != syntax.Other {
		return false
	}
	return block.Children[0].Text == "label" || block.Children[0].Text == "sequence"
}

// bare is the one node that was read, or a block of several.
func (p *parser) bare(start int) *syntax.Node {
	if len(p.stack) == 1 {
		return p.take(0)[0]
	}
	n := p.close(syntax.Block, "", start, 0)
	return n
}

// partial reads a clause without its statement.
func (p *parser) partial() {
	switch {
	case p.is("catch"):
		p.push(p.catchClause())
	case p.is("finally"):
		p.push(p.finallyClause())
	case p.is("case"), p.is("default"):
		p.push(p.caseClause())
	case p.is("else"):
		p.next()
		p.push(p.branch())
	default:
		p.push(p.gap(p.tok.Start, p.tok.Start))
	}
}

// ellipsisStatement says whether "..." or $...BODY stands here alone.
func (p *parser) ellipsisStatement() bool {
	if !p.is("...") && (p.tok.Kind != syntax.NameToken || p.nameKind(p.tok.Text) != syntax.MetaEllipsis) {
		return false
	}
	next := p.peek()
	if next.Newline || next.Kind == syntax.EndToken {
		return true
	}
	return next.Kind != syntax.PunctuationToken || next.Text == "}" || next.Text == ";" || next.Text == "@" || next.Text == "{" || next.Text == "..."
}

// ellipsis reads "..." or $...ARGS.
func (p *parser) ellipsis() *syntax.Node {
	t := p.next()
	n := p.name(t)
	if t.Kind == syntax.PunctuationToken {
		n = p.leaf(syntax.Ellipsis, "", t.Start, t.End)
	}
	p.accept(";")
	return n
}
