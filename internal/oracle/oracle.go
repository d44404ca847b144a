// Package oracle compares the front ends of core/sast/syntax with tree-sitter's
// grammars on real files. It is a module of its own, because tree-sitter needs
// cgo and the product must not: nothing imports it.
//
// Compared are the places of functions, lambdas, calls, creations, assignments,
// texts and imports. Where tree-sitter reports an error in a file it is no
// oracle, and the file counts for gaps only.
package oracle

import (
	"sort"

	tree_sitter "github.com/tree-sitter/go-tree-sitter"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Mark is the place of something that both sides must see. What it is made of
// decides which offsets both can name: a function's end, the whole extent of a
// call or a text, the start of an assigned value.
type Mark struct {
	What       string
	Start, End int
}

// Difference is a mark that one side has and the other has not.
type Difference struct {
	Mark
	Ours bool // the front end has it, tree-sitter not
}

// Outcome is the comparison of one file.
type Outcome struct {
	Gaps        int
	Erred       bool // tree-sitter reports an error: nothing was compared
	Same        int
	Differences []Difference
}

// Compare reads the source with both.
func (l Language) Compare(source []byte) Outcome {
	ours := l.parse(source, syntax.Code)
	outcome := Outcome{Gaps: len(ours.Gaps)}
	parser := tree_sitter.NewParser()
	defer parser.Close()
	if err := parser.SetLanguage(tree_sitter.NewLanguage(l.grammar())); err != nil {
		outcome.Erred = true
		return outcome
	}
	theirs := parser.Parse(source, nil)
	defer theirs.Close()
	if theirs.RootNode().HasError() {
		outcome.Erred = true
		return outcome
	}
	outcome.compare(l.marksOf(ours), l.marksOfOracle(theirs, source))
	return outcome
}

func (o *Outcome) compare(ours, theirs []Mark) {
	count := map[Mark]int{}
	for _, m := range theirs {
		count[m]++
	}
	for _, m := range ours {
		if count[m] > 0 {
			count[m]--
			o.Same++
		} else {
			o.Differences = append(o.Differences, Difference{m, true})
		}
	}
	for m, n := range count {
		for range n {
			o.Differences = append(o.Differences, Difference{m, false})
		}
	}
	sort.Slice(o.Differences, func(i, j int) bool {
		a, b := o.Differences[i], o.Differences[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return a.What < b.What
	})
}

// marksOfOracle walks tree-sitter's tree.
func (l Language) marksOfOracle(tree *tree_sitter.Tree, source []byte) []Mark {
	var marks []Mark
	cursor := tree.Walk()
	defer cursor.Close()
	for {
		n := cursor.Node()
		if what, ok := l.kinds[n.Kind()]; ok && n.IsNamed() {
			if m, ok := what.mark(n, source); ok {
				marks = append(marks, m)
			}
		}
		if cursor.GotoFirstChild() {
			continue
		}
		for !cursor.GotoNextSibling() {
			if !cursor.GotoParent() {
				return marks
			}
		}
	}
}

// kind says what a grammar's node is, and which field holds what is compared.
type kind struct {
	what     string
	field    string                                        // of the assigned value or the body; without it the node does not count
	template string                                        // a kind below the node that makes a template of a text
	inner    bool                                          // the field's end counts, not the node's
	skips    func(n *tree_sitter.Node, source []byte) bool // true for a node that is something else to us
}

func (k kind) mark(n *tree_sitter.Node, source []byte) (Mark, bool) {
	if k.skips != nil && k.skips(n, source) {
		return Mark{}, false
	}
	m := Mark{What: k.what, Start: int(n.StartByte()), End: int(n.EndByte())}
	var inner *tree_sitter.Node
	if k.field != "" {
		if inner = n.ChildByFieldName(k.field); inner == nil {
			return m, false
		}
	}
	if k.template != "" && has(n, k.template) {
		m.What = "template"
	}
	switch k.what {
	case "function":
		m.Start = 0
		if k.inner {
			m.End = int(inner.EndByte())
		}
	case "assignment":
		inner = unwrapped(inner)
		m.Start, m.End = int(inner.StartByte()), 0
	case "import":
		m.End = 0
	case "call": // Java's this(…); has its semicolon
		if source[m.End-1] == ';' {
			m.End--
		}
	}
	return m, true
}

// has says whether a node of the kind stands below, two levels deep at most.
func has(n *tree_sitter.Node, kind string) bool {
	for i := range n.NamedChildCount() {
		c := n.NamedChild(i)
		if c.Kind() == kind || c.Kind() == "string" && has(c, kind) {
			return true
		}
	}
	return false
}

// unwrapped is what stands in parentheses, which our tree does not have.
func unwrapped(n *tree_sitter.Node) *tree_sitter.Node {
	for n.Kind() == "parenthesized_expression" && n.NamedChildCount() > 0 {
		n = n.NamedChild(0)
	}
	return n
}

// marksOf walks our tree.
func (l Language) marksOf(tree *syntax.Tree) []Mark {
	var marks []Mark
	tree.Root.Walk(func(n *syntax.Node) bool {
		m := Mark{Start: n.Start, End: n.End}
		switch n.Kind {
		case syntax.Function:
			body := n.Child(syntax.Block)
			if body == nil {
				return true
			}
			m = Mark{What: "function", End: n.End}
		case syntax.Lambda:
			m.What = "lambda"
		case syntax.Call:
			m.What = "call"
		case syntax.New:
			m.What = "creation"
		case syntax.String:
			m.What = "text"
		case syntax.Template:
			m.What = "template"
		case syntax.Import:
			m = Mark{What: "import", Start: n.Start}
		case syntax.Assign, syntax.Variable:
			value := valueOf(n)
			if value == nil {
				return true
			}
			m = Mark{What: "assignment", Start: value.Start}
		default:
			return true
		}
		if l.ours == nil || l.ours(&m, n, tree.Source) {
			marks = append(marks, m)
		}
		return true
	})
	return marks
}

func valueOf(n *syntax.Node) *syntax.Node {
	if n.Kind == syntax.Assign {
		if len(n.Children) == 2 {
			return n.Children[1]
		}
		return nil
	}
	var target, value *syntax.Node
	for _, c := range n.Children {
		switch {
		case c.Kind == syntax.Modifier || c.Kind == syntax.Annotation:
		case target == nil:
			target = c
		case c.Kind == syntax.Type && value == nil:
		default:
			value = c
		}
	}
	return value
}
