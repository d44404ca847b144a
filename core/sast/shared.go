package sast

import (
	"fmt"
	"strings"
)

// Several rules of one language often state the same formula, such as what
// counts as a sanitizer. Those are numbered, so that a file is asked once.

// share numbers the formulas that a rule's taint entries state.
func (p *program) share(c *compiled) {
	if c.taint == nil {
		return
	}
	c.shared = map[*formula]int{}
	for _, f := range c.formulas() {
		var text strings.Builder
		if !c.spell(&text, f) {
			continue
		}
		number, ok := p.formulas[text.String()]
		if !ok {
			number = len(p.formulas)
			p.formulas[text.String()] = number
		}
		c.shared[f] = number
	}
	p.numberLists(c)
	p.sourcesOf[c] = c.onlySources()
}

// spell writes a formula so that equal texts mean equal matches in every file;
// false for one with a condition that it has no words for.
func (c *compiled) spell(out *strings.Builder, f *formula) bool {
	fmt.Fprintf(out, "(%d", f.operator)
	switch f.operator {
	case isPattern:
		fmt.Fprintf(out, " %d", c.leaves[f.number].number)
	case isRegex, isNotRegex:
		fmt.Fprintf(out, " %q", f.regex.text)
	}
	for _, child := range f.children {
		if !c.spell(out, child) {
			return false
		}
	}
	for _, condition := range f.conditions {
		if condition.regex == nil {
			return false
		}
		fmt.Fprintf(out, " %s~%q %t", condition.metavariable, condition.regex.text, condition.constants)
	}
	fmt.Fprintf(out, " %q)", f.focus)
	return true
}

// places evaluates a taint entry's formula on the whole file, unless another
// rule has asked for the same.
func (u *unit) places(c *compiled, f *formula) []match {
	number, ok := c.shared[f]
	if found, done := u.answers[number]; ok && done {
		return found
	}
	found := sorted(u.evaluate(f, frame{rule: c, end: len(u.text)}))
	if ok && !u.cut {
		u.answers[number] = found
	}
	return found
}
