package syntax

import (
	"strconv"
	"strings"
)

// Print writes a tree on one line for tests and messages: (Kind "text" child …).
func Print(n *Node) string {
	var b strings.Builder
	printNode(&b, n)
	return b.String()
}

func printNode(b *strings.Builder, n *Node) {
	if n == nil {
		b.WriteString("nil")
		return
	}
	b.WriteByte('(')
	b.WriteString(n.Kind.String())
	if n.Text != "" {
		b.WriteByte(' ')
		b.WriteString(strconv.Quote(n.Text))
	}
	for _, c := range n.Children {
		b.WriteByte(' ')
		printNode(b, c)
	}
	b.WriteByte(')')
}

// String is the kind's name as in the source.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "Kind" + strconv.Itoa(int(k))
}

var kindNames = [...]string{
	Invalid: "Invalid", File: "File", Import: "Import", ImportName: "ImportName", Class: "Class", Base: "Base",
	Function: "Function", Receiver: "Receiver", Parameter: "Parameter", Default: "Default", Annotation: "Annotation",
	Type: "Type", Variable: "Variable", Modifier: "Modifier", Block: "Block", If: "If", Loop: "Loop", Switch: "Switch",
	Case: "Case", Try: "Try", Catch: "Catch", Finally: "Finally", With: "With", Return: "Return", Throw: "Throw",
	Jump: "Jump", Defer: "Defer", Name: "Name", Member: "Member", Index: "Index", Call: "Call", New: "New",
	Argument: "Argument", Spread: "Spread", String: "String", Template: "Template", Number: "Number", Literal: "Literal",
	Binary: "Binary", Unary: "Unary", Assign: "Assign", Conditional: "Conditional", Lambda: "Lambda", List: "List",
	Object: "Object", Pair: "Pair", Cast: "Cast", Element: "Element", Other: "Other", Gap: "Gap",
	Metavariable: "Metavariable", MetaEllipsis: "MetaEllipsis", TypedMetavariable: "TypedMetavariable",
	Ellipsis: "Ellipsis", DeepEllipsis: "DeepEllipsis",
}
