package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// name reads a variable: of this function, of what is around it, a field of the
// object at hand, a static field, or a constant.
func (f *flow) name(n *syntax.Node, st *state) value {
	if isSelf(n.Text) {
		if v, ok := st.get("this"); ok {
			return v
		}
		if f.class != nil {
			return value{typ: &typeRef{f.class.name, f.unit}}
		}
		return value{}
	}
	if v, ok := st.get(n.Text); ok {
		return v
	}
	if key := f.fieldOf(n.Text, n.Start); key != "" {
		if isGlobal(key) {
			return f.globalValue(key, n, st)
		}
		if this, ok := st.get("this"); ok {
			if v, ok := f.own(this, n.Text, st); ok {
				return v
			}
		}
	}
	if f.globals {
		if v, ok := st.get(f.moduleKey(n.Text)); ok {
			return v
		}
		if names := f.unit.names.local[n.Text]; names != "" {
			if v, ok := st.get(global + names); ok {
				return v
			}
		}
	}
	if fns := f.unit.definitions().functions[n.Text]; len(fns) == 1 && f.follows() {
		return value{fn: &closure{unit: f.unit, node: fns[0], env: f.top}}
	}
	v := value{c: f.unit.constantOf(n)}
	if t := f.unit.typeOf(n); t != "" {
		v.typ = &typeRef{t, f.unit}
	}
	return v
}

// own reads a part that an object is known to have.
func (f *flow) own(v value, key string, st *state) (value, bool) {
	o := st.object(v.ref)
	if o == nil {
		return value{}, false
	}
	p, ok := o.parts[key]
	return p, ok
}

// globalValue reads a static field.
func (f *flow) globalValue(key string, n *syntax.Node, st *state) value {
	if v, ok := st.get(key); ok {
		return v
	}
	return value{c: f.unit.constantOf(n)}
}

// moduleKey is the key of a variable of this file that its functions share.
func (f *flow) moduleKey(name string) string {
	if f.unit.language.name == "go" {
		return global + folder(f.unit.path) + "#" + name
	}
	return global + f.unit.path + "#" + name
}

// fieldOf says whether a name means a field of the class around it: the key of a
// static field, else the name; "" for everything else.
func (f *flow) fieldOf(name string, at int) string {
	if !f.unit.isTyped() || f.class == nil {
		return ""
	}
	for c := f.class; c != nil; c = c.outer {
		if field := c.fields[name]; field != nil {
			if _, _, shared, _ := fieldParts(field); shared {
				return global + c.name + "." + name
			}
			return name
		}
	}
	if len(f.class.bases) > 0 && f.unit.scopes.lookup(name, at) == nil {
		return name // a field of a base class, perhaps
	}
	return ""
}

// variable is the key of a variable that can be assigned; "" for everything else.
func (f *flow) variable(n *syntax.Node, st *state) string {
	switch n.Kind {
	case syntax.Name:
		if isSelf(n.Text) {
			return "this"
		}
		if _, local := st.get(n.Text); local {
			return n.Text
		}
		if key := f.fieldOf(n.Text, n.Start); key != "" {
			if isGlobal(key) {
				return key
			}
			return ""
		}
		if f.function != nil && f.unit.isOfFile(n) {
			return f.moduleKey(n.Text)
		}
		return n.Text
	case syntax.Member:
		return f.static(n, st)
	}
	return ""
}

// static is the key of a member of a class or module.
func (f *flow) static(n *syntax.Node, st *state) string {
	name, first := f.free(n, st)
	if name == "" {
		return ""
	}
	if full := f.unit.names.local[first]; full != "" {
		if f.unit.isTyped() {
			return global + last(name[:len(name)-len(n.Text)-1]) + "." + n.Text
		}
		return global + f.unit.names.qualified(name)
	}
	if f.unit.isTyped() && isClassName(last(name[:len(name)-len(n.Text)-1])) && f.unit.scopes.lookup(first, n.Start) == nil {
		return global + last(name[:len(name)-len(n.Text)-1]) + "." + n.Text
	}
	return ""
}

// free is a dotted name, and its first part, unless that is a local variable.
func (f *flow) free(n *syntax.Node, st *state) (name, first string) {
	object := n
	for object.Kind == syntax.Member && len(object.Children) == 1 {
		object = object.Children[0]
	}
	if object.Kind != syntax.Name || isSelf(object.Text) {
		return "", ""
	}
	if _, local := st.get(object.Text); local {
		return "", ""
	}
	return dotted(n), object.Text
}

// member reads "object.name".
func (f *flow) member(n *syntax.Node, st *state) value {
	if len(n.Children) == 0 {
		return value{}
	}
	if key := f.static(n, st); key != "" {
		if v, ok := st.get(key); ok {
			return v
		}
		if c := f.constantMember(n); c != nil {
			return value{c: c}
		}
	}
	return f.memberOf(n, f.value(n.Children[0], st), st)
}

// memberOf reads a member of an object that has been evaluated.
func (f *flow) memberOf(n *syntax.Node, object value, st *state) value {
	if v, ok := f.own(object, n.Text, st); ok {
		return v
	}
	if f.rule.options.safeNumbers && isSize(n.Text) {
		return value{c: sizeOf(object, st)}
	}
	v := value{t: object.t}
	if o := st.object(object.ref); o != nil {
		if end, ok := f.end(object, o, n.Text, st); ok {
			return end
		}
		v.t = either(v.t, o.rest)
	}
	if v.t == nil {
		v.c = f.constantMember(n)
	}
	if typ := f.unit.typeOf(n); typ != "" {
		v.typ = &typeRef{typ, f.unit}
	} else if t := f.fieldType(object, n.Text, st); t != nil {
		v.typ = t
	}
	if f.rule.options.safeNumbers && v.typ != nil && isSafeType(v.typ.name) {
		v.t = nil
	}
	return v
}

// end reads a member of a list or map: its first or last element, or something
// that may hold any of them.
func (f *flow) end(v value, o *object, name string, st *state) (value, bool) {
	isFilled := o.size >= 0 || o.typ != nil && isCollection(o.typ.name)
	switch {
	case !isFilled || o.fields:
		return value{}, false
	case name == "First" && o.size > 0:
		return f.element(v, "0", true, st), true
	case name == "Last" && o.size > 0:
		return f.element(v, indexKey(o.size-1), true, st), true
	}
	return value{t: st.whole(v)}, true
}

func isSize(name string) bool {
	switch name {
	case "length", "Length", "Count", "size":
		return true
	}
	return false
}

func sizeOf(v value, st *state) any {
	if s, ok := v.c.(string); ok {
		return float64(len(s))
	}
	if o := st.object(v.ref); o != nil && o.size >= 0 {
		return float64(o.size)
	}
	return nil
}

// index reads "object[key]".
func (f *flow) index(n *syntax.Node, st *state) value {
	object := f.value(n.Children[0], st)
	if len(n.Children) != 2 {
		return value{t: either(st.whole(object), f.indexTaint(n, st))}
	}
	at := f.value(n.Children[1], st)
	if n.Children[1].Kind == syntax.Other {
		return value{t: st.whole(object)} // a slice
	}
	key, known := constantKey(at.c)
	v := f.element(object, f.countedKey(object, key, st), known, st)
	if !f.rule.options.safeIndexes {
		v.t = either(v.t, at.t)
	}
	if text, ok := object.c.(string); ok {
		v.c = charAt(text, at.c)
	}
	return v
}

// countedKey counts an index from the end, as Python does, from the start.
func (f *flow) countedKey(object value, key string, st *state) string {
	if o := st.object(object.ref); o != nil && o.size > 0 && strings.HasPrefix(key, "-") {
		for i := range o.size {
			if "-"+indexKey(o.size-i) == key {
				return indexKey(i)
			}
		}
	}
	return key
}

func (f *flow) indexTaint(n *syntax.Node, st *state) (t *taint) {
	for _, c := range n.Children[1:] {
		v := f.value(c, st)
		if !f.rule.options.safeIndexes {
			t = either(t, v.t)
		}
	}
	return t
}

// element reads one element of a list or map, or any when the key is not known.
func (f *flow) element(object value, key string, known bool, st *state) value {
	o := st.object(object.ref)
	if o == nil {
		return value{t: object.t}
	}
	if !known {
		return value{t: st.whole(object)}
	}
	v := o.part(key)
	if _, has := o.parts[key]; !has {
		v.t = either(v.t, object.t)
	}
	return v
}

var thisNode = &syntax.Node{Kind: syntax.Name, Text: "this"}

// quietValue reads what an expression names without walking it: no source
// begins and no sink is reached.
func (f *flow) quietValue(n *syntax.Node, st *state) value {
	switch n.Kind {
	case syntax.Name:
		return f.name(n, st)
	case syntax.Parameter:
		v, _ := st.get(n.Text)
		return v
	case syntax.Member:
		if key := f.static(n, st); key != "" {
			if v, ok := st.get(key); ok {
				return v
			}
		}
		if len(n.Children) == 1 {
			object := f.quietValue(n.Children[0], st)
			v := f.element(object, n.Text, true, st)
			if _, ok := f.own(object, n.Text, st); !ok && v.typ == nil {
				v.typ = f.fieldType(object, n.Text, st)
			}
			return v
		}
	case syntax.Index:
		if len(n.Children) == 2 {
			object := f.quietValue(n.Children[0], st)
			key, known := constantKey(f.constantIn(n.Children[1], st))
			return f.element(object, f.countedKey(object, key, st), known, st)
		}
	case syntax.Cast, syntax.Unary, syntax.Argument:
		if k := len(n.Children); k > 0 {
			return f.quietValue(n.Children[k-1], st)
		}
	}
	return value{}
}
