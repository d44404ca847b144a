package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// declarationAhead says whether a type or member begins at the cursor that is
// no plain statement: it has attributes, modifiers or a type's keyword.
func (p *parser) declarationAhead() bool {
	t := p.Peek(0)
	if t.Is("[") {
		return p.attributeAhead()
	}
	if t.Kind != syntax.NameToken {
		return false
	}
	if p.modifierAhead() {
		return !p.lambdaAhead()
	}
	return p.typeKeywordAhead()
}

func (p *parser) typeKeywordAhead() bool {
	switch t := p.Peek(0); t.Text {
	case "class", "struct", "interface", "enum", "event", "implicit", "explicit":
		return t.Kind == syntax.NameToken
	case "delegate":
		next := p.Peek(1)
		return !next.Is("{") && !next.Is("*") && (!next.Is("(") || isName(p.Behind(1)))
	case "extension":
		return p.extensionAhead()
	case "record":
		return p.recordAhead()
	}
	return false
}

// extensionAhead recognises the block extension(T x) { … } of C# 14.
func (p *parser) extensionAhead() bool {
	next := p.Peek(1)
	return next.Is("<") || next.Is("(") && (p.Behind(1).Is("{") || p.Behind(1).Is("where"))
}

func (p *parser) recordAhead() bool {
	next := p.Peek(1)
	if next.Is("class") || next.Is("struct") {
		return true
	}
	if !isName(next) {
		return false
	}
	behind := p.Peek(2)
	return behind.Is("(") || behind.Is("{") || behind.Is("<") || behind.Is(":") || behind.Is(";") || behind.Is("where")
}

// modifierAhead says whether the word at the cursor is a modifier here.
func (p *parser) modifierAhead() bool {
	t := p.Peek(0)
	if t.Kind != syntax.NameToken {
		return false
	}
	next := p.Peek(1)
	switch t.Text {
	case "public", "private", "protected", "internal", "static", "readonly", "const", "abstract", "virtual",
		"override", "sealed", "extern", "volatile":
		return true
	case "new":
		return next.Kind == syntax.NameToken && declarationWord(next.Text) || (next.Kind == syntax.NameToken || next.Is("(")) && p.newMemberAhead()
	case "unsafe":
		return !next.Is("{")
	case "fixed":
		return !next.Is("(")
	case "ref":
		return next.Is("struct") || next.Is("partial")
	case "async", "partial", "required", "file", "scoped":
		return p.contextualModifier(next)
	}
	return false
}

// newMemberAhead tells new int X; in a class from new Foo().
func (p *parser) newMemberAhead() bool {
	end := p.typeEnd(p.At + 1)
	return end > 0 && (isName(p.TokenAt(end)) || p.TokenAt(end).Is("this"))
}

func declarationWord(word string) bool {
	switch word {
	case "public", "private", "protected", "internal", "static", "readonly", "const", "abstract", "virtual", "override",
		"sealed", "extern", "volatile", "class", "struct", "interface", "enum", "delegate", "event", "record", "unsafe":
		return true
	}
	return false
}

func (p *parser) contextualModifier(next syntax.Token) bool {
	if next.Kind == syntax.NameToken {
		if declarationWord(next.Text) || next.Is("void") || next.Is("partial") || next.Is("ref") || next.Is("async") || next.Is("required") {
			return true
		}
		if !isName(next) && !predefined(next.Text) {
			return false
		}
	} else if !next.Is("(") {
		return false
	}
	end := p.typeEnd(p.At + 1)
	return end > 0 && (isName(p.TokenAt(end)) || p.TokenAt(end).Is("this") || p.TokenAt(end).Is("operator"))
}

// declaration pushes the type or member at the cursor. owner is the name of
// the class around it, "" outside classes.
func (p *parser) declaration(owner string) {
	if !p.Deeper() {
		p.Shallower()
		p.Push(p.GapStatement())
		return
	}
	defer p.Shallower()
	start, mark := p.Peek(0).Start, p.Mark()
	annotations := p.leadingAnnotations()
	for p.modifierAhead() {
		p.Push(p.Leaf(syntax.Modifier, p.Peek(0).Text))
		if p.Is("...") { // a pattern's modifiers are a subset anyway
			p.Next()
		}
	}
	head := head{start: start, mark: mark, annotations: annotations}
	t := p.Peek(0)
	switch {
	case t.Kind == syntax.EndToken, t.Is("}"):
		p.Push(annotations...) // alone: [assembly: …], or a pattern
	case p.typeKeywordAhead():
		p.keyword(t, head)
	case t.Is("namespace"), t.Is("using"), t.Is("global") && p.Peek(1).Is("using"):
		p.Push(annotations...)
	default:
		p.member(owner, head)
	}
}

// head is what stands before a declaration's own words.
type head struct {
	start, mark int
	annotations []*syntax.Node
}

func (p *parser) keyword(t syntax.Token, h head) {
	switch t.Text {
	case "delegate":
		p.Push(p.Leaf(syntax.Modifier, "delegate"))
		p.Push(h.annotations...)
		kind := p.parseType()
		name := p.declaredName()
		p.method(name, kind, h)
		return
	case "event":
		p.Push(p.Leaf(syntax.Modifier, "event"))
		p.member("", h)
		return
	case "implicit", "explicit":
		p.Push(p.Leaf(syntax.Modifier, t.Text))
		p.explicitInterface()
		p.member("", h)
		return
	}
	p.class(h)
}
