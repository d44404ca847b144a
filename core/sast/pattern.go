package sast

import (
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// leaf is one pattern, read in one language.
type leaf struct {
	number int // its slot in a file's results
	root   *syntax.Node
	roots  []*syntax.Node // statements, when the pattern is a sequence
	words  []string       // must occur in a file that it matches
	places []int          // of the words in a file's word set
	local  []int          // of those that must occur in the very code that it matches
	types  []int          // and of those of the types that it states
	key    leafKey        // what a node must be named; empty when a metavariable decides

	options *matching
	regexes map[*syntax.Node]*expression // of "=~/re/" texts
	late    bool                         // tried only when what is rarer in its rule was found
	foreign bool                         // in another language than the rule's: only for what a metavariable stands for
	generic *genericPattern              // in generic mode, instead of root
}

// newLeaf reads a pattern.
func newLeaf(l *language, text string, options *matching) (*leaf, error) {
	if l.free {
		return newGenericLeaf(l, text, options)
	}
	tree, err := readPattern(l, text)
	if err != nil {
		return nil, err
	}
	root := unwrap(tree.Root)
	made := &leaf{root: root, options: options, regexes: map[*syntax.Node]*expression{}}
	if err := made.readRegexes(tree.Source); err != nil {
		return nil, err
	}
	if root.Kind == syntax.Block && !strings.HasPrefix(strings.TrimSpace(text), "{") {
		made.roots = root.Children
	}
	if made.roots == nil {
		made.key = keyOf(root)
		if root.Kind == syntax.Annotation || isMetavariable(made.key.text) || strings.HasPrefix(made.key.text, "$") {
			made.key = leafKey{}
		}
	}
	collectWords(l, root, &made.words)
	return made, nil
}

// isVague says whether a leaf names nothing, and so matches almost everywhere.
func (l *leaf) isVague() bool {
	if len(l.words) > 0 || l.roots != nil || l.generic != nil {
		return false
	}
	switch l.root.Kind {
	case syntax.Metavariable, syntax.Ellipsis, syntax.Assign, syntax.Variable, syntax.DeepEllipsis, syntax.Call, syntax.Binary:
		return true
	}
	return false
}

func isRegexText(text string) bool { return strings.HasPrefix(text, "=~/") }

// readRegexes compiles "=~/re/" and "=~/re/i". They are taken as written: the
// language's own escapes do not hold inside.
func (l *leaf) readRegexes(source []byte) (err error) {
	l.root.Walk(func(n *syntax.Node) bool {
		if n.Kind != syntax.String || !isRegexText(n.Text) || err != nil {
			return true
		}
		raw := strings.Trim(string(source[n.Start:n.End]), "\"'`")
		end := strings.LastIndexByte(raw, '/')
		if !isRegexText(raw) || end < 3 {
			err = fmt.Errorf("the text %q is no regular expression; write \"=~/…/\"", bounded(raw, maxQuote))
			return true
		}
		expression := strings.ReplaceAll(raw[3:end], `\/`, "/")
		if strings.Contains(raw[end:], "i") {
			expression = "(?i)" + expression
		}
		l.regexes[n], err = newExpression("", expression)
		return true
	})
	return err
}

func readPattern(l *language, text string) (*syntax.Tree, error) {
	var first *syntax.Tree
	for _, parse := range l.patterns {
		tree := parse([]byte(text), syntax.Pattern)
		if first == nil {
			first = tree
		}
		if len(tree.Gaps) == 0 && tree.Root != nil && !(tree.Root.Kind == syntax.Block && len(tree.Root.Children) == 0) {
			tree.Root = tree.Root.Compact()
			return tree, nil
		}
	}
	at := 0
	if first != nil && len(first.Gaps) > 0 {
		at = first.Gaps[0].Start
	}
	return nil, fmt.Errorf("the pattern is not %s at its character %d", l.name, at+1)
}

// unwrap takes a file or block of one statement for the statement.
func unwrap(n *syntax.Node) *syntax.Node {
	for n.Kind == syntax.File && len(n.Children) == 1 {
		n = n.Children[0]
	}
	if n.Kind == syntax.File {
		return &syntax.Node{Kind: syntax.Block, Start: n.Start, End: n.End, Children: n.Children}
	}
	return n
}

// leafKey finds leaves by what they name: the called function, the member, the
// member that is assigned, the type that is made.
type leafKey struct {
	kind syntax.Kind
	text string
}

// keyOf is the key of a pattern's root, and of a node in code.
func keyOf(n *syntax.Node) leafKey {
	switch n.Kind {
	case syntax.Call:
		if len(n.Children) > 0 {
			if c := n.Children[0]; c.Kind == syntax.Name || c.Kind == syntax.Member {
				return leafKey{syntax.Call, c.Text}
			}
		}
	case syntax.Name, syntax.Member:
		return leafKey{syntax.Member, n.Text}
	case syntax.Assign:
		if len(n.Children) == 2 {
			if c := n.Children[0]; c.Kind == syntax.Name || c.Kind == syntax.Member {
				return leafKey{syntax.Assign, c.Text}
			}
		}
	case syntax.New:
		return leafKey{syntax.New, last(n.Text)}
	case syntax.Annotation:
		return leafKey{syntax.Call, last(n.Text)}
	}
	return leafKey{}
}

// collectWords gathers the identifiers that a file must have. Namespaces that
// the language lets code leave out are not among them.
func collectWords(l *language, n *syntax.Node, words *[]string) {
	add := func(text string) {
		if text = plainWord(text); text != "" {
			*words = append(*words, text)
		}
	}
	switch n.Kind {
	case syntax.Name, syntax.Member:
		if name := dotted(n); name != "" {
			all := strings.Split(name, ".")
			if l.types && len(all) > 2 {
				all = all[len(all)-2:]
			}
			for _, w := range all {
				if w != "this" {
					add(w)
				}
			}
			return
		}
		add(n.Text)
	case syntax.Function, syntax.Class, syntax.Argument:
		if n.Text != "..." {
			add(n.Text)
		}
	case syntax.New:
		add(last(n.Text))
	case syntax.Annotation:
		add(strings.TrimSuffix(last(n.Text), "Attribute"))
	}
	for _, c := range n.Children {
		if c.Kind != syntax.Type && c.Kind != syntax.Variable || c.Kind == syntax.Variable {
			collectWords(l, c, words)
		}
	}
}

// plainWord returns text if it is an identifier and no metavariable.
func plainWord(text string) string {
	if text == "" || text[0] == '$' {
		return ""
	}
	for i := 0; i < len(text); i++ {
		if !isWordByte(text[i]) {
			return ""
		}
	}
	return text
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// rootKinds lists the kinds of node at which a pattern can match.
func (l *leaf) rootKinds() []syntax.Kind {
	if l.roots != nil {
		return []syntax.Kind{syntax.File, syntax.Block}
	}
	switch l.root.Kind {
	case syntax.Call:
		return []syntax.Kind{syntax.Call, syntax.Annotation}
	case syntax.Name, syntax.Member:
		return []syntax.Kind{syntax.Name, syntax.Member}
	case syntax.Assign:
		return []syntax.Kind{syntax.Assign, syntax.Variable}
	case syntax.Variable:
		return []syntax.Kind{syntax.Variable, syntax.Assign}
	case syntax.Function, syntax.Lambda:
		return []syntax.Kind{syntax.Function, syntax.Lambda}
	case syntax.Import:
		return []syntax.Kind{syntax.Import, syntax.Variable}
	case syntax.Template:
		return []syntax.Kind{syntax.Template, syntax.String}
	case syntax.Object:
		return []syntax.Kind{syntax.Object, syntax.List}
	case syntax.Pair:
		return []syntax.Kind{syntax.Pair, syntax.Function}
	case syntax.String:
		return []syntax.Kind{syntax.String, syntax.Template, syntax.Binary}
	case syntax.Metavariable, syntax.Ellipsis, syntax.DeepEllipsis, syntax.TypedMetavariable:
		return expressionKinds[:]
	case syntax.Block:
		return []syntax.Kind{syntax.Block}
	}
	return []syntax.Kind{l.root.Kind}
}

var expressionKinds = [...]syntax.Kind{
	syntax.Name, syntax.Member, syntax.Index, syntax.Call, syntax.New, syntax.String, syntax.Template,
	syntax.Number, syntax.Literal, syntax.Binary, syntax.Unary, syntax.Assign, syntax.Conditional, syntax.Lambda,
	syntax.List, syntax.Object, syntax.Cast, syntax.Element, syntax.Other,
}
