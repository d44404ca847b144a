package sast

import (
	"sort"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// The taint engine walks a file's statements forward, once for each rule that
// has a source and a sink in the file, and carries what is tainted from
// statement to statement: branches are joined, loops walked twice, lambdas and
// nested functions walked where they stand. An unknown call passes taint from its
// arguments to its result; what a call inside the file means, see invoke.go.

// taint says that a value comes from a source, and how it came here.
type taint struct {
	node *syntax.Node // this stop
	from *taint       // the stop before; nil at the source
	stop int          // how many stops are before
}

const maxStops = 20

// copyCost is how many steps copying and joining one entry of a state counts.
const copyCost = 8

func (t *taint) through(n *syntax.Node) *taint {
	if t == nil || t.stop >= maxStops || t.node == n {
		return t
	}
	return &taint{node: n, from: t, stop: t.stop + 1}
}

// either joins two values. The one with the shorter way wins, then the earlier
// source, so that the answer does not depend on order.
func either(a, b *taint) *taint {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case b.stop < a.stop || b.stop == a.stop && b.node.Start < a.node.Start:
		return b
	}
	return a
}

// state is what is tainted by l-value: "x", "x.y". A key with nil is known to be clean.
type state map[string]*taint

func (s state) copy() state {
	out := make(state, len(s))
	for k, v := range s {
		out[k] = v
	}
	return out
}

// join adds what is tainted in other.
func (s state) join(other state) {
	for k, v := range other {
		if old, ok := s[k]; !ok || old == nil {
			if v != nil {
				s[k] = v
			}
		} else {
			s[k] = either(old, v)
		}
	}
}

func (s state) equal(o state) bool {
	for k, v := range o {
		if v != nil && s[k] == nil {
			return false
		}
	}
	return true
}

// ranges finds whether a node is one of a set of places, or lies in one.
type ranges struct {
	exact map[[2]int]match
	all   []match // by start
	ends  []int   // the furthest end up to here
}

func newRanges(matches []match) ranges {
	r := ranges{exact: map[[2]int]match{}, all: sorted(matches)}
	furthest := 0
	for _, m := range r.all {
		r.exact[[2]int{m.start, m.end}] = m
		furthest = max(furthest, m.end)
		r.ends = append(r.ends, furthest)
	}
	return r
}

func (r ranges) is(n *syntax.Node) (match, bool) {
	if len(r.all) == 0 {
		return match{}, false
	}
	m, ok := r.exact[[2]int{n.Start, n.End}]
	return m, ok
}

// covers says whether some place contains [start, end).
func (r ranges) covers(start, end int) bool {
	i := sort.Search(len(r.all), func(i int) bool { return r.all[i].start > start })
	return i > 0 && r.ends[i-1] >= end
}

// within says whether some place lies in [start, end).
func (r ranges) within(start, end int) bool {
	i := sort.Search(len(r.all), func(i int) bool { return r.all[i].start >= start })
	for ; i < len(r.all) && r.all[i].start < end; i++ {
		if r.all[i].end <= end {
			return true
		}
	}
	return false
}

// flow is one rule's walk over one file.
type flow struct {
	*search
	rule                       *compiled
	sources, sinks, sanitizers ranges
	sideEffects                ranges // sources that taint the variable they name
	checks                     ranges // sanitizers that clean the variable they name
	propagators                map[[2]int][]passage
	found                      map[[2]int]*taint
	hits                       []match
	jumps                      state // gathered at breaks of the loop or switch that is walked
	loops                      int
	parts                      bool // some state has had a key like "x.y"
	invoked                    map[invocation]*invoked
	invoking                   int
	returns                    **taint // where the function that is walked leaves its result
	depth                      int
}

type passage struct{ from, to *syntax.Node }

// tainted evaluates a taint rule. The result holds the sinks that a source
// reaches, and the way to each.
func (s *search) tainted(c *compiled) ([]match, map[[2]int]*taint) {
	in := frame{rule: c}
	gather := func(list []*taintFormula, keep func(*taintFormula) bool) (all []match) {
		for _, t := range list {
			if keep(t) {
				all = append(all, s.evaluate(t.formula, in)...)
			}
		}
		return all
	}
	every := func(*taintFormula) bool { return true }
	sinks, sources := gather(c.taint.sinks, every), []match(nil)
	if len(sinks) > 0 {
		sources = gather(c.taint.sources, every)
	}
	if len(sinks) == 0 || len(sources) == 0 {
		return nil, nil
	}
	f := &flow{
		search: s, rule: c, found: map[[2]int]*taint{},
		sources:     newRanges(sources),
		sinks:       newRanges(sinks),
		sanitizers:  newRanges(gather(c.taint.sanitizers, every)),
		sideEffects: newRanges(gather(c.taint.sources, func(t *taintFormula) bool { return t.sideEffect })),
		checks:      newRanges(gather(c.taint.sanitizers, func(t *taintFormula) bool { return t.sideEffect })),
		propagators: map[[2]int][]passage{},
		invoked:     map[invocation]*invoked{},
	}
	for _, t := range c.taint.propagators {
		for _, m := range s.evaluate(t.formula, in) {
			from, to := m.env.find(t.from), m.env.find(t.to)
			if from != nil && to != nil && len(from.nodes) == 1 && len(to.nodes) == 1 {
				key := [2]int{m.start, m.end}
				f.propagators[key] = append(f.propagators[key], passage{from.nodes[0], to.nodes[0]})
			}
		}
	}
	f.block(s.root, state{})
	return sorted(f.hits), f.found
}

// reach records that a tainted value arrives at a sink.
func (f *flow) reach(n *syntax.Node, t *taint) {
	if t == nil {
		return
	}
	m, ok := f.sinks.is(n)
	if !ok {
		return
	}
	key := [2]int{n.Start, n.End}
	if _, known := f.found[key]; !known {
		f.hits = append(f.hits, m)
	}
	f.found[key] = either(f.found[key], t)
}
