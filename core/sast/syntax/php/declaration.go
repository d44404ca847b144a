package php

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// isAnnotation says whether "#[" comes next.
func (p *parser) isAnnotation() bool { return p.Is("#") && p.Peek(1).Is("[") }

// annotations pushes "#[A(x), B]".
func (p *parser) annotations() {
	p.Next()
	p.Elements(func() *syntax.Node {
		t, mark := p.Peek(0), p.Mark()
		if t.Kind != syntax.NameToken {
			return p.GapInside()
		}
		p.Next()
		if p.Is("(") {
			p.Elements(p.argument)
		}
		return p.Close(syntax.Annotation, strings.TrimPrefix(t.Text, `\`), t.Start, mark)
	})
}

// declared reads what follows annotations and modifiers: a function, a type, a
// property or a constant. Annotations stand above the mark.
func (p *parser) declared(start, mark int) {
	annotations := p.Take(mark)
	p.modifiers()
	t := p.Peek(0)
	switch {
	case p.isAnnotation():
		modifiers := p.Take(mark)
		p.Push(annotations...)
		p.annotations()
		p.Push(modifiers...)
		p.declared(start, mark)
	case isWord(t, "function") || isWord(t, "fn"):
		p.Push(annotations...)
		p.function(start, mark)
	case isWord(t, "class") || isWord(t, "interface") || isWord(t, "trait") || isWord(t, "enum"):
		if word := strings.ToLower(t.Text); word != "class" {
			p.Push(p.Leaf(syntax.Modifier, word))
		} else {
			p.Next()
		}
		p.Push(annotations...)
		name := ""
		if n := p.Peek(0); n.Kind == syntax.NameToken {
			name = p.Next().Text
		}
		p.Push(p.classBody(start, mark, name))
	case isWord(t, "const"):
		p.Next()
		if isName(p.Peek(0)) && isName(p.Peek(1)) { // a constant's type
			p.Push(p.typ())
		}
		p.fields(start, mark, annotations)
	default:
		p.fields(start, mark, annotations)
	}
}

// modifiers pushes the modifiers at the cursor; of "private(set)" the first word.
func (p *parser) modifiers() {
	for p.isModifier() {
		p.Push(p.Leaf(syntax.Modifier, strings.ToLower(p.Peek(0).Text)))
		if p.Is("(") && isWord(p.Peek(1), "set") && p.Peek(2).Is(")") {
			p.At += 3
		}
	}
}

func (p *parser) isModifier() bool {
	t := p.Peek(0)
	if t.Kind != syntax.NameToken || p.Peek(1).Is("(") && !isWord(p.Peek(2), "set") {
		return false
	}
	switch strings.ToLower(t.Text) {
	case "abstract", "final", "readonly", "public", "private", "protected", "static", "var":
		return true
	}
	return false
}

func (p *parser) function(start, mark int) {
	p.Next()
	p.Accept("&")
	name := ""
	if t := p.Peek(0); t.Kind == syntax.NameToken {
		name = p.Next().Text
	}
	if p.Is("(") {
		p.Elements(p.parameter)
	}
	if p.Accept(":") {
		p.Push(p.typ())
	}
	if p.Is("{") {
		p.Push(p.block())
	} else {
		p.Accept(";")
	}
	p.Push(p.Close(syntax.Function, name, start, mark))
}

// parameter reads "#[A] private ?T &...$x = 1", and what catch has.
func (p *parser) parameter() *syntax.Node {
	if p.isEllipsis() {
		return p.primary()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	for p.isAnnotation() {
		p.annotations()
	}
	p.modifiers()
	if !isVariable(p.Peek(0)) && !p.Is("&") && !p.Is("...") || p.isMeta(p.Peek(0)) && isVariable(p.Peek(1)) {
		p.Push(p.typ())
	}
	p.Accept("&")
	p.Accept("...")
	name := ""
	if isVariable(p.Peek(0)) {
		if name = p.Next().Text; name == "$this" {
			name = "this"
		}
	}
	if p.Accept("=") {
		at := p.Peek(0).Start
		p.Push(p.Node(syntax.Default, "", at, p.expression()))
	}
	if p.Is("{") { // hooks of a promoted property
		p.Push(p.hooks())
	}
	return p.Close(syntax.Parameter, name, start, mark)
}

// classBody reads "extends A implements B { … }" behind a type's name.
func (p *parser) classBody(start, mark int, name string) *syntax.Node {
	if p.Accept(":") { // an enum's type
		at := p.Peek(0).Start
		p.Push(p.Node(syntax.Base, "", at, p.typ()))
	}
	for p.isWord("extends") || p.isWord("implements") {
		p.Next()
		for !p.Done() && p.Peek(0).Kind == syntax.NameToken {
			at := p.Peek(0).Start
			p.Push(p.Node(syntax.Base, "", at, p.typ()))
			if !p.Accept(",") {
				break
			}
		}
	}
	if p.Is("{") {
		at, inner := p.Peek(0).Start, p.Mark()
		r := p.Enter()
		for !p.Done() {
			before := p.At
			if p.classMember(); p.At == before {
				p.Push(p.GapStatement())
			}
		}
		p.Leave(r)
		p.Push(p.Close(syntax.Block, "", at, inner))
	}
	return p.Close(syntax.Class, name, start, mark)
}

func (p *parser) classMember() {
	t, mark := p.Peek(0), p.Mark()
	switch {
	case p.isEllipsis():
		p.Push(p.primary())
	case t.Is(";"):
		p.Next()
	case isWord(t, "use"):
		p.Next()
		for !p.Done() && p.Peek(0).Kind == syntax.NameToken {
			at := p.Peek(0).Start
			p.Push(p.Node(syntax.Base, "", at, p.typ()))
			if !p.Accept(",") {
				break
			}
		}
		if p.Is("{") {
			r := p.Enter()
			p.At = len(p.Tokens)
			p.Leave(r)
		} else {
			p.end()
		}
	case isWord(t, "case"):
		p.Next()
		name := p.name()
		var value *syntax.Node
		if p.Accept("=") {
			value = p.expression()
		}
		p.Push(p.Node(syntax.Variable, name.Text, t.Start, name, value))
		p.end()
	case p.isAnnotation():
		p.annotations()
		if p.isWord("case") {
			p.Take(mark)
			p.classMember()
			return
		}
		p.declared(t.Start, mark)
	default:
		p.declared(t.Start, mark)
	}
}

// fields pushes a Variable for each name of a property or constant. Modifiers, and
// a constant's type, stand above the mark.
func (p *parser) fields(start, mark int, annotations []*syntax.Node) {
	modifiers := p.Take(mark)
	var typ *syntax.Node
	if k := len(modifiers); k > 0 && modifiers[k-1].Kind == syntax.Type {
		typ, modifiers = modifiers[k-1], modifiers[:k-1]
	}
	if t := p.Peek(0); !p.Done() && !isVariable(t) && (t.Kind == syntax.NameToken && !p.Peek(1).Is("=") && !p.Peek(1).Is(";") || t.Is("?") || t.Is("(")) || p.isMeta(t) && isVariable(p.Peek(1)) {
		typ = p.typ()
	}
	for p.Peek(0).Kind == syntax.NameToken {
		inner := p.Mark()
		p.Push(modifiers...)
		p.Push(annotations...)
		at := start
		var target *syntax.Node
		if isVariable(p.Peek(0)) {
			target = p.variable()
		} else {
			target = p.name()
		}
		p.Push(target, typ)
		if p.Accept("=") {
			p.Push(p.expression())
		}
		if p.Is("{") {
			p.Push(p.hooks())
			p.Push(p.Close(syntax.Variable, target.Text, at, inner))
			return
		}
		p.Push(p.Close(syntax.Variable, target.Text, at, inner))
		if !p.Accept(",") {
			break
		}
	}
	p.end()
}

// hooks reads "{ get => …; set { … } }" of a property.
func (p *parser) hooks() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	r := p.Enter()
	for !p.Done() {
		before := p.At
		at, inner := p.Peek(0).Start, p.Mark()
		p.modifiers()
		p.Accept("&")
		name := p.Peek(0).Text
		if p.Peek(0).Kind != syntax.NameToken {
			p.Push(p.GapStatement())
			continue
		}
		p.Next()
		if p.Is("(") {
			p.Elements(p.parameter)
		}
		switch {
		case p.Accept("=>"):
			body := p.Peek(0).Start
			p.Push(p.Node(syntax.Block, "", body, p.Node(syntax.Return, "", body, p.expression())))
			p.Accept(";")
		case p.Is("{"):
			p.Push(p.block())
		default:
			p.Accept(";")
		}
		p.Push(p.Close(syntax.Function, name, at, inner))
		if p.At == before {
			break
		}
	}
	p.Leave(r)
	return p.Close(syntax.Block, "", start, mark)
}

// variables reads "global $a, $b", "static $a = 1" and "const A = 1".
func (p *parser) variables(word string) {
	start := p.Peek(0).Start
	modifier := p.Leaf(syntax.Modifier, word)
	for p.Peek(0).Kind == syntax.NameToken {
		mark := p.Mark()
		p.Push(modifier)
		var target *syntax.Node
		if isVariable(p.Peek(0)) {
			target = p.variable()
		} else {
			target = p.name()
		}
		p.Push(target)
		if p.Accept("=") {
			p.Push(p.expression())
		}
		p.Push(p.Close(syntax.Variable, target.Text, start, mark))
		if !p.Accept(",") {
			break
		}
	}
	p.end()
}

func (p *parser) namespace() {
	t, mark := p.Next(), p.Mark()
	if p.Peek(0).Kind == syntax.NameToken {
		p.Push(p.name())
	}
	if p.Is("{") {
		p.Push(p.block())
	} else if !p.Pattern() {
		p.Accept(";")
		at, inner := p.Peek(0).Start, p.Mark()
		for !p.Done() && !p.isWord("namespace") {
			p.guarded()
		}
		p.Push(p.Close(syntax.Block, "", at, inner))
	}
	p.Push(p.Close(syntax.Other, "namespace", t.Start, mark))
}

// use reads imports: "use A\B as C, D;" and "use A\{B, function c};".
func (p *parser) use() {
	start := p.Next().Start
	for !p.Done() && !p.Is(";") {
		before := p.At
		if p.isWord("function") || p.isWord("const") {
			p.Next()
		}
		t := p.Peek(0)
		if t.Kind != syntax.NameToken {
			break
		}
		p.Next()
		prefix := strings.TrimPrefix(t.Text, `\`)
		if p.Is(`\`) {
			p.Next()
		}
		if p.Is("{") {
			r := p.Enter()
			for !p.Done() {
				at := p.At
				if p.isWord("function") || p.isWord("const") {
					p.Next()
				}
				n := p.Next()
				p.Push(p.imported(start, prefix+`\`+n.Text))
				if !p.Accept(",") || p.At == at {
					break
				}
			}
			p.Leave(r)
		} else {
			p.Push(p.imported(start, prefix))
		}
		if !p.Accept(",") || p.At == before {
			break
		}
	}
	p.end()
}

// imported is an import of a qualified name, under its last part or another.
func (p *parser) imported(start int, name string) *syntax.Node {
	end := p.PreviousEnd()
	local := name[strings.LastIndexByte(name, '\\')+1:]
	at := end
	if p.acceptWord("as") && p.Peek(0).Kind == syntax.NameToken {
		at = p.Peek(0).Start
		local = p.Next().Text
		end = p.PreviousEnd()
	}
	inner := p.Node(syntax.ImportName, "", at, p.Empty(syntax.Name, local, at, end))
	return p.Node(syntax.Import, name, start, inner)
}
