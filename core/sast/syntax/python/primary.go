package python

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

const maxChain = cfamily.MaxChain

// primary reads an operand with its members, indexes and calls.
func (p *parser) primary() *syntax.Node {
	start := p.Peek(0).Start
	n := p.atom()
	for chain := 0; chain < maxChain; chain++ {
		t := p.Peek(0)
		if t.Kind != syntax.PunctuationToken {
			return n
		}
		switch t.Text {
		case ".":
			p.Next()
			n = p.member(n, start)
		case "(":
			mark := p.Mark()
			p.Push(n)
			p.arguments()
			n = p.Close(syntax.Call, "", start, mark)
		case "[":
			n = p.index(n, start)
		default:
			return n
		}
	}
	return n
}

func (p *parser) member(object *syntax.Node, start int) *syntax.Node {
	switch t := p.Peek(0); {
	case p.Pattern() && t.Is("..."):
		p.Next()
		return p.Node(syntax.Ellipsis, "", start, object)
	case t.Kind == syntax.NameToken:
		p.Next()
		return p.Node(syntax.Member, t.Text, start, object)
	}
	return p.Node(syntax.Member, "", start, object, p.GapTo(p.At))
}

// atom reads a name, a literal or what stands in brackets.
func (p *parser) atom() *syntax.Node {
	t := p.Peek(0)
	switch t.Kind {
	case syntax.NameToken:
		switch t.Text {
		case "None":
			return p.Leaf(syntax.Literal, "null")
		case "True":
			return p.Leaf(syntax.Literal, "true")
		case "False":
			return p.Leaf(syntax.Literal, "false")
		}
		if !keyword(t.Text) {
			return p.name()
		}
	case syntax.NumberToken:
		return p.Leaf(syntax.Number, t.Text)
	case syntax.StringToken, syntax.TemplateToken:
		return p.strings()
	case syntax.PunctuationToken:
		switch t.Text {
		case "(":
			return p.parenthesis()
		case "[":
			return p.list()
		case "{":
			return p.braces()
		case "...":
			if p.Pattern() {
				return p.Leaf(syntax.Ellipsis, "")
			}
			return p.Leaf(syntax.Literal, "...")
		case "<...":
			if p.Pattern() {
				return p.deepEllipsis()
			}
		}
	}
	return p.unexpected()
}

func (p *parser) deepEllipsis() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.Push(p.testlist())
	p.expect("...>")
	return p.Close(syntax.DeepEllipsis, "", start, mark)
}

// unexpected makes a gap of a token that begins no expression, unless it may
// belong to what is around.
func (p *parser) unexpected() *syntax.Node {
	if t := p.Peek(0); t.Kind == syntax.BadToken || t.Kind == syntax.PunctuationToken && operatorOnly(t.Text) {
		return p.GapTo(p.At + 1)
	}
	return p.GapTo(p.At)
}

func operatorOnly(text string) bool {
	switch text {
	case ")", "]", "}", ",", ":", ";", "=", "...>":
		return false
	}
	return true
}

// items reads what stands in brackets, with commas between.
func (p *parser) items(item func()) {
	r := p.Enter()
	noIn := p.noIn
	p.noIn = false
	for !p.Done() {
		at := p.At
		item()
		if p.Accept(",") {
			continue
		}
		if !p.Done() {
			p.Push(p.gapInside())
			if !p.Accept(",") && p.At == at {
				break
			}
		}
	}
	p.noIn = noIn
	p.Leave(r)
}

// gapInside skips to the next comma or the region's end.
func (p *parser) gapInside() *syntax.Node {
	i := p.At
	for i < len(p.Tokens) && !p.Tokens[i].Is(",") {
		if m := p.Matching(i); m > i {
			i = m
		}
		i++
	}
	return p.GapTo(i)
}

// arguments pushes the arguments of a call.
func (p *parser) arguments() { p.items(func() { p.Push(p.argument()) }) }

func (p *parser) argument() *syntax.Node {
	t := p.Peek(0)
	if t.Kind == syntax.NameToken && p.Peek(1).Is("=") {
		p.At += 2
		return p.Node(syntax.Argument, t.Text, t.Start, p.named())
	}
	if p.IsMetavariable() && p.Peek(1).Is(":") {
		p.At += 2
		return p.Node(syntax.TypedMetavariable, t.Text, t.Start, p.annotationType())
	}
	return p.comprehended(p.starred(), t.Start)
}

// comprehended makes a comprehension of the element if one follows.
func (p *parser) comprehended(element *syntax.Node, start int) *syntax.Node {
	if !p.Is("for") && !(p.Is("async") && p.Peek(1).Is("for")) {
		return element
	}
	mark := p.Mark()
	p.Push(element)
	for {
		at := p.Peek(0).Start
		switch {
		case p.Is("async") && p.Peek(1).Is("for"):
			p.Next()
			p.Next()
		case p.Is("for"):
			p.Next()
		case p.Accept("if"):
			p.Push(p.condition())
			continue
		default:
			return p.Close(syntax.Other, "comprehension", start, mark)
		}
		p.Push(p.binding(at, func() *syntax.Node { return p.binaryOrLambda() }))
	}
}

// condition reads what stands behind the if of a comprehension: no conditional.
func (p *parser) condition() *syntax.Node {
	start := p.Peek(0).Start
	n := p.binaryOrLambda()
	if p.Accept(":=") {
		n = p.Node(syntax.Assign, ":=", start, n, p.binaryOrLambda())
	}
	return n
}

func (p *parser) binaryOrLambda() *syntax.Node {
	if p.Is("lambda") {
		return p.lambda()
	}
	return p.right(1)
}

// binding reads "target in value" as the Variable of a loop.
func (p *parser) binding(start int, value func() *syntax.Node) *syntax.Node {
	mark := p.Mark()
	noIn := p.noIn
	p.noIn = true
	target := p.testlist()
	p.noIn = noIn
	p.Push(target)
	name := ""
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		name = target.Text
	}
	if p.Accept("in") {
		p.Push(value())
	} else if target.Kind != syntax.Ellipsis {
		p.Push(p.GapTo(p.At))
	}
	return p.Close(syntax.Variable, name, start, mark)
}

// parenthesis reads an expression, a tuple, a generator or the typed
// metavariable of a pattern.
func (p *parser) parenthesis() *syntax.Node {
	start, mark, tuple := p.Peek(0).Start, p.Mark(), false
	if n := p.typedMetavariable(); n != nil {
		return n
	}
	if p.Peek(1).Is(")") {
		tuple = true
	}
	p.items(func() {
		at := p.Peek(0).Start
		p.Push(p.comprehended(p.starred(), at))
		tuple = tuple || p.Is(",")
	})
	if !tuple && p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.Close(syntax.List, "(", start, mark)
}

func (p *parser) typedMetavariable() *syntax.Node {
	t := p.Peek(1)
	if !p.Pattern() || t.Kind != syntax.NameToken || t.Text[0] != '$' || !p.Peek(2).Is(":") {
		return nil
	}
	start := p.Next().Start
	p.At += 2
	mark := p.Mark()
	p.Push(p.annotationType())
	p.expect(")")
	return p.Close(syntax.TypedMetavariable, t.Text, start, mark)
}

func (p *parser) list() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	p.items(func() {
		at := p.Peek(0).Start
		p.Push(p.comprehended(p.starred(), at))
	})
	return p.Close(syntax.List, "[", start, mark)
}

// braces reads a dictionary or a set.
func (p *parser) braces() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	pairs, elements := 0, 0
	p.items(func() {
		at := p.Peek(0).Start
		n := p.starred()
		switch {
		case p.Accept(":"):
			pairs++
			n = p.Node(syntax.Pair, "", at, n, p.named())
		case n.Kind == syntax.Spread && n.Text == "**":
			pairs++
		case n.Kind != syntax.Ellipsis && n.Kind != syntax.MetaEllipsis:
			elements++
		}
		p.Push(p.comprehended(n, at))
	})
	if elements > 0 && pairs == 0 {
		return p.Close(syntax.List, "{", start, mark)
	}
	return p.Close(syntax.Object, "", start, mark)
}

func (p *parser) index(object *syntax.Node, start int) *syntax.Node {
	mark := p.Mark()
	p.Push(object)
	p.items(func() { p.Push(p.slice()) })
	return p.Close(syntax.Index, "", start, mark)
}

// slice reads an index or a slice.
func (p *parser) slice() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	if !p.Is(":") {
		first := p.starred()
		if !p.Is(":") {
			return p.comprehended(first, start) // Python 2: print [x for x in y]
		}
		p.Push(first)
	} else {
		p.Push(p.Empty(syntax.Literal, "null", start, start))
	}
	for p.Accept(":") {
		if p.Done() || p.Is(":") || p.Is(",") {
			end := p.PreviousEnd()
			p.Push(p.Empty(syntax.Literal, "null", end, end))
			continue
		}
		p.Push(p.named())
	}
	return p.Close(syntax.Other, "slice", start, mark)
}
