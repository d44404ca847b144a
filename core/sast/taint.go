package sast

import (
	"math/bits"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// taint says that a value comes from a source, and how it came here. A value has
// one for each label that a rule gives to its sources; or, in a walk for several
// rules, which have no labels, one for each set of rules with a way of its own.
type taint struct {
	label string
	rules ruleSet
	unit  *unit        // the file of node
	node  *syntax.Node // this stop
	from  *taint       // the stop before; nil at the source
	stop  int          // how many stops are before
	guess bool         // this stop is a call of which nothing is known
	env   *binding     // what the source's pattern bound
	next  *taint       // of the next label, in the order of labels, or of other rules
}

// ruleSet is a set of the rules that a walk is for, by their place in its list.
type ruleSet uint64

// maxJoint bounds how many rules share a walk.
const maxJoint = 64

func (r ruleSet) has(rule int) bool { return r&(1<<rule) != 0 }

func (r ruleSet) first() int { return bits.TrailingZeros64(uint64(r)) }

const maxStops = 20

// through adds a stop to the way of each label or rule.
func (t *taint) through(u *unit, n *syntax.Node) *taint { return t.stopping(u, n, false) }

// guessed adds a stop where an unknown call may, or may not, have made its result
// of what it was given.
func (t *taint) guessed(u *unit, n *syntax.Node) *taint { return t.stopping(u, n, true) }

func (t *taint) stopping(u *unit, n *syntax.Node, guess bool) *taint {
	switch {
	case t == nil:
		return nil
	case t.isSplit() && (t.stop >= maxStops || t.node == n):
		return t.before(t.next.stopping(u, n, guess))
	case t.stop >= maxStops || t.node == n && t.next == nil:
		return t
	}
	return &taint{label: t.label, rules: t.rules, unit: u, node: n, from: t, stop: t.stop + 1, guess: guess, env: t.env,
		next: t.next.stopping(u, n, guess)}
}

// isSplit says whether rules have ways of their own.
func (t *taint) isSplit() bool { return t.next != nil && t.label == "" && t.next.label == "" }

// either joins what two values carry. Of one label, the shorter way wins, then
// the earlier place, so that the answer does not depend on order.
func either(a, b *taint) *taint {
	switch {
	case a == nil || a == b:
		return b
	case b == nil:
		return a
	case a.isSplit() || b.isSplit() || a.rules != b.rules:
		return eitherSplit(a, b)
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

// eitherSplit joins what two values carry, for each rule.
func eitherSplit(a, b *taint) (all *taint) {
	for x := a; x != nil; x = x.next {
		rules := x.rules
		for y := b; y != nil; y = y.next {
			if rules&y.rules != 0 && y.isShorter(x) {
				rules &^= y.rules
			}
		}
		all = all.with(x, rules)
	}
	for y := b; y != nil; y = y.next {
		rules := y.rules
		for x := a; x != nil; x = x.next {
			if rules&x.rules != 0 && !y.isShorter(x) {
				rules &^= x.rules
			}
		}
		all = all.with(y, rules)
	}
	return all
}

// with adds the way of some rules that have none yet, in the order of rules.
func (t *taint) with(way *taint, rules ruleSet) *taint {
	switch {
	case rules == 0:
		return t
	case t != nil && t.rules&-t.rules < rules&-rules:
		return t.before(t.next.with(way, rules))
	case way.rules == rules && way.next == t:
		return way
	}
	made := *way
	made.rules, made.next = rules, t
	return &made
}

// without takes rules out, for which the value is clean.
func (t *taint) without(rules ruleSet) (left *taint) {
	if t == nil || t.next == nil && t.rules&rules == 0 {
		return t
	}
	return t.next.without(rules).with(t, t.rules&^rules)
}

// all is the rules that see some way.
func (t *taint) all() (rules ruleSet) {
	for ; t != nil; t = t.next {
		rules |= t.rules
	}
	return rules
}

// of is the way that one rule sees.
func (t *taint) of(rule int) *taint {
	for t != nil && !t.rules.has(rule) {
		t = t.next
	}
	return t
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
