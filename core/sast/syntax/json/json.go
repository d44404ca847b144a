// Package json reads JSON onto the generic syntax tree: plain JSON, JSON with
// comments, and Azure Resource Manager templates with their texts of several lines.
//
// An object is Object (Pair*), its keys are Strings. A lone "key": value of a
// pattern is a Pair; several are an Object, so that they may stand in any order
// and among others. An expression inside a text, "[parameters('a')]", stays text.
// More values than one in a file (JSON lines) are read one after the other.
package json

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads a JSON file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	p.Start(cfamily.Scan(p.Source, 0, len(source), mode, cfamily.Dialect{Literal: literal}))
	mark := p.Mark()
	if p.Pattern() {
		return p.Tree(source, p.pattern(mark))
	}
	for !p.Done() {
		before := p.At
		if p.Push(p.value()); p.At == before {
			p.Push(p.GapTo(p.At + 1))
		}
	}
	root := p.Close(syntax.File, "", 0, mark)
	root.End = len(source)
	return p.Tree(source, root)
}

type parser struct{ cfamily.Parser }

// pattern reads a value, a member without its object, or several of them.
func (p *parser) pattern(mark int) *syntax.Node {
	start := p.Peek(0).Start
	for !p.Done() {
		before := p.At
		p.Push(p.member())
		if !p.Accept(",") && p.At == before {
			p.Push(p.GapTo(len(p.Tokens)))
		}
	}
	if p.Pushed(mark) == 1 {
		return p.Root(start, mark)
	}
	return p.Close(syntax.Object, "", start, mark)
}

// member reads "key": value, or what stands in its place.
func (p *parser) member() *syntax.Node {
	key := p.value()
	if !p.Accept(":") {
		return key
	}
	return p.Node(syntax.Pair, "", key.Start, key, p.value())
}

func (p *parser) value() *syntax.Node {
	if !p.Deeper() {
		p.Shallower()
		return p.GapInside()
	}
	defer p.Shallower()
	t := p.Peek(0)
	switch t.Kind {
	case syntax.StringToken:
		return p.Leaf(syntax.String, t.Text)
	case syntax.NumberToken:
		return p.Leaf(syntax.Number, t.Text)
	case syntax.NameToken:
		return p.word(t)
	case syntax.PunctuationToken:
		return p.punctuation(t)
	}
	return p.GapInside()
}

func (p *parser) word(t syntax.Token) *syntax.Node {
	switch {
	case p.IsEllipsis():
		return p.Ellipsis()
	case p.IsMetavariable():
		return p.Leaf(syntax.Metavariable, t.Text)
	case t.Text == "true" || t.Text == "false" || t.Text == "null":
		return p.Leaf(syntax.Literal, t.Text)
	}
	return p.GapInside()
}

func (p *parser) punctuation(t syntax.Token) *syntax.Node {
	mark := p.Mark()
	switch t.Text {
	case "{":
		p.Elements(p.member)
		return p.Close(syntax.Object, "", t.Start, mark)
	case "[":
		p.Elements(p.value)
		return p.Close(syntax.List, "[", t.Start, mark)
	case "-":
		if n := p.Peek(1); n.Kind == syntax.NumberToken && n.Start == t.End {
			p.Next()
			p.Next()
			return p.Empty(syntax.Number, "-"+n.Text, t.Start, n.End)
		}
	case "<...":
		if p.Pattern() {
			p.Next()
			p.Push(p.value())
			p.Accept("...>")
			return p.Close(syntax.DeepEllipsis, "", t.Start, mark)
		}
	}
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	return p.GapInside()
}

// literal reads a text, which may run over lines.
func literal(source string, at int) (syntax.TokenKind, string, int) {
	quote := source[at]
	if quote != '"' && quote != '\'' {
		return syntax.BadToken, "", at
	}
	for i := at + 1; i < len(source); i++ {
		switch source[i] {
		case quote:
			return syntax.StringToken, cfamily.Unescape(source[at+1:i], false), i + 1
		case '\\':
			i++
		}
	}
	return syntax.BadToken, source[at:], len(source)
}
