package sast

import (
	"cmp"
	"slices"
	"sort"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// spot is a place that a rule calls a source, a sink or a sanitizer.
type spot struct {
	match
	how   *taintFormula
	rules ruleSet // whose, in a walk
}

// spots finds whether a node is one of a set of places, or lies in one.
type spots struct {
	all     []spot // by start, then by end
	ends    []int  // the furthest end up to here
	starts  [8]uint64
	effects bool // some clean or taint by side effect
	cut     bool // finding them used up its budget
}

func newSpots(all []spot) *spots {
	slices.SortStableFunc(all, func(a, b spot) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	r := &spots{all: all}
	furthest := 0
	for _, m := range all {
		furthest = max(furthest, m.end)
		r.ends = append(r.ends, furthest)
		r.starts[m.start>>6&7] |= 1 << (m.start & 63)
		r.effects = r.effects || m.how.sideEffect
	}
	return r
}

// at lists the spots that are just this node.
func (r *spots) at(n *syntax.Node) []spot {
	if r.starts[n.Start>>6&7]&(1<<(n.Start&63)) == 0 {
		return nil
	}
	i := sort.Search(len(r.all), func(i int) bool {
		return r.all[i].start > n.Start || r.all[i].start == n.Start && r.all[i].end >= n.End
	})
	j := i
	for j < len(r.all) && r.all[j].start == n.Start && r.all[j].end == n.End {
		j++
	}
	return r.all[i:j]
}

// isApart says quickly that no spot contains [start, end).
func (r *spots) isApart(start, end int) bool {
	return len(r.all) == 0 || start < r.all[0].start || end > r.ends[len(r.ends)-1]
}

// around calls visit for every spot that contains [start, end), until visit returns false.
func (r *spots) around(start, end int, visit func(*spot) bool) {
	if r.isApart(start, end) {
		return
	}
	i := sort.Search(len(r.all), func(i int) bool { return r.all[i].start > start }) - 1
	for ; i >= 0 && r.ends[i] >= end; i-- {
		if r.all[i].end >= end && !visit(&r.all[i]) {
			return
		}
	}
}

// covers says whether n is a spot, or lies in one that is not exact.
func (r *spots) covers(n *syntax.Node) bool { return r.covering(n) != 0 }

// covering is the rules for which n is a spot, or lies in one that is not exact.
func (r *spots) covering(n *syntax.Node) (rules ruleSet) {
	r.around(n.Start, n.End, func(s *spot) bool {
		if !s.how.exact || s.start == n.Start && s.end == n.End {
			rules |= s.rules
		}
		return true
	})
	return rules
}

// inside lists the spots that lie in [start, end).
func (r *spots) inside(start, end int) (found []spot) {
	i := sort.Search(len(r.all), func(i int) bool { return r.all[i].start >= start })
	for ; i < len(r.all) && r.all[i].start < end; i++ {
		if r.all[i].end <= end {
			found = append(found, r.all[i])
		}
	}
	return found
}

// within says whether some spot lies in [start, end).
func (r *spots) within(start, end int) bool {
	i := sort.Search(len(r.all), func(i int) bool { return r.all[i].start >= start })
	for ; i < len(r.all) && r.all[i].start < end; i++ {
		if r.all[i].end <= end {
			return true
		}
	}
	return false
}

// newJoint joins places of several rules of a walk, so that each tells whose it is.
func newJoint(parts []*spots, rules []ruleSet) *spots {
	var all []spot
	for i, part := range parts {
		for _, s := range part.all {
			s.rules = rules[i]
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b spot) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	joined := all[:0]
	for _, s := range all {
		if k := len(joined) - 1; k >= 0 && joined[k].isLike(&s) {
			joined[k].rules |= s.rules
		} else {
			joined = append(joined, s)
		}
	}
	return newSpots(joined)
}

// isLike says whether two sources or sanitizers mean the same place, and the same there.
func (s *spot) isLike(o *spot) bool {
	return s.start == o.start && s.end == o.end && s.how.exact == o.how.exact && s.how.sideEffect == o.how.sideEffect &&
		s.how.onlySideEffect == o.how.onlySideEffect && s.how.label == o.how.label && s.how.requires == o.how.requires
}
