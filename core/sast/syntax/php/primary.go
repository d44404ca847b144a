package php

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func (p *parser) primary() *syntax.Node {
	t := p.Peek(0)
	switch t.Kind {
	case syntax.StringToken:
		return p.Leaf(syntax.String, t.Text)
	case syntax.TemplateToken:
		return p.template()
	case syntax.NumberToken:
		return p.Leaf(syntax.Number, t.Text)
	case syntax.NameToken:
		switch {
		case p.isEllipsis():
			return p.Leaf(syntax.MetaEllipsis, t.Text)
		case isVariable(t):
			return p.variable()
		}
		return p.word(t)
	case syntax.PunctuationToken:
		return p.bracket(t)
	}
	return p.GapInside()
}

func (p *parser) word(t syntax.Token) *syntax.Node {
	next := p.Peek(1)
	switch word := strings.ToLower(t.Text); word {
	case "true", "false", "null":
		return p.Leaf(syntax.Literal, word)
	case "array", "list":
		if next.Is("(") {
			mark := p.Mark()
			p.Next()
			return p.array(t.Start, mark)
		}
	case "function", "fn":
		if next.Is("(") || next.Is("&") {
			return p.lambda(t.Start, p.Mark())
		}
	case "static":
		if isWord(next, "function") || isWord(next, "fn") {
			mark := p.Mark()
			p.Push(p.Leaf(syntax.Modifier, "static"))
			return p.lambda(t.Start, mark)
		}
	case "match":
		if next.Is("(") {
			return p.match()
		}
	case "exit", "die":
		if !next.Is("(") {
			name := p.Leaf(syntax.Name, word)
			return p.Node(syntax.Call, "", t.Start, name)
		}
	case "isset", "empty", "eval", "unset":
		return p.Leaf(syntax.Name, word)
	}
	return p.name()
}

func (p *parser) bracket(t syntax.Token) *syntax.Node {
	mark := p.Mark()
	switch {
	case p.isEllipsis():
		return p.Leaf(syntax.Ellipsis, "")
	case t.Is("<...") && p.Pattern():
		p.Next()
		p.Push(p.expression())
		p.Accept("...>")
		return p.Close(syntax.DeepEllipsis, "", t.Start, mark)
	case t.Is("("):
		p.Elements(p.expression)
		if p.Pushed(mark) == 1 {
			return p.Take(mark)[0]
		}
		return p.Close(syntax.List, "(", t.Start, mark)
	case t.Is("["):
		return p.array(t.Start, mark)
	case p.isAnnotation():
		p.annotations()
		n := p.primary()
		p.Push(n)
		return p.Close(syntax.Other, "annotated", t.Start, mark)
	case t.Is("$"): // $$x, ${'x'}
		p.Next()
		if p.Is("{") {
			p.Elements(p.expression)
		} else {
			p.Push(p.unary())
		}
		return p.Close(syntax.Unary, "$", t.Start, mark)
	}
	return p.GapInside()
}

// array reads what the brackets at the cursor hold.
func (p *parser) array(start, mark int) *syntax.Node {
	pairs := false
	p.Elements(func() *syntax.Node {
		if p.Is(",") { // list(, $b)
			return nil
		}
		key := p.expression()
		if !p.Accept("=>") {
			return key
		}
		pairs = true
		return p.Node(syntax.Pair, "", key.Start, key, p.expression())
	})
	if pairs {
		return p.Close(syntax.Object, "", start, mark)
	}
	return p.Close(syntax.List, "[", start, mark)
}

// lambda reads "function (…) use (…) { … }" and "fn (…) => value".
func (p *parser) lambda(start, mark int) *syntax.Node {
	p.Next()
	p.Accept("&")
	if p.Is("(") {
		p.Elements(p.parameter)
	}
	if p.acceptWord("use") && p.Is("(") {
		used := p.Mark()
		p.Elements(p.expression)
		p.Take(used)
	}
	if p.Accept(":") {
		p.Push(p.typ())
	}
	switch {
	case p.Accept("=>"):
		at := p.Peek(0).Start
		p.Push(p.Node(syntax.Block, "", at, p.Node(syntax.Return, "", at, p.expression())))
	case p.Is("{"):
		p.Push(p.block())
	default:
		p.Push(p.GapTo(p.At))
	}
	return p.Close(syntax.Lambda, "", start, mark)
}

// match reads "match (x) { a, b => c, default => d }".
func (p *parser) match() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Elements(p.expression)
	if !p.Is("{") {
		return p.Close(syntax.Switch, "", start, mark)
	}
	r := p.Enter()
	for !p.Done() {
		before := p.At
		p.Push(p.arm())
		p.Accept(",")
		if p.At == before {
			break
		}
	}
	p.Leave(r)
	return p.Close(syntax.Switch, "", start, mark)
}

func (p *parser) arm() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	if p.isEllipsis() {
		return p.primary()
	}
	if !(p.isWord("default") && (p.Peek(1).Is("=>") || p.Peek(1).Is(","))) {
		p.Push(p.expression())
		for p.Accept(",") && !p.Is("=>") && !p.Done() {
			p.Push(p.expression())
		}
	} else {
		p.Next()
		p.Accept(",")
	}
	if !p.Accept("=>") {
		p.Push(p.GapInside())
		return p.Close(syntax.Case, "", start, mark)
	}
	at := p.Peek(0).Start
	p.Push(p.Node(syntax.Block, "", at, p.expression()))
	return p.Close(syntax.Case, "", start, mark)
}

// creation reads "new T(…)", "new $x", "new class (…) { … }".
func (p *parser) creation() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	for p.isAnnotation() {
		p.annotations()
	}
	p.acceptWord("readonly")
	t := p.Peek(0)
	if isWord(t, "class") {
		p.Next()
		if p.Is("(") {
			p.Elements(p.argument)
		}
		p.Push(p.classBody(p.Peek(0).Start, p.Mark(), ""))
		return p.Close(syntax.New, "", start, mark)
	}
	text := ""
	switch {
	case p.isMeta(t) || isName(t):
		text = strings.TrimPrefix(t.Text, `\`)
		p.Push(p.Leaf(syntax.Type, text))
	case t.Is("("):
		p.Elements(p.expression)
	default:
		n := p.primary()
		for p.Is("->") || p.Is("::") || p.Is("[") {
			if p.Is("[") {
				inner := p.Mark()
				p.Push(n)
				p.Elements(p.expression)
				n = p.Close(syntax.Index, "", n.Start, inner)
				continue
			}
			p.Next()
			n = p.member(n)
		}
		p.Push(n)
	}
	if p.Is("(") {
		p.Elements(p.argument)
	}
	return p.Close(syntax.New, text, start, mark)
}

// typ reads a type: ?int, A|B, (A&B)|null.
func (p *parser) typ() *syntax.Node {
	start, mark, from := p.Peek(0).Start, p.Mark(), p.At
	for !p.Done() {
		t := p.Peek(0)
		before := p.At > from && (p.TokenAt(p.At-1).Kind == syntax.NameToken || p.TokenAt(p.At-1).Is(")"))
		switch {
		case t.Is("?") && p.At == from:
		case t.Is("(") && !before:
			p.At = max(p.At, p.Matching(p.At))
		case (t.Is("|") || t.Is("&")) && !isVariable(p.Peek(1)) && !p.Peek(1).Is("...") && !p.Peek(1).Is("&"):
		case (isName(t) || p.isMeta(t) && p.At == from) && !before:
		default:
			if p.At == from {
				return p.GapTo(p.At)
			}
			return p.Close(syntax.Type, strings.TrimPrefix(p.Written(from, p.At), `\`), start, mark)
		}
		p.Next()
	}
	if p.At == from {
		return p.GapTo(p.At)
	}
	return p.Close(syntax.Type, strings.TrimPrefix(p.Written(from, p.At), `\`), start, mark)
}
