// Package python reads Python (up to 3.13, and what is left of Python 2) onto
// the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - x = 1 is an Assign, x: int = 1 a Variable; a = b = c is an Assign in an Assign;
//   - "async" is a Modifier of a Function; *args and **kwargs are Parameters with
//     the Modifier "*" or "**"; the markers "/" and "*" are not in the tree;
//   - keyword arguments of a class stand as Arguments behind its bases;
//   - the else of a loop or a try is Other "else" (Block);
//   - a comprehension is Other "comprehension" (element, then for each "for" a
//     Variable, and the conditions), in the List or Object it fills;
//   - a slice is Other "slice" (from, to, step), with the Literal "null" for what
//     is left out;
//   - a comparison chain a < b < c is Binary in Binary; "not in" and "is not" are
//     operators;
//   - del, assert, pass, global, nonlocal are Other of that word; "type X = T" is
//     Other "type" (Name, Type); an "as" in a case is Other "as" (pattern, Name)
//     and a guard Other "when";
//   - the caught types are the Type of the Catch's Parameter;
//   - Python 2's print and exec statements are Calls;
//   - the method-chain ellipsis a. ... .b() is a Member on an Ellipsis that has a
//     as its child.
//
// Known limits: type parameters are passed over; what an annotation calls is not
// in the tree.
package python

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads a Python file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	p.Start(lex(p.Source, 0, len(source), false, p.Pattern()))
	if p.Pattern() {
		return p.Tree(source, p.patternRoot())
	}
	mark := p.Mark()
	p.statements()
	root := p.Close(syntax.File, "", 0, mark)
	root.End = len(source)
	return p.Tree(source, root)
}

type parser struct {
	cfamily.Parser
	noIn   bool // "in" ends the target of a loop
	inCase bool // in the pattern of a case
	level  int  // nested f-strings
	blocks int  // nested blocks
}

// keyword words are never names.
func keyword(word string) bool {
	switch word {
	case "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
		"finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
		"raise", "return", "try", "while", "with", "yield", "None", "True", "False":
		return true
	}
	return false
}

func (p *parser) isKind(kind syntax.TokenKind) bool { return p.Peek(0).Kind == kind }

// isName says whether the next token is a name that may stand for a value.
func (p *parser) isName() bool {
	t := p.Peek(0)
	return t.Kind == syntax.NameToken && !keyword(t.Text)
}

// expect moves behind the text; if something else stands there, that is a gap.
func (p *parser) expect(text string) {
	if !p.Accept(text) {
		p.Push(p.GapTo(p.At))
	}
}

// name makes the node of a name token; in a pattern it may be a metavariable.
func (p *parser) name() *syntax.Node {
	t := p.Peek(0)
	switch {
	case p.IsMetavariable():
		return p.Leaf(syntax.Metavariable, t.Text)
	case p.IsEllipsis():
		return p.Ellipsis()
	}
	return p.Leaf(syntax.Name, t.Text)
}

// tooDeep skips to the end of the line or region, blocks included.
func (p *parser) tooDeep() *syntax.Node { return p.GapTo(p.lineEnd()) }

// lineEnd is the index of the token that ends the logical line or the region.
func (p *parser) lineEnd() int {
	for i := p.At; i < len(p.Tokens); i++ {
		switch p.Tokens[i].Kind {
		case syntax.NewlineToken, syntax.DedentToken, syntax.IndentToken:
			return i
		}
		if m := p.Matching(i); m > i {
			i = m
		}
	}
	return len(p.Tokens)
}

// patternRoot reads a rule's pattern: statements, or a clause without its
// statement.
func (p *parser) patternRoot() *syntax.Node {
	start := p.Peek(0).Start
	mark := p.Mark()
	switch {
	case p.Is("except"):
		p.Push(p.catchClause())
	case p.Is("finally"), p.Is("else"):
		p.Push(p.trailing())
	case p.Is("elif"):
		p.Push(p.ifStatement())
	case p.caseAlone():
		p.Push(p.caseClause())
	}
	p.statements()
	return p.Root(start, mark)
}
