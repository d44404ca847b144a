package java

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// pattern reads a pattern behind "instanceof" or "case". There a lone name is a
// type, elsewhere a constant.
func (p *parser) pattern(afterInstanceof bool) *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	start := p.Peek(0).Start
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	for p.Accept("final") {
	}
	mark := p.Mark()
	if p.Is("@") {
		p.annotations()
		p.Take(mark)
	}
	end := p.typeEnd(p.At)
	next := p.TokenAt(end)
	switch {
	case end < 0:
		return p.binary(cfamily.BitOrLevel)
	case isName(next) && !next.Is("when") || next.Is("when") && (p.TokenAt(end+1).Is("->") || p.TokenAt(end+1).Is(")") || p.TokenAt(end+1).Is("&&")):
		kind := p.typeTo(end)
		return p.variable(start, p.targetName(), kind)
	case next.Is("("):
		return p.recordPattern(start, end)
	case afterInstanceof:
		if p.IsMetavariable() && end == p.At+1 {
			return p.targetName()
		}
		return p.typeTo(end)
	}
	return p.conditional()
}

// recordPattern reads Point(int x, var y).
func (p *parser) recordPattern(start, end int) *syntax.Node {
	mark := p.Mark()
	p.Push(p.typeTo(end))
	at, inner := p.Peek(0).Start, p.Mark()
	p.Elements(func() *syntax.Node { return p.pattern(true) })
	p.Push(p.Close(syntax.List, "(", at, inner))
	if t := p.Peek(0); isName(t) && !t.Is("when") {
		p.Push(p.targetName())
	}
	return p.Close(syntax.Other, "pattern", start, mark)
}

// switchOf reads a switch, which is a statement or an expression.
func (p *parser) switchOf() *syntax.Node {
	start, mark := p.Next().Start, p.Mark()
	p.condition()
	if !p.Is("{") {
		p.Push(p.GapTo(p.At))
		return p.Close(syntax.Switch, "", start, mark)
	}
	r := p.Enter()
	for !p.Done() {
		p.guarded(p.section)
	}
	p.Leave(r)
	return p.Close(syntax.Switch, "", start, mark)
}

// section reads the labels and statements of a group, or an arm. A default
// beside other labels is a Case of its own, into which the others fall.
func (p *parser) section() {
	if p.IsEllipsis() {
		p.Push(p.Ellipsis())
		p.Accept(";")
		return
	}
	start, mark := p.Peek(0).Start, p.Mark()
	labels, byDefault, arm := 0, false, false
	for !arm && (p.Is("case") || p.Is("default")) {
		p.ArrowEnds = true
		if p.Next().Text == "default" {
			byDefault = true
		} else {
			byDefault = p.labels() || byDefault
		}
		p.ArrowEnds = false
		labels++
		if p.Accept("->") {
			arm = true
		} else if !p.Accept(":") {
			if !p.Pattern() || !p.Done() {
				p.Push(p.GapTo(p.At))
			}
			break
		}
	}
	if labels == 0 {
		p.Push(p.GapStatement())
		return
	}
	if byDefault && p.Pushed(mark) > 0 {
		p.Push(p.Empty(syntax.Block, "", p.PreviousEnd(), p.PreviousEnd()))
		p.Push(p.Close(syntax.Case, "", start, mark))
		start, mark = p.PreviousEnd(), p.Mark()
	}
	if arm {
		p.Push(p.body())
	} else {
		p.Push(p.group())
	}
	p.Push(p.Close(syntax.Case, "", start, mark))
}

// labels pushes what stands between "case" and its colon or arrow, and says
// whether "default" was among it.
func (p *parser) labels() (byDefault bool) {
	for {
		if p.Accept("default") {
			byDefault = true
		} else {
			p.Push(p.pattern(false))
		}
		if t := p.Peek(0); t.Is("when") {
			p.Next()
			p.Push(p.Node(syntax.Other, "when", t.Start, p.expression()))
		}
		if !p.Accept(",") {
			return byDefault
		}
	}
}

func (p *parser) group() *syntax.Node {
	at, mark := p.PreviousEnd(), p.Mark()
	for !p.Done() && !p.Is("case") && !(p.Is("default") && (p.Peek(1).Is(":") || p.Peek(1).Is("->"))) {
		p.guarded(p.statement)
	}
	return p.Close(syntax.Block, "", at, mark)
}
