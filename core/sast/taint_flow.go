package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// The taint engine walks a file's statements forward, once for each rule that
// has a source and a sink in reach, and carries what is known of variables and
// objects from statement to statement: branches are joined, loops walked twice,
// functions walked where they stand and again for every call with other
// arguments. An unknown call passes taint from its arguments to its result.

// flow is a walk over one file, for one rule or for several that see the same.
type flow struct {
	rule    *compiled // the first of them; they agree on their options
	rules   []*compiled
	staying ruleSet // those that have not left
	short   ruleSet // those whose places were not all found
	sites   map[*unit]*site
	project *project // nil when the file is examined alone
	session *session
	root    *unit
	steps   int
	cut     bool
	depth   int
	objects int // how many were made

	*here
	found    map[place]*reached
	memory   map[string]remembered
	followed int            // that were followed
	active   []*syntax.Node // functions that are being followed
	writes   int            // to objects and variables outside the function that is followed
	oldest   int            // objects above this number are the followed function's own
	shared   bool           // some variable of all functions is tainted
	globals  bool           // some variable of all functions is known
	begun    bool           // some source was met

	elsewhere map[string]bool // functions of other files in which a source may lie
}

// here is where the walk is.
type here struct {
	unit     *unit
	site     *site
	function *syntax.Node // nil at the file's top
	class    *class
	returns  *gathered // of the function that is followed; nil at its own place
	breaks   *gathered
	turns    *gathered // the continues of a loop
	throws   *gathered // of the try around
	loops    int
	top      *state // what the file's top level knows
}

// gathered collects the states that leave a block by a jump.
type gathered struct {
	base   *state
	states []*state
	values []value // of returns, one for each state
}

func (g *gathered) add(f *flow, st *state) {
	if g == nil {
		return
	}
	fork := st.since(g.base)
	f.steps -= len(fork.vars.list) + len(fork.heap)
	g.states = append(g.states, fork)
}

// place is a sink of a rule, in whatever file it stands.
type place struct {
	rule       int
	unit       *unit
	start, end int
}

// reached is a sink that a source reaches, and the way to it.
type reached struct {
	match match
	way   *taint
}

// spend counts a step; used up, nothing is walked any more.
func (f *flow) spend() bool {
	if f.steps--; f.steps < 0 || f.depth > maxMatchDepth {
		f.cut = true
		return false
	}
	return true
}

func (f *flow) hit(s spot, t *taint) {
	if t = f.accepted(s, t); t == nil {
		return
	}
	at := place{s.rules.first(), f.unit, s.start, s.end}
	if known := f.found[at]; known == nil || t.isShorter(known.way) {
		f.found[at] = &reached{s.match, t}
	}
}

// accepted returns the part of a taint that a sink asks for.
func (f *flow) accepted(s spot, t *taint) *taint {
	if t == nil {
		return nil
	}
	if r := s.how.requires; r != nil {
		if !r.holds(t) {
			return nil
		}
	} else {
		for t = t.of(s.rules.first()); t != nil && t.label != ""; t = t.next {
		}
	}
	if t != nil && f.rule.options.unify {
		if _, ok := f.unit.merge(t.source().env, s.env); !ok {
			return nil
		}
	}
	return t
}

// value walks an expression and returns what is known of its value.
func (f *flow) value(n *syntax.Node, st *state) value {
	if n == nil || !f.spend() {
		return value{}
	}
	f.depth++
	v := f.inside(n, st)
	if len(f.site.propagators) > 0 && n.Kind != syntax.Argument {
		v = f.propagate(f.site.propagators[[2]int{n.Start, n.End}], n, v, st)
	}
	if n.Kind != syntax.Variable && n.Kind != syntax.Assign {
		v = f.begin(n, v, st)
	}
	v = f.sanitized(n, v, st)
	f.arrive(n, v, st)
	f.depth--
	return v
}

// begin taints what a source gives.
func (f *flow) begin(n *syntax.Node, v value, st *state) value {
	if f.site.sources.isApart(n.Start, n.End) {
		return v
	}
	f.site.sources.around(n.Start, n.End, func(s *spot) bool {
		whole := s.start == n.Start && s.end == n.End
		if s.how.exact && !whole || s.how.requires != nil && !s.how.requires.holds(st.whole(v)) {
			return true
		}
		if rules := f.staying & s.rules; rules != f.staying && (rules == 0 || (v.c != nil || v.fn != nil) && !f.split(rules)) {
			return true
		}
		f.begun = true
		made := &taint{label: s.how.label, rules: s.rules, unit: f.unit, node: n, env: s.env}
		tainted := value{t: either(v.t.without(s.rules), made), ref: v.ref, typ: v.typ}
		if s.how.label != "" {
			tainted.t = either(v.t, made)
		}
		if s.how.sideEffect && whole {
			f.assign(n, tainted, st)
		}
		if !s.how.onlySideEffect {
			v = tainted
		}
		return true
	})
	return v
}

// arrive looks whether n, or a part of it for a sink that is not exact, is a sink.
func (f *flow) arrive(n *syntax.Node, v value, st *state) {
	spots := f.site.sinks.at(n)
	if len(spots) > 0 {
		if t := st.whole(v); t != nil {
			for _, s := range spots {
				f.hit(s, t)
			}
		}
	}
	if v.t != nil && !f.site.sinks.isApart(n.Start, n.End) {
		f.site.sinks.around(n.Start, n.End, func(s *spot) bool {
			if !s.how.exact && (s.start != n.Start || s.end != n.End) {
				f.hit(*s, v.t)
			}
			return true
		})
	}
}

func (f *flow) propagate(ways []passage, n *syntax.Node, v value, st *state) value {
	for _, p := range ways {
		t := st.whole(f.value(p.from, st))
		if t == nil || p.how.requires != nil && !p.how.requires.holds(t) {
			continue
		}
		if p.how.label != "" {
			t = &taint{label: p.how.label, rules: t.rules, unit: f.unit, node: n, from: t, stop: t.stop + 1, env: t.env}
		} else {
			t = t.through(f.unit, n)
		}
		if p.to.Start == n.Start && p.to.End == n.End {
			v.t = either(v.t, t)
			continue
		}
		f.add(p.to, t, st)
	}
	return v
}

// follows says whether the rule's walk goes into the functions that are called:
// the embedded pack's does, a user's where it asks for it.
func (f *flow) follows() bool { return f.rule.own || f.rule.options.interfile }

// always says what a condition always is. A user's rule asks it of branches that
// depend on constants only: the rule language takes loops, and what a literal
// switches off, for possible.
func (f *flow) always(v value, condition *syntax.Node) (truth, known bool) {
	if !f.follows() && (condition == nil || condition.Kind == syntax.Literal) {
		return false, false
	}
	return alwaysTrue(v)
}

// isTyped says whether the language declares fields without a word such as this.
func (u *unit) isTyped() bool { return u.language.types }

func isClassName(name string) bool {
	return name != "" && name[0] >= 'A' && name[0] <= 'Z' && !strings.Contains(name, " ")
}

// mayYield says whether a source lies in a piece of code, in a function of its file
// that it calls, or perhaps in one of another file.
func (f *flow) mayYield(u *unit, s *site, n *syntax.Node) bool {
	if known, ok := s.yields[n]; ok {
		return known
	}
	s.yields[n] = false // while it is asked, and for one that calls itself
	found := s.sources.within(n.Start, n.End)
	if !found && f.follows() {
		for _, c := range u.callsIn(n) {
			if found = f.leadsToSource(u, s, n, c.name); found {
				break
			}
		}
	}
	s.yields[n] = found
	return found
}

// leadsToSource says whether a call in a piece of code may lead to a source.
func (f *flow) leadsToSource(u *unit, s *site, in *syntax.Node, name string) bool {
	if f.elsewhere[name] {
		return true
	}
	for _, callee := range u.byName(name) {
		if callee != in && f.mayYield(u, s, callee) {
			return true
		}
	}
	return false
}
