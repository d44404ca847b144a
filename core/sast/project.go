package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

type project struct{}

type session struct{ project *project }

func (s *session) class(u *unit, name string) *class {
	if c := u.definitions().classes[bareType(name)]; c != nil {
		return c
	}
	return nil
}
func (s *session) below(c *class) (all []*class) {
	if c.unit == nil {
		return nil
	}
	d := c.unit.definitions()
	for _, name := range d.order {
		for _, b := range d.classes[name].bases {
			if bareType(b) == c.name && len(all) < maxTargets {
				all = append(all, d.classes[name])
			}
		}
	}
	return all
}
func (s *session) functions(f *flow, callee *syntax.Node, arguments int) []target { return nil }
func (p *project) mayYield(u *unit, c *compiled) bool                             { return false }
func (p *project) constant(u *unit, class, member string) any                     { return nil }
func (p *project) ruleIn(l *language, c *compiled) *compiled                      { return c }

// folder is the folder of a path, "" for the root.
func folder(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		return file[:i]
	}
	return ""
}
