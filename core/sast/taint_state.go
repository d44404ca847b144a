package sast

import "slices"

// state is what is known at a place in the code: variables and objects. A branch
// works on a fork, which holds what it changes and nothing else; forks are
// merged into what they came from.
type state struct {
	up    *state
	frame bool   // of a function: its variables are its own, objects are everybody's
	env   *state // what a frame's function sees around it; nil for nothing
	vars  variables
	heap  heap
}

// variables are what a state knows of variables: mostly a few, so they are a list
// first and get an index when there are many.
type variables struct {
	list  []variableValue
	index map[string]int
}

type variableValue struct {
	key string
	v   value
}

// maxListed bounds how many variables are looked for one after the other.
const maxListed = 12

func (x *variables) find(key string) int {
	if x.index != nil {
		if i, ok := x.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range x.list {
		if x.list[i].key == key {
			return i
		}
	}
	return -1
}

func (x *variables) put(key string, v value) {
	if i := x.find(key); i >= 0 {
		x.list[i].v = v
		return
	}
	x.list = append(x.list, variableValue{key, v})
	switch {
	case x.index != nil:
		x.index[key] = len(x.list) - 1
	case len(x.list) > maxListed:
		x.index = make(map[string]int, 2*len(x.list))
		for i, n := range x.list {
			x.index[n.key] = i
		}
	}
}

// keep forgets all variables but some.
func (x *variables) keep(is func(key string) bool) {
	kept := variables{}
	for _, n := range x.list {
		if is(n.key) {
			kept.put(n.key, n.v)
		}
	}
	*x = kept
}

// heap is objects by their number, in order.
type heap []cell

type cell struct {
	ref int
	o   *object
}

func (h heap) find(ref int) (at int, found bool) {
	if k := len(h); k == 0 || ref > h[k-1].ref {
		return k, false
	}
	return slices.BinarySearchFunc(h, ref, func(c cell, ref int) int { return c.ref - ref })
}

func (h *heap) store(ref int, o *object) {
	at, found := h.find(ref)
	if found {
		(*h)[at].o = o
		return
	}
	*h = slices.Insert(*h, at, cell{ref, o})
}

// global marks the keys of variables that every function sees: static fields,
// and variables of packages and modules.
const global = "::"

func isGlobal(key string) bool { return len(key) > 2 && key[:2] == global }

func (s *state) fork() *state { return &state{up: s} }

func (s *state) get(key string) (value, bool) {
	shared := isGlobal(key)
	for s != nil {
		if i := s.vars.find(key); i >= 0 {
			return s.vars.list[i].v, true
		}
		if s.frame && !shared {
			s = s.env
		} else {
			s = s.up
		}
	}
	return value{}, false
}

func (s *state) put(key string, v value) { s.vars.put(key, v) }

func (s *state) object(ref int) *object {
	if ref == 0 {
		return nil
	}
	for ; s != nil; s = s.up {
		if at, found := s.heap.find(ref); found {
			return s.heap[at].o
		}
	}
	return nil
}

func (s *state) store(ref int, o *object) { s.heap.store(ref, o) }

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
		for _, n := range at.vars.list {
			if out.vars.find(n.key) < 0 {
				out.vars.put(n.key, n.v)
			}
		}
		if len(out.heap) == 0 {
			out.heap = slices.Clone(at.heap)
			continue
		}
		for _, c := range at.heap {
			if _, newer := out.heap.find(c.ref); !newer {
				out.heap.store(c.ref, c.o)
			}
		}
	}
	return out
}

// absorb takes over what a fork changed, or the objects and globals of a frame.
func (s *state) absorb(fork *state) {
	for _, n := range fork.vars.list {
		if !fork.frame || isGlobal(n.key) {
			s.put(n.key, n.v)
		}
	}
	for _, c := range fork.heap {
		s.store(c.ref, c.o)
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
	var keys []string
	var refs []int
	for _, fork := range forks {
		for _, n := range fork.vars.list {
			keys = append(keys, n.key)
		}
		for _, c := range fork.heap {
			if s.object(c.ref) == nil {
				s.store(c.ref, c.o) // made in this fork: only its own values refer to it
			} else {
				refs = append(refs, c.ref)
			}
		}
	}
	slices.Sort(keys)
	slices.Sort(refs)
	keys, refs = slices.Compact(keys), slices.Compact(refs)
	f.steps -= len(forks) * (len(keys) + len(refs))
	for _, ref := range refs {
		joined := forks[0].object(ref)
		for _, fork := range forks[1:] {
			joined = f.joinObjects(s, joined, fork.object(ref), maxWhole)
		}
		s.store(ref, joined)
	}
	for _, k := range keys {
		joined, _ := forks[0].get(k)
		for _, fork := range forks[1:] {
			other, _ := fork.get(k)
			joined = f.join(s, joined, other)
		}
		s.put(k, joined)
	}
}
