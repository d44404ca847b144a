package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// resolve finds the functions that a call may mean, and the object they are called on.
func (f *flow) resolve(callee *syntax.Node, receiver value, arguments int, st *state) ([]target, value) {
	switch callee.Kind {
	case syntax.Name:
		return f.resolveName(callee, arguments, st)
	case syntax.Member:
		if len(callee.Children) == 1 {
			return f.resolveMember(callee, receiver, arguments, st)
		}
	}
	return nil, value{}
}

func (f *flow) resolveName(callee *syntax.Node, arguments int, st *state) ([]target, value) {
	this, _ := st.get("this")
	for c := f.class; c != nil && f.unit.isTyped(); c = c.outer {
		if found := f.methods(c, callee.Text, arguments, true, 0); found != nil {
			return found, this
		}
	}
	if found := f.unit.definitions().functions[callee.Text]; found != nil {
		return f.pick(f.unit, nil, found, arguments), value{}
	}
	if f.project == nil {
		return nil, value{}
	}
	return f.session.functions(f, callee, arguments), value{}
}

func (f *flow) resolveMember(callee *syntax.Node, receiver value, arguments int, st *state) ([]target, value) {
	object := callee.Children[0]
	if object.Kind == syntax.Name && (isSelf(object.Text) || object.Text == "super" || object.Text == "base") && f.class != nil {
		this, _ := st.get("this")
		if isSelf(object.Text) {
			if o := st.object(this.ref); o != nil && o.typ != nil { // the object's own class, which may override
				if c := f.session.class(o.typ.in, o.typ.name); c != nil {
					if found := f.methods(c, callee.Text, arguments, true, 0); found != nil {
						return found, this
					}
				}
			}
			return f.methods(f.class, callee.Text, arguments, true, 0), this
		}
		for _, b := range f.class.bases {
			if c := f.session.class(f.unit, b); c != nil {
				if found := f.methods(c, callee.Text, arguments, true, 0); found != nil {
					return found, this
				}
			}
		}
		return nil, this
	}
	if object.Kind == syntax.Call && len(object.Children) > 0 && object.Children[0].Kind == syntax.Name && object.Children[0].Text == "super" && f.class != nil {
		this, _ := st.get("this")
		for _, b := range f.class.bases {
			if c := f.session.class(f.unit, b); c != nil {
				return f.methods(c, callee.Text, arguments, true, 0), this
			}
		}
	}
	if name := f.classOf(object, st); name != "" { // a static method
		if c := f.session.class(f.unit, name); c != nil {
			return f.methods(c, callee.Text, arguments, true, 0), value{}
		}
	}
	if o := st.object(receiver.ref); o != nil && o.typ != nil {
		if c := f.session.class(o.typ.in, o.typ.name); c != nil {
			return f.methods(c, callee.Text, arguments, true, 0), receiver
		}
	}
	if receiver.typ != nil {
		if c := f.session.class(receiver.typ.in, receiver.typ.name); c != nil {
			return f.methods(c, callee.Text, arguments, false, 0), receiver
		}
	}
	if f.project != nil {
		return f.session.functions(f, callee, arguments), value{}
	}
	return nil, value{}
}

// maxBases bounds how far up a class's bases are searched.
const maxBases = 6

// methods finds a method in a class or its bases. Unless the object is known to
// be of this very class, one without a body is looked for in the classes below.
func (f *flow) methods(c *class, name string, arguments int, exact bool, depth int) []target {
	if c == nil || depth > maxBases {
		return nil
	}
	found := f.pick(c.unit, c, c.methods[name], arguments)
	if found != nil {
		return found
	}
	for _, b := range c.bases {
		if base := f.session.class(c.unit, b); base != nil && base != c {
			if found := f.methods(base, name, arguments, true, depth+1); found != nil {
				return found
			}
		}
	}
	if exact && depth > 0 || len(c.methods[name]) == 0 {
		return nil
	}
	var all []target
	for _, below := range f.session.below(c) {
		all = append(all, f.pick(below.unit, below, below.methods[name], arguments)...)
		if len(all) > maxTargets {
			return nil
		}
	}
	return all
}

// pick chooses among functions of one name by the number of arguments.
func (f *flow) pick(u *unit, c *class, found []*syntax.Node, arguments int) []target {
	var all []target
	for _, n := range found {
		if isBodied(n) && takes(n, arguments) {
			all = append(all, target{unit: u, node: n, class: c})
		}
	}
	if len(all) > maxTargets {
		return nil
	}
	return all
}

// classOf says which class an expression names: itself, not an object of it.
func (f *flow) classOf(n *syntax.Node, st *state) string {
	name, first := f.free(n, st)
	if name == "" {
		return ""
	}
	if c := f.session.class(f.unit, name); c != nil && (c.unit != f.unit || f.unit.scopes.lookup(first, n.Start) == nil || isClassName(first)) {
		return name
	}
	return ""
}

// constructors finds what runs when an object of the class is made; known is
// false for a class that is not ours.
func (f *flow) constructors(name string, given []argument, st *state) (found []target, known bool) {
	if !f.follows() {
		return nil, false
	}
	c := f.session.class(f.unit, name)
	if c == nil {
		return nil, false
	}
	for at, depth := c, 0; at != nil && depth < maxBases; depth++ {
		if list := at.constructor(); len(list) > 0 {
			return f.pick(at.unit, at, list, len(given)), true
		}
		var next *class
		for _, b := range at.bases {
			if base := f.session.class(at.unit, b); base != nil && base != at {
				next = base
				break
			}
		}
		at = next
	}
	return nil, true
}

// fieldType is the declared type of an object's field.
func (f *flow) fieldType(object value, name string, st *state) *typeRef {
	typ := object.typ
	if o := st.object(object.ref); o != nil && o.typ != nil {
		typ = o.typ
	}
	if typ == nil {
		return nil
	}
	c := f.session.class(typ.in, typ.name)
	for depth := 0; c != nil && depth < maxBases; depth++ {
		if field := c.fields[name]; field != nil {
			if t, _, _, _ := fieldParts(field); t != "" {
				return &typeRef{t, c.unit}
			}
			return nil
		}
		var next *class
		for _, b := range c.bases {
			if next = f.session.class(c.unit, b); next != nil {
				break
			}
		}
		c = next
	}
	return nil
}

// ruleIn is a rule of the walk as a file's language reads it.
func (f *flow) ruleIn(u *unit, i int) *compiled {
	if u.language == f.root.language || f.project == nil {
		return f.rules[i]
	}
	return f.project.ruleIn(u.language, f.rules[i])
}
