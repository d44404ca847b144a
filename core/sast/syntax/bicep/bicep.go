// Package bicep reads Bicep files and Bicep parameter files onto the generic
// syntax tree.
//
// Where the tree's layouts leave room:
//   - a resource or module is Call (Name "resource" or "module") (Name symbol)
//     (String type or path) (Object), nested ones too; "existing" is an Argument
//     "existing" without a value, so that a pattern of a resource to be deployed
//     passes over what only refers to one;
//   - behind "= if (c)" it is the statement of an If, behind "= [for …]" that of a
//     Loop "foreach"; both begin where the resource does;
//   - param, var, output, type, metadata and assert are Variables with that word
//     as Modifier; their decorators are Annotations, those of a resource stand
//     before it as statements;
//   - [for x in y: z] is Loop "foreach" (Variable(x, y)) Block(z);
//   - a::b and a!.b lose what Bicep checks only; a.?b is Member, "=~" and "!~" are
//     Binary.
package bicep

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads a Bicep file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	p.Start(p.scan(0, len(source)))
	mark := p.Mark()
	p.statements()
	if p.Pattern() {
		return p.Tree(source, p.Root(p.Peek(-p.At).Start, mark))
	}
	root := p.Close(syntax.File, "", 0, mark)
	root.End = len(source)
	return p.Tree(source, root)
}

type parser struct{ cfamily.Parser }

func (p *parser) scan(from, to int) []syntax.Token {
	return cfamily.Scan(p.Source, from, to, p.Mode, cfamily.Dialect{Literal: literal, Directive: p.directive})
}

// directive passes over "#disable-next-line" and its like.
func (p *parser) directive(at, _ int) int {
	for at < len(p.Source) && p.Source[at] != '\n' {
		at++
	}
	return at
}

// isName says whether the next token is a name or a metavariable.
func (p *parser) isName() bool { return p.Peek(0).Kind == syntax.NameToken && !p.IsEllipsis() }

// name reads a name or a metavariable.
func (p *parser) name() *syntax.Node {
	t := p.Peek(0)
	switch {
	case p.IsMetavariable():
		return p.Leaf(syntax.Metavariable, t.Text)
	case t.Kind == syntax.NameToken:
		return p.Leaf(syntax.Name, t.Text)
	}
	return p.GapTo(p.At)
}
