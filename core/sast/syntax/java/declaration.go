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
		p.endStatement()
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
	p.endStatement()
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

// initializer reads static { … }.
func (p *parser) initializer(h head) {
	static := p.Mark() > h.mark
	p.Take(h.mark)
	n := p.block()
	if static {
		n = p.Node(syntax.Other, "static", h.start, n)
	}
	p.Push(n)
}

// class reads a class, interface, enum, record or annotation type behind its
// modifiers.
func (p *parser) class(h head) {
	word := p.Next()
	switch {
	case word.Is("@"):
		end := p.Next().End
		p.Push(p.Empty(syntax.Modifier, "@interface", word.Start, end))
	case !word.Is("class"):
		p.Push(p.Empty(syntax.Modifier, word.Text, word.Start, word.End))
	}
	p.Push(h.annotations...)
	name := ""
	if t := p.Peek(0); isName(t) || p.IsMetavariable() {
		name = p.Next().Text
	} else {
		p.Push(p.GapTo(p.At))
	}
	if p.Is("<") {
		p.SkipAngles()
	}
	if p.Is("(") {
		p.Elements(p.parameter)
	}
	for p.Is("extends") || p.Is("implements") || p.Is("permits") {
		p.bases(p.Next().Text == "permits")
	}
	switch {
	case p.Is("{") && word.Is("enum"):
		p.Push(p.enumBody(name))
	case p.Is("{"):
		p.Push(p.classBody())
	case p.Pattern():
	default:
		p.Push(p.GapStatement())
	}
	p.Push(p.Close(syntax.Class, name, h.start, h.mark))
}

// bases pushes the types behind extends and implements; those behind permits
// are only passed over.
func (p *parser) bases(permits bool) {
	for {
		start, mark := p.Peek(0).Start, p.Mark()
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else {
			p.Push(p.parseType())
			p.Push(p.Close(syntax.Base, "", start, mark))
		}
		if permits && p.Child(mark, 0).Kind == syntax.Base {
			p.Take(mark)
		}
		if !p.Accept(",") {
			return
		}
	}
}

func (p *parser) classBody() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	r := p.Enter()
	p.classItems()
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) classItems() {
	for !p.Done() {
		p.guarded(p.classItem)
	}
}

func (p *parser) classItem() {
	switch {
	case p.Accept(";"):
	case p.Is("{"):
		p.Push(p.block())
	case p.IsEllipsis():
		p.Push(p.Ellipsis())
		p.Accept(";")
	case p.IsMetavariable() && (p.Peek(1).Is(";") || p.Peek(1).Kind == syntax.EndToken || p.Peek(1).Newline):
		p.Push(p.targetName())
		p.Accept(";")
	default:
		p.declaration()
	}
}

// enumBody reads the constants and, behind a semicolon, the members.
func (p *parser) enumBody(name string) *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	r := p.Enter()
	for !p.Done() && !p.Is(";") {
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else if !p.enumConstant(name) {
			break
		}
		if !p.Accept(",") {
			break
		}
	}
	p.Accept(";")
	p.classItems()
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) enumConstant(name string) bool {
	start, mark := p.Peek(0).Start, p.Mark()
	p.annotations()
	t := p.Peek(0)
	if !isName(t) && !p.IsMetavariable() {
		return false
	}
	target := p.targetName()
	p.Push(target)
	if p.Is("(") || p.Is("{") {
		inner := p.Mark()
		p.Push(p.Empty(syntax.Type, name, t.Start, t.Start))
		if p.Is("(") {
			p.Elements(p.expression)
		}
		if p.Is("{") {
			p.Push(p.anonymousClass())
		}
		p.Push(p.Close(syntax.New, name, t.Start, inner))
	}
	p.Push(p.Close(syntax.Variable, target.Text, start, mark))
	return true
}
