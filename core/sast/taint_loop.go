package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// maxLoops bounds how many loops inside each other are walked twice.
const maxLoops = 3

// loop walks the body twice, so that what one turn leaves reaches the next.
func (f *flow) loop(n *syntax.Node, st *state) (leaves bool) {
	passes := 2
	if f.loops >= maxLoops {
		passes = 1
	}
	breaks, turns := f.breaks, f.turns
	f.loops++
	f.breaks = &gathered{base: st}
	defer func() { f.loops--; f.breaks, f.turns = breaks, turns }()
	header, body, otherwise := loopParts(n)
	header = f.enterLoop(n, header, st)
	never, endless := false, false
	for pass := range passes {
		if pass == 0 {
			if truth, known := f.loopTruth(n, header, st); known && n.Text != "do" {
				never, endless = !truth, truth && f.isFixed(header)
			}
			if never {
				break
			}
			f.unfix(n, st)
		}
		turn := st.fork()
		f.turns = &gathered{base: st}
		left := false
		if n.Text == "do" {
			left = body != nil && f.statement(body, turn)
			f.header(header, turn)
		} else {
			f.header(header, turn)
			left = body != nil && f.statement(body, turn)
		}
		ends := f.turns.states
		if !left {
			ends = append(ends, turn.since(st))
		}
		if len(ends) == 0 {
			break
		}
		if n.Text == "do" && pass == 0 {
			f.merge(st, ends...)
		} else {
			f.merge(st, append(ends, st.fork())...)
		}
	}
	if otherwise != nil {
		f.statement(otherwise, st)
	}
	ends := f.breaks.states
	if !endless {
		ends = append(ends, st.fork())
	}
	if len(ends) == 0 {
		return true
	}
	f.merge(st, ends...)
	return false
}

func loopParts(n *syntax.Node) (header []*syntax.Node, body, otherwise *syntax.Node) {
	for _, c := range n.Children {
		switch {
		case c.Kind == syntax.Block:
			body = c
		case c.Kind == syntax.Other && c.Text == "else":
			otherwise = c
		default:
			header = append(header, c)
		}
	}
	return header, body, otherwise
}

// enterLoop runs what a "for" runs once, and returns the rest of its header.
func (f *flow) enterLoop(n *syntax.Node, header []*syntax.Node, st *state) []*syntax.Node {
	for n.Text == "for" && len(header) > 0 && (header[0].Kind == syntax.Variable || header[0].Kind == syntax.Assign) {
		f.statement(header[0], st)
		header = header[1:]
	}
	return header
}

func (f *flow) header(header []*syntax.Node, st *state) {
	for _, h := range header {
		if h.Kind == syntax.Variable && len(h.Children) > 0 {
			f.iterate(h, st)
			continue
		}
		f.value(h, st)
	}
}

// iterate gives a loop's variable what the elements of its collection hold.
func (f *flow) iterate(h *syntax.Node, st *state) {
	target, typ, from := variableParts(h)
	v := f.value(from, st)
	item := value{t: st.whole(v)}
	if f.site.sources.covers(h) {
		item = f.begin(h, item, st)
	}
	if f.rule.options.safeNumbers && isSafeType(typeText(typ)) {
		item.t = nil
	}
	item.t = item.t.through(f.unit, h)
	if f.unit.language.name == "go" && target.Kind == syntax.List && len(target.Children) == 2 && !isMap(f.unit.typeOf(from)) {
		f.assign(target.Children[0], value{}, st) // the index
		f.assign(target.Children[1], item, st)
		return
	}
	f.assign(target, item, st)
}

// loopTruth is the truth of a loop's condition when it is first asked.
func (f *flow) loopTruth(n *syntax.Node, header []*syntax.Node, st *state) (truth, known bool) {
	if n.Text == "foreach" {
		return false, false
	}
	for _, h := range header {
		if h.Kind == syntax.Binary || h.Kind == syntax.Literal || h.Kind == syntax.Name || h.Kind == syntax.Call || h.Kind == syntax.Unary && h.Text == "!" || h.Kind == syntax.Member {
			return f.always(f.value(h, st.fork()), nil)
		}
	}
	return len(header) == 0, len(header) == 0 && f.follows()
}

// isFixed says whether a loop's condition is a literal, so that only a break ends it.
func (f *flow) isFixed(header []*syntax.Node) bool {
	return len(header) == 0 || len(header) == 1 && f.constant(header[0]) != nil
}

// unfix forgets the constants of what a loop changes.
func (f *flow) unfix(n *syntax.Node, st *state) {
	n.Walk(func(x *syntax.Node) bool {
		var target *syntax.Node
		switch {
		case x.Kind == syntax.Assign && len(x.Children) == 2, x.Kind == syntax.Unary && (x.Text == "++" || x.Text == "--") && len(x.Children) == 1:
			target = x.Children[0]
		default:
			return x.Kind != syntax.Function
		}
		if key := f.variable(target, st); key != "" {
			if v, ok := st.get(key); ok && v.c != nil {
				v.c = nil
				st.put(key, v)
			}
		}
		f.steps--
		return true
	})
}
