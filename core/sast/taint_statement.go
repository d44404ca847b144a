package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// block walks statements and says whether control never comes to their end.
func (f *flow) block(n *syntax.Node, st *state) (leaves bool) {
	f.hoist(n, st)
	for _, c := range n.Children {
		if leaves && c.Kind != syntax.Function && c.Kind != syntax.Class && c.Kind != syntax.Case {
			continue // never runs
		}
		if f.statement(c, st) {
			leaves = true
		}
	}
	return leaves
}

// hoist makes a block's functions known before they stand, as calls may come first.
func (f *flow) hoist(n *syntax.Node, st *state) {
	if f.function == nil {
		return
	}
	for _, c := range n.Children {
		if c.Kind == syntax.Function && c.Text != "" {
			st.put(c.Text, value{fn: f.closure(c, st)})
		}
	}
}

func (f *flow) closure(n *syntax.Node, st *state) *closure {
	return &closure{unit: f.unit, node: n, env: st, class: f.class}
}

// statement changes st to what holds behind n; it says whether n always leaves the block.
func (f *flow) statement(n *syntax.Node, st *state) (leaves bool) {
	if !f.spend() {
		return false
	}
	if f.function == nil && !f.begun && n.Kind != syntax.File && !f.mayYield(f.unit, f.site, n) {
		return false // nothing can be tainted yet
	}
	f.depth++
	leaves = f.step(n, st)
	f.depth--
	return leaves
}

func (f *flow) step(n *syntax.Node, st *state) (leaves bool) {
	switch n.Kind {
	case syntax.Block, syntax.File:
		return f.block(n, st)
	case syntax.Function, syntax.Lambda:
		f.inPlace(n, st, nil)
	case syntax.Class:
		f.classBody(n, st)
	case syntax.If:
		return f.branch(n, st)
	case syntax.Loop:
		return f.loop(n, st)
	case syntax.Switch:
		return f.choose(n, st)
	case syntax.Try:
		return f.try(n, st)
	case syntax.With:
		return f.block(n, st)
	case syntax.Other:
		return f.other(n, st)
	case syntax.Return, syntax.Throw, syntax.Jump:
		return f.leave(n, st)
	case syntax.Import, syntax.Gap, syntax.Modifier, syntax.Type, syntax.Annotation:
	default:
		f.value(n, st)
	}
	return false
}

// other walks a construct that has no kind of its own: blocks in it run in place.
func (f *flow) other(n *syntax.Node, st *state) (leaves bool) {
	for _, c := range n.Children {
		if c.Kind == syntax.Block {
			leaves = f.statement(c, st) || leaves
		}
	}
	if n.Child(syntax.Block) == nil {
		f.value(n, st)
		return false
	}
	return leaves && n.Text != "property" && n.Text != "namespace"
}

func (f *flow) leave(n *syntax.Node, st *state) bool {
	switch {
	case n.Kind == syntax.Return:
		var v value
		for _, c := range n.Children {
			v = f.value(c, st)
		}
		f.spotted(n, v, st)
		if f.returns != nil {
			f.returns.values = append(f.returns.values, v)
			f.returns.add(f, st)
		}
	case n.Kind == syntax.Throw:
		var v value
		for _, c := range n.Children {
			v.t = either(v.t, f.value(c, st).t)
		}
		f.spotted(n, v, st)
		f.throws.add(f, st)
	case n.Text == "break":
		f.breaks.add(f, st)
	case n.Text == "continue":
		f.turns.add(f, st)
	case n.Text == "goto":
		return false
	}
	return true
}

// spotted is the end of value for a statement that rules can name as a whole.
func (f *flow) spotted(n *syntax.Node, v value, st *state) { f.arrive(n, v, st) }

func (f *flow) classBody(n *syntax.Node, st *state) {
	outer, class := f.class, f.unit.definitions().classes[n.Text]
	f.class = class
	defer func() { f.class = outer }()
	for _, c := range n.Children {
		if c.Kind == syntax.Block {
			f.block(c, st.fork())
		}
	}
}

// inPlace walks a function's body with what is known where it stands. given
// taints the parameters of a lambda that a tainted object calls.
func (f *flow) inPlace(n *syntax.Node, st *state, given *taint) value {
	if !f.isWorthwhile(n) {
		return value{}
	}
	inner := st.fork()
	saved, begun, shared := *f.here, f.begun, f.shared
	defer func() {
		*f.here = saved
		if saved.function == nil && n.Kind == syntax.Function { // what it taints is its own
			f.begun, f.shared = begun, shared
		}
	}()
	f.returns = &gathered{base: st}
	f.breaks, f.turns, f.throws, f.loops, f.function = nil, nil, nil, 0, n
	for _, c := range n.Children {
		switch c.Kind {
		case syntax.Parameter:
			f.parameter(c, inner, value{t: given})
		case syntax.Receiver:
			for _, p := range c.Children {
				f.parameter(p, inner, value{})
			}
		case syntax.Block:
			f.block(c, inner)
		case syntax.Ellipsis, syntax.Modifier, syntax.Type, syntax.Annotation:
		default:
			if n.Kind == syntax.Lambda {
				f.value(c, inner)
			}
		}
	}
	result := value{}
	for i, v := range f.returns.values {
		result.t = either(result.t, f.returns.states[i].whole(v))
	}
	if n.Kind == syntax.Lambda {
		f.keepCaptured(inner, st)
	}
	return result
}

// keepCaptured keeps what a lambda, which may run or not, does to what it sees around it.
func (f *flow) keepCaptured(inner, st *state) {
	kept := inner.since(st)
	kept.vars.keep(func(key string) bool {
		_, outer := st.get(key)
		return outer
	})
	f.merge(st, st.fork(), kept)
}

// isWorthwhile says whether walking a function in its place can find anything:
// a source lies in it, or taint from around it may come to a sink.
func (f *flow) isWorthwhile(n *syntax.Node) bool {
	if f.mayYield(f.unit, f.site, n) {
		return true
	}
	return f.begun && (f.site.sinks.within(n.Start, n.End) || f.follows() && n.Kind == syntax.Lambda)
}

func (f *flow) parameter(p *syntax.Node, st *state, v value) {
	for _, s := range f.parameterSources(p) {
		f.begun = true
		v.t = either(v.t, &taint{label: s.how.label, rules: s.rules, unit: f.unit, node: p, env: s.env})
	}
	if f.rule.options.safeNumbers && isSafeType(typeText(p.Child(syntax.Type))) {
		v.t = nil
	}
	if d := p.Child(syntax.Default); d != nil && len(d.Children) == 1 && v.t == nil && v.ref == 0 {
		v = value{t: f.value(d.Children[0], st).t, fn: v.fn}
	}
	if p.Text != "" {
		v.t = v.t.through(f.unit, p)
		st.put(p.Text, v)
		f.spotted(p, v, st)
		return
	}
	for _, c := range p.Children {
		f.assign(c, v, st)
	}
}

// parameterSources are the sources that a parameter lies in, or that lie in it.
func (f *flow) parameterSources(p *syntax.Node) (all []spot) {
	if len(f.site.sources.all) == 0 {
		return nil
	}
	var rules ruleSet
	f.site.sources.around(p.Start, p.End, func(s *spot) bool {
		all, rules = append(all, *s), rules|s.rules
		return true
	})
	if p.Text == "" {
		return all
	}
	for _, s := range f.site.sources.inside(p.Start, p.End) {
		if s.rules &^= rules; s.rules != 0 {
			all = append(all, s)
		}
	}
	return all
}

func (f *flow) branch(n *syntax.Node, st *state) bool {
	if len(n.Children) == 0 {
		return false
	}
	condition := n.Children[0]
	truth, known := f.always(f.value(condition, st), condition)
	yes, no := st.fork(), st.fork()
	f.assume(condition, true, yes)
	f.assume(condition, false, no)
	yesLeaves, noLeaves := known && !truth, known && truth
	for i, c := range n.Children[1:] {
		switch {
		case i == 0 && !yesLeaves:
			yesLeaves = f.statement(c, yes)
		case i > 0 && !noLeaves:
			noLeaves = f.statement(c, no)
		}
	}
	return f.rejoin(st, yes, no, yesLeaves, noLeaves)
}

// rejoin merges the forks that do not leave.
func (f *flow) rejoin(st, yes, no *state, yesLeaves, noLeaves bool) bool {
	switch {
	case yesLeaves && noLeaves:
		return true
	case yesLeaves:
		f.merge(st, no)
	case noLeaves:
		f.merge(st, yes)
	default:
		f.merge(st, yes, no)
	}
	return false
}

func (f *flow) try(n *syntax.Node, st *state) bool {
	outer := f.throws
	f.throws = &gathered{base: st}
	body := st.fork()
	leaves := false
	var catches, rest []*syntax.Node
	for _, c := range n.Children {
		switch c.Kind {
		case syntax.Block:
			leaves = f.statement(c, body)
		case syntax.Catch:
			catches = append(catches, c)
		default:
			rest = append(rest, c)
		}
	}
	thrown := f.throws.states
	f.throws = outer
	var ends []*state
	for _, c := range catches {
		caught := st.fork()
		f.merge(caught, append([]*state{caught.fork(), body.since(st)}, thrown...)...)
		left := false
		for _, part := range c.Children {
			switch part.Kind {
			case syntax.Block:
				left = f.statement(part, caught)
			case syntax.Parameter:
				f.parameter(part, caught, value{})
			}
		}
		if !left {
			ends = append(ends, caught.since(st))
		}
	}
	for _, r := range rest {
		if r.Kind == syntax.Other && !leaves { // else
			leaves = f.statement(r, body)
		}
	}
	if !leaves {
		ends = append(ends, body)
	}
	f.merge(st, ends...)
	for _, r := range rest {
		if r.Kind == syntax.Finally {
			if len(ends) == 0 {
				f.merge(st, append([]*state{body}, thrown...)...)
			}
			if len(thrown) > 0 && len(catches) == 0 { // somebody may catch it further out
				leaves, ends = false, []*state{st}
			}
			for _, part := range r.Children {
				if f.statement(part, st) {
					leaves, ends = true, nil
				}
			}
		}
	}
	return len(ends) == 0
}
