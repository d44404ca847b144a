package sast

import (
	"maps"
	"slices"
	"sync"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// yields are the names of functions of a file in which a source lies, and of
// those that call them, by number of the taint rule.
type yields struct {
	once  sync.Once
	names []map[string]bool
}

// yieldingAny joins what yielding says for several rules.
func (s *session) yieldingAny(file int, rules []*compiled) map[string]bool {
	names := map[string]bool{}
	for _, c := range rules {
		maps.Copy(names, s.yielding(file, c))
	}
	return names
}

// yielding names the functions and classes of other files in reach in which a
// source of the rule lies.
func (s *session) yielding(file int, c *compiled) map[string]bool {
	names := map[string]bool{}
	p := s.project
	for _, i := range p.reach[file] {
		o := p.outlines[i]
		if i == file || !o.marks(o.typed, c) {
			continue
		}
		y := &p.yields[i]
		y.once.Do(func() { y.names = s.yieldsOf(i) })
		if y.names != nil {
			maps.Copy(names, y.names[c.taintNumber])
		}
	}
	return names
}

// yieldsOf reads a file and looks which of its functions hold a source.
func (s *session) yieldsOf(file int) []map[string]bool {
	u := s.unit(file)
	if u == nil {
		return nil
	}
	o := s.project.outlines[file]
	all := make([]map[string]bool, len(o.sources))
	for _, c := range s.project.check.programs[o.language].rules {
		if c.taint == nil || !c.own && !c.options.interfile || !o.marks(o.typed, c) {
			continue
		}
		f := &flow{rule: c}
		site := &site{sources: u.sources(c), yields: map[*syntax.Node]bool{}}
		if len(site.sources.all) == 0 {
			continue
		}
		names := map[string]bool{}
		d := u.definitions()
		for n, name := range d.names {
			if f.mayYield(u, site, n) {
				names[name] = true
				if owner := d.owners[n]; owner != nil && slices.Contains(owner.constructor(), n) {
					names[owner.name] = true
				}
			}
		}
		all[c.taintNumber] = names
	}
	return all
}
