// Package csharp reads C# (up to version 13) onto the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - the kind of a type that is no class stands as a Modifier: "struct",
//     "record", "interface", "enum", "delegate", "event";
//   - a namespace is Other "namespace" (name, Block); one of file scope owns
//     the rest of the file;
//   - a property is a Variable; if an accessor has a body or an attribute it is
//     Other "property" (Variable, Function "get", Function "set" …);
//   - annotations of a Variable stand between its modifiers and its target;
//   - a using declaration is a Variable with the modifier "using";
//   - a constructor's ": base(x)" is the first statement of its Block;
//   - an arm of a switch expression is a Case whose Block holds the value;
//   - a guard is Other "when"; a pattern that is more than a constant, a type
//     or a variable is Other "pattern"; "and", "or", "not" are "&&", "||", "!";
//   - a query is Other "query" of its clauses;
//   - a.b?.c! loses "?" and "!", and type arguments of a call are dropped;
//   - the method-chain ellipsis a. ... .b() is a Member on an Ellipsis that has a
//     as its child.
//
// Both branches of #if are read where each leaves the brackets balanced;
// otherwise only the first one is, and the other is a gap. "#if false" is no
// code. Known limits: a * b; is read as the declaration of a pointer; attributes
// of type parameters, and constraints, are passed over; files in UTF-16 are gaps.
package csharp

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads a C# file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	p.start(p.scan(0, len(source)))
	mark := p.Mark()
	if p.Pattern() {
		p.patternItems()
		return p.Tree(source, p.Root(p.Peek(-p.At).Start, mark))
	}
	p.fileItems()
	root := p.Close(syntax.File, "", 0, mark)
	root.End = len(source)
	return p.Tree(source, root)
}

type parser struct {
	cfamily.Parser
	types     []int32 // memory of typeEnd: 0 unknown, -1 no type, else the end
	arguments []int32 // memory of argumentsEnd, likewise
	typeDepth int
	nested    int // brackets of patterns around the cursor
	queries   int // queries around the cursor, in which "select" is no name
}

func (p *parser) start(tokens []syntax.Token) {
	p.Start(tokens)
	p.types = make([]int32, len(tokens)+1)
	p.arguments = make([]int32, len(tokens)+1)
}

// inside reads other tokens, those in the hole of an interpolated string.
func (p *parser) inside(tokens []syntax.Token, origin int, read func()) {
	types, arguments := p.types, p.arguments
	p.types = make([]int32, len(tokens)+1)
	p.arguments = make([]int32, len(tokens)+1)
	p.Inner(tokens, origin, read)
	p.types, p.arguments = types, arguments
}

// reserved words are never names.
func reserved(word string) bool {
	switch word {
	case "abstract", "as", "base", "break", "case", "catch", "checked", "class", "const", "continue", "default",
		"delegate", "do", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "for",
		"foreach", "goto", "if", "implicit", "in", "interface", "internal", "is", "lock", "namespace", "new",
		"null", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref",
		"return", "sealed", "sizeof", "stackalloc", "static", "struct", "switch", "this", "throw", "true", "try",
		"typeof", "unchecked", "unsafe", "using", "virtual", "volatile", "while":
		return true
	}
	return predefined(word)
}

// predefined types are reserved words too.
func predefined(word string) bool {
	switch word {
	case "bool", "byte", "char", "decimal", "double", "float", "int", "long", "object", "sbyte", "short",
		"string", "uint", "ulong", "ushort", "void":
		return true
	}
	return false
}

func isName(t syntax.Token) bool {
	return t.Kind == syntax.NameToken && !reserved(t.Text)
}

// plain removes the "@" that lets a keyword be a name.
func plain(name string) string {
	if len(name) > 1 && name[0] == '@' {
		return name[1:]
	}
	return name
}
