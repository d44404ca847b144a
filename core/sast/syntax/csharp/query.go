package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// queryAhead tells from x in … from a name "from".
func (p *parser) queryAhead() bool {
	if p.Peek(1).Kind != syntax.NameToken {
		return false
	}
	if p.Peek(2).Is("in") {
		return true
	}
	end := p.typeEnd(p.At + 1)
	return end > 0 && isName(p.TokenAt(end)) && p.TokenAt(end+1).Is("in")
}

// query reads LINQ's query syntax, clause by clause.
func (p *parser) query() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	p.queries++
	for p.queryClause() {
	}
	p.queries--
	return p.Close(syntax.Other, "query", start, mark)
}

func (p *parser) queryClause() bool {
	t, mark := p.Peek(0), p.Mark()
	if t.Kind != syntax.NameToken {
		return false
	}
	switch t.Text {
	case "from", "join":
		p.Next()
		p.Push(p.rangeVariable())
		if t.Text == "from" {
			return true
		}
		for p.Accept("on") || p.Accept("equals") {
			p.Push(p.expression())
		}
	case "let":
		p.Next()
		start := p.Peek(0).Start
		target := p.targetName()
		p.Accept("=")
		p.Push(p.Node(syntax.Variable, target.Text, start, target, p.expression()))
		return true
	case "where", "select":
		p.Next()
		p.Push(p.expression())
	case "orderby":
		p.Next()
		for {
			p.Push(p.expression())
			if !p.Accept("ascending") {
				p.Accept("descending")
			}
			if !p.Accept(",") {
				break
			}
		}
	case "group":
		p.Next()
		p.Push(p.expression())
		if p.Accept("by") {
			p.Push(p.expression())
		}
	case "into":
		p.Next()
		p.Push(p.targetName())
	default:
		return false
	}
	p.Push(p.Close(syntax.Other, t.Text, t.Start, mark))
	return true
}

// rangeVariable reads x in values.
func (p *parser) rangeVariable() *syntax.Node {
	start := p.Peek(0).Start
	var kind *syntax.Node
	if !p.Peek(1).Is("in") {
		kind = p.parseType()
	}
	target := p.targetName()
	if !p.Accept("in") {
		return p.Node(syntax.Variable, target.Text, start, target, kind, p.GapInside())
	}
	return p.Node(syntax.Variable, target.Text, start, target, kind, p.expression())
}
