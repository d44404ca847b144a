package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// value walks an expression and returns its taint.
func (f *flow) value(n *syntax.Node, st state) *taint {
	if n == nil || !f.spend() {
		return nil
	}
	f.depth++
	defer func() { f.depth-- }()
	t := f.inside(n, st)
	if p := f.propagators[[2]int{n.Start, n.End}]; p != nil && n.Kind != syntax.Argument {
		for _, x := range p {
			if from := f.value(x.from, st); from != nil {
				f.assign(x.to, from.through(n), st)
			}
		}
	}
	if len(f.sources.all) > 0 && n.Kind != syntax.Variable && n.Kind != syntax.Assign && f.sources.covers(n.Start, n.End) {
		t = &taint{node: n}
		if _, ok := f.sideEffects.is(n); ok {
			f.assign(n, t, st)
		}
	}
	if len(f.sinks.all) > 0 {
		f.reach(n, t)
	}
	if _, ok := f.checks.is(n); ok {
		f.clean(n, st)
	}
	if t != nil && f.sanitizers.covers(n.Start, n.End) {
		return nil
	}
	return t
}

// inside is the taint of what an expression is made of.
func (f *flow) inside(n *syntax.Node, st state) *taint {
	switch n.Kind {
	case syntax.String, syntax.Number, syntax.Literal, syntax.Type, syntax.Modifier:
		return nil
	case syntax.Name:
		return st[n.Text]
	case syntax.Member:
		return f.member(n, st)
	case syntax.Index:
		t := f.value(n.Children[0], st)
		for _, c := range n.Children[1:] {
			f.value(c, st)
		}
		if k := lvalue(n); k != "" {
			if own, ok := st[k]; ok {
				return own
			}
		}
		return t
	case syntax.Call:
		return f.call(n, st)
	case syntax.New:
		return f.creation(n, st)
	case syntax.Variable:
		return f.declare(n, st)
	case syntax.Assign:
		return f.assignment(n, st)
	case syntax.Binary:
		t := f.union(n.Children, st)
		if isComparison(n.Text) {
			return nil
		}
		return t
	case syntax.Unary:
		t := f.union(n.Children, st)
		if n.Text == "!" || n.Text == "typeof" || n.Text == "not" {
			return nil
		}
		return t
	case syntax.Cast:
		t := f.union(n.Children, st)
		if f.rule.options.safeNumbers && isSafeType(typeText(n.Child(syntax.Type))) {
			return nil
		}
		return t
	case syntax.Conditional:
		return f.conditional(n, st)
	case syntax.Lambda, syntax.Function:
		f.function(n, st, nil)
		return nil
	case syntax.Class:
		f.class(n, st)
		return nil
	case syntax.Block, syntax.If, syntax.Loop, syntax.Switch, syntax.Try, syntax.With:
		f.statement(n, st)
		return nil
	}
	return f.union(n.Children, st)
}

func (f *flow) union(nodes []*syntax.Node, st state) (t *taint) {
	for _, c := range nodes {
		t = either(t, f.value(c, st))
	}
	return t
}

func isComparison(operator string) bool {
	switch operator {
	case "==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "not in", "is", "is not", "instanceof":
		return true
	}
	return false
}

func (f *flow) member(n *syntax.Node, st state) *taint {
	if len(n.Children) == 0 {
		return nil
	}
	object := f.value(n.Children[0], st)
	if k := lvalue(n); k != "" {
		if own, ok := st[k]; ok {
			return own
		}
	}
	if f.rule.options.safeNumbers && isSize(n.Text) {
		return nil
	}
	return object
}

func isSize(name string) bool {
	switch name {
	case "length", "Length", "Count", "size":
		return true
	}
	return false
}

func (f *flow) conditional(n *syntax.Node, st state) *taint {
	if len(n.Children) != 3 {
		return f.union(n.Children, st)
	}
	f.value(n.Children[0], st)
	yes, no := st.copy(), st.copy()
	f.steps -= 2 * copyCost * len(st)
	f.assume(n.Children[0], true, yes)
	f.assume(n.Children[0], false, no)
	if truth, known := f.truth(n.Children[0]); known && truth {
		return f.value(n.Children[1], yes)
	} else if known {
		return f.value(n.Children[2], no)
	}
	return either(f.value(n.Children[1], yes), f.value(n.Children[2], no))
}

// call passes taint from object and arguments to the result, and from the
// object to the parameters of lambdas among the arguments.
func (f *flow) call(n *syntax.Node, st state) *taint {
	callee := n.Children[0]
	var object *taint
	receiver := ""
	if callee.Kind == syntax.Member && len(callee.Children) == 1 {
		object = f.value(callee, st)
		receiver = lvalue(callee.Children[0])
	} else {
		object = f.value(callee, st)
	}
	t := object
	var given *taint
	arguments := make([]*taint, len(n.Children)-1)
	for i, a := range n.Children[1:] {
		if a.Kind == syntax.Lambda {
			f.function(a, st, object)
			continue
		}
		arguments[i] = f.value(a, st)
		given = either(given, arguments[i])
	}
	if function := f.target(callee); function != nil {
		if result, ok := f.invoke(function, n, arguments); ok {
			return either(object, result)
		}
	}
	if f.rule.options.safeBooleans && answersTruth(callee.Text) || f.rule.options.safeNumbers && answersNumber(f.names, callee) {
		return nil
	}
	if given != nil && receiver != "" && f.rule.options.mutators && mutates(callee.Text) {
		f.set(receiver, given.through(n), st)
	}
	if f.rule.own && looksUp(callee) {
		return t
	}
	return either(t, given)
}

func (f *flow) creation(n *syntax.Node, st state) *taint {
	t := f.union(n.Children, st)
	if f.rule.options.safeNumbers && isSafeType(n.Text) {
		return nil
	}
	return t
}

func (f *flow) declare(n *syntax.Node, st state) *taint {
	target, typ, value := variableParts(n)
	if target == nil {
		return nil
	}
	t := f.value(value, st)
	if f.sources.covers(n.Start, n.End) {
		t = &taint{node: n}
	}
	if t != nil && f.rule.options.safeNumbers && isSafeType(typeText(typ)) {
		t = nil
	}
	if value != nil || t != nil || f.loops == 0 {
		f.assign(target, t.through(n), st)
	}
	return t
}

func (f *flow) assignment(n *syntax.Node, st state) *taint {
	if len(n.Children) != 2 {
		return f.union(n.Children, st)
	}
	target := n.Children[0]
	t := f.value(n.Children[1], st)
	if n.Text != "=" && n.Text != ":=" {
		t = either(t, f.value(target, st))
	}
	if f.sources.covers(n.Start, n.End) {
		t = &taint{node: n}
	}
	if target.Kind == syntax.Member || target.Kind == syntax.Index {
		f.union(target.Children, st)
	}
	f.reach(target, t) // "x.innerHTML" alone may be the sink
	f.assign(target, t.through(n), st)
	return t
}

// assign stores a taint in a target, or in all names of a target that takes a value apart.
func (f *flow) assign(target *syntax.Node, t *taint, st state) {
	if key := lvalue(target); key != "" {
		f.set(key, t, st)
		return
	}
	switch target.Kind {
	case syntax.List, syntax.Spread, syntax.Argument, syntax.Parameter, syntax.Unary, syntax.Cast:
		for _, c := range target.Children {
			f.assign(c, t, st)
		}
		if target.Kind == syntax.Parameter && target.Text != "" {
			f.set(target.Text, t, st)
		}
	case syntax.Object:
		for _, c := range target.Children {
			if k := len(c.Children); k > 0 {
				f.assign(c.Children[k-1], t, st)
			} else {
				f.assign(c, t, st)
			}
		}
	case syntax.Assign:
		if len(target.Children) > 0 {
			f.assign(target.Children[0], t, st)
		}
	case syntax.Index, syntax.Member:
		// An element of a whole: taint stays with the whole, a clean element cleans nothing.
		if t != nil && len(target.Children) > 0 {
			f.assign(target.Children[0], t, st)
		}
	}
}

// set stores a taint under a key and forgets what was known of its members.
func (f *flow) set(key string, t *taint, st state) {
	f.parts = f.parts || strings.ContainsAny(key, ".[")
	if f.parts {
		f.forget(key, st)
	}
	if t == nil && !strings.ContainsAny(key, ".[") {
		delete(st, key)
		return
	}
	st[key] = t
}

// forget drops the members and elements of what a key names.
func (f *flow) forget(key string, st state) {
	f.steps -= len(st)
	for k := range st {
		if len(k) > len(key) && strings.HasPrefix(k, key) && (k[len(key)] == '.' || k[len(key)] == '[') {
			delete(st, k)
		}
	}
}

// lvalue is the key of something that can be assigned; "" for everything else.
func lvalue(n *syntax.Node) string {
	switch n.Kind {
	case syntax.Name:
		return n.Text
	case syntax.Member:
		return dotted(n)
	case syntax.Index:
		if len(n.Children) == 2 {
			object := dotted(n.Children[0])
			if key := n.Children[1]; object != "" && (key.Kind == syntax.String || key.Kind == syntax.Number) {
				return object + "[" + key.Text + "]"
			}
		}
	}
	return ""
}
