// Package syntax owns the generic tree that every language is read onto, and
// the tools its front ends share. Each language has a front end in a package of
// its own below this one; code and rule patterns go through the same one.
//
// A front end never fails and never panics. What it does not understand it
// skips to the next statement or bracket boundary and reports as a gap.
package syntax

// Node is a piece of code. Its children stand in source order unless its Kind
// says otherwise.
type Node struct {
	Kind     Kind
	Mark     uint32 // for whoever holds the tree; a front end leaves it 0
	Text     string // a name, an operator, a literal's resolved value: see Kind
	Start    int    // byte offset of the first byte
	End      int    // byte offset behind the last byte
	Children []*Node
}

// Kind says what a node is, what its Text holds, and which children it has.
// "X?" is a child that may be missing, "X*" any number of them.
type Kind uint8

const (
	Invalid Kind = iota

	// Declarations.
	File       // (statement | declaration)*
	Import     // Text: module or namespace as imported, "os.path", "System.Data", "os/exec", "node:fs"; ImportName*
	ImportName // Text: the imported symbol, "" for the module itself, "*" for all; Name? (what it is called here)
	Class      // Text: name; Annotation* TypeParameter-free: Parameter* Base* Block; class, struct, record, interface, enum, trait
	Base       // Type of a base class or interface
	Function   // Text: name, "" when it has none; Annotation* Receiver? Parameter* Type? Block?; method, constructor, accessor
	Receiver   // Go's receiver: Parameter
	Parameter  // Text: name; Annotation* Type? Default?
	Default    // expression
	Annotation // Text: qualified name without "@" or brackets; (Argument | expression)*; decorators and attributes too
	Type       // Text: as written without white space, "List<String>"; Type* (its arguments)
	Variable   // Text: name if the target is one name; target Type? value?; every declaration: let, var, field, :=, typed local; target is Name, List or Object; value is the last child that is neither target nor Type
	Modifier   // Text: "public", "static", "async" …; stands before the other children of Class, Function, Variable

	// Statements.
	Block   // statement*; an expression statement is the expression itself
	If      // condition Block (Block | If)?
	Loop    // Text: "for", "foreach", "while", "do"; header expressions* Block; a foreach header is Variable(target, value)
	Switch  // subject? Case*
	Case    // pattern* Block; no pattern for the default
	Try     // Block Catch* Finally?
	Catch   // Parameter? Block
	Finally // Block
	With    // (Variable | expression)* Block; using, with, try-with-resources
	Return  // expression?
	Throw   // expression?
	Jump    // Text: "break", "continue", "goto"
	Defer   // Text: "defer" or "go"; expression

	// Expressions.
	Name        // Text: the identifier
	Member      // Text: member's name; object; a.b, a?.b, a->b, A::b
	Index       // object index*
	Call        // callee (Argument | Spread | expression)*
	New         // Type (Argument | expression)* Object?; Text: the type's name without arguments
	Argument    // Text: keyword; value; only for arguments with a name
	Spread      // Text: "*", "**" or "..."; value
	String      // Text: resolved value, escapes decoded
	Template    // (String | expression)*; interpolated strings
	Number      // Text: as written
	Literal     // Text: "true", "false", "null" (for None, nil, undefined too), or a regular expression literal as written
	Binary      // Text: operator; left right; "&&", "||", "!" are written so in every language
	Unary       // Text: operator, "await", "yield", "typeof", "&", "*" …; operand
	Assign      // Text: "=", "+=" …; target value
	Conditional // condition then else
	Lambda      // Modifier* Parameter* Block; an expression body is Block(Return(expression))
	List        // Text: "[", "(" or "{" for array, tuple and set; element*
	Object      // Pair*, Spread*; dictionary, object literal, object initialiser, composite literal
	Pair        // key value; a key that is a plain word is a String
	Cast        // Type value; also "as" and type assertions
	Element     // JSX. Text: tag name; Pair* (attributes) and children
	Other       // Text: a word for the construct; children in order

	// What could not be read.
	Gap // [Start, End) was skipped

	// Only in patterns.
	Metavariable      // Text: "$X"
	MetaEllipsis      // Text: "$...ARGS"
	TypedMetavariable // Text: "$X"; Type; pattern of a Metavariable that has this type
	Ellipsis          // "..."
	DeepEllipsis      // "<... x ...>": x
)

// Tree is a file, read.
type Tree struct {
	Source []byte
	Root   *Node // Kind File; in a pattern: the statement or expression, or a Block of several
	Gaps   []*Node
}

// Mode says what a front end reads.
type Mode uint8

const (
	Code    Mode = iota // a source file
	Pattern             // a rule's pattern: metavariables and ellipses are grammar
)

// Frontend reads one language. source must stay unchanged while the tree lives.
type Frontend func(source []byte, mode Mode) *Tree

// Child returns the first child of the kind, or nil.
func (n *Node) Child(kind Kind) *Node {
	for _, c := range n.Children {
		if c.Kind == kind {
			return c
		}
	}
	return nil
}

// Walk calls visit for the node and everything below it, parents first. visit
// returns false to pass over a node's children.
func (n *Node) Walk(visit func(*Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for _, c := range n.Children {
		c.Walk(visit)
	}
}
