package sast

import (
	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// taint says that a value comes from a source, and how it came here. A value has
// one for each label that a rule gives to its sources.
type taint struct {
	label string
	unit  *unit        // the file of node
	node  *syntax.Node // this stop
	from  *taint       // the stop before; nil at the source
	stop  int          // how many stops are before
	guess bool         // this stop is a call of which nothing is known
	env   *binding     // what the source's pattern bound
	next  *taint       // of the next label, in the order of labels
}

const maxStops = 20

// through adds a stop to the way of each label.
func (t *taint) through(u *unit, n *syntax.Node) *taint {
	if t == nil || t.stop >= maxStops || t.node == n && t.next == nil {
		return t
	}
	return &taint{label: t.label, unit: u, node: n, from: t, stop: t.stop + 1, env: t.env, next: t.next.through(u, n)}
}

// guessed adds a stop where an unknown call may, or may not, have made its result
// of what it was given.
func (t *taint) guessed(u *unit, n *syntax.Node) *taint {
	made := t.through(u, n)
	for at := made; made != t && at != nil && at.node == n; at = at.next {
		at.guess = true
	}
	return made
}

// either joins what two values carry. Of one label, the shorter way wins, then
// the earlier place, so that the answer does not depend on order.
func either(a, b *taint) *taint {
	switch {
	case a == nil || a == b:
		return b
	case b == nil:
		return a
	case a.label < b.label:
		return a.before(either(a.next, b))
	case b.label < a.label:
		return b.before(either(a, b.next))
	}
	first := a
	if b.isShorter(a) {
		first = b
	}
	return first.before(either(a.next, b.next))
}

func (t *taint) before(rest *taint) *taint {
	if t.next == rest {
		return t
	}
	made := *t
	made.next = rest
	return &made
}

func (t *taint) isShorter(o *taint) bool {
	switch {
	case t.stop != o.stop:
		return t.stop < o.stop
	case t.unit != o.unit:
		return t.unit.path < o.unit.path
	}
	for ; t != nil && o != nil && t != o; t, o = t.from, o.from {
		if t.node.Start != o.node.Start || t.node.End != o.node.End {
			return t.node.Start < o.node.Start || t.node.Start == o.node.Start && t.node.End < o.node.End
		}
	}
	return false
}

// has says whether the value carries a label.
func (t *taint) has(label string) bool {
	for ; t != nil; t = t.next {
		if t.label == label || t.label == "" && label == plainLabel {
			return true
		}
	}
	return false
}

// source is the first stop of the way.
func (t *taint) source() *taint {
	for t.from != nil {
		t = t.from
	}
	return t
}
