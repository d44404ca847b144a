// Package java reads Java (up to version 21) onto the generic syntax tree.
//
// Where the tree's layouts leave room:
//   - the kind of a type that is no class stands as a Modifier: "interface",
//     "enum", "record", "@interface";
//   - the package is Other "package" (name);
//   - import a.b.C is Import "a.b" with ImportName "C"; import a.b.* has
//     ImportName "*"; import static a.B.c is Import "a.B" with ImportName "c";
//   - an enum's constant is a Variable whose value is the New that makes it;
//   - an initialiser block of a class is a Block, behind "static" an Other
//     "static" (Block);
//   - annotations of a Variable stand between its modifiers and its target;
//   - try with resources is With; beside catch or finally it is the only
//     statement of Try's Block;
//   - an arm of a switch expression is a Case whose Block holds the value;
//   - a guard is Other "when", a record pattern Other "pattern";
//   - what a class permits or a method throws is left out, and so are type
//     arguments of a call;
//   - the method-chain ellipsis a. ... .b() is a Member on an Ellipsis that has a
//     as its child.
package java

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// Parse reads a Java file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	p := &parser{}
	p.Source, p.Mode = string(source), mode
	dialect := cfamily.Dialect{Literal: literal, TrailingPoint: true, DollarNames: true}
	tokens := cfamily.Scan(p.Source, 0, len(source), mode, dialect)
	p.Start(tokens)
	p.types = make([]int32, len(tokens)+1)
	p.arguments = make([]int32, len(tokens)+1)
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
}

// reserved words are never names.
func reserved(word string) bool {
	switch word {
	case "abstract", "assert", "break", "case", "catch", "class", "const", "continue", "default", "do", "else",
		"enum", "extends", "false", "final", "finally", "for", "goto", "if", "implements", "import", "instanceof",
		"interface", "native", "new", "null", "package", "private", "protected", "public", "return", "static",
		"strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try",
		"volatile", "while":
		return true
	}
	return predefined(word)
}

// predefined types are reserved words too.
func predefined(word string) bool {
	switch word {
	case "boolean", "byte", "char", "double", "float", "int", "long", "short", "void":
		return true
	}
	return false
}

func isName(t syntax.Token) bool {
	return t.Kind == syntax.NameToken && !reserved(t.Text)
}
