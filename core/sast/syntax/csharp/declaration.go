package csharp

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

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
	p.endStatement()
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

// attributeAhead tells an attribute list from a collection expression or index.
func (p *parser) attributeAhead() bool {
	closing := p.Matching(p.At)
	if closing < 0 || closing == p.At+1 {
		return false
	}
	if !isName(p.Peek(1)) && !p.Peek(1).Is("return") && !p.Peek(1).Is("event") && !p.Peek(1).Is("...") {
		return false
	}
	next := p.TokenAt(closing + 1)
	if next.Kind == syntax.NameToken {
		switch next.Text {
		case "is", "as", "switch", "with":
			return false
		}
		return true
	}
	return next.Is("[") || next.Kind == syntax.EndToken || next.Is("(") && p.typeEnd(closing+1) > 0 || next.Is("...") || next.Is("~") || next.Is("}")
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
		return next.Kind == syntax.NameToken && (declarationWord(next.Text) || p.newMemberAhead())
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

// annotations pushes the attributes of the lists at the cursor.
func (p *parser) annotations() {
	for p.Is("[") {
		r := p.Enter()
		if p.Peek(0).Kind == syntax.NameToken && p.Peek(1).Is(":") { // assembly:, return:
			p.At += 2
		}
		for !p.Done() {
			p.Push(p.annotation())
			if !p.Accept(",") {
				break
			}
		}
		p.Leave(r)
	}
}

func (p *parser) annotation() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	end := p.typeEnd(p.At)
	if end < 0 {
		return p.GapInside()
	}
	name := p.typeNameWithoutArguments(p.At, end)
	p.At = end
	if p.Is("(") {
		p.Elements(p.annotationArgument)
	}
	return p.Close(syntax.Annotation, name, start, mark)
}

// annotationArgument reads Name = value, name: value or a value.
func (p *parser) annotationArgument() *syntax.Node {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken && p.Peek(1).Is("=") && (isName(t) || p.IsMetavariable()) {
		p.At += 2
		return p.Node(syntax.Argument, plain(t.Text), t.Start, p.expression())
	}
	return p.argument()
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

func (p *parser) leadingAnnotations() []*syntax.Node {
	mark := p.Mark()
	for {
		before := p.At
		if p.Is("[") {
			p.annotations()
		}
		if p.Is("...") && p.At > before {
			p.Next()
		}
		if p.At == before {
			return p.Take(mark)
		}
	}
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

// class reads a class, struct, interface, enum or record behind its modifiers.
func (p *parser) class(h head) {
	word := p.Peek(0)
	if word.Text != "class" {
		p.Push(p.Leaf(syntax.Modifier, word.Text))
	} else {
		p.Next()
	}
	if word.Text == "record" && (p.Is("class") || p.Is("struct")) {
		if p.Is("struct") {
			p.Push(p.Leaf(syntax.Modifier, "struct"))
		} else {
			p.Next()
		}
	}
	p.Push(h.annotations...)
	name := ""
	if word.Text != "extension" {
		name = p.declaredName()
	}
	if p.Is("<") {
		p.SkipAngles()
	}
	if p.Is("(") {
		p.parameters()
	}
	if p.Accept(":") {
		p.bases()
	}
	if p.Is("where") {
		p.SkipTo("{", ";")
	}
	if p.Is("{") {
		p.Push(p.classBody(name, word.Text == "enum"))
	}
	n := p.Close(syntax.Class, name, h.start, h.mark)
	if len(n.Children) == 0 || n.Children[len(n.Children)-1].Kind != syntax.Block {
		if !p.Is(";") && !p.Pattern() && !p.Seam() {
			p.Push(n, p.GapStatement())
			return
		}
	}
	p.Accept(";")
	p.Push(n)
}

func (p *parser) declaredName() string {
	if t := p.Peek(0); t.Kind == syntax.NameToken && (isName(t) || t.Text[0] == '$') {
		p.Next()
		return plain(t.Text)
	}
	p.Push(p.GapTo(p.At))
	return ""
}

func (p *parser) bases() {
	for {
		start, mark := p.Peek(0).Start, p.Mark()
		if p.IsEllipsis() {
			p.Push(p.Ellipsis())
		} else {
			p.Push(p.parseType())
			if p.Is("(") {
				p.Elements(p.argument)
			}
			p.Push(p.Close(syntax.Base, "", start, mark))
		}
		if !p.Accept(",") {
			return
		}
	}
}

func (p *parser) classBody(name string, enum bool) *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	if enum {
		p.Elements(p.enumMember)
		return p.Close(syntax.Block, "", start, mark)
	}
	r := p.Enter()
	for !p.Done() {
		p.guarded(func() { p.classItem(name) })
	}
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

func (p *parser) classItem(owner string) {
	switch t := p.Peek(0); {
	case t.Is(";"):
		p.Next()
	case t.Is("{"):
		p.Push(p.block())
	case p.Seam() && !p.memberAhead(): // the rest of a member whose head is in the branch before
		p.statement()
	case p.IsEllipsis() && !p.memberOfMetavariable():
		p.Push(p.Ellipsis())
		p.Accept(";")
	case p.IsMetavariable() && !p.memberOfMetavariable():
		p.Push(p.targetName())
		p.Accept(";")
	default:
		p.declaration(owner)
	}
}

func (p *parser) memberAhead() bool {
	end := p.typeEnd(p.At)
	return p.declarationAhead() || end > 0 && p.TokenAt(end).Kind == syntax.NameToken
}

// memberOfMetavariable says that $X begins a member and is not one itself.
func (p *parser) memberOfMetavariable() bool {
	if p.Peek(0).Is("...") {
		return false
	}
	next := p.Peek(1)
	return !next.Is(";") && next.Kind != syntax.EndToken && !next.Newline
}

func (p *parser) enumMember() *syntax.Node {
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	start := p.Peek(0).Start
	mark := p.Mark()
	p.annotations()
	if p.Peek(0).Kind != syntax.NameToken {
		p.Take(mark)
		return p.GapInside()
	}
	target := p.targetName()
	p.Push(target)
	if p.Accept("=") {
		p.Push(p.expression())
	}
	return p.Close(syntax.Variable, target.Text, start, mark)
}
