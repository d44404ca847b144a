package sast

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// unit is a file that the taint engine walks, with every pattern matched.
type unit struct {
	*search
	file  int // its number in the project; -1 for a file that is examined alone
	sites map[*compiled]*site
	known bool // the definitions know their file

	answers map[int][]match // of shared formulas, by number

	imports map[string]bound // of a script; made when asked for
}

// site is a file as one rule sees it.
type site struct {
	sources, sinks, sanitizers spots
	propagators                map[[2]int][]passage
	yields                     map[*syntax.Node]bool // functions from which a source may be reached
}

// passage is a propagator's way at one place.
type passage struct {
	from, to *syntax.Node
	how      *taintFormula
}

// site finds where the rule has its places in this file.
func (u *unit) site(c *compiled) *site {
	if made := u.sites[c]; made != nil {
		return made
	}
	made := &site{
		sinks:       newSpots(u.spots(c, c.taint.sinks)),
		propagators: map[[2]int][]passage{}, yields: map[*syntax.Node]bool{},
	}
	u.sites[c] = made
	if len(made.sinks.all) == 0 && u.file < 0 {
		made.sources = newSpots(nil)
		return made // nothing can be reached
	}
	made.sources = newSpots(u.spots(c, c.taint.sources))
	if len(made.sinks.all) == 0 && len(made.sources.all) == 0 && u.file < 0 {
		return made
	}
	made.sanitizers = newSpots(u.spots(c, c.taint.sanitizers))
	for _, t := range c.taint.propagators {
		for _, m := range u.evaluate(t.formula, frame{rule: c, end: len(u.text)}) {
			from, to := m.env.find(t.from), m.env.find(t.to)
			if from != nil && to != nil && len(from.nodes) == 1 && len(to.nodes) == 1 {
				key := [2]int{m.start, m.end}
				made.propagators[key] = append(made.propagators[key], passage{from.nodes[0], to.nodes[0], t})
			}
		}
	}
	return made
}

// definitions are the functions and classes of the file, which know their file.
func (u *unit) definitions() *definitions {
	d := u.source.definitions()
	if !u.known {
		u.known = true
		for _, c := range d.classes {
			c.unit = u
		}
	}
	return d
}

// isFocused says whether a formula's matches are metavariables of its patterns.
func (f *formula) isFocused() bool {
	if f == nil || len(f.focus) > 0 {
		return f != nil
	}
	for _, c := range f.children {
		if c.operator < isInside && c.isFocused() {
			return true
		}
	}
	return false
}

func (u *unit) spots(c *compiled, list []*taintFormula) (all []spot) {
	for _, t := range list {
		for _, m := range u.places(c, t.formula) {
			all = append(all, spot{m, t})
		}
	}
	return all
}

// mayYield says whether a source lies in a function, in one of its file that it
// calls, or perhaps in one of another file.
func (f *flow) mayYield(u *unit, s *site, function *syntax.Node) bool {
	if known, ok := s.yields[function]; ok {
		return known
	}
	s.yields[function] = false // while it is asked, and for one that calls itself
	found := s.sources.within(function.Start, function.End)
	if !found && f.follows() {
		function.Walk(func(n *syntax.Node) bool {
			found = found || f.calls(u, s, function, n)
			return !found
		})
	}
	s.yields[function] = found
	return found
}

// calls says whether a call in a function may lead to a source.
func (f *flow) calls(u *unit, s *site, function, n *syntax.Node) bool {
	if n.Kind != syntax.Call && n.Kind != syntax.New {
		return false
	}
	if f.elsewhere[calledName(n)] {
		return true
	}
	for _, callee := range u.byName(n) {
		if callee != function && f.mayYield(u, s, callee) {
			return true
		}
	}
	return false
}

// calledName is the name of the function or class that a call names.
func calledName(n *syntax.Node) string {
	if n.Kind == syntax.Call {
		return n.Children[0].Text
	}
	return last(n.Text)
}

// byName lists the functions of this file that a call may mean by its name.
func (u *unit) byName(n *syntax.Node) []*syntax.Node {
	d, name := u.definitions(), calledName(n)
	var all []*syntax.Node
	all = append(all, d.functions[name]...)
	all = append(all, d.methods[name]...)
	if c := d.classes[name]; c != nil {
		all = append(all, c.constructor()...)
	}
	return all
}
