// Package javascript reads JavaScript (ES2024, with JSX) and TypeScript onto
// the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - "const", "let", "var" and "using" stand as Modifiers of a Variable, and so do
//     "export", "default", "async", "*", "get" and "set" on what they mark; a
//     class that is none is marked "interface" or "enum";
//   - modifiers stand before decorators, whatever the source's order;
//   - a function expression is a Function, an arrow function a Lambda; a method
//     in an object literal is the Function in its Pair; a rest parameter has the
//     Modifier "...";
//   - a default import is the ImportName "default", a namespace import is "*" with
//     a Name; "import x = require('m')" is "" with a Name;
//   - other exports are Other "export"; a namespace is Other "namespace" (Name,
//     Block), a type alias Other "type" (Name, Type), a label Other "label"
//     (Name, statement), a static block Other "static" (Block), a comma
//     expression Other "sequence";
//   - {a} is the Pair of the String "a" and the Name a; {a = 1} has an Assign in
//     the Name's place;
//   - a?.b, a!.b and f<T>(x) are read as a.b and f(x);
//   - an arrow function's return type stands before its Block, as a Function's;
//   - text between JSX tags is a String without the white space of line breaks;
//   - the method-chain ellipsis a. ... .b() is a Member on an Ellipsis that has a
//     as its child.
//
// Known limits: Flow's annotations are read as far as they look like
// TypeScript's. Members of object types are not in the tree.
package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// Parse reads JavaScript with JSX, or a rule's pattern. When something cannot be
// read, type annotations are tried as well, since many projects write them in
// .js files.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	return best(parse(source, mode, false, true), source, mode)
}

// ParseTypeScript reads TypeScript, or a rule's pattern.
func ParseTypeScript(source []byte, mode syntax.Mode) *syntax.Tree {
	tree := parse(source, mode, true, false)
	if mode == syntax.Pattern { // rules for TypeScript are for its TSX files too
		return best(tree, source, mode)
	}
	return tree
}

// ParseTSX reads TypeScript with JSX, or a rule's pattern.
func ParseTSX(source []byte, mode syntax.Mode) *syntax.Tree {
	return parse(source, mode, true, true)
}

// best reads the source as TSX if there were gaps, and keeps the better tree.
func best(tree *syntax.Tree, source []byte, mode syntax.Mode) *syntax.Tree {
	if len(tree.Gaps) == 0 {
		return tree
	}
	if other := ParseTSX(source, mode); len(other.Gaps) < len(tree.Gaps) {
		return other
	}
	return tree
}

func parse(source []byte, mode syntax.Mode, types, jsx bool) *syntax.Tree {
	p := &parser{types: types, jsx: jsx}
	p.source, p.pattern = string(source), mode == syntax.Pattern
	p.trials = 2*len(source) + 1000
	p.hashbang()
	p.scan()
	var root *syntax.Node
	if p.pattern {
		root = p.patternRoot()
	} else {
		p.statements("")
		root = p.close(syntax.File, "", 0, 0)
		root.End = len(source)
	}
	return &syntax.Tree{Source: source, Root: root, Gaps: p.gaps}
}

// parser reads tokens as it needs them, because only it knows whether a slash
// begins a regular expression, and where a template or JSX text goes on.
type parser struct {
	lexer
	builder
	types bool // TypeScript
	jsx   bool

	depth      int
	trials     int // tokens that look-ahead may still read; keeps the time linear
	trial      int // > 0 while looking ahead
	noIn       bool
	inThen     bool         // between "?" and ":"
	lastArrow  *syntax.Node // an arrow function ends an expression
	given      *syntax.Node // an operand that has been read already
	returnType *syntax.Node // of the arrow function about to be read
}

const (
	maxDepth = 400  // nested constructs
	maxChain = 3000 // constructs that nest to the left: a + b + c, a.b().c()
)

// deeper enters a construct; every call is followed by a shallower. When it says
// no, the construct lies too deep.
func (p *parser) deeper() bool {
	p.depth++
	return p.depth <= maxDepth
}

func (p *parser) shallower() { p.depth-- }

// state is a place to go back to.
type state struct {
	token     syntax.Token
	at, end   int
	stack     int
	gaps      int
	lastArrow *syntax.Node
}

func (p *parser) save() state {
	return state{p.tok, p.at, p.previousEnd, len(p.stack), len(p.gaps), p.lastArrow}
}

func (p *parser) restore(s state) {
	p.tok, p.at, p.previousEnd, p.lastArrow = s.token, s.at, s.end, s.lastArrow
	p.stack, p.gaps = p.stack[:s.stack], p.gaps[:s.gaps]
}

// next moves behind the current token.
func (p *parser) next() syntax.Token {
	t := p.tok
	p.previousEnd = t.End
	p.scan()
	if p.trial > 0 {
		p.trials--
	}
	return t
}

func (p *parser) is(text string) bool {
	return p.tok.Text == text && (p.tok.Kind == syntax.PunctuationToken || p.tok.Kind == syntax.NameToken)
}

func (p *parser) accept(text string) bool {
	if p.is(text) {
		p.next()
		return true
	}
	return false
}

func (p *parser) done() bool { return p.tok.Kind == syntax.EndToken }

// peek is the token behind the current one.
func (p *parser) peek() syntax.Token {
	t, at := p.tok, p.at
	p.scan()
	found := p.tok
	p.tok, p.at = t, at
	return found
}

// expect moves behind the text; if something else stands there, that is a gap.
func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.push(p.gap(p.tok.Start, p.tok.Start))
	}
}

func isPunctuation(t syntax.Token, text string) bool {
	return t.Kind == syntax.PunctuationToken && t.Text == text
}
