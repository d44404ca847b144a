package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// may says quickly whether a pattern could match a node: it looks at kinds, names
// and numbers of arguments, binds nothing and makes nothing. What it refuses
// would not match.
func (m *matcher) may(p, n *syntax.Node) bool {
	if n == nil {
		return false
	}
	if p.Mark != 0 && !m.spots.have(m.needs[p.Mark], n.Start, n.End) {
		return false
	}
	if m.options.symbols && n.Kind == syntax.Name {
		return true // it stands for something else
	}
	switch p.Kind {
	case syntax.Metavariable, syntax.MetaEllipsis, syntax.TypedMetavariable, syntax.Ellipsis, syntax.DeepEllipsis, syntax.Block, syntax.File:
		return true
	case syntax.Variable:
		return n.Kind == syntax.Variable || n.Kind == syntax.Assign
	case syntax.Object:
		return n.Kind == syntax.List || n.Kind == syntax.Object && m.mayHold(p, n)
	case syntax.Template:
		return n.Kind == syntax.Template || n.Kind == syntax.String && len(p.Children) == 1
	case syntax.Pair:
		return n.Kind == syntax.Pair || n.Kind == syntax.Function
	case syntax.String:
		return m.mayBeText(p, n)
	case syntax.Name, syntax.Member:
		return m.mayRefer(p, n)
	case syntax.Call:
		return n.Kind == syntax.Annotation && m.options.attributes || n.Kind == syntax.Call && m.mayCall(p, n)
	case syntax.Assign:
		return m.mayAssign(p, n)
	case syntax.Function, syntax.Lambda:
		return (n.Kind == syntax.Function || n.Kind == syntax.Lambda) && mayBeNamed(p, n)
	case syntax.Class:
		return n.Kind == syntax.Class && mayBeNamed(p, n)
	case syntax.Import:
		return n.Kind == syntax.Import && mayImport(p, n) || n.Kind == syntax.Variable && mayRequire(p, n)
	case syntax.Literal, syntax.Number:
		return m.mayBeWorth(p, n)
	case syntax.New, syntax.Annotation, syntax.Parameter, syntax.Type, syntax.Return, syntax.If, syntax.Try, syntax.Catch, syntax.Element:
		return p.Kind == n.Kind
	}
	return p.Kind == n.Kind && (p.Text == n.Text || isMetavariable(p.Text))
}

// mayBeText is for texts: only an expression of some kinds has a constant one.
func (m *matcher) mayBeText(p, n *syntax.Node) bool {
	switch n.Kind {
	case syntax.String:
		return p.Text == n.Text || p.Text == "..." || isMetavariable(p.Text) || isRegexText(p.Text)
	case syntax.Template, syntax.Binary, syntax.Name, syntax.Member, syntax.Conditional:
		return m.options.constants
	}
	return false
}

// mayRefer is for names and members. What stands last must be the same, unless
// an import gave it another name.
func (m *matcher) mayRefer(p, n *syntax.Node) bool {
	switch n.Kind {
	case syntax.Name:
		if m.names.local[n.Text] != "" || strings.HasPrefix(n.Text, "global::") {
			return true
		}
		return (p.Kind == syntax.Name || len(m.names.wild) > 0) && last(p.Text) == last(n.Text)
	case syntax.Member:
		if p.Kind != syntax.Member || len(p.Children) != 1 || len(n.Children) != 1 {
			return last(p.Text) == last(n.Text)
		}
		return (p.Text == n.Text || isMetavariable(p.Text)) && m.may(p.Children[0], n.Children[0])
	}
	return false
}

// mayCall compares the callee, the number of arguments, the positional ones in
// front of an ellipsis, and the names of the others.
func (m *matcher) mayCall(p, n *syntax.Node) bool {
	if len(p.Children) == 0 || len(n.Children) == 0 || !m.may(p.Children[0], n.Children[0]) {
		return false
	}
	open, positional := false, true
	for i, a := range p.Children[1:] {
		switch {
		case isEllipsis(a):
			open, positional = true, false
		case a.Kind == syntax.Argument:
			positional = false
			if !m.mayHaveArgument(a, n.Children[1:]) {
				return false
			}
		case positional:
			if i+1 >= len(n.Children) {
				return false
			}
			if have := n.Children[i+1]; have.Kind == syntax.Argument {
				positional = false
			} else if !m.may(a, have) {
				return false
			}
		}
	}
	return open || len(p.Children) == len(n.Children)
}

func (m *matcher) mayHaveArgument(p *syntax.Node, ns []*syntax.Node) bool {
	for _, n := range ns {
		if n.Kind == syntax.Argument && (n.Text == p.Text || isMetavariable(p.Text)) {
			return true
		}
	}
	return false
}

// mayHold looks for the keys that a pattern of an object states as texts.
func (m *matcher) mayHold(p, n *syntax.Node) bool {
	for _, pair := range p.Children {
		if pair.Kind != syntax.Pair || len(pair.Children) != 2 || pair.Children[0].Kind != syntax.String {
			continue
		}
		found := false
		for _, have := range n.Children {
			found = found || have.Kind != syntax.Pair || len(have.Children) != 2 ||
				m.may(pair.Children[0], have.Children[0]) && m.may(pair.Children[1], have.Children[1])
		}
		if !found {
			return false
		}
	}
	return true
}

func (m *matcher) mayAssign(p, n *syntax.Node) bool {
	if len(p.Children) != 2 {
		return false
	}
	switch n.Kind {
	case syntax.Assign:
		return len(n.Children) == 2 && p.Text == n.Text && m.may(p.Children[0], n.Children[0]) && m.may(p.Children[1], n.Children[1])
	case syntax.Variable:
		target, _, value := variableParts(n)
		return p.Text == "=" && value != nil && m.may(p.Children[0], target) && m.may(p.Children[1], value)
	}
	return false
}

// mayBeNamed is for definitions.
func mayBeNamed(p, n *syntax.Node) bool {
	switch {
	case p.Text == "...":
		return true
	case p.Text == "":
		return n.Text == "" || p.Kind == syntax.Class
	}
	return p.Text == n.Text || isMetavariable(p.Text)
}

// mayImport compares the modules as far as one is the beginning of the other.
func mayImport(p, n *syntax.Node) bool {
	return p.Text == "..." || strings.HasPrefix(n.Text, p.Text) || strings.HasPrefix(p.Text, n.Text) || strings.Contains(p.Text, "$")
}

// mayBeWorth is for numbers and other literals.
func (m *matcher) mayBeWorth(p, n *syntax.Node) bool {
	if n.Kind == p.Kind {
		return p.Kind == syntax.Number || p.Text == n.Text || strings.HasPrefix(p.Text, "/")
	}
	switch n.Kind {
	case syntax.Name:
		return m.options.constants
	case syntax.Number, syntax.Literal, syntax.String, syntax.Template:
		return false
	}
	return p.Kind == syntax.Number
}

// mayRequire is for "const a = require('m')" and its like.
func mayRequire(p, n *syntax.Node) bool {
	if len(n.Children) == 0 {
		return false
	}
	value := n.Children[len(n.Children)-1]
	if value.Kind == syntax.Member && len(value.Children) == 1 {
		value = value.Children[0]
	}
	return value.Kind == syntax.Call && len(value.Children) == 2 && value.Children[0].Text == "require" && mayImport(p, value.Children[1])
}
