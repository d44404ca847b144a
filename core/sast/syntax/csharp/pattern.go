package csharp

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// pattern reads a pattern behind "is" or "case". There a lone name is a type,
// elsewhere a constant.
func (p *parser) pattern(afterIs bool) *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start := p.Peek(0).Start
	left := p.conjunction(afterIs)
	for chain := 0; p.Is("or"); chain++ {
		if chain > cfamily.MaxChain {
			return p.GapInside()
		}
		p.Next()
		left = p.Node(syntax.Binary, "||", start, left, p.conjunction(afterIs))
	}
	return left
}

// conjunction reads patterns joined by "and", which binds closer than "or".
func (p *parser) conjunction(afterIs bool) *syntax.Node {
	start := p.Peek(0).Start
	left := p.patternOperand(afterIs)
	for chain := 0; p.Is("and"); chain++ {
		if chain > cfamily.MaxChain {
			return p.GapInside()
		}
		p.Next()
		left = p.Node(syntax.Binary, "&&", start, left, p.patternOperand(afterIs))
	}
	return left
}

func (p *parser) patternOperand(afterIs bool) *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	level := cfamily.ShiftLevel // of a constant
	if !afterIs || p.nested > 0 {
		level = cfamily.BitOrLevel
	}
	t := p.Peek(0)
	if t.Kind == syntax.PunctuationToken {
		switch t.Text {
		case "<", ">", "<=", ">=", "==", "!=":
			p.Next()
			return p.Node(syntax.Unary, t.Text, t.Start, p.binary(cfamily.ShiftLevel))
		case "..":
			p.Next()
			if p.Done() || p.Is(",") {
				return p.Node(syntax.Spread, "...", t.Start)
			}
			return p.Node(syntax.Spread, "...", t.Start, p.pattern(afterIs))
		case "(":
			if p.castEnd() > 0 {
				return p.binary(level)
			}
			return p.structured(t.Start, nil)
		case "[", "{":
			return p.structured(t.Start, nil)
		}
		return p.binary(level)
	}
	if t.Kind != syntax.NameToken || p.IsEllipsis() {
		return p.binary(level)
	}
	switch {
	case t.Text == "not" && !p.Peek(1).Is(",") && !p.Peek(1).Is("=>") && !p.Peek(1).Is(")"):
		p.Next()
		return p.Node(syntax.Unary, "!", t.Start, p.patternOperand(afterIs))
	case t.Text == "var" && p.Peek(1).Is("("):
		return p.designation()
	case t.Text == "_" && p.typeEnd(p.At) == p.At+1 && !p.designated(p.At+1):
		return p.Leaf(syntax.Name, "_")
	case t.Text == "nameof" && p.Peek(1).Is("("):
		return p.binary(level)
	}
	return p.typePattern(t.Start, afterIs, level)
}

// typePattern reads T, T name, T { … }, T(…) or a constant.
func (p *parser) typePattern(start int, afterIs bool, level int) *syntax.Node {
	end := p.typeEnd(p.At)
	if end < 0 {
		return p.binary(level)
	}
	whole := end
	for end-1 > p.At && (p.TokenAt(end-1).Is("?") || p.TokenAt(end-1).Is("*")) && p.beginsOperand(end) {
		end--
	}
	next := p.TokenAt(end)
	switch {
	case p.designated(end):
		kind := p.typeTo(end)
		return p.variable(start, p.targetName(), kind)
	case next.Is("{"), next.Is("("):
		return p.structured(start, p.typeTo(end))
	case afterIs || p.certainlyType(p.At, end) && whole == end:
		if p.IsMetavariable() && end == p.At+1 {
			return p.Leaf(syntax.Metavariable, p.Peek(0).Text)
		}
		return p.typeTo(end)
	}
	return p.binary(level)
}

// designated says whether the token at an index names what was matched.
func (p *parser) designated(index int) bool {
	t := p.TokenAt(index)
	if !isName(t) {
		return false
	}
	switch t.Text {
	case "and", "or":
		return false
	case "when", "where", "select", "orderby", "join", "group", "let", "into", "on", "equals", "by", "from", "switch", "with":
		next := p.TokenAt(index + 1)
		contextual := t.Text == "when" || t.Text == "with"
		return p.queries == 0 && !contextual || next.Kind == syntax.EndToken || next.Is("&&")
	}
	return true
}

// structured reads positional, property and list patterns and what names the
// match.
func (p *parser) structured(start int, kind *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(kind)
	parts := 0
	p.nested++
	defer func() { p.nested-- }()
	if p.Is("(") {
		inner := p.Mark()
		at := p.Peek(0).Start
		p.Elements(p.subpattern)
		if kind == nil && p.Pushed(inner) == 1 && p.Child(inner, 0).Kind != syntax.Argument && !p.Is("{") && !p.designated(p.At) {
			return p.Take(inner)[0]
		}
		p.Push(p.Close(syntax.List, "(", at, inner))
		parts++
	}
	if p.Is("[") {
		at, inner := p.Peek(0).Start, p.Mark()
		p.Elements(p.subpattern)
		p.Push(p.Close(syntax.List, "[", at, inner))
		parts++
	}
	if p.Is("{") {
		at, inner := p.Peek(0).Start, p.Mark()
		p.Elements(p.subpattern)
		p.Push(p.Close(syntax.Object, "", at, inner))
		parts++
	}
	if p.designated(p.At) {
		p.Push(p.targetName())
		parts++
	}
	if parts == 1 && kind == nil && p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.Close(syntax.Other, "pattern", start, mark)
}

// subpattern reads Name: pattern, A.B: pattern, or a pattern.
func (p *parser) subpattern() *syntax.Node {
	start := p.Peek(0).Start
	i := 0
	for p.Peek(i).Kind == syntax.NameToken && (p.Peek(i+1).Is(".") || p.Peek(i+1).Is("?.")) {
		i += 2
	}
	if p.Peek(i).Kind == syntax.NameToken && p.Peek(i+1).Is(":") {
		var key *syntax.Node
		if i == 0 {
			key = p.key()
		} else {
			from := p.At
			p.At += i + 1
			key = p.Empty(syntax.String, p.Written(from, p.At), start, p.PreviousEnd())
		}
		p.Next()
		return p.Node(syntax.Pair, "", start, key, p.pattern(true))
	}
	return p.pattern(true)
}

// switchExpression reads the arms behind "switch".
func (p *parser) switchExpression(start int, subject *syntax.Node) *syntax.Node {
	mark := p.Mark()
	p.Push(subject)
	p.Elements(p.arm)
	return p.Close(syntax.Switch, "", start, mark)
}

func (p *parser) arm() *syntax.Node {
	if p.IsEllipsis() && !p.Peek(1).Is("=>") {
		return p.Ellipsis()
	}
	start, mark := p.Peek(0).Start, p.Mark()
	p.ArrowEnds = true
	p.Push(p.pattern(false))
	if p.Pushed(mark) == 1 {
		if n := p.Child(mark, 0); n.Kind == syntax.Name && n.Text == "_" {
			p.Take(mark)
		}
	}
	p.guard()
	p.ArrowEnds = false
	if !p.Accept("=>") {
		p.Push(p.GapInside())
		return p.Close(syntax.Case, "", start, mark)
	}
	at := p.Peek(0).Start
	p.Push(p.Node(syntax.Block, "", at, p.expression()))
	return p.Close(syntax.Case, "", start, mark)
}

// guard pushes "when condition", if there is one.
func (p *parser) guard() {
	if t := p.Peek(0); t.Is("when") {
		p.Next()
		p.Push(p.Node(syntax.Other, "when", t.Start, p.expression()))
	}
}
