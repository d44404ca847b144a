package sast

import (
	"sort"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// scope is a file, class or function with the names declared in it. Blocks do
// not make scopes of their own: a name declared twice in a function counts as
// assigned twice, so it is no constant.
type scope struct {
	start, end int
	class      bool
	parent     *scope
	variables  map[string]*variable
	outer      map[string]bool // declared to be of a scope around
}

type variable struct {
	typ      string       // as declared, or of the object it was made with; "" when unknown
	value    *syntax.Node // what it was declared with
	assigned int          // how often it gets a value, parameters included
}

// scopes finds the scope of a place. The list is sorted by start; inner scopes
// come behind outer ones.
type scopes struct {
	all    []*scope
	writes []write
	local  bool // an assignment declares in the function that it stands in
}

type write struct {
	in   *scope
	name string
}

func newScopes(l *language, root *syntax.Node) *scopes {
	s := &scopes{local: l.local}
	file := s.open(root, nil)
	file.end = 1 << 62
	for _, c := range root.Children {
		s.declare(c, file)
	}
	for _, w := range s.writes {
		if v := w.in.find(w.name); v != nil {
			v.assigned++
		}
	}
	sort.SliceStable(s.all, func(i, j int) bool { return s.all[i].start < s.all[j].start })
	return s
}

func (s *scopes) open(n *syntax.Node, parent *scope) *scope {
	made := &scope{start: n.Start, end: n.End, class: n.Kind == syntax.Class, parent: parent, variables: map[string]*variable{}}
	s.all = append(s.all, made)
	return made
}

func (s *scopes) declare(n *syntax.Node, in *scope) {
	switch n.Kind {
	case syntax.Function, syntax.Lambda, syntax.Class:
		in = s.open(n, in)
	case syntax.Parameter:
		in.add(n.Text, typeText(n.Child(syntax.Type)), nil).assigned++
		if n.Text == "" {
			s.targets(n.Children, in)
		}
	case syntax.Variable:
		s.variable(n, in)
	case syntax.Assign:
		if len(n.Children) > 0 {
			s.write(n.Children[0], in, n)
		}
	case syntax.Unary:
		if (n.Text == "++" || n.Text == "--" || n.Text == "&") && len(n.Children) == 1 {
			s.write(n.Children[0], in, n)
		}
	case syntax.Other:
		if n.Text == "global" || n.Text == "nonlocal" {
			if in.outer == nil {
				in.outer = map[string]bool{}
			}
			for _, c := range n.Children {
				in.outer[c.Text] = true
			}
		}
	case syntax.Loop:
		for _, c := range n.Children {
			if c.Kind == syntax.Variable && n.Text == "foreach" {
				s.targets(c.Children[:min(1, len(c.Children))], in)
			}
		}
	}
	for _, c := range n.Children {
		s.declare(c, in)
	}
}

func (s *scopes) variable(n *syntax.Node, in *scope) {
	target, typ, value := variableParts(n)
	if target == nil || target.Kind != syntax.Name {
		if target != nil {
			s.targets([]*syntax.Node{target}, in)
		}
		return
	}
	text := typeText(typ)
	if text == "" || text == "var" {
		text = typeOfValue(value)
	}
	v := in.add(target.Text, text, value)
	if value != nil {
		v.assigned++
	}
}

// targets declares every name below the nodes with an unknown value.
func (s *scopes) targets(nodes []*syntax.Node, in *scope) {
	for _, n := range nodes {
		n.Walk(func(x *syntax.Node) bool {
			if x.Kind == syntax.Name {
				in.add(x.Text, "", nil).assigned += 2
			}
			return x.Kind != syntax.Call && x.Kind != syntax.Lambda
		})
	}
}

func (s *scopes) write(target *syntax.Node, in *scope, assign *syntax.Node) {
	switch target.Kind {
	case syntax.Name:
		if v := in.find(target.Text); v == nil || s.local && in.variables[target.Text] == nil && !in.outer[target.Text] { // Python, and JavaScript without var: the first assignment declares
			var value *syntax.Node
			if assign.Kind == syntax.Assign && assign.Text == "=" && len(assign.Children) == 2 {
				value = assign.Children[1]
			}
			in.add(target.Text, typeOfValue(value), value)
		}
		s.writes = append(s.writes, write{in, target.Text})
	case syntax.Member:
		if len(target.Children) == 1 && target.Children[0].Kind == syntax.Name && isSelf(target.Children[0].Text) {
			s.writes = append(s.writes, write{in, target.Text})
		}
	case syntax.List, syntax.Object:
		s.targets([]*syntax.Node{target}, in)
	}
}

func (c *scope) add(name, typ string, value *syntax.Node) *variable {
	if v := c.variables[name]; v != nil {
		v.assigned++
		if v.typ == "" {
			v.typ = typ
		}
		return v
	}
	v := &variable{typ: typ, value: value}
	c.variables[name] = v
	return v
}

func (c *scope) find(name string) *variable {
	for ; c != nil; c = c.parent {
		if v := c.variables[name]; v != nil {
			return v
		}
	}
	return nil
}

// at returns the innermost scope around the offset.
func (s *scopes) at(offset int) *scope {
	i := sort.Search(len(s.all), func(i int) bool { return s.all[i].start > offset })
	if i == 0 {
		return nil
	}
	for c := s.all[i-1]; c != nil; c = c.parent {
		if offset < c.end {
			return c
		}
	}
	return s.all[0]
}

// lookup finds what a name means at the offset.
func (s *scopes) lookup(name string, offset int) *variable { return s.at(offset).find(name) }

// variableParts splits a declaration into its target, type and value.
func variableParts(n *syntax.Node) (target, typ, value *syntax.Node) {
	for _, c := range n.Children {
		switch {
		case c.Kind == syntax.Modifier || c.Kind == syntax.Annotation:
		case target == nil:
			target = c
		case c.Kind == syntax.Type && typ == nil && value == nil:
			typ = c
		default:
			value = c
		}
	}
	return target, typ, value
}

func typeText(n *syntax.Node) string {
	if n == nil {
		return ""
	}
	return n.Text
}

// typeOfValue is the type of a value that says it itself.
func typeOfValue(n *syntax.Node) string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case syntax.New:
		return n.Text
	case syntax.Cast:
		return typeText(n.Child(syntax.Type))
	case syntax.String, syntax.Template:
		return "string"
	case syntax.Number:
		return "int"
	case syntax.Unary:
		if n.Text == "&" && len(n.Children) == 1 && n.Children[0].Kind == syntax.New {
			return "*" + n.Children[0].Text
		}
		if n.Text == "await" && len(n.Children) == 1 {
			return typeOfValue(n.Children[0])
		}
	}
	return ""
}

func isSelf(name string) bool { return name == "this" || name == "self" || name == "cls" }

// bareType is a type's last component without arguments, pointer or question mark.
func bareType(text string) string {
	text = strings.TrimRight(strings.TrimLeft(text, "*&"), "?!")
	if i := strings.IndexByte(text, '<'); i > 0 {
		text = text[:i]
	}
	if i := strings.LastIndexByte(text, '.'); i >= 0 {
		text = text[i+1:]
	}
	return text
}
