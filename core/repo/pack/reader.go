package pack

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
)

// Kind is what an object is.
type Kind byte

// The kinds of objects, by their numbers in a pack.
const (
	Commit Kind = 1
	Tree   Kind = 2
	Blob   Kind = 3
	Tag    Kind = 4

	offsetDelta = 6 // built upon an object so many bytes before
	nameDelta   = 7 // built upon a named object
)

// Reader reads objects, for one goroutine at a time, and remembers what they were
// built upon: neighbours in a history mostly share it.
type Reader struct {
	store  *Store
	memory memory
	lent   [2]*object // what was handed out last
	zlib   io.ReadCloser
	window window
	packed bytes.Reader
	delta  []byte
}

// Reader makes one that remembers up to so many bytes.
func (s *Store) Reader(remember int) *Reader {
	return &Reader{store: s, memory: newMemory(remember)}
}

// Read returns an object. Its content is good until the next but one Read, and
// must not be changed.
func (r *Reader) Read(id ID) (Kind, []byte, error) {
	at, ok := r.store.find(id)
	if !ok {
		return 0, nil, ErrNotHere
	}
	o, err := r.object(at)
	if err != nil {
		return 0, nil, fmt.Errorf("read object %x: %w", id[:], err)
	}
	if o != r.lent[0] {
		r.lent = [2]*object{o, r.lent[0]}
	}
	return o.kind, o.content, nil
}

// entry is how an object is written down.
type entry struct {
	place
	kind Kind
	size int64 // of what is packed
	data int64 // where that begins
	base place
}

// object builds the object at a place upon those that it needs, from the first
// that is remembered or stands for itself.
func (r *Reader) object(at place) (*object, error) {
	var chain []entry
	for {
		if o := r.memory.find(at); o != nil {
			return r.build(o, chain)
		}
		e, err := r.entry(at)
		switch {
		case err != nil:
			return nil, err
		case e.size > maxObject || len(chain) > maxChain:
			return nil, ErrNotHere
		case e.kind != offsetDelta && e.kind != nameDelta:
			o := r.memory.room(at, int(e.size), r.lent[:]...)
			o.kind = e.kind
			if o.content, err = r.inflate(e, o.content[:e.size]); err != nil {
				return nil, err
			}
			r.memory.keep(o)
			return r.build(o, chain)
		}
		chain = append(chain, e)
		at = e.base
	}
}

// build applies deltas, the last one first.
func (r *Reader) build(o *object, chain []entry) (*object, error) {
	for i := len(chain) - 1; i >= 0; i-- {
		e := chain[i]
		if cap(r.delta) < int(e.size) {
			r.delta = make([]byte, e.size, 2*e.size)
		}
		delta, err := r.inflate(e, r.delta[:e.size])
		if err != nil {
			return nil, err
		}
		base, size, instructions, err := sizes(delta)
		switch {
		case err != nil:
			return nil, err
		case base != uint64(len(o.content)):
			return nil, errDelta
		case size > maxObject:
			return nil, ErrNotHere
		}
		next := r.memory.room(e.place, int(size), o, r.lent[0], r.lent[1])
		next.kind = o.kind
		if err := apply(o.content, instructions, next.content); err != nil {
			return nil, err
		}
		r.memory.keep(next)
		o = next
	}
	return o, nil
}

// longestHead is how many bytes the head of an object takes at most.
const longestHead = 64

// entry reads the head of an object: its kind and size, and what it is built upon.
func (r *Reader) entry(at place) (entry, error) {
	head, err := r.window.at(at, longestHead)
	if err != nil {
		return entry{}, err
	}
	e := entry{place: at}
	next := func() (b byte) {
		if len(head) > 0 {
			b, head = head[0], head[1:]
			e.data++
		} else {
			e.size = -1
		}
		return b
	}
	b := next()
	e.kind = Kind(b >> 4 & 7)
	size, shift := int64(b&15), 4
	for ; b&0x80 != 0 && shift < 60; shift += 7 {
		b = next()
		size |= int64(b&0x7f) << shift
	}
	switch e.kind {
	case Commit, Tree, Blob, Tag:
	case offsetDelta:
		err = e.before(next)
	case nameDelta:
		err = e.named(r.store, next)
	default:
		err = fmt.Errorf("there is no kind %d of objects", e.kind)
	}
	if e.size < 0 || b&0x80 != 0 {
		err = errors.New("an object's head is cut off")
	}
	e.size, e.data = size, e.data+at.at
	return e, err
}

// before reads how far before this object its base stands. Each byte but the
// last counts one more than it says.
func (e *entry) before(next func() byte) error {
	b := next()
	distance := int64(b & 0x7f)
	for range 8 {
		if b&0x80 == 0 {
			break
		}
		b = next()
		distance = (distance+1)<<7 | int64(b&0x7f)
	}
	if b&0x80 != 0 || distance <= 0 || distance >= e.at {
		return errors.New("a base stands outside its pack")
	}
	e.base = place{e.file, e.at - distance}
	return nil
}

func (e *entry) named(s *Store, next func() byte) error {
	var id ID
	for i := range id {
		id[i] = next()
	}
	base, ok := s.find(id)
	if !ok {
		return ErrNotHere
	}
	e.base = base
	return nil
}

// inflate unpacks exactly what fits into the room, and checks that it is all and whole.
func (r *Reader) inflate(e entry, into []byte) ([]byte, error) {
	packed, err := r.window.at(place{e.file, e.data}, mostPacked(len(into)))
	if err != nil {
		return nil, err
	}
	r.packed.Reset(packed)
	if err := r.reset(); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(r.zlib, into); err != nil {
		return nil, err
	}
	var more [1]byte
	if n, err := r.zlib.Read(more[:]); n > 0 || !errors.Is(err, io.EOF) { // its checksum is right
		return nil, errors.Join(err, errors.New("an object is longer than it says"))
	}
	return into, nil
}

// mostPacked is how long so many bytes can be in zlib's format, in blocks that are
// only stored: five bytes for each, and a head and a checksum round them.
func mostPacked(length int) int { return length + 5*(length/(16<<10)+1) + 64 }

func (r *Reader) reset() (err error) {
	if r.zlib == nil {
		r.zlib, err = zlib.NewReader(&r.packed)
		return err
	}
	return r.zlib.(zlib.Resetter).Reset(&r.packed, nil)
}
