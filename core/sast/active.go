package sast

import "slices"

// activeBy lists the rules that could find something in a file, by its words.
func (p *program) activeBy(path string, words wordSet) []*compiled {
	var active []*compiled
	asked, applies := make([]bool, len(p.filters)), make([]bool, len(p.filters))
	for _, c := range p.rules {
		if !words.anyOf(c.signal) {
			continue
		}
		if i := c.filter; !asked[i] {
			asked[i], applies[i] = true, p.filters[i].applies(path)
		}
		if applies[c.filter] && p.canRule(c, words) {
			active = append(active, c)
		}
	}
	return active
}

// anyOf says whether the file has one of the words; nil asks for nothing.
func (w wordSet) anyOf(words []int) bool {
	return words == nil || slices.ContainsFunc(words, func(i int) bool { return w.has[i] })
}

// maxSignals bounds the words that stand for a rule.
const maxSignals = 12

// signals are words of which every file that the rule finds something in has one.
func (c *compiled) signals() []int {
	if c.taint == nil {
		return c.signalsOf(c.search)
	}
	var all []int
	for _, t := range c.taint.sinks {
		found := c.signalsOf(t.formula)
		if all = append(all, found...); found == nil || len(all) > maxSignals {
			return nil
		}
	}
	return all
}

// signalsOf follows program.can: what that asks for, these words are a part of.
func (c *compiled) signalsOf(f *formula) (best []int) {
	switch f.operator {
	case isPattern:
		if l := c.leaves[f.number]; len(l.places) > 0 {
			return l.places[len(l.places)-1:]
		}
	case isInside, isAnywhere:
		return c.signalsOf(f.children[0])
	case isAll:
		for _, child := range f.children {
			if found := c.signalsOf(child); found != nil && (best == nil || len(found) < len(best)) {
				best = found
			}
		}
	case isAny:
		for _, child := range f.children {
			found := c.signalsOf(child)
			if best = append(best, found...); found == nil || len(best) > maxSignals {
				return nil
			}
		}
	}
	return best
}
