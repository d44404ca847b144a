package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// source is one file, read and ready to be matched.
type source struct {
	path     string
	folder   string // what is examined; "" is the whole tree
	language *language
	text     []byte
	root     *syntax.Node
	names    *names
	scopes   *scopes
	lines    *finding.Lines

	testing   *bool                                        // whether it imports a test framework; nil until somebody asks
	defined   *definitions                                 // made when they are asked for
	elsewhere func(in *source, class, field string) string // the type of a field in another file; may be nil
}

func newSource(path string, l *language, tree *syntax.Tree) *source {
	return &source{
		path: path, language: l, text: tree.Source, root: tree.Root,
		names: newNames(l, tree.Root), scopes: newScopes(l, tree.Root), lines: finding.NewLines(path, tree.Source),
	}
}

// definitions are the functions and classes of the file.
func (s *source) definitions() *definitions {
	if s.defined == nil {
		s.defined = newDefinitions(s.root)
	}
	return s.defined
}

// maxConstant bounds how far a constant is followed and how long it may grow.
const (
	maxConstantDepth = 20
	maxConstantSize  = 4096
)

// constant is the text that an expression always has: a literal, a sum of
// them, or a name that gets one value only.
func (s *source) constant(n *syntax.Node) (string, bool) { return s.constantIn(n, maxConstantDepth) }

func (s *source) constantIn(n *syntax.Node, depth int) (string, bool) {
	if depth == 0 {
		return "", false
	}
	switch n.Kind {
	case syntax.String:
		return n.Text, true
	case syntax.Template:
		return s.joined(n.Children, depth)
	case syntax.Binary:
		if n.Text == "+" && len(n.Children) == 2 {
			return s.joined(n.Children, depth)
		}
	case syntax.Name:
		if v := s.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != nil && v.value != n {
			return s.constantIn(v.value, depth-1)
		}
	case syntax.Member:
		if len(n.Children) == 1 && n.Children[0].Kind == syntax.Name && (isSelf(n.Children[0].Text) || s.isClass(n)) {
			if v := s.scopes.lookup(n.Text, n.Start); v != nil && v.assigned == 1 && v.value != nil {
				return s.constantIn(v.value, depth-1)
			}
		}
	}
	return "", false
}

// isClass says whether a member belongs to a class around it: Config.Name inside class Config.
func (s *source) isClass(n *syntax.Node) bool {
	first := n.Children[0].Text
	if !s.language.types || first == "" || first[0] < 'A' || first[0] > 'Z' {
		return false
	}
	return s.scopes.lookup(first, n.Start) == nil && s.scopes.lookup(n.Text, n.Start) != nil
}

func (s *source) joined(parts []*syntax.Node, depth int) (string, bool) {
	var all strings.Builder
	for _, p := range parts {
		text, ok := s.constantIn(p, depth-1)
		if !ok || all.Len()+len(text) > maxConstantSize {
			return "", false
		}
		all.WriteString(text)
	}
	return all.String(), true
}

// isConstant says whether an expression has no part that a user can choose.
func (s *source) isConstant(n *syntax.Node) bool {
	if n.Kind == syntax.Number || n.Kind == syntax.Literal {
		return true
	}
	_, ok := s.constant(n)
	return ok
}

// typeOf is the type of an expression as far as the file says it; "" otherwise.
func (s *source) typeOf(n *syntax.Node) string {
	switch n.Kind {
	case syntax.Name:
		if v := s.scopes.lookup(n.Text, n.Start); v != nil {
			return v.typ
		}
	case syntax.Member:
		if len(n.Children) == 1 && n.Children[0].Kind == syntax.Name && isSelf(n.Children[0].Text) {
			if v := s.scopes.lookup(n.Text, n.Start); v != nil {
				return v.typ
			}
		}
		if len(n.Children) == 1 {
			return s.fieldType(n)
		}
	case syntax.Parameter:
		return typeText(n.Child(syntax.Type))
	}
	return typeOfValue(n)
}

// maxFieldChain bounds how many members of members are looked up for a type.
const maxFieldChain = 4

// fieldType is the type of a member by the class that declares it, in this file
// or another one.
func (s *source) fieldType(n *syntax.Node) string {
	depth := 0
	for o := n; o.Kind == syntax.Member && len(o.Children) == 1; o = o.Children[0] {
		if depth++; depth > maxFieldChain {
			return ""
		}
	}
	class := s.typeOf(n.Children[0])
	if class == "" {
		return ""
	}
	if c := s.definitions().classes[bareType(class)]; c != nil {
		if field := c.fields[n.Text]; field != nil {
			typ, _, _, _ := fieldParts(field)
			return typ
		}
	}
	if s.elsewhere != nil {
		return s.elsewhere(s, class, n.Text)
	}
	return ""
}

// isOfFile says whether a name is a variable of the file's top level.
func (s *source) isOfFile(n *syntax.Node) bool {
	for c := s.scopes.at(n.Start); c != nil; c = c.parent {
		if c.variables[n.Text] != nil {
			return c.parent == nil
		}
	}
	return false
}

// hasType says whether an expression has the type that a pattern names.
func (s *source) hasType(n, wanted *syntax.Node) bool {
	have := s.typeOf(n)
	if have == "" || wanted == nil {
		return false
	}
	return s.sameType(have, wanted.Text)
}

func (s *source) sameType(have, wanted string) bool {
	have, wanted = strings.TrimRight(have, "?!"), strings.TrimRight(wanted, "?!")
	if have == wanted || strings.EqualFold(have, "string") && strings.EqualFold(wanted, "string") {
		return true
	}
	if !strings.ContainsAny(wanted, "<[") {
		if i := strings.IndexAny(have, "<"); i > 0 {
			have = have[:i]
		}
	}
	if strings.HasPrefix(have, "*") != strings.HasPrefix(wanted, "*") {
		return false
	}
	have, wanted = strings.TrimPrefix(have, "*"), strings.TrimPrefix(wanted, "*")
	if have == wanted || s.names.is(have, wanted) {
		return true
	}
	return s.language.types && last(have) == last(wanted) && (!strings.Contains(have, ".") || !strings.Contains(wanted, "."))
}
