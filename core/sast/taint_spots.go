package sast

import (
	"sort"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// spot is a place that a rule calls a source, a sink or a sanitizer.
type spot struct {
	match
	how *taintFormula
}

// spots finds whether a node is one of a set of places, or lies in one.
type spots struct {
	exact map[[2]int][]spot
	all   []spot // by start
	ends  []int  // the furthest end up to here
}

func newSpots(all []spot) spots {
	r := spots{exact: map[[2]int][]spot{}, all: all}
	sort.SliceStable(all, func(i, j int) bool {
		return all[i].start < all[j].start || all[i].start == all[j].start && all[i].end < all[j].end
	})
	furthest := 0
	for _, m := range all {
		key := [2]int{m.start, m.end}
		r.exact[key] = append(r.exact[key], m)
		furthest = max(furthest, m.end)
		r.ends = append(r.ends, furthest)
	}
	return r
}

func (r *spots) at(n *syntax.Node) []spot {
	if len(r.all) == 0 {
		return nil
	}
	return r.exact[[2]int{n.Start, n.End}]
}

// around calls visit for every spot that contains [start, end), until visit returns false.
func (r *spots) around(start, end int, visit func(*spot) bool) {
	i := sort.Search(len(r.all), func(i int) bool { return r.all[i].start > start }) - 1
	for ; i >= 0 && r.ends[i] >= end; i-- {
		if r.all[i].end >= end && !visit(&r.all[i]) {
			return
		}
	}
}

// covers says whether n is a spot, or lies in one that is not exact.
func (r *spots) covers(n *syntax.Node) (found bool) {
	if len(r.all) == 0 {
		return false
	}
	r.around(n.Start, n.End, func(s *spot) bool {
		found = !s.how.exact || s.start == n.Start && s.end == n.End
		return !found
	})
	return found
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
