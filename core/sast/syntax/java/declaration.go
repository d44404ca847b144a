package java

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// declarationAhead says whether a type or member begins at the cursor that is
// no plain statement: it has annotations, modifiers or a type's keyword.
func (p *parser) declarationAhead() bool {
	t := p.Peek(0)
	if t.Is("@") {
		return true
	}
	return t.Kind == syntax.NameToken && (p.modifierAhead() || p.typeKeywordAhead())
}

func (p *parser) typeKeywordAhead() bool {
	t := p.Peek(0)
	switch t.Text {
	case "class", "interface", "enum":
		return t.Kind == syntax.NameToken
	case "record":
		behind := p.Peek(2)
		return p.Peek(1).Kind == syntax.NameToken && (behind.Is("(") || behind.Is("<"))
	case "@":
		return p.Peek(1).Is("interface")
	}
	return false
}

// modifierAhead says whether the word at the cursor is a modifier here.
func (p *parser) modifierAhead() bool {
	t := p.Peek(0)
	if t.Kind != syntax.NameToken {
		return false
	}
	switch t.Text {
	case "public", "private", "protected", "static", "final", "abstract", "native", "transient", "volatile", "strictfp":
		return true
	case "synchronized":
		return !p.Peek(1).Is("(")
	case "default":
		return !p.Peek(1).Is(":") && !p.Peek(1).Is("->")
	case "sealed":
		return p.Peek(1).Kind == syntax.NameToken && !p.Peek(2).Is("=") && !p.Peek(2).Is(";")
	case "non":
		return p.Peek(1).Is("-") && p.Peek(2).Is("sealed")
	}
	return false
}

// annotations pushes the annotations at the cursor.
func (p *parser) annotations() {
	for p.Is("@") && !p.Peek(1).Is("interface") {
		before := p.At
		p.Push(p.annotation())
		if p.At == before {
			return
		}
	}
}

func (p *parser) annotation() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start, mark := p.Next().Start, p.Mark()
	from := p.At
	for p.Peek(0).Kind == syntax.NameToken {
		p.Next()
		if !p.Is(".") || p.Peek(1).Kind != syntax.NameToken {
			break
		}
		p.Next()
	}
	if p.At == from {
		p.Push(p.GapTo(p.At))
		return p.Close(syntax.Annotation, "", start, mark)
	}
	name := p.Written(from, p.At)
	if p.Is("(") {
		p.Elements(p.annotationArgument)
	}
	return p.Close(syntax.Annotation, name, start, mark)
}

func (p *parser) annotationArgument() *syntax.Node {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken && p.Peek(1).Is("=") {
		p.At += 2
		return p.Node(syntax.Argument, t.Text, t.Start, p.initialValue())
	}
	return p.initialValue()
}

// head is what stands before a declaration's own words: its modifiers lie
// above mark, its annotations wait to be pushed behind them.
type head struct {
	start, mark int
	annotations []*syntax.Node
}

func (p *parser) head() head {
	h := head{start: p.Peek(0).Start, mark: p.Mark()}
	for {
		switch {
		case p.Is("@") && !p.Peek(1).Is("interface"):
			mark := p.Mark()
			p.annotations()
			h.annotations = append(h.annotations, p.Take(mark)...)
		case p.Is("non") && p.modifierAhead():
			start := p.Next().Start
			p.At += 2
			p.Push(p.Node(syntax.Modifier, "non-sealed", start))
		case p.modifierAhead():
			p.Push(p.Leaf(syntax.Modifier, p.Peek(0).Text))
		case p.Pattern() && p.Is("...") && (p.Mark() > h.mark || len(h.annotations) > 0) && p.Peek(1).Kind == syntax.NameToken:
			p.Next() // a pattern's modifiers are a subset anyway
		default:
			return h
		}
	}
}

// declaration pushes the type or member at the cursor.
func (p *parser) declaration() {
	if !p.Deeper() {
		p.Shallower()
		p.Push(p.GapStatement())
		return
	}
	defer p.Shallower()
	h := p.head()
	t := p.Peek(0)
	switch {
	case t.Kind == syntax.EndToken, t.Is("}"), t.Is("package"), t.Is("import"), t.Is("module"), t.Is("open"):
		p.Push(h.annotations...) // alone: of a package, or a pattern
	case p.typeKeywordAhead():
		p.class(h)
	case t.Is("{"):
		p.initializer(h)
	default:
		p.member(h)
	}
}
