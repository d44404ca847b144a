package sast

import (
	"maps"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// inside is the value of an expression by what it is made of.
func (f *flow) inside(n *syntax.Node, st *state) value {
	switch n.Kind {
	case syntax.String, syntax.Number, syntax.Literal:
		return value{c: literal(n)}
	case syntax.Type, syntax.Modifier:
		return value{}
	case syntax.Name:
		return f.name(n, st)
	case syntax.Member:
		return f.member(n, st)
	case syntax.Index:
		return f.index(n, st)
	case syntax.Call:
		return f.call(n, st)
	case syntax.New:
		return f.creation(n, st)
	case syntax.Variable:
		return f.declare(n, st)
	case syntax.Assign:
		return f.assignment(n, st)
	case syntax.Binary:
		return f.binary(n, st)
	case syntax.Unary:
		return f.unary(n, st)
	case syntax.Template:
		return f.template(n, st)
	case syntax.Cast:
		return f.cast(n, st)
	case syntax.Conditional:
		return f.conditional(n, st)
	case syntax.List:
		return f.list(n, st)
	case syntax.Object:
		return f.literalObject(n, st)
	case syntax.Lambda, syntax.Function:
		f.inPlace(n, st, nil)
		return value{fn: f.closure(n, st)}
	case syntax.Class:
		f.classBody(n, st)
		return value{}
	case syntax.Switch:
		return f.switchValue(n, st)
	case syntax.Block, syntax.If, syntax.Loop, syntax.Try, syntax.With, syntax.Return, syntax.Throw, syntax.Jump:
		f.statement(n, st)
		return value{}
	case syntax.Argument, syntax.Default, syntax.Defer:
		if len(n.Children) == 1 {
			return f.value(n.Children[0], st)
		}
	case syntax.Spread:
		if len(n.Children) == 1 {
			return value{t: st.whole(f.value(n.Children[0], st))}
		}
	case syntax.Other:
		if n.Text == "comprehension" {
			return f.comprehension(n, st)
		}
	}
	return value{t: f.union(n.Children, st)}
}

// union is the taint of several expressions with all that is in them.
func (f *flow) union(nodes []*syntax.Node, st *state) (t *taint) {
	for _, c := range nodes {
		t = either(t, st.whole(f.value(c, st)))
	}
	return t
}

func (f *flow) binary(n *syntax.Node, st *state) value {
	if len(n.Children) != 2 {
		return value{t: f.union(n.Children, st)}
	}
	a := f.value(n.Children[0], st)
	right := st
	if n.Text == "&&" || n.Text == "||" {
		right = st.fork()
		f.assume(n.Children[0], n.Text == "&&", right)
	}
	b := f.value(n.Children[1], right)
	c := f.fold(n.Text, a.c, b.c)
	if n.Text == "&&" || n.Text == "||" {
		f.merge(st, st.fork(), right)
		if truth, known := f.always(a, n.Children[0]); known && truth == (n.Text == "||") {
			return a
		}
	}
	if isComparison(n.Text) {
		return value{c: c}
	}
	if n.Text == "<-" { // a channel is a list of what was sent
		f.add(n.Children[0], st.whole(b).through(f.unit, n), st)
	}
	return value{t: either(st.whole(a), st.whole(b)), c: c}
}

func isComparison(operator string) bool {
	switch operator {
	case "==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "not in", "is", "is not", "instanceof":
		return true
	}
	return false
}

func (f *flow) unary(n *syntax.Node, st *state) value {
	if len(n.Children) != 1 {
		return value{t: f.union(n.Children, st)}
	}
	v := f.value(n.Children[0], st)
	switch n.Text {
	case "!", "not":
		if truth, known := alwaysTrue(v); known {
			return value{c: !truth}
		}
		return value{}
	case "typeof", "delete", "void":
		return value{}
	case "-":
		if x, ok := v.c.(float64); ok {
			return value{t: v.t, c: -x}
		}
		return value{t: v.t}
	case "++", "--":
		if x, ok := v.c.(float64); ok {
			v.c = x + map[string]float64{"++": 1, "--": -1}[n.Text]
			f.assign(n.Children[0], v, st)
		}
	case "yield", "yield from":
		if f.returns != nil && v.t != nil {
			f.returns.values = append(f.returns.values, value{t: st.whole(v)})
			f.returns.add(f, st)
		}
	case "<-":
		return value{t: st.whole(v)}
	}
	return v
}

func (f *flow) template(n *syntax.Node, st *state) value {
	var t *taint
	var text strings.Builder
	known := true
	for _, c := range n.Children {
		v := f.value(c, st)
		t = either(t, st.whole(v))
		s, ok := v.c.(string)
		if known = known && ok && text.Len()+len(s) <= maxConstantSize; known {
			text.WriteString(s)
		}
	}
	if !known {
		return value{t: t}
	}
	return value{t: t, c: text.String()}
}

func (f *flow) cast(n *syntax.Node, st *state) value {
	var v value
	typ := typeText(n.Child(syntax.Type))
	for _, c := range n.Children {
		if c.Kind != syntax.Type {
			v = f.value(c, st)
		}
	}
	if f.rule.options.safeNumbers && isSafeType(typ) {
		v.t = nil
	}
	if typ != "" && v.ref == 0 {
		v.typ = &typeRef{typ, f.unit}
	}
	return v
}

func (f *flow) conditional(n *syntax.Node, st *state) value {
	if len(n.Children) != 3 {
		return value{t: f.union(n.Children, st)}
	}
	truth, known := f.always(f.value(n.Children[0], st), n.Children[0])
	yes, no := st.fork(), st.fork()
	f.assume(n.Children[0], true, yes)
	f.assume(n.Children[0], false, no)
	if known && truth {
		v := f.value(n.Children[1], yes)
		f.merge(st, yes)
		return v
	} else if known {
		v := f.value(n.Children[2], no)
		f.merge(st, no)
		return v
	}
	a, b := f.value(n.Children[1], yes), f.value(n.Children[2], no)
	f.merge(st, yes, no)
	return f.join(st, a, b)
}

// switchValue is a switch that is an expression: one of its cases' last values.
func (f *flow) switchValue(n *syntax.Node, st *state) value {
	var t *taint
	for _, c := range n.Children {
		if c.Kind != syntax.Case {
			continue
		}
		for _, part := range c.Children {
			if part.Kind == syntax.Block && len(part.Children) > 0 {
				inner := st.fork()
				f.steps -= len(part.Children)
				for _, x := range part.Children {
					t = either(t, inner.whole(f.value(x, inner)))
				}
			}
		}
	}
	f.choose(n, st)
	return value{t: t}
}

func (f *flow) comprehension(n *syntax.Node, st *state) value {
	inner := st.fork()
	for _, c := range n.Children {
		if c.Kind == syntax.Variable {
			f.header([]*syntax.Node{c}, inner)
		}
	}
	var t *taint
	for i, c := range n.Children {
		switch {
		case c.Kind == syntax.Variable:
		case i == 0:
			t = inner.whole(f.value(c, inner))
		default:
			f.value(c, inner)
			f.assume(c, true, inner)
		}
	}
	if c := n.Children[0]; len(n.Children) > 2 { // a condition may have cleaned what is kept
		t = inner.whole(f.value(c, inner))
	}
	return value{t: t}
}

func (f *flow) declare(n *syntax.Node, st *state) value {
	target, typ, from := variableParts(n)
	if target == nil {
		return value{}
	}
	v := f.value(from, st)
	return f.bind(n, target, typeText(typ), v, from != nil, st)
}

// bind gives a variable its value.
func (f *flow) bind(n, target *syntax.Node, typ string, v value, given bool, st *state) value {
	if f.site.sources.covers(n) {
		v = f.begin(n, v, st)
	}
	if v.t != nil && f.rule.options.safeNumbers && isSafeType(typ) {
		v.t = nil
	}
	if typ != "" && typ != "var" && v.typ == nil && v.ref == 0 {
		v.typ = &typeRef{typ, f.unit}
	}
	if given || v.t != nil || f.loops == 0 {
		stored := v
		stored.t = v.t.through(f.unit, n)
		f.assign(target, stored, st)
	}
	return v
}

func (f *flow) assignment(n *syntax.Node, st *state) value {
	if len(n.Children) != 2 {
		return value{t: f.union(n.Children, st)}
	}
	target := n.Children[0]
	v := f.value(n.Children[1], st)
	if n.Text != "=" && n.Text != ":=" {
		old := f.value(target, st)
		v = value{t: either(st.whole(old), st.whole(v)), c: f.fold(strings.TrimSuffix(n.Text, "="), old.c, v.c), ref: old.ref}
		if v.ref != 0 {
			st.store(v.ref, st.object(v.ref).spread(v.t))
		}
	}
	if f.site.sources.covers(n) {
		v = f.begin(n, v, st)
	}
	f.around(target, st)
	f.arrive(target, v, st) // "x.innerHTML" alone may be the sink
	stored := v
	stored.t = v.t.through(f.unit, n)
	f.assign(target, stored, st)
	f.afterAssign(target, st)
	return v
}

// around walks what a target is made of.
func (f *flow) around(target *syntax.Node, st *state) {
	if target.Kind == syntax.Member || target.Kind == syntax.Index {
		for _, c := range target.Children {
			f.value(c, st)
		}
	}
}

// afterAssign taints or cleans a target that is itself a source or a sanitizer by side effect.
func (f *flow) afterAssign(target *syntax.Node, st *state) {
	for _, s := range f.site.sources.at(target) {
		if s.how.sideEffect {
			f.begin(target, value{}, st)
		}
	}
	var cleaned ruleSet
	for _, s := range f.site.sanitizers.at(target) {
		if s.how.sideEffect {
			cleaned |= s.rules
		}
	}
	f.clean(target, cleaned, st)
}

func (f *flow) list(n *syntax.Node, st *state) value {
	o := &object{size: 0, parts: map[string]value{}}
	for _, c := range n.Children {
		v := f.value(c, st)
		if c.Kind == syntax.Spread || c.Kind == syntax.Other || o.size < 0 || o.size >= maxParts {
			o = o.mix()
			o.rest = either(o.rest, st.whole(v))
			continue
		}
		o.parts[indexKey(o.size)] = v
		o.size++
	}
	return value{ref: st.allocate(f, o)}
}

func (f *flow) literalObject(n *syntax.Node, st *state) value {
	o := &object{size: -1, parts: map[string]value{}}
	for _, c := range n.Children {
		f.pair(o, c, st)
	}
	return value{ref: st.allocate(f, o)}
}

// pair adds one part to an object that nobody knows yet.
func (f *flow) pair(o *object, c *syntax.Node, st *state) {
	switch {
	case c.Kind == syntax.Pair && len(c.Children) == 2:
		key := f.value(c.Children[0], st)
		v := f.value(c.Children[1], st)
		for _, s := range f.site.sinks.at(c) {
			f.hit(s, st.whole(v))
		}
		if f.site.sources.covers(c) {
			v = f.begin(c, v, st)
		}
		k, known := constantKey(key.c)
		o.hold(k, known, v, either(st.whole(v), key.t))
	case c.Kind == syntax.Name:
		v := f.value(c, st)
		o.hold(c.Text, true, v, st.whole(v))
	case c.Kind == syntax.Spread && len(c.Children) == 1:
		v := f.value(c.Children[0], st)
		o.rest = either(o.rest, v.t)
		if from := st.object(v.ref); from != nil {
			o.rest = either(o.rest, from.rest)
			for _, k := range slices.Sorted(maps.Keys(from.parts)) {
				o.hold(k, true, from.parts[k], st.whole(from.parts[k]))
			}
		}
	default:
		o.rest = either(o.rest, st.whole(f.value(c, st)))
	}
}

// hold puts a part into an object that nobody knows yet.
func (o *object) hold(key string, known bool, v value, whole *taint) {
	if _, has := o.parts[key]; known && (has || len(o.parts) < maxParts) {
		o.parts[key] = v
		return
	}
	o.rest = either(o.rest, whole)
}
