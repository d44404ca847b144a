package sast

import (
	"sort"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// unit is a file that the taint engine walks, with every pattern matched.
type unit struct {
	*search
	file  int  // its number in the project; -1 for a file that is examined alone
	known bool // the definitions know their file

	answers  map[int][]match              // of shared formulas, by number
	lists    map[int]*spots               // by the number of a list of entries
	passages map[int]map[[2]int][]passage // likewise, of propagators
	calls    []callSite                   // of the whole file, by start; nil until asked for
	byNames  map[string][]*syntax.Node    // the functions of this file that a name may mean
	imports  map[string]bound             // of a script; made when asked for
}

// passage is a propagator's way at one place.
type passage struct {
	from, to *syntax.Node
	how      *taintFormula
}

// placesOf finds where the entries of a list have their places in this file.
// Rules with equal lists share the answer.
func (u *unit) placesOf(c *compiled, number int, list []*taintFormula) *spots {
	if made := u.lists[number]; made != nil {
		return made
	}
	u.steps, u.cut = stepsOf(u.source), false
	var all []spot
	for _, t := range list {
		for _, m := range u.places(c, t.formula) {
			all = append(all, spot{match: m, how: t})
		}
	}
	made := newSpots(all)
	made.cut = u.cut
	u.lists[number] = made
	return made
}

func (u *unit) sources(c *compiled) *spots {
	return u.placesOf(c, c.lists.sources, c.taint.sources)
}

func (u *unit) sinks(c *compiled) *spots {
	return u.placesOf(c, c.lists.sinks, c.taint.sinks)
}

func (u *unit) sanitizers(c *compiled) *spots {
	return u.placesOf(c, c.lists.sanitizers, c.taint.sanitizers)
}

// propagators finds the ways of a rule's propagators by their place.
func (u *unit) propagators(c *compiled) map[[2]int][]passage {
	if len(c.taint.propagators) == 0 {
		return nil
	}
	if made, ok := u.passages[c.lists.propagators]; ok {
		return made
	}
	u.steps, u.cut = stepsOf(u.source), false
	made := map[[2]int][]passage{}
	for _, t := range c.taint.propagators {
		for _, m := range u.evaluate(t.formula, frame{rule: c, end: len(u.text)}) {
			from, to := m.env.find(t.from), m.env.find(t.to)
			if from != nil && to != nil && len(from.nodes) == 1 && len(to.nodes) == 1 {
				key := [2]int{m.start, m.end}
				made[key] = append(made[key], passage{from.nodes[0], to.nodes[0], t})
			}
		}
	}
	u.passages[c.lists.propagators] = made
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

// callSite is a call of a function, or the making of an object, by its name.
type callSite struct {
	start int
	name  string
}

// callsIn lists the calls in a piece of code.
func (u *unit) callsIn(n *syntax.Node) []callSite {
	if u.calls == nil {
		u.calls = []callSite{}
		u.root.Walk(func(n *syntax.Node) bool {
			if n.Kind == syntax.Call || n.Kind == syntax.New {
				u.calls = append(u.calls, callSite{n.Start, calledName(n)})
			}
			return true
		})
		sort.SliceStable(u.calls, func(i, j int) bool { return u.calls[i].start < u.calls[j].start })
	}
	from := sort.Search(len(u.calls), func(i int) bool { return u.calls[i].start >= n.Start })
	to := from
	for to < len(u.calls) && u.calls[to].start < n.End {
		to++
	}
	return u.calls[from:to]
}

// calledName is the name of the function or class that a call names.
func calledName(n *syntax.Node) string {
	if n.Kind == syntax.Call {
		return n.Children[0].Text
	}
	return last(n.Text)
}

// byName lists the functions of this file that a call may mean by its name.
func (u *unit) byName(name string) []*syntax.Node {
	if all, ok := u.byNames[name]; ok {
		return all
	}
	d := u.definitions()
	var all []*syntax.Node
	all = append(all, d.functions[name]...)
	all = append(all, d.methods[name]...)
	if c := d.classes[name]; c != nil {
		all = append(all, c.constructor()...)
	}
	u.byNames[name] = all
	return all
}
