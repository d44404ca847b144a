package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// library evaluates calls of lists, maps and their like, whose elements are kept
// apart. Only the embedded pack's rules, and users' that ask for it, use it.
func (f *flow) library(n, callee *syntax.Node, receiver value, given []argument, st *state) (value, bool) {
	if !f.rule.options.mutators {
		return value{}, false
	}
	if callee.Kind == syntax.Name {
		return f.builtin(callee, given, st)
	}
	if callee.Kind != syntax.Member || len(callee.Children) != 1 {
		return value{}, false
	}
	holder := callee.Children[0]
	o := st.object(receiver.ref)
	switch callee.Text {
	case "put", "set", "Set", "setdefault", "setAttribute", "setProperty", "Add", "add", "insert", "Insert", "TryAdd", "AddOrUpdate":
		if key, ok := storeKey(given); ok && (len(given) > 1) && !isListInsert(callee.Text, given) {
			f.write(receiver, holder, key, true, given[len(given)-1].v, st)
			return value{}, true
		}
		if len(given) == 1 && o != nil && given[0].node.Kind != syntax.Argument {
			return value{}, f.push(receiver, o, given[0].v, st)
		}
		if isListInsert(callee.Text, given) && o != nil {
			return value{}, f.insert(receiver, o, given, st)
		}
	case "append", "push", "addLast", "AddLast", "Push", "Enqueue", "offer", "Append":
		if len(given) == 1 && o != nil && o.size >= 0 {
			if o.typ != nil && strings.Contains(o.typ.name, "Builder") {
				return value{}, false
			}
			return value{}, f.push(receiver, o, given[0].v, st)
		}
	case "get", "Get", "getOrDefault", "GetValueOrDefault", "getProperty", "getAttribute", "elementAt", "ElementAt", "ElementAtOrDefault", "__getitem__":
		if o != nil && len(given) > 0 {
			key, ok := fetchKey(given)
			return f.element(receiver, key, ok, st), true
		}
	case "first", "First", "FirstOrDefault", "getFirst":
		if o != nil && len(given) == 0 {
			return f.element(receiver, "0", o.size > 0, st), true
		}
	case "last", "Last", "LastOrDefault", "getLast":
		if o != nil && len(given) == 0 {
			return f.element(receiver, indexKey(o.size-1), o.size > 0, st), true
		}
	case "pop", "remove", "Pop", "RemoveAt", "shift", "removeFirst", "poll", "Dequeue", "popleft":
		if o != nil {
			return f.remove(callee.Text, receiver, o, given, st)
		}
	case "clear", "Clear":
		if o != nil && len(given) == 0 {
			f.store(receiver.ref, &object{typ: o.typ, size: 0, parts: map[string]value{}}, st)
			return value{}, true
		}
	case "size", "Count":
		if o != nil && len(given) == 0 {
			return value{c: sizeOf(receiver, st)}, true
		}
	}
	return value{}, false
}

func (f *flow) store(ref int, o *object, st *state) {
	if ref <= f.oldest {
		f.writes++
	}
	st.store(ref, o)
}

// builtin evaluates functions that make lists and maps.
func (f *flow) builtin(callee *syntax.Node, given []argument, st *state) (value, bool) {
	switch callee.Text {
	case "list", "dict", "set", "make":
		if len(given) == 0 || callee.Text == "make" {
			return value{ref: st.allocate(f, &object{size: 0, parts: map[string]value{}})}, f.unit.language.name == "python" || f.unit.language.name == "go"
		}
	case "append":
		if f.unit.language.name == "go" && len(given) > 1 {
			o := st.object(given[0].v.ref)
			if o == nil {
				o = &object{size: -1, rest: given[0].v.t}
				if given[0].v.t == nil {
					o.size = 0
				}
			}
			for _, a := range given[1:] {
				o = pushed(o, a.v, st.whole(a.v), a.node.Kind == syntax.Spread)
			}
			return value{ref: st.allocate(f, o)}, true
		}
	case "delete":
		return value{}, f.unit.language.name == "go"
	}
	return value{}, false
}

// isListInsert says whether a call puts its second argument at an index.
func isListInsert(name string, given []argument) bool {
	if len(given) != 2 || name != "add" && name != "insert" && name != "Insert" {
		return false
	}
	_, number := given[0].v.c.(float64)
	return number || name != "add"
}

// storeKey is the key of put(key, value), or of set(section, key, value).
func storeKey(given []argument) (string, bool) {
	if len(given) < 2 {
		return "", false
	}
	return fetchKey(given[:len(given)-1])
}

func fetchKey(given []argument) (string, bool) {
	var keys []string
	for i, a := range given {
		if a.node.Kind == syntax.Argument {
			continue
		}
		key, ok := constantKey(a.v.c)
		if !ok {
			return "", false
		}
		if i < 2 {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, "\x00"), len(keys) > 0
}

func pushed(o *object, v value, whole *taint, several bool) *object {
	if o.size < 0 || o.size >= maxParts || several {
		made := o.mix()
		made.rest = either(made.rest, whole)
		return made
	}
	made := o.with(indexKey(o.size), v)
	made.size = o.size + 1
	return made
}

func (f *flow) push(receiver value, o *object, v value, st *state) bool {
	if o.size < 0 && len(o.parts) > 0 && o.typ == nil {
		made := o.clone()
		made.rest = either(made.rest, st.whole(v))
		f.store(receiver.ref, made, st)
		return true
	}
	f.store(receiver.ref, pushed(o, v, st.whole(v), false), st)
	return true
}

// insert moves the elements behind an index and puts another one there.
func (f *flow) insert(receiver value, o *object, given []argument, st *state) bool {
	at, ok := given[0].v.c.(float64)
	if !ok || o.size < 0 || int(at) < 0 || int(at) > o.size || o.size >= maxParts {
		made := o.mix()
		made.rest = either(made.rest, st.whole(given[1].v))
		f.store(receiver.ref, made, st)
		return true
	}
	made := &object{typ: o.typ, rest: o.rest, size: o.size + 1, parts: map[string]value{}}
	for i := range o.size {
		to := i
		if i >= int(at) {
			to++
		}
		made.parts[indexKey(to)] = o.part(indexKey(i))
	}
	made.parts[indexKey(int(at))] = given[1].v
	f.store(receiver.ref, made, st)
	return true
}

// remove takes an element out and returns it.
func (f *flow) remove(name string, receiver value, o *object, given []argument, st *state) (value, bool) {
	at := -1
	switch {
	case len(given) == 1:
		if i, ok := given[0].v.c.(float64); ok && o.size > 0 {
			at = int(i)
			if at < 0 {
				at += o.size
			}
		} else if key, ok := constantKey(given[0].v.c); ok && o.size < 0 {
			made := o.clone()
			v := made.part(key)
			made.parts[key] = value{}
			f.store(receiver.ref, made, st)
			return v, true
		}
	case len(given) == 0 && (name == "pop" || name == "Pop"):
		at = o.size - 1
	case len(given) == 0:
		at = 0
	}
	if at < 0 || at >= o.size {
		made := o.mix()
		f.store(receiver.ref, made, st)
		return value{t: either(receiver.t, made.rest)}, true
	}
	made := &object{typ: o.typ, rest: o.rest, size: o.size - 1, parts: map[string]value{}}
	for i := range o.size {
		if i < at {
			made.parts[indexKey(i)] = o.part(indexKey(i))
		} else if i > at {
			made.parts[indexKey(i-1)] = o.part(indexKey(i))
		}
	}
	f.store(receiver.ref, made, st)
	return o.part(indexKey(at)), true
}

// fills is the number of the argument that a function of this name fills from
// the others, or -1.
func fills(name string) int {
	switch name {
	case "Unmarshal", "UnmarshalStrict":
		return 1
	case "Decode", "DecodeElement", "Scan", "ReadFull", "Read", "ShouldBind", "ShouldBindJSON", "Bind", "BindJSON", "BodyParser":
		return 0
	case "Copy", "copy", "memcpy", "arraycopy":
		return 0
	}
	return -1
}

func isMap(typ string) bool {
	return strings.HasPrefix(typ, "map[") || strings.HasPrefix(typ, "url.Values") || strings.HasPrefix(typ, "http.Header")
}

// isCollection says whether objects of the type hold what they are filled with.
func isCollection(typ string) bool {
	for _, word := range []string{"List", "Map", "Set", "Dict", "Collection", "Queue", "Stack", "Array", "Builder", "Buffer", "Table",
		"Vector", "Writer", "[", "Properties", "map", "Params", "FormData", "Headers", "Values"} {
		if strings.Contains(typ, word) {
			return true
		}
	}
	return false
}
