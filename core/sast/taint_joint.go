package sast

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Most rules of a pack differ in their sinks and in a few sanitizers: what comes
// from a request is the same for all of them. One walk serves many rules, and a
// taint says for which of them it is one. Where that cannot be told apart, such as
// when an object is clean for some, the fewer rules leave, and get a walk of their own.

// lists are the numbers of a taint rule's lists of entries. Equal numbers mean
// equal entries, which have the same places in every file.
type lists struct {
	sources, sinks, sanitizers, propagators int

	plain bool // every taint is alike to the rule: no labels, nothing that must agree
}

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
	c.lists = lists{number(t.sources), number(t.sinks), number(t.sanitizers), number(t.propagators), c.isPlain()}
}

// joins says whether a rule can share a walk with one that goes first.
func (c *compiled) joins(first *compiled) bool {
	return c.own == first.own && c.options == first.options && c.lists.plain && first.lists.plain
}

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
			if n == 0 || rules[i].joins(first) && len(members) < maxJoint {
				members = append(members, i)
			} else {
				left = append(left, i)
			}
		}
		f := newFlow(u, s, pick(rules, members))
		f.walk()
		for n, i := range members {
			if f.staying.has(n) {
				answers[i] = answer{f.findings(n), f.cut || f.short.has(n)}
			} else {
				left = append(left, i)
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
		rule: rules[0], rules: rules, staying: 1<<len(rules) - 1, session: s, root: u,
		found: map[place]*reached{}, memory: map[string]remembered{}, sites: map[*unit]*site{}, steps: stepsOf(u.source),
	}
	if s != nil {
		f.project = s.project
		f.elsewhere = s.elsewhere(u.file, rules)
	}
	return f
}

// walk walks the file's statements, if a source may lie behind one of them.
func (f *flow) walk() {
	site := f.siteOf(f.root)
	if f.project != nil && !f.mayYield(f.root, site, f.root.root) {
		return
	}
	f.enter(f.root, site)
	st := &state{}
	f.here = &here{unit: f.root, site: site, top: st}
	f.block(f.root.root, st)
}

// site is a file as the rules of a walk see it.
type site struct {
	sources, sanitizers, sinks *spots
	propagators                map[[2]int][]passage
	yields                     map[*syntax.Node]bool // functions from which a source may be reached
}

// siteOf finds the sources in a file.
func (f *flow) siteOf(u *unit) *site {
	if f.here != nil && u == f.unit {
		return f.site
	}
	made := f.sites[u]
	if made == nil {
		made = &site{yields: map[*syntax.Node]bool{}}
		made.sources = f.joint(u, func(c *compiled) (int, *spots) { return c.lists.sources, u.sources(c) })
		f.sites[u] = made
	}
	return made
}

// enter finds everything else in a file that is going to be walked.
func (f *flow) enter(u *unit, s *site) {
	if s.sinks != nil {
		return
	}
	s.sanitizers = f.joint(u, func(c *compiled) (int, *spots) { return c.lists.sanitizers, u.sanitizers(c) })
	first := f.ruleIn(u, f.staying.first())
	s.propagators = u.propagators(first)
	var sinks []spot
	for i := range f.rules {
		switch c := f.ruleIn(u, i); {
		case !f.staying.has(i):
		case c.lists.propagators != first.lists.propagators:
			f.staying &^= 1 << i
		default:
			found := u.sinks(c)
			if found.cut {
				f.short |= 1 << i
			}
			for _, at := range found.all {
				at.rules = 1 << i
				sinks = append(sinks, at)
			}
		}
	}
	s.sinks = newSpots(sinks)
}

// joint joins what the rules that are still here find in a file. Rules with equal
// lists are asked once.
func (f *flow) joint(u *unit, find func(*compiled) (list int, found *spots)) *spots {
	var lists []int
	var parts []*spots
	var rules []ruleSet
	for i := range f.rules {
		if !f.staying.has(i) {
			continue
		}
		list, found := find(f.ruleIn(u, i))
		k := slices.Index(lists, list)
		if k < 0 {
			k = len(lists)
			lists, parts, rules = append(lists, list), append(parts, found), append(rules, 0)
		}
		rules[k] |= 1 << i
		if found.cut {
			f.short |= 1 << i
		}
	}
	return newJoint(parts, rules)
}

// split decides for which rules something holds that cannot be told apart: for
// the more of those that are here. The others leave the walk.
func (f *flow) split(rules ruleSet) (holds bool) {
	holds = 2*bits.OnesCount64(uint64(rules&f.staying)) >= bits.OnesCount64(uint64(f.staying))
	if holds {
		f.staying &= rules
	} else {
		f.staying &^= rules
	}
	return holds
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
