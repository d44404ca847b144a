package sast

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// function matches modifiers and annotations as subsets, parameters in order,
// and the body when the pattern has one.
func (m *matcher) function(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind != syntax.Function && n.Kind != syntax.Lambda || !mayBeNamed(p, n) {
		return false
	}
	a, b := partsOf(p), partsOf(n)
	body := func(e *binding) bool {
		if a.body == nil {
			return k(e)
		}
		return b.body != nil && m.match(a.body, b.body, e, k)
	}
	types := func(e *binding) bool { return m.optional(a.types, b.types, e, body) }
	parameters := func(e *binding) bool { return m.list(a.parameters, b.parameters, e, types) }
	receiver := func(e *binding) bool {
		switch {
		case a.receiver == nil:
			return parameters(e)
		case b.receiver == nil:
			return false
		}
		return m.list(a.receiver.Children, b.receiver.Children, e, parameters)
	}
	return m.head(p, n, a, b, env, receiver)
}

// head matches name, modifiers and annotations.
func (m *matcher) head(p, n *syntax.Node, a, b parts, env *binding, k then) bool {
	annotations := func(e *binding) bool { return m.subset(a.annotations, b.annotations, e, k) }
	modifiers := func(e *binding) bool { return m.subset(a.modifiers, b.modifiers, e, annotations) }
	switch {
	case p.Text == "..." || p.Text == "" && n.Text == "" || p.Text == "" && p.Kind == syntax.Class:
		return modifiers(env)
	case p.Text == "": // a function without a name is none that has one
		return false
	}
	return m.word(p.Text, n, env, modifiers)
}

// optional matches what the pattern states; what it leaves out may be anything.
func (m *matcher) optional(ps, ns []*syntax.Node, env *binding, k then) bool {
	if len(ps) == 0 {
		return k(env)
	}
	return m.list(ps, ns, env, k)
}

func (m *matcher) class(p, n *syntax.Node, env *binding, k then) bool {
	if !mayBeNamed(p, n) {
		return false
	}
	a, b := partsOf(p), partsOf(n)
	return m.head(p, n, a, b, env, func(e *binding) bool {
		return m.subset(a.bases, b.bases, e, func(e *binding) bool {
			return m.optional(a.parameters, b.parameters, e, func(e *binding) bool {
				if a.body == nil {
					return k(e)
				}
				return b.body != nil && m.members(a.body.Children, b.body.Children, e, k)
			})
		})
	})
}

// members matches a class's body: as it stands, or every member that the
// pattern states with one of the code, in any order.
func (m *matcher) members(ps, ns []*syntax.Node, env *binding, k then) bool {
	return m.sequence(ps, ns, false, env, func(e *binding, _ *syntax.Node) bool { return k(e) }) || m.subset(ps, ns, env, k)
}

// annotation matches name and arguments: @Path(...) matches @Path("/x"), @Path does not.
func (m *matcher) annotation(p, n *syntax.Node, env *binding, k then) bool {
	arguments := func(e *binding) bool {
		return m.arguments(p.Children, n.Children, e, k)
	}
	if isMetavariable(p.Text) {
		return m.word(p.Text, n, env, arguments)
	}
	if object, rest, ok := strings.Cut(p.Text, "."); ok && isMetavariable(object) {
		have, ok := strings.CutSuffix(n.Text, "."+rest)
		return ok && m.bindOne(object, env, arguments, &syntax.Node{Kind: syntax.Name, Text: have, Start: n.Start, End: n.Start + len(have)})
	}
	have := strings.TrimSuffix(n.Text, "Attribute")
	return (have == strings.TrimSuffix(p.Text, "Attribute") || m.names.is(n.Text, p.Text)) && arguments(env)
}

// parameter matches annotations as a subset; type and default only when stated.
func (m *matcher) parameter(p, n *syntax.Node, env *binding, k then) bool {
	a, b := partsOf(p), partsOf(n)
	if len(a.types) == 0 && len(a.parameters) == 1 {
		a.types = a.parameters // Python: "$X: $T"
	}
	name := func(e *binding) bool {
		switch {
		case p.Text == "":
			return m.optional(a.types, b.types, e, k)
		case isMetavariable(p.Text):
			return m.bindOne(p.Text, e, k, m.textNode(n))
		}
		return p.Text == n.Text && k(e)
	}
	types := func(e *binding) bool {
		if p.Text == "" {
			return name(e)
		}
		return m.optional(a.types, b.types, e, name)
	}
	return m.subset(a.annotations, b.annotations, env, func(e *binding) bool {
		if d := p.Child(syntax.Default); d != nil {
			have := n.Child(syntax.Default)
			return have != nil && m.list(d.Children, have.Children, e, types)
		}
		return types(e)
	})
}

func (m *matcher) typed(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind != syntax.Type {
		return false
	}
	if isMetavariable(p.Text) {
		return m.bindOne(p.Text, env, k, n)
	}
	if p.Text != n.Text && len(p.Children) > 0 && (strings.Contains(p.Text, "$") || strings.Contains(p.Text, "...")) {
		return m.generalType(p, n, env, k)
	}
	return m.sameType(n.Text, p.Text) && k(env)
}

// generalType matches a type whose arguments hold metavariables or ellipses. A
// tuple in a pattern also matches one of its types alone, as an "except" does.
func (m *matcher) generalType(p, n *syntax.Node, env *binding, k then) bool {
	base, _, _ := strings.Cut(p.Text, bracketOf(p.Text))
	have, _, _ := strings.Cut(n.Text, bracketOf(n.Text))
	if base == "" && have != "" {
		return m.list(p.Children, []*syntax.Node{n}, env, k)
	}
	return (base == have || isMetavariable(base) || m.sameType(have, base)) && m.list(p.Children, n.Children, env, k)
}

// bracketOf is the first bracket in a type's text, or what is in none.
func bracketOf(text string) string {
	if i := strings.IndexAny(text, "<[("); i >= 0 {
		return text[i : i+1]
	}
	return "\x00"
}

func (m *matcher) imported(p, n *syntax.Node, env *binding, k then) bool {
	names := func(e *binding) bool { return m.importNames(p.Children, n, e, k) }
	if isMetavariable(p.Text) {
		return m.word(p.Text, n, env, names)
	}
	if strings.Contains(p.Text, "$") && strings.Contains(p.Text, ".") {
		return m.dottedText(strings.Split(p.Text, "."), strings.Split(n.Text, "."), n, env, names)
	}
	if len(p.Children) == 1 && p.Children[0].Kind == syntax.ImportName && p.Children[0].Text != "" && n.Text == p.Text+"."+p.Children[0].Text && len(n.Children) == 0 {
		return k(env) // "from a import b" and "import a.b" bring the same in
	}
	if m.language.name == "python" && len(p.Children) == 0 && reaches(n, p.Text) {
		return k(env) // "import a.b" stands for everything that brings a.b in
	}
	return (p.Text == n.Text || p.Text == "..." || strings.HasPrefix(n.Text, p.Text+"/")) && names(env)
}

// importNames matches every name that the pattern imports with one that the
// code does, in any order.
func (m *matcher) importNames(ps []*syntax.Node, n *syntax.Node, env *binding, k then) bool {
	if len(ps) == 0 {
		return k(env)
	}
	p, rest := ps[0], func(e *binding) bool { return m.importNames(ps[1:], n, e, k) }
	if p.Kind != syntax.ImportName {
		return rest(env) // an ellipsis
	}
	for _, c := range n.Children {
		if c.Kind == syntax.ImportName && m.importName(p, c, env, rest) {
			return true
		}
	}
	// "import a" says no name where the language gives it one.
	return p.Text == "" && len(p.Children) == 0 && rest(env)
}

func (m *matcher) importName(p, n *syntax.Node, env *binding, k then) bool {
	local := n.Child(syntax.Name)
	if local == nil {
		local = m.textNode(n)
		local.Children = nil // it is a variable from here on
	}
	switch alias := p.Children; {
	case isMetavariable(p.Text):
		if len(alias) > 0 {
			return m.bindOne(p.Text, env, func(e *binding) bool { return m.match(alias[0], local, e, k) }, m.textNode(n))
		}
		return m.bindOne(p.Text, env, k, local)
	case p.Text != n.Text && !(n.Text == "*" && n.Child(syntax.Name) == nil) && !(n.Text == "" && (p.Text == "*" || p.Text == "default")):
		return false
	case len(alias) == 0 || n.Text == "*" && n.Child(syntax.Name) == nil:
		return k(env)
	case alias[0].Kind == syntax.Name && n.Child(syntax.Name) == nil:
		return false
	default:
		return m.match(alias[0], local, env, k)
	}
}

// reaches says whether an import brings a module, or something in it, into reach.
func reaches(n *syntax.Node, module string) bool {
	if n.Text == module || strings.HasPrefix(n.Text, module+".") {
		return true
	}
	for _, c := range n.Children {
		if c.Kind == syntax.ImportName && n.Text+"."+c.Text == module {
			return true
		}
	}
	return false
}

// creation matches "new T(...) {...}".
func (m *matcher) creation(p, n *syntax.Node, env *binding, k then) bool {
	rest := func(e *binding) bool {
		arguments, object := creationParts(p)
		haveArguments, haveObject := creationParts(n)
		if last := len(arguments) - 1; object == nil && haveObject != nil && last >= 0 && isAnyList(arguments[last]) {
			arguments = arguments[:last] // "T{...}" is whatever stands in the braces, with keys or without
		}
		return m.arguments(arguments, haveArguments, e, func(e *binding) bool {
			switch {
			case object == nil:
				return k(e)
			case haveObject == nil:
				return false
			}
			return m.match(object, haveObject, e, k)
		})
	}
	if isMetavariable(p.Text) {
		return m.bindOne(p.Text, env, rest, m.textNode(n))
	}
	if strings.Contains(p.Text, "$") {
		return m.dottedText(strings.Split(p.Text, "."), strings.Split(n.Text, "."), n, env, rest)
	}
	return (p.Text == "" || m.sameType(n.Text, p.Text)) && rest(env)
}

// isAnyList says whether a pattern is a list of an ellipsis alone.
func isAnyList(p *syntax.Node) bool {
	return p.Kind == syntax.List && len(p.Children) == 1 && isEllipsis(p.Children[0])
}

// dottedText matches "$X.Name" with the parts of a name; the first part is what
// a variable or import is called.
func (m *matcher) dottedText(ps, ns []string, n *syntax.Node, env *binding, k then) bool {
	if len(ps) != len(ns) {
		return false
	}
	if len(ps) == 0 {
		return k(env)
	}
	last := len(ps) - 1
	rest := func(e *binding) bool { return m.dottedText(ps[:last], ns[:last], n, e, k) }
	if isMetavariable(ps[last]) {
		word := &syntax.Node{Kind: syntax.Name, Text: ns[last], Start: n.Start, End: n.End}
		if last > 0 {
			word.Children = []*syntax.Node{} // see isWord
		}
		return m.bindOne(ps[last], env, rest, word)
	}
	return ps[last] == ns[last] && rest(env)
}

func creationParts(n *syntax.Node) (arguments []*syntax.Node, object *syntax.Node) {
	for i, c := range n.Children {
		switch {
		case i == 0 && (c.Kind == syntax.Type || c.Kind == syntax.Metavariable && c.Text == n.Text):
		case c.Kind == syntax.Object:
			object = c
		default:
			arguments = append(arguments, c)
		}
	}
	return arguments, object
}

// assignment matches assignments and declarations with a value.
func (m *matcher) assignment(p, n *syntax.Node, env *binding, k then) bool {
	if len(p.Children) != 2 {
		return false
	}
	var target, value *syntax.Node
	switch n.Kind {
	case syntax.Assign:
		if len(n.Children) != 2 || p.Text != n.Text {
			return false
		}
		target, value = n.Children[0], n.Children[1]
	case syntax.Variable:
		if target, _, value = variableParts(n); p.Text != "=" || value == nil {
			return false
		}
	default:
		return false
	}
	first, then := p.Children[0], p.Children[1]
	if first.Kind == syntax.Metavariable && then.Kind != syntax.Metavariable && then.Kind != syntax.DeepEllipsis {
		first, then, target, value = then, first, value, target // the value tells more than a name of any kind
	}
	if !m.may(first, target) || !m.may(then, value) {
		return false
	}
	return m.match(first, target, env, func(e *binding) bool { return m.match(then, value, e, k) })
}

// declaration matches what the pattern states: modifiers as a subset, type and
// value only when they are there.
func (m *matcher) declaration(p, n *syntax.Node, env *binding, k then) bool {
	if n.Kind == syntax.Assign && m.language.name == "go" && n.Text == "=" && len(n.Children) == 2 {
		target, _, value := variableParts(p)
		return target != nil && value != nil && m.match(target, n.Children[0], env, func(e *binding) bool { return m.match(value, n.Children[1], e, k) })
	}
	if n.Kind != syntax.Variable {
		return false
	}
	target, typ, value := variableParts(p)
	haveTarget, haveType, haveValue := variableParts(n)
	a, b := partsOf(p), partsOf(n)
	if m.options.letIsVar {
		a.modifiers = slices.DeleteFunc(slices.Clone(a.modifiers), func(c *syntax.Node) bool { return c.Text == "var" })
	}
	matchValue := func(e *binding) bool {
		if value == nil {
			return k(e)
		}
		return haveValue != nil && m.match(value, haveValue, e, k)
	}
	matchType := func(e *binding) bool {
		if typ == nil || typ.Text == "var" {
			return matchValue(e)
		}
		if haveType == nil {
			return false
		}
		return m.match(typ, haveType, e, matchValue)
	}
	return m.subset(a.modifiers, b.modifiers, env, func(e *binding) bool {
		return m.subset(a.annotations, b.annotations, e, func(e *binding) bool {
			return target != nil && haveTarget != nil && m.match(target, haveTarget, e, matchType)
		})
	})
}
