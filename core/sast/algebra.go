package sast

// frame is what a formula is evaluated on: the whole file, or what one
// metavariable stands for.
type frame struct {
	rule  *compiled
	start int
	end   int
	env   *binding
	inner bool // what a metavariable stands for
}

// evaluate returns where a formula holds.
func (s *search) evaluate(f *formula, in frame) []match {
	switch f.operator {
	case isPattern:
		return s.leafMatches(in.rule.leaves[f.number], in)
	case isRegex:
		return s.regexMatches(f, in)
	case isAny:
		var all []match
		for _, c := range f.children {
			all = append(all, s.evaluate(c, in)...)
		}
		return all
	case isAll:
		return s.all(f, in)
	case isInside:
		return surrounding(s.evaluate(f.children[0], in))
	case isAnywhere:
		found := surrounding(s.evaluate(f.children[0], in))
		for i := range found {
			found[i].start, found[i].end, found[i].node = in.start, in.end, nil
		}
		return found
	}
	return nil // a lone negation holds nowhere
}

// surrounding marks matches as what others have to lie within.
func surrounding(matches []match) []match {
	out := make([]match, len(matches))
	for i, m := range matches {
		m.around = true
		out[i] = m
	}
	return out
}

func (s *search) leafMatches(l *leaf, in frame) []match {
	switch {
	case l.generic != nil:
		return s.genericMatches(l, in)
	case in.inner:
		return s.everywhere(l, s.root, in)
	case l.late:
		return s.late(l)
	}
	return s.results[l.number]
}

// all evaluates a conjunction: positives, then negatives, then conditions,
// then focus, in whatever order the rule lists them.
func (s *search) all(f *formula, in frame) []match {
	out, started := s.positives(f, in)
	if !started && in.inner {
		out = []match{{start: in.start, end: in.end, env: in.env}}
	}
	for _, c := range f.children {
		if len(out) == 0 {
			return nil
		}
		switch c.operator {
		case isNot, isNotInside:
			out = s.without(out, s.evaluate(c.children[0], in), c.operator)
		case isNotRegex:
			out = s.without(out, s.regexMatches(c, in), isNotRegex)
		}
	}
	for i := range f.conditions {
		out = s.keep(out, &f.conditions[i], in)
	}
	return focused(out, f.focus)
}

// positives intersects everything that says where to be: what is rare first,
// what is around others last.
func (s *search) positives(f *formula, in frame) (out []match, started bool) {
	for pass := range 3 {
		for _, c := range f.children {
			if c.operator > isAnywhere || s.turn(c, in) != pass {
				continue
			}
			next := s.evaluate(c, in)
			if started {
				next = s.intersect(out, next)
			}
			if out, started = next, true; len(out) == 0 {
				return nil, true
			}
		}
	}
	return out, started
}

func (s *search) turn(c *formula, in frame) int {
	switch {
	case c.operator == isInside || c.operator == isAnywhere:
		return 2
	case in.rule.isLate(c):
		return 1
	}
	return 0
}

// intersect keeps the inner one of every pair where one contains the other and
// the metavariables agree. What is to be around can only be the outer one.
func (s *search) intersect(a, b []match) []match {
	var out []match
	for _, x := range a {
		for _, y := range b {
			if !s.spend() {
				return out
			}
			inner := x
			switch {
			case y.start <= x.start && x.end <= y.end && (y.around || !x.around):
			case x.start <= y.start && y.end <= x.end && (x.around || !y.around):
				inner = y
			default:
				continue
			}
			if env, ok := s.merge(x.env, y.env); ok {
				inner.env = env
				s.add(&out, inner)
			}
		}
	}
	return out
}

func (s *search) without(matches, removed []match, kind operator) []match {
	if len(removed) == 0 {
		return matches
	}
	var out []match
	for _, x := range matches {
		if !s.hits(x, removed, kind) {
			out = append(out, x)
		}
	}
	return out
}

func (s *search) hits(x match, removed []match, kind operator) bool {
	for _, y := range removed {
		if !s.spend() {
			return false
		}
		var covered bool
		switch {
		case kind == isNotInside || kind == isNot && y.around:
			covered = y.start <= x.start && x.end <= y.end
		case kind == isNot:
			covered = x.start == y.start && x.end == y.end
		default:
			covered = y.start <= x.start && x.end <= y.end || x.start <= y.start && y.end <= x.end
		}
		if covered {
			if _, ok := s.merge(x.env, y.env); ok {
				return true
			}
		}
	}
	return false
}

// focused moves matches onto what their focus metavariables stand for.
func focused(matches []match, focus [][]string) []match {
	for _, names := range focus {
		var out []match
		for _, m := range matches {
			for _, name := range names {
				b := m.env.find(name)
				if b == nil || len(b.nodes) == 0 {
					continue
				}
				moved := m
				moved.start, moved.end, moved.node = b.nodes[0].Start, b.nodes[len(b.nodes)-1].End, b.nodes[0]
				if len(b.nodes) > 1 {
					moved.node = nil
				}
				out = append(out, moved)
			}
		}
		matches = out
	}
	return matches
}
