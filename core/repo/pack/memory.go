package pack

import "slices"

// memory keeps the objects that were built last in one ring of room, where the
// newest takes the place of the oldest.
type memory struct {
	ring    []byte
	head    int // where the next object goes
	objects map[place]*object
	row     []*object // those in the ring, in the order of their places from the head on
	first   int       // of the row that is still there
}

type object struct {
	place
	kind     Kind
	content  []byte
	from, to int // of the ring; the same when it is not in there
}

func newMemory(most int) memory {
	return memory{ring: make([]byte, most), objects: map[place]*object{}}
}

func (m *memory) find(at place) *object { return m.objects[at] }

// room makes an object with room for so many bytes. It takes the place of the
// oldest in the ring, unless that is still needed.
func (m *memory) room(at place, size int, needed ...*object) *object {
	o := &object{place: at}
	from, to := m.head, m.head+size
	free := size <= len(m.ring)/4
	if free && to > len(m.ring) {
		free = m.forget(from, len(m.ring), needed)
		from, to = 0, size
	}
	if !free || !m.forget(from, to, needed) {
		o.content = make([]byte, size)
		return o
	}
	m.head = to
	o.from, o.to, o.content = from, to, m.ring[from:to:to]
	return o
}

// keep remembers an object until its place is taken.
func (m *memory) keep(o *object) {
	if o.from < o.to {
		m.objects[o.place] = o
		m.row = append(m.row, o)
	}
}

// forget leaves out the objects that begin in a range of the ring, which are the
// oldest; false when one of them is still needed.
func (m *memory) forget(from, to int, needed []*object) bool {
	for m.first < len(m.row) {
		o := m.row[m.first]
		if o.from >= to || o.to <= from {
			return true
		}
		if slices.Contains(needed, o) {
			return false
		}
		delete(m.objects, o.place)
		m.row[m.first] = nil
		if m.first++; m.first > len(m.row)/2 {
			m.row = slices.Delete(m.row, 0, m.first)
			m.first = 0
		}
	}
	return true
}
