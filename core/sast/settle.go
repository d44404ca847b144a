package sast

import (
	"slices"
	"strings"
)

// settled is what the first pass knows of a file's sources. It holds if no other
// file has an answer to what was asked of them, such as the type of a field.
type settled struct {
	known  bool                      // all lists of sources were looked for to the end
	found  bitSet                    // by number of a taint rule: a source is here
	yields map[int]map[string]bool   // likewise, functions in which one lies
	asked  map[fieldOfClass]struct{} // of other files
}

// fieldOfClass names a field of a class in another file.
type fieldOfClass struct{ class, field string }

// maxAsked bounds the questions that a file remembers.
const maxAsked = 500

// ask notes a question about a field of a class in another file, which nobody can
// answer yet.
func (s *settled) ask(_ *source, class, field string) string {
	if len(s.asked) < maxAsked {
		s.asked[fieldOfClass{strings.Clone(class), strings.Clone(field)}] = struct{}{}
	}
	return ""
}

// beginning lists the rules whose sources have words in a file, one for each list
// of sources, as far as their sources go.
func (p *program) beginning(o *outline) (all []*compiled) {
	var asked []int
	for _, c := range p.rules {
		if c.taint != nil && o.sources.has(c.taintNumber) && !slices.Contains(asked, c.lists.sources) {
			asked = append(asked, c.lists.sources)
			all = append(all, c)
		}
	}
	return all
}

// onlySources is a rule with the patterns of its sources alone.
func (c *compiled) onlySources() *compiled {
	made := &compiled{rule: c.rule}
	for _, t := range c.taint.sources {
		t.formula.patterns(func(f *formula) { made.leaves = append(made.leaves, c.leaves[f.number]) })
	}
	return made
}

// settle looks for the sources in a file that has been matched.
func (u *unit) settle(o *outline, beginning []*compiled) {
	s := o.settled
	s.known = !u.cut
	for _, c := range beginning {
		at := u.sources(c)
		s.known = s.known && !at.cut
		if len(at.all) == 0 {
			continue
		}
		names := map[string]bool{}
		for name := range u.yielding(c) {
			names[strings.Clone(name)] = true
		}
		for _, other := range u.program.rules {
			if other.taint != nil && other.lists.sources == c.lists.sources && o.sources.has(other.taintNumber) {
				s.found.add(other.taintNumber)
				s.yields[other.taintNumber] = names
			}
		}
	}
	s.known = s.known && len(s.asked) < maxAsked
}

// settle takes over what the first pass knows of a file's sources, unless another
// file would have answered.
func (p *project) settle(file int) {
	o := p.outlines[file]
	for asked := range o.settled.asked {
		if !o.settled.known || p.fieldTypeIn(file, asked.class, asked.field) != "" {
			o.settled.known = false
			break
		}
	}
	o.settled.asked = nil
	if o.settled.known {
		o.sources, o.typed = o.settled.found, o.settled.found
	}
}
