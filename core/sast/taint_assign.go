package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// assign stores a value in a target, or in all names of a target that takes a value apart.
func (f *flow) assign(target *syntax.Node, v value, st *state) {
	if key := f.variable(target, st); key != "" {
		f.set(key, v, st)
		return
	}
	switch target.Kind {
	case syntax.Name: // a field without "this"
		f.write(value{}, thisNode, target.Text, true, v, st)
	case syntax.Member:
		if len(target.Children) == 1 {
			f.write(f.quietValue(target.Children[0], st), target.Children[0], target.Text, true, v, st)
		}
	case syntax.Index:
		if len(target.Children) > 0 {
			object := f.quietValue(target.Children[0], st)
			key, known := "", false
			if len(target.Children) == 2 {
				key, known = constantKey(f.constantIn(target.Children[1], st))
				key = f.countedKey(object, key, st)
			}
			f.write(object, target.Children[0], key, known, v, st)
		}
	case syntax.List:
		for i, c := range target.Children {
			f.assign(c, f.takenPart(v, indexKey(i), c, st), st)
		}
	case syntax.Object:
		f.destructure(target, v, st)
	case syntax.Parameter:
		if target.Text != "" {
			f.set(target.Text, v, st)
		}
	case syntax.Spread, syntax.Argument, syntax.Unary, syntax.Cast, syntax.Variable:
		for _, c := range target.Children {
			f.assign(c, v, st)
		}
	case syntax.Assign: // a default
		if len(target.Children) == 2 {
			d := f.value(target.Children[1], st)
			f.assign(target.Children[0], f.join(st, v, d), st)
		}
	}
}

// takenPart is one part of a value that is taken apart.
func (f *flow) takenPart(v value, key string, target *syntax.Node, st *state) value {
	if target.Kind == syntax.Spread {
		return value{t: st.whole(v)}
	}
	return f.element(v, key, v.ref != 0, st)
}

// destructure takes an object apart: {a, b: c, ...rest}.
func (f *flow) destructure(target *syntax.Node, v value, st *state) {
	taken := map[string]bool{}
	for _, c := range target.Children {
		switch {
		case c.Kind == syntax.Pair && len(c.Children) == 2:
			key, known := constantKey(f.constant(c.Children[0]))
			taken[key] = true
			f.assign(c.Children[1], f.element(v, key, known, st), st)
		case c.Kind == syntax.Spread && len(c.Children) == 1:
			rest := v
			if o := st.object(v.ref); o != nil {
				left := o.clone()
				for k := range taken {
					left.parts[k] = value{}
				}
				rest = value{ref: st.allocate(f, left), t: v.t}
			}
			f.assign(c.Children[0], rest, st)
		case c.Kind == syntax.Name:
			taken[c.Text] = true
			f.assign(c, f.element(v, c.Text, true, st), st)
		default:
			f.assign(c, value{t: st.whole(v)}, st)
		}
	}
}

// write stores a value in a part of an object.
func (f *flow) write(in value, holder *syntax.Node, key string, known bool, v value, st *state) {
	if holder == thisNode {
		in, _ = st.get("this")
	}
	o, named := st.object(in.ref), known && plainWord(key) != "" && (key[0] < '0' || key[0] > '9')
	if o == nil {
		if !known && v.t == nil && v.ref == 0 {
			return
		}
		o = &object{size: -1, fields: named}
		in.ref = st.allocate(f, o)
		f.assign(holder, in, st)
	}
	f.steps -= len(o.parts)
	if in.ref <= f.oldest {
		f.writes++
	}
	if known {
		st.store(in.ref, o.with(key, v))
	} else if t := st.whole(v); t != nil {
		st.store(in.ref, o.spread(t))
	}
}

// set stores a value under a variable's key.
func (f *flow) set(key string, v value, st *state) {
	if isGlobal(key) {
		f.globals = true
		f.writes++
		f.shared = f.shared || st.whole(v) != nil
	}
	st.put(key, v)
}

// add joins taint into what an expression names.
func (f *flow) add(target *syntax.Node, t *taint, st *state) {
	if t == nil {
		return
	}
	for target.Kind == syntax.Unary && len(target.Children) == 1 || target.Kind == syntax.Argument && len(target.Children) == 1 {
		target = target.Children[0]
	}
	v := f.quietValue(target, st)
	if o := st.object(v.ref); o != nil {
		if v.ref <= f.oldest {
			f.writes++
		}
		made := o.clone()
		made.rest = either(made.rest, t)
		st.store(v.ref, made)
		return
	}
	v.t, v.c = either(v.t, t), nil
	switch {
	case f.variable(target, st) != "":
		f.assign(target, v, st)
	case target.Kind == syntax.Member || target.Kind == syntax.Index || target.Kind == syntax.Name:
		f.assign(target, v, st)
	case target.Kind == syntax.Call && len(target.Children) > 0 && target.Children[0].Kind == syntax.Member: // a.b().add(x) fills a
		f.add(target.Children[0].Children[0], t, st)
	}
}
