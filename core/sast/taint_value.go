package sast

import (
	"maps"
	"slices"
	"strconv"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// value is what the taint engine knows of an expression's value.
type value struct {
	t   *taint
	c   any      // what it always is: string, float64, bool, null; nil when that is not known
	ref int      // the object that it is, in the state's heap; 0 for none
	fn  *closure // the function that it is
	typ *typeRef // the class of the object that it is
}

// null is the constant of null, None and nil.
type null struct{}

// typeRef is a type's name, and the file that it is written in.
type typeRef struct {
	name string
	in   *unit
}

// closure is a function as a value, with what it sees around it.
type closure struct {
	unit  *unit
	node  *syntax.Node
	env   *state
	class *class
}

// object is what is known of an object, a list or a map. It never changes: a
// write puts another one in its place.
type object struct {
	typ   *typeRef         // the class that it was made of; nil when that is not known
	parts map[string]value // by field name, index or key
	rest  *taint           // of all parts that are not in parts
	size  int              // of a list with every element known; -1 otherwise

	fields bool // parts are fields: using the object is not using all that is in them
}

// maxParts bounds the parts that are kept apart, maxWhole how deep and how many
// are looked at when all of an object is used.
const (
	maxParts = 64
	maxWhole = 4
)

func indexKey(i int) string { return strconv.Itoa(i) }

// keyOf is the key of a constant index: 1 and "1" are one.
func constantKey(c any) (string, bool) {
	switch c := c.(type) {
	case string:
		return c, true
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64), true
	}
	return "", false
}

// part reads one part of an object.
func (o *object) part(key string) value {
	if v, ok := o.parts[key]; ok {
		return v
	}
	return value{t: o.rest}
}

// with replaces one part.
func (o *object) with(key string, v value) *object {
	made := o.clone()
	if _, known := made.parts[key]; !known && len(made.parts) >= maxParts {
		made.rest, made.size = either(made.rest, v.t), -1
		return made
	}
	made.parts[key] = v
	return made
}

// spread adds taint to all parts, as a write to an unknown place does.
func (o *object) spread(t *taint) *object {
	made := o.clone()
	made.rest = either(made.rest, t)
	for k, v := range made.parts {
		v.t, v.c = either(v.t, t), nil
		made.parts[k] = v
	}
	return made
}

// mix forgets which part is where.
func (o *object) mix() *object {
	made := &object{typ: o.typ, rest: o.rest, size: -1, parts: map[string]value{}}
	for _, k := range slices.Sorted(maps.Keys(o.parts)) {
		made.rest = either(made.rest, o.parts[k].t)
	}
	return made
}

func (o *object) clone() *object {
	made := *o
	made.parts = maps.Clone(o.parts)
	if made.parts == nil {
		made.parts = map[string]value{}
	}
	return &made
}

// whole is the taint of a value with its elements, not with its fields.
func (s *state) whole(v value) *taint { return s.wholeIn(v, maxWhole, false) }

// deep is the taint of a value with everything in it.
func (s *state) deep(v value) *taint { return s.wholeIn(v, maxWhole, true) }

func (s *state) wholeIn(v value, depth int, fields bool) *taint {
	if v.ref == 0 || depth == 0 {
		return v.t
	}
	o := s.object(v.ref)
	if o == nil {
		return v.t
	}
	t := either(v.t, o.rest)
	if o.fields && !fields {
		return t
	}
	for _, p := range o.parts {
		t = either(t, s.wholeIn(p, depth-1, fields))
	}
	return t
}

// join is what is known when a value is one of two.
func (f *flow) join(st *state, a, b value) value {
	out := value{t: either(a.t, b.t), ref: a.ref}
	if a.c == b.c {
		out.c = a.c
	}
	if a.fn == b.fn || b.fn == nil {
		out.fn = a.fn
	} else if a.fn == nil {
		out.fn = b.fn
	}
	if a.typ == b.typ || b.typ == nil {
		out.typ = a.typ
	} else if a.typ == nil || b.typ.name == a.typ.name {
		out.typ = b.typ
	}
	switch {
	case a.ref == b.ref:
	case a.ref == 0:
		out.ref = b.ref
		if b.t == nil && a.t != nil {
			out.ref = st.allocate(f, st.object(b.ref).spread(a.t))
		}
	case b.ref == 0:
		if b.t != nil && a.t == nil {
			out.ref = st.allocate(f, st.object(a.ref).spread(b.t))
		}
	default:
		out.ref = st.allocate(f, f.joinObjects(st, st.object(a.ref), st.object(b.ref), maxWhole))
	}
	return out
}

// joinObjects keeps what both have, and of the other parts their taint.
func (f *flow) joinObjects(st *state, a, b *object, depth int) *object {
	if a == b || b == nil {
		return a
	}
	if a == nil {
		return b
	}
	made := &object{rest: either(a.rest, b.rest), size: -1, fields: a.fields && b.fields, parts: map[string]value{}}
	if a.size == b.size {
		made.size = a.size
	}
	if a.typ != nil && b.typ != nil && a.typ.name == b.typ.name {
		made.typ = a.typ
	}
	add := func(k string) {
		x, y := a.part(k), b.part(k)
		if depth == 0 && x.ref != y.ref {
			x, y = value{t: st.whole(x)}, value{t: st.whole(y)}
		}
		f.steps--
		if x.ref != 0 && y.ref != 0 && x.ref != y.ref {
			joined := value{t: either(x.t, y.t), ref: st.allocate(f, f.joinObjects(st, st.object(x.ref), st.object(y.ref), depth-1))}
			made.parts[k] = joined
			return
		}
		made.parts[k] = f.join(st, x, y)
	}
	for _, k := range slices.Sorted(maps.Keys(a.parts)) {
		add(k)
	}
	for _, k := range slices.Sorted(maps.Keys(b.parts)) {
		if _, done := a.parts[k]; !done {
			add(k)
		}
	}
	return made
}
