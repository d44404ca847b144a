package sast

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxInvokeDepth bounds how many calls inside calls are followed, maxTargets how
// many functions one call may mean, maxFollowed how many calls one rule follows
// in a file; beyond, a call is taken for an unknown one.
const (
	maxInvokeDepth = 8
	maxTargets     = 4
	maxFollowed    = 2000
)

// target is a function that a call means.
type target struct {
	unit  *unit
	node  *syntax.Node
	class *class
	env   *state // what a closure sees; nil for a function of a file
}

// follow walks the functions that a call means; ok is false when none is known.
func (f *flow) follow(n, callee *syntax.Node, called, receiver value, given []argument, st *state) (result value, ok bool) {
	if called.fn != nil {
		c := called.fn
		if !f.follows() && c.node.Kind == syntax.Function && c.env == f.top {
			return value{}, false
		}
		return f.invoke(target{c.unit, c.node, c.class, c.env}, n, value{}, given, st)
	}
	if !f.follows() {
		return value{}, false
	}
	if name := f.classOf(callee, st); name != "" {
		if targets, known := f.constructors(name, given, st); known {
			_ = targets
			return f.construct(n, name, given, st), true
		}
	}
	targets, receiver := f.resolve(callee, receiver, len(given), st)
	for i, t := range targets {
		v, followed := f.invoke(t, n, receiver, given, st)
		if !followed {
			return value{}, false
		}
		if i == 0 {
			result = v
		} else {
			result = f.join(st, result, v)
		}
	}
	return result, len(targets) > 0
}

// invoke walks a function with the given arguments and returns its result; ok is
// false when the call is not followed.
func (f *flow) invoke(t target, n *syntax.Node, this value, given []argument, st *state) (result value, ok bool) {
	site := f.siteOf(t.unit)
	if !f.isAffected(t, site, this, given, st) {
		return f.plainResult(t), true
	}
	if f.followed++; f.followed > maxFollowed || len(f.active) >= maxInvokeDepth || slices.Contains(f.active, t.node) || f.steps < 0 {
		return value{}, false
	}
	key := f.signature(t, this, given, st)
	if key != "" {
		if known, ok := f.memory[key]; ok {
			return known.again(f, n, st), true
		}
	}
	writes, oldest := f.writes, f.oldest
	f.oldest = f.objects
	f.active = append(f.active, t.node)
	f.enter(t.unit, site)
	result = f.body(t, site, n, this, given, st)
	f.active = f.active[:len(f.active)-1]
	f.oldest = oldest
	if key != "" && writes == f.writes && result.fn == nil {
		if o := st.object(result.ref); o == nil || o.isFlat() {
			f.memory[key] = remembered{result, o}
		}
	}
	return result, true
}

// remembered is the result of a call, with the object that it is when that holds no others.
type remembered struct {
	value
	object *object
}

func (r remembered) again(f *flow, n *syntax.Node, st *state) value {
	v := r.value
	v.t = v.t.through(f.unit, n)
	if r.object != nil {
		v.ref = st.allocate(f, r.object)
	}
	return v
}

func (o *object) isFlat() bool {
	for _, p := range o.parts {
		if p.ref != 0 || p.fn != nil {
			return false
		}
	}
	return true
}

// isAffected says whether walking a function can tell anything: taint goes in,
// or a source may lie in it.
func (f *flow) isAffected(t target, site *site, this value, given []argument, st *state) bool {
	if f.mayYield(t.unit, site, t.node) {
		return true
	}
	if !f.begun {
		return false
	}
	if f.shared || st.deep(this) != nil || t.env != nil && t.env != f.top {
		return true
	}
	for _, a := range given {
		if st.deep(a.v) != nil || a.v.fn != nil {
			return true
		}
	}
	return false
}

// plainResult is what a function returns that only needs to be looked at.
func (f *flow) plainResult(t target) value {
	return value{c: t.unit.constantResult(t.node), typ: resultType(t)}
}

func resultType(t target) *typeRef {
	if typ := t.node.Child(syntax.Type); typ != nil {
		return &typeRef{typ.Text, t.unit}
	}
	return nil
}

// signature names a call of a function by all that its result depends on; ""
// when that is too much to name.
func (f *flow) signature(t target, this value, given []argument, st *state) string {
	if t.env != nil && t.env != f.top || f.shared {
		return ""
	}
	var b strings.Builder
	b.WriteString(t.unit.path + ":" + strconv.Itoa(t.node.Start))
	budget := 40
	var write func(v value) bool
	write = func(v value) bool {
		if budget--; budget < 0 || v.fn != nil {
			return false
		}
		for t := v.t; t != nil; t = t.next {
			b.WriteString("t" + t.label + strconv.FormatUint(uint64(t.rules), 36))
		}
		if v.c != nil {
			b.WriteString("c" + strconv.Quote(describeConstant(v.c)))
		}
		if o := st.object(v.ref); o != nil {
			b.WriteByte('{')
			if o.typ != nil {
				b.WriteString(o.typ.name)
			}
			for t := o.rest; t != nil; t = t.next {
				b.WriteString("r" + t.label + strconv.FormatUint(uint64(t.rules), 36))
			}
			for _, k := range slices.Sorted(maps.Keys(o.parts)) {
				b.WriteString("|" + strconv.Quote(k) + "=")
				if !write(o.parts[k]) {
					return false
				}
			}
			b.WriteByte('}')
		}
		return true
	}
	ok := write(this)
	for _, a := range given {
		b.WriteByte(',')
		if a.node.Kind == syntax.Argument || a.node.Kind == syntax.Spread {
			b.WriteString(a.node.Text)
		}
		ok = ok && write(a.v)
	}
	if !ok {
		return ""
	}
	return b.String()
}

// body walks a function in a frame of its own and leaves in st what it did to objects.
func (f *flow) body(t target, site *site, n *syntax.Node, this value, given []argument, st *state) value {
	f.place(given, st)
	frame := &state{up: st, frame: true, env: t.env}
	if t.env == nil && t.unit == f.root {
		frame.env = f.top
	}
	inner := &state{up: frame}
	caller := f.unit
	saved := *f.here
	*f.here = here{unit: t.unit, site: site, function: t.node, class: t.class, top: saved.top, returns: &gathered{base: frame}}
	f.bindThis(t.node, this, frame)
	f.bindParameters(t.node, caller, n, given, frame)
	leaves := false
	for _, c := range t.node.Children {
		if c.Kind == syntax.Block {
			leaves = f.block(c, inner)
		}
	}
	ends, values := f.returns.states, f.returns.values
	*f.here = saved
	if !leaves {
		ends = append(ends, inner.since(frame))
	}
	f.merge(frame, ends...)
	result := value{}
	for i, v := range values {
		if i == 0 {
			result = v
		} else {
			result = f.join(frame, result, v)
		}
	}
	st.absorb(frame)
	if !leaves && len(values) > 0 {
		result.c = nil
	}
	if result.typ == nil && result.ref == 0 {
		result.typ = resultType(t)
	}
	return result
}

// place gives arguments that may be objects a place, so that what the function
// does to them is seen by its caller.
func (f *flow) place(given []argument, st *state) {
	for i, a := range given {
		v := a.v
		if a.node.Kind != syntax.Name && a.node.Kind != syntax.Member || v.ref != 0 || v.c != nil || v.t != nil || v.fn != nil {
			continue
		}
		if v.typ == nil || isSafeType(v.typ.name) || strings.EqualFold(v.typ.name, "string") || strings.EqualFold(v.typ.name, "str") {
			continue
		}
		v.ref = st.allocate(f, &object{size: -1, fields: true, parts: map[string]value{}})
		given[i].v = v
		f.assign(a.node, v, st)
	}
}

func (f *flow) bindThis(function *syntax.Node, this value, frame *state) {
	frame.put("this", this)
	if r := function.Child(syntax.Receiver); r != nil && len(r.Children) > 0 && r.Children[0].Text != "" {
		frame.put(r.Children[0].Text, this)
	}
}

// bindParameters gives each parameter the argument that it gets.
func (f *flow) bindParameters(function *syntax.Node, caller *unit, n *syntax.Node, given []argument, frame *state) {
	parameters := parametersOf(function)
	bound := make([]value, len(parameters))
	has := make([]bool, len(parameters))
	next := 0
	var spread *taint
	for _, a := range given {
		v := a.v
		v.t = v.t.through(caller, n)
		switch {
		case a.node.Kind == syntax.Argument:
			for j, p := range parameters {
				if p.Text == a.node.Text {
					bound[j], has[j] = v, true
				}
			}
		case a.node.Kind == syntax.Spread:
			spread = either(spread, frame.whole(v))
		case next < len(parameters) && isVariadic(parameters[next]):
			bound[next], has[next] = value{t: either(bound[next].t, frame.whole(v))}, true
		case next < len(parameters):
			bound[next], has[next] = v, true
			next++
		}
	}
	for j, p := range parameters {
		if !has[j] {
			bound[j].t = spread
		}
		f.parameter(p, frame, bound[j])
	}
}
