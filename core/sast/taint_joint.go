package sast

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Most rules of a pack differ in their sinks alone: what comes from a request is
// the same for all of them. One walk serves all rules that see the same sources,
// sanitizers and propagators wherever it leads; a rule that comes to see others
// leaves the walk, and gets one of its own.

// lists are the numbers of a taint rule's lists of entries. Equal numbers mean
// equal entries, which have the same places in every file.
type lists struct{ sources, sinks, sanitizers, propagators int }

// numberLists numbers the lists of a rule's entries.
func (p *program) numberLists(c *compiled) {
	number := func(list []*taintFormula) int {
		var text strings.Builder
		for _, t := range list {
			shared, ok := c.shared[t.formula]
			if !ok || t.requires != nil {
				fmt.Fprintf(&text, "only %s", c.ID)
			}
			fmt.Fprintf(&text, "%d %t %t %t %q %q %q\n", shared, t.exact, t.sideEffect, t.onlySideEffect, t.label, t.from, t.to)
		}
		n, ok := p.lists[text.String()]
		if !ok {
			n = len(p.lists)
			p.lists[text.String()] = n
		}
		return n
	}
	t := c.taint
	c.lists = lists{number(t.sources), number(t.sinks), number(t.sanitizers), number(t.propagators)}
}

// joins says whether a rule can share a walk with one that goes first.
func (c *compiled) joins(first *compiled) bool {
	return c.own == first.own && c.options == first.options && c.isPlain() && first.isPlain()
}

// isPlain says whether every taint is alike to a rule.
func (c *compiled) isPlain() bool {
	labelled := func(t *taintFormula) bool { return t.label != "" || t.requires != nil }
	return !c.options.unify && !slices.ContainsFunc(c.taint.sources, labelled) && !slices.ContainsFunc(c.taint.sinks, labelled) &&
		!slices.ContainsFunc(c.taint.sanitizers, labelled) && !slices.ContainsFunc(c.taint.propagators, labelled)
}

// answer is what a rule finds in a file; cut says that its budget was used up.
type answer struct {
	findings []finding.Finding
	cut      bool
}

// tainted evaluates taint rules on a file, as many as possible in one walk.
func (u *unit) tainted(ctx context.Context, rules []*compiled, s *session) []answer {
	answers := make([]answer, len(rules))
	var waiting []int
	for i, c := range rules {
		if s != nil {
			waiting = append(waiting, i)
			continue
		}
		sinks := u.sinks(c)
		if len(sinks.all) == 0 {
			answers[i].cut = sinks.cut
		} else if sources := u.sources(c); len(sources.all) == 0 {
			answers[i].cut = sources.cut
		} else {
			waiting = append(waiting, i)
		}
	}
	for len(waiting) > 0 && ctx.Err() == nil {
		first := rules[waiting[0]]
		var members, left []int
		for n, i := range waiting {
			if n == 0 || rules[i].joins(first) {
				members = append(members, i)
			} else {
				left = append(left, i)
			}
		}
		f := newFlow(u, s, pick(rules, members))
		f.walk()
		for n, i := range members {
			if f.left[n] {
				left = append(left, i)
			} else {
				answers[i] = answer{f.findings(n), f.cut || f.short[n]}
			}
		}
		slices.Sort(left)
		waiting = left
	}
	return answers
}

func pick(rules []*compiled, which []int) []*compiled {
	var all []*compiled
	for _, i := range which {
		all = append(all, rules[i])
	}
	return all
}

func newFlow(u *unit, s *session, rules []*compiled) *flow {
	f := &flow{
		rule: rules[0], rules: rules, left: make([]bool, len(rules)), short: make([]bool, len(rules)), session: s, root: u,
		found: map[place]*reached{}, memory: map[string]remembered{}, sites: map[*unit]*site{}, steps: stepsOf(u.source),
	}
	if s == nil {
		return f
	}
	f.project = s.project
	f.elsewhere = s.yielding(u.file, rules[0])
	for i, c := range rules[1:] {
		f.left[i+1] = !maps.Equal(s.yielding(u.file, c), f.elsewhere)
	}
	return f
}

// walk walks the file's statements, if a source may lie behind one of them.
func (f *flow) walk() {
	site := f.siteOf(f.root)
	if f.project != nil && !f.mayYield(f.root, site, f.root.root) {
		f.cut = site.sources.cut
		return
	}
	f.enter(f.root, site)
	st := &state{}
	f.here = &here{unit: f.root, site: site, top: st}
	f.block(f.root.root, st)
}

// site is a file as the rules of a walk see it.
type site struct {
	sources, sanitizers *spots
	sinks               *spots // of all rules
	propagators         map[[2]int][]passage
	yields              map[*syntax.Node]bool // functions from which a source may be reached
}

// siteOf finds the sources in a file. Rules that see others there leave the walk.
func (f *flow) siteOf(u *unit) *site {
	if f.here != nil && u == f.unit {
		return f.site
	}
	made := f.sites[u]
	if made == nil {
		made = &site{sources: u.sources(f.ruleIn(u, 0)), yields: map[*syntax.Node]bool{}}
		f.sites[u] = made
		f.cut = f.cut || made.sources.cut
		f.stay(func(i int) bool { return u.sources(f.ruleIn(u, i)).isLike(made.sources) })
	}
	return made
}

// stay asks each rule but the first whether it goes along.
func (f *flow) stay(goes func(rule int) bool) {
	for i := 1; i < len(f.rules); i++ {
		f.left[i] = f.left[i] || !goes(i)
	}
}

// enter finds everything else in a file that is going to be walked.
func (f *flow) enter(u *unit, s *site) {
	if s.sinks != nil {
		return
	}
	first := f.ruleIn(u, 0)
	s.sanitizers, s.propagators = u.sanitizers(first), u.propagators(first)
	f.cut = f.cut || s.sanitizers.cut
	f.stay(func(i int) bool {
		c := f.ruleIn(u, i)
		return u.sanitizers(c).isLike(s.sanitizers) && c.lists.propagators == first.lists.propagators
	})
	var all []spot
	for i := range f.rules {
		if f.left[i] {
			continue
		}
		sinks := u.sinks(f.ruleIn(u, i))
		f.short[i] = f.short[i] || sinks.cut
		for _, at := range sinks.all {
			at.rule = i
			all = append(all, at)
		}
	}
	s.sinks = newSpots(all)
}

// findings reports the sinks that a source reaches for a rule, in whatever files they stand.
func (f *flow) findings(rule int) (all []finding.Finding) {
	var hits []place
	for at := range f.found {
		if at.rule == rule {
			hits = append(hits, at)
		}
	}
	slices.SortFunc(hits, func(a, b place) int {
		return cmp.Or(strings.Compare(a.unit.path, b.unit.path), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	for _, at := range hits {
		r := f.found[at]
		all = append(all, at.unit.report(f.rules[rule], []match{r.match}, map[[2]int]*taint{{at.start, at.end}: r.way})...)
	}
	return all
}
