package sast

import (
	"github.com/sallyport-gate/sallyport/core/finding"
)

// rule is one rule as its file states it, before any language reads its patterns.
type rule struct {
	finding.Rule
	own       bool // from the embedded pack
	message   string
	file      string
	line      int
	languages []*language
	pathFilter
	search  *formula
	taint   *taintFormulas
	options options
	fix     *fix
}

type options struct {
	matching
	safeNumbers  bool // numbers carry no taint
	safeBooleans bool // neither do truth values
	mutators     bool // list.append(x), builder.Append(x) taint the object

	safeFunctions bool // an unknown call does not pass taint on
	safeIndexes   bool // neither does an index
	unify         bool // metavariables of source and sink must agree
	interfile     bool // calls are followed, into other files too
}

type taintFormulas struct {
	sources, sinks, sanitizers []*taintFormula
	propagators                []*taintFormula
}

// taintFormula is one entry of pattern-sources and its like.
type taintFormula struct {
	formula    *formula
	exact      bool
	sideEffect bool
	from, to   string // propagators only

	onlySideEffect bool // the expression itself is not tainted
	label          string
	requires       *requirement
}

// operator says how a formula combines what is below it.
type operator uint8

const (
	isPattern operator = iota
	isRegex
	isAll       // patterns
	isAny       // pattern-either
	isInside    // pattern-inside: keeps what lies within
	isAnywhere  // anywhere: holds in the file, with metavariables that agree
	isNot       // pattern-not: removes what is equal
	isNotInside // pattern-not-inside: removes what lies within
	isNotRegex  // pattern-not-regex: removes what overlaps
)

// formula is a tree of patterns. It is shared by all languages; leaves are read
// per language and found by the formula's number.
type formula struct {
	operator   operator
	number     int // of isPattern, counted within the rule
	text       string
	line       int
	language   *language // of the patterns below it; nil for the rule's own
	regex      *expression
	children   []*formula
	conditions []condition
	focus      [][]string // each list is a union; several lists intersect
}

// condition keeps a match only if what a metavariable stands for fits.
type condition struct {
	metavariable string
	regex        *expression
	constants    bool       // match against the propagated constant
	formula      *formula   // metavariable-pattern
	language     *language  // that what it stands for is read in; nil for the file's own
	predicate    *predicate // metavariable-comparison
	base         int        // of whole numbers in a predicate; 0 for as written
	strip        bool       // a text in a predicate may be a number in quotes
	analyzer     string     // metavariable-analysis
	types        []string   // metavariable-type
}

// patterns calls visit for every isPattern formula below and at f.
func (f *formula) patterns(visit func(*formula)) {
	if f == nil {
		return
	}
	if f.operator == isPattern {
		visit(f)
	}
	for _, c := range f.children {
		c.patterns(visit)
	}
	for _, c := range f.conditions {
		c.formula.patterns(visit)
	}
}

// formulas lists the top formulas of a rule.
func (r *rule) formulas() []*formula {
	if r.taint == nil {
		return []*formula{r.search}
	}
	var all []*formula
	for _, list := range [][]*taintFormula{r.taint.sources, r.taint.sinks, r.taint.sanitizers, r.taint.propagators} {
		for _, t := range list {
			all = append(all, t.formula)
		}
	}
	return all
}
