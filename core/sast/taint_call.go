package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// argument is one argument of a call, evaluated.
type argument struct {
	node *syntax.Node
	v    value
}

// call evaluates a call: of a function that can be followed, of one whose
// meaning is known, else of an unknown one, which passes on what it is given.
func (f *flow) call(n *syntax.Node, st *state) value {
	callee := n.Children[0]
	var receiver, called value
	if callee.Kind == syntax.Member && len(callee.Children) == 1 {
		receiver = f.value(callee.Children[0], st)
		called = f.sanitized(callee, f.begin(callee, f.memberOf(callee, receiver, st), st), st)
		f.arrive(callee, called, st)
	} else {
		called = f.value(callee, st)
	}
	arguments := f.arguments(n.Children[1:], st.whole(receiver), st)
	f.arriveCall(n, either(called.t, st.whole(receiver)), arguments, st)
	if c := f.constantMethod(callee, arguments); c != nil {
		return value{c: c}
	}
	if result, ok := f.follow(n, callee, called, receiver, arguments, st); ok {
		return result
	}
	if v, ok := f.library(n, callee, receiver, arguments, st); ok {
		return v
	}
	return f.unknown(n, callee, called, receiver, arguments, st)
}

// arguments evaluates arguments. A lambda among them is called with parts of the object.
func (f *flow) arguments(nodes []*syntax.Node, object *taint, st *state) []argument {
	all := make([]argument, 0, len(nodes))
	for _, a := range nodes {
		if a.Kind == syntax.Type {
			continue
		}
		if a.Kind == syntax.Lambda {
			given := f.inPlace(a, st, object)
			all = append(all, argument{a, value{t: given.t, fn: f.closure(a, st)}})
			continue
		}
		all = append(all, argument{a, f.value(a, st)})
	}
	return all
}

// arriveCall looks whether a call as a whole is a sink: all that it is given arrives.
func (f *flow) arriveCall(n *syntax.Node, t *taint, arguments []argument, st *state) {
	spots := f.site.sinks.at(n)
	if len(spots) == 0 {
		return
	}
	for _, a := range arguments {
		if a.v.fn == nil {
			t = either(t, st.whole(a.v))
		}
	}
	for _, s := range spots {
		if !s.how.formula.isFocused() {
			f.hit(s, t)
		}
	}
}

// unknown passes taint from object and arguments to the result.
func (f *flow) unknown(n, callee *syntax.Node, called, receiver value, arguments []argument, st *state) value {
	var given *taint
	for _, a := range arguments {
		given = either(given, st.whole(a.v))
	}
	object := either(called.t, st.whole(receiver))
	o := f.rule.options
	if f.rule.own && looksUp(callee) {
		given = nil
	}
	if o.mutators {
		f.fill(n, callee, object, given, arguments, st)
	}
	if o.safeBooleans && answersTruth(callee.Text) || o.safeNumbers && answersNumber(f.unit.names, callee) {
		return value{}
	}
	if o.safeFunctions {
		given = nil
	}
	if !carriesText(callee.Text) {
		given = given.guessed(f.unit, n)
	}
	v := value{t: either(object, given)}
	if v.t == nil {
		v.c = f.constantCall(n, receiver, arguments)
	}
	return v
}

// fill taints what a call writes to: its object by a method that puts things in,
// and arguments that are passed by reference.
func (f *flow) fill(n, callee *syntax.Node, object, given *taint, arguments []argument, st *state) {
	if given != nil && callee.Kind == syntax.Member && mutates(callee.Text) {
		f.add(callee.Children[0], given.through(f.unit, n), st)
	}
	t := either(object, given)
	for _, a := range arguments {
		if a.node.Kind != syntax.Unary || len(a.node.Children) != 1 {
			continue
		}
		switch a.node.Text {
		case "&", "ref":
			f.add(a.node.Children[0], t.through(f.unit, n), st)
		case "out":
			target := a.node.Children[0]
			filled := t.through(f.unit, n)
			if target.Kind == syntax.Variable {
				t, typ, _ := variableParts(target)
				if isSafeType(typeText(typ)) {
					filled = nil
				}
				target = t
			}
			if isSafeType(f.unit.typeOf(target)) || answersNumber(f.unit.names, callee) {
				filled = nil
			}
			f.assign(target, value{t: filled}, st)
		}
	}
	if name := fills(callee.Text); name >= 0 && name < len(arguments) {
		f.add(arguments[name].node, t.through(f.unit, n), st)
	}
}

// creation evaluates "new T(...) {...}".
func (f *flow) creation(n *syntax.Node, st *state) value {
	arguments, initial := creationParts(n)
	given := f.arguments(arguments, nil, st)
	f.arriveCall(n, nil, given, st)
	v := f.construct(n, n.Text, given, st)
	if initial != nil {
		v = f.initialise(v, initial, st)
	}
	if f.rule.options.safeNumbers && isSafeType(n.Text) {
		v.t = nil
	}
	return v
}

// construct makes an object of the class and runs its constructor, when that can be followed.
func (f *flow) construct(n *syntax.Node, name string, given []argument, st *state) value {
	if len(given) == 1 && given[0].node.Kind == syntax.List {
		v := given[0].v // an array or collection with its elements
		v.typ = &typeRef{name, f.unit}
		return v
	}
	made := &object{typ: &typeRef{name, f.unit}, fields: !isCollection(name), parts: map[string]value{}}
	this := value{ref: st.allocate(f, made), typ: made.typ}
	if targets, known := f.constructors(name, given, st); known {
		for _, t := range targets {
			f.invoke(t, n, this, given, st)
		}
		return this
	}
	for _, a := range given {
		this.t = either(this.t, st.whole(a.v))
	}
	if !carriesText(name) {
		this.t = this.t.guessed(f.unit, n)
	}
	if this.t != nil {
		made = made.clone()
		made.rest, made.size = this.t, -1
		st.store(this.ref, made)
	} else if len(given) > 0 {
		made.size = -1
	}
	return this
}

// initialise fills an object from "{ A = x }" or "{ {"k", x} }".
func (f *flow) initialise(v value, initial *syntax.Node, st *state) value {
	from := f.value(initial, st)
	o, parts := st.object(v.ref), st.object(from.ref)
	if o == nil || parts == nil {
		return value{t: either(v.t, from.t), ref: v.ref, typ: v.typ}
	}
	made := o.clone()
	for k, p := range parts.parts {
		made.parts[k] = p
	}
	made.rest, made.size = either(made.rest, parts.rest), -1
	st.store(v.ref, made)
	return v
}
