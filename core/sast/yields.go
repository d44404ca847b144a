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

// elsewhere names the functions and classes of other files in reach in which a
// source of one of the rules lies.
func (s *session) elsewhere(file int, rules []*compiled) map[string]bool {
	names := map[string]bool{}
	var asked []int
	for _, c := range rules {
		if slices.Contains(asked, c.lists.sources) {
			continue
		}
		asked = append(asked, c.lists.sources)
		s.yielding(file, c, func(more map[string]bool) bool {
			maps.Copy(names, more)
			return true
		})
	}
	return names
}

// yielding calls visit with such names, file by file, until it returns false.
func (s *session) yielding(file int, c *compiled, visit func(map[string]bool) bool) {
	p := s.project
	for _, i := range p.reach[file] {
		if i == file || !p.outlines[i].typed.has(c.taintNumber) {
			continue
		}
		if known := p.outlines[i].settled; known.known {
			if !visit(known.yields[c.taintNumber]) {
				return
			}
			continue
		}
		y := &p.yields[i]
		y.once.Do(func() { y.names = s.yieldsOf(i) })
		if y.names != nil && !visit(y.names[c.taintNumber]) {
			return
		}
	}
}

// yieldsOf reads a file and looks which of its functions hold a source.
func (s *session) yieldsOf(file int) []map[string]bool {
	u := s.unit(file)
	if u == nil {
		return nil
	}
	o := s.project.outlines[file]
	all := make([]map[string]bool, s.project.check.taintRules)
	like := map[int]map[string]bool{} // by the number of the sources
	for _, c := range s.project.check.programs[o.language].rules {
		if c.taint == nil || !c.own && !c.options.interfile || !o.typed.has(c.taintNumber) {
			continue
		}
		if _, known := like[c.lists.sources]; !known {
			like[c.lists.sources] = u.yielding(c)
		}
		all[c.taintNumber] = like[c.lists.sources]
	}
	return all
}

// yielding names the functions of a file that hold a source of a rule, and the
// classes whose making runs one.
func (u *unit) yielding(c *compiled) map[string]bool {
	site := &site{sources: u.sources(c), yields: map[*syntax.Node]bool{}}
	if len(site.sources.all) == 0 {
		return nil
	}
	names := map[string]bool{}
	d, f := u.definitions(), &flow{rule: c}
	for n, name := range d.names {
		if f.mayYield(u, site, n) {
			names[name] = true
			if owner := d.owners[n]; owner != nil && slices.Contains(owner.constructor(), n) {
				names[owner.name] = true
			}
		}
	}
	return names
}

// begins says whether a source may lie in a file, or in a function of another one
// that it calls by name.
func (s *session) begins(file int, c *compiled) (found bool) {
	if s.project.hasSource(file, c) {
		return true
	}
	calls := s.project.outlines[file].calls
	s.yielding(file, c, func(names map[string]bool) bool {
		for name := range names {
			if _, found = slices.BinarySearch(calls, hashOf(name)); found {
				break
			}
		}
		return !found
	})
	return found
}
