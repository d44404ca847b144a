package sast

import (
	"maps"
	"slices"
)

// state is what is known at a place in the code: variables and objects. A branch
// works on a fork, which holds what it changes and nothing else; forks are
// merged into what they came from.
type state struct {
	up    *state
	frame bool   // of a function: its variables are its own, objects are everybody's
	env   *state // what a frame's function sees around it; nil for nothing
	vars  map[string]value
	heap  map[int]*object
}

// global marks the keys of variables that every function sees: static fields,
// and variables of packages and modules.
const global = "::"

func isGlobal(key string) bool { return len(key) > 2 && key[:2] == global }

func (s *state) fork() *state { return &state{up: s} }

func (s *state) get(key string) (value, bool) {
	shared := isGlobal(key)
	for s != nil {
		if v, ok := s.vars[key]; ok {
			return v, true
		}
		if s.frame && !shared {
			s = s.env
		} else {
			s = s.up
		}
	}
	return value{}, false
}

func (s *state) put(key string, v value) {
	if s.vars == nil {
		s.vars = map[string]value{}
	}
	s.vars[key] = v
}

func (s *state) object(ref int) *object {
	for ; s != nil; s = s.up {
		if o, ok := s.heap[ref]; ok {
			return o
		}
	}
	return nil
}

func (s *state) store(ref int, o *object) {
	if s.heap == nil {
		s.heap = map[int]*object{}
	}
	s.heap[ref] = o
}

// allocate gives a new object a place.
func (s *state) allocate(f *flow, o *object) int {
	f.objects++
	s.store(f.objects, o)
	return f.objects
}

// since copies what changed between base and here into one fork of base.
func (s *state) since(base *state) *state {
	out := base.fork()
	for at := s; at != nil && at != base; at = at.up {
		for k, v := range at.vars {
			if out.vars == nil {
				out.vars = map[string]value{}
			}
			if _, newer := out.vars[k]; !newer {
				out.vars[k] = v
			}
		}
		for k, o := range at.heap {
			if out.heap == nil {
				out.heap = map[int]*object{}
			}
			if _, newer := out.heap[k]; !newer {
				out.heap[k] = o
			}
		}
	}
	return out
}

// absorb takes over what a fork changed, or the objects and globals of a frame.
func (s *state) absorb(fork *state) {
	for k, v := range fork.vars {
		if !fork.frame || isGlobal(k) {
			s.put(k, v)
		}
	}
	for k, o := range fork.heap {
		s.store(k, o)
	}
}

// merge sets s to what holds when any one of its forks was taken.
func (f *flow) merge(s *state, forks ...*state) {
	if len(forks) == 0 {
		return
	}
	if len(forks) == 1 {
		s.absorb(forks[0])
		return
	}
	keys, refs := map[string]bool{}, map[int]bool{}
	for _, fork := range forks {
		for k := range fork.vars {
			keys[k] = true
		}
		for k, o := range fork.heap {
			if s.object(k) == nil {
				s.store(k, o) // made in this fork: only its own values refer to it
			} else {
				refs[k] = true
			}
		}
	}
	f.steps -= len(forks) * (len(keys) + len(refs))
	for _, ref := range slices.Sorted(maps.Keys(refs)) {
		joined := forks[0].object(ref)
		for _, fork := range forks[1:] {
			joined = f.joinObjects(s, joined, fork.object(ref), maxWhole)
		}
		s.store(ref, joined)
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		joined, _ := forks[0].get(k)
		for _, fork := range forks[1:] {
			other, _ := fork.get(k)
			joined = f.join(s, joined, other)
		}
		s.put(k, joined)
	}
}
