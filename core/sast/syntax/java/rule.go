package java

// patternItems pushes what a rule's pattern consists of.
func (p *parser) patternItems() {
	for !p.Done() {
		p.guarded(p.patternItem)
	}
}

func (p *parser) patternItem() {
	t := p.Peek(0)
	switch {
	case t.Is("catch"):
		p.Push(p.catch())
	case t.Is("finally"):
		p.Push(p.finally())
	case t.Is("case"), t.Is("default") && (p.Peek(1).Is(":") || p.Peek(1).Is("->")):
		p.section()
	case (isName(t) || p.IsMetavariable()) && p.Peek(1).Is("(") && (p.Behind(1).Is("{") || p.Behind(1).Is("throws")):
		p.member(head{start: t.Start, mark: p.Mark()}) // a constructor
	default:
		p.fileItem()
	}
}
