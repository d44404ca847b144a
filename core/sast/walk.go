package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// block walks statements and says whether control never runs out at their end.
func (f *flow) block(n *syntax.Node, st state) (leaves bool) {
	for _, c := range n.Children {
		if f.statement(c, st) {
			leaves = true
		}
	}
	return leaves
}

// statement changes st to what holds behind n; it says whether n always leaves the block.
func (f *flow) statement(n *syntax.Node, st state) (leaves bool) {
	if !f.spend() {
		return false
	}
	f.depth++
	defer func() { f.depth-- }()
	switch n.Kind {
	case syntax.Block, syntax.File:
		return f.block(n, st)
	case syntax.Function, syntax.Lambda:
		f.function(n, st, nil)
	case syntax.Class:
		f.class(n, st)
	case syntax.If:
		return f.branch(n, st)
	case syntax.Loop:
		f.loop(n, st)
	case syntax.Switch:
		return f.choose(n, st)
	case syntax.Try:
		return f.try(n, st)
	case syntax.With:
		return f.block(n, st)
	case syntax.Return, syntax.Throw:
		t := f.value(n, st)
		if n.Kind == syntax.Return && f.returns != nil {
			*f.returns = either(*f.returns, t)
		}
		return true
	case syntax.Jump:
		if f.jumps != nil {
			f.steps -= copyCost * len(st)
			f.jumps.join(st)
		}
		return true
	case syntax.Import, syntax.Gap, syntax.Modifier:
	default:
		f.value(n, st)
	}
	return false
}

func (f *flow) class(n *syntax.Node, st state) {
	inner := st.copy()
	for _, c := range n.Children {
		if c.Kind == syntax.Block {
			f.block(c, inner)
		}
	}
}

// function walks a body with what is known where it stands. given taints the
// parameters of a lambda that a tainted object calls.
func (f *flow) function(n *syntax.Node, st state, given *taint) {
	if !f.sinks.within(n.Start, n.End) && !(f.rule.own && f.sources.within(n.Start, n.End)) {
		return
	}
	inner := st.copy()
	f.steps -= copyCost * len(inner)
	returns, jumps := f.returns, f.jumps
	f.returns, f.jumps = nil, nil
	defer func() { f.returns, f.jumps = returns, jumps }()
	for _, c := range n.Children {
		switch c.Kind {
		case syntax.Parameter:
			f.parameter(c, inner, given)
		case syntax.Block:
			f.block(c, inner)
		case syntax.Ellipsis:
		default:
			if n.Kind == syntax.Lambda && c.Kind != syntax.Modifier && c.Kind != syntax.Type {
				f.value(c, inner)
			}
		}
	}
}

func (f *flow) parameter(p *syntax.Node, st state, given *taint) {
	t := given
	if f.sources.covers(p.Start, p.End) || f.sources.within(p.Start, p.End) {
		t = &taint{node: p}
	}
	if t != nil && f.rule.options.safeNumbers && isSafeType(typeText(p.Child(syntax.Type))) {
		t = nil
	}
	if p.Text != "" {
		f.set(p.Text, t, st)
		return
	}
	for _, c := range p.Children {
		f.assign(c, t, st)
	}
}

func (f *flow) branch(n *syntax.Node, st state) bool {
	if len(n.Children) == 0 {
		return false
	}
	f.value(n.Children[0], st)
	f.steps -= 2 * copyCost * len(st)
	yes, no := st.copy(), st.copy()
	f.assume(n.Children[0], true, yes)
	f.assume(n.Children[0], false, no)
	truth, known := f.truth(n.Children[0])
	yesLeaves, noLeaves := known && !truth, known && truth
	for i, c := range n.Children[1:] {
		switch {
		case i == 0 && !yesLeaves:
			yesLeaves = f.statement(c, yes)
		case i > 0 && !noLeaves:
			noLeaves = f.statement(c, no)
		}
	}
	replace(st, yes, no, yesLeaves, noLeaves)
	return yesLeaves && noLeaves
}

// replace sets st to the join of the branches that do not leave.
func replace(st, yes, no state, yesLeaves, noLeaves bool) {
	if yesLeaves && noLeaves {
		return
	}
	clear(st)
	if !yesLeaves {
		st.join(yes)
		for k, v := range yes {
			if _, ok := st[k]; !ok && v == nil && noLeaves {
				st[k] = nil
			}
		}
	}
	if !noLeaves {
		st.join(no)
		for k, v := range no {
			if _, ok := st[k]; !ok && v == nil {
				if other, ok := yes[k]; yesLeaves || ok && other == nil {
					st[k] = nil
				}
			}
		}
	}
}

// maxLoops bounds how many loops inside each other are walked twice.
const maxLoops = 3

func (f *flow) loop(n *syntax.Node, st state) {
	passes := 2
	if f.loops >= maxLoops {
		passes = 1
	}
	f.loops++
	leave := f.enter()
	defer func() { f.loops--; st.join(leave()) }()
	for range passes {
		before := st.copy()
		f.steps -= copyCost * len(st)
		for _, c := range n.Children {
			f.statement(c, st)
		}
		if before.equal(st) {
			break
		}
		st.join(before)
	}
}

// enter begins to gather what is tainted at breaks and their like; leave ends
// it and returns what was gathered.
func (f *flow) enter() (leave func() state) {
	outer := f.jumps
	f.jumps = state{}
	mine := f.jumps
	return func() state {
		f.jumps = outer
		return mine
	}
}

func (f *flow) choose(n *syntax.Node, st state) bool {
	leave := f.enter()
	defer func() { st.join(leave()) }()
	before, after := st, state(nil)
	exhaustive := false
	for _, c := range n.Children {
		if c.Kind != syntax.Case {
			f.value(c, st)
			continue
		}
		one := before.copy()
		f.steps -= copyCost * len(one)
		exhaustive = exhaustive || len(c.Children) <= 1
		leaves := false
		for _, part := range c.Children {
			if part.Kind == syntax.Block {
				leaves = f.statement(part, one)
				// A break ends the case, not what is around the switch.
				if k := len(part.Children); k > 0 && part.Children[k-1].Kind == syntax.Jump && part.Children[k-1].Text == "break" {
					leaves = false
				}
			} else {
				f.value(part, one)
			}
		}
		if leaves {
			continue
		}
		if after == nil {
			after = one
		} else {
			after.join(one)
		}
	}
	if after == nil {
		return exhaustive
	}
	if exhaustive {
		clear(st)
	}
	st.join(after)
	return false
}

func (f *flow) try(n *syntax.Node, st state) bool {
	before := st.copy()
	f.steps -= copyCost * len(st)
	leaves := false
	for _, c := range n.Children {
		switch c.Kind {
		case syntax.Block:
			leaves = f.statement(c, st)
		case syntax.Catch:
			caught := before.copy()
			caught.join(st)
			left := false
			for _, part := range c.Children {
				if part.Kind == syntax.Block {
					left = f.statement(part, caught)
				}
			}
			if !left {
				st.join(caught)
				leaves = false
			}
		default:
			for _, part := range c.Children {
				f.statement(part, st)
			}
		}
	}
	return leaves
}
