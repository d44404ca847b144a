package sast

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// sanitized drops the taint of what a sanitizer cleans, for its rules.
func (f *flow) sanitized(n *syntax.Node, v value, st *state) value {
	if f.site.sanitizers.isApart(n.Start, n.End) || v.t == nil && v.ref == 0 && !f.site.sanitizers.effects {
		return v
	}
	var clean, named ruleSet
	f.site.sanitizers.around(n.Start, n.End, func(s *spot) bool {
		whole := s.start == n.Start && s.end == n.End
		if s.how.sideEffect && whole {
			named |= s.rules
		}
		if whole || !s.how.exact {
			clean |= s.rules
		}
		return true
	})
	f.clean(n, named, st)
	return f.cleanFor(clean, v)
}

// cleanFor is a value without the taint that rules see in it.
func (f *flow) cleanFor(rules ruleSet, v value) value {
	switch rules &= f.staying; {
	case rules == 0:
	case rules == f.staying, v.ref != 0 && f.split(rules):
		return value{c: v.c, typ: v.typ, fn: v.fn}
	case v.ref == 0:
		v.t = v.t.without(rules)
	}
	return v
}

// clean forgets the taint of what an expression names.
func (f *flow) clean(n *syntax.Node, rules ruleSet, st *state) {
	if rules &= f.staying; rules == 0 {
		return
	}
	switch n.Kind {
	case syntax.Name, syntax.Member, syntax.Index, syntax.Parameter:
		v := f.quietValue(n, st)
		if rules != f.staying && v.fn != nil && !f.split(rules) {
			return
		}
		v = f.cleanFor(rules, v)
		f.assign(n, value{t: v.t, c: v.c, typ: v.typ, ref: v.ref}, st)
	case syntax.Unary, syntax.Argument:
		if len(n.Children) == 1 {
			f.clean(n.Children[0], rules, st)
		}
	}
}
