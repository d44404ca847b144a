// Package pack reads objects out of git's packs without git. What it does not
// know, such as loose objects, is left to git; so every error only means that git
// has to be asked. Packs are hostile input: sizes are bounded, and nothing that
// they say is trusted.
//
// The formats are those of gitformat-pack(5): pack files of version 2 and 3 and
// their indexes of version 2, with SHA-1 names.
package pack

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Bounds. What lies beyond them is git's to read.
const (
	maxIndexes = 64 << 20 // bytes of all indexes together
	maxObject  = 2 << 20  // bytes of an object, and of each that it is built from
	maxChain   = 4096     // objects that one is built from, one upon the other
)

// ErrNotHere says that an object is in no pack, or is too large.
var ErrNotHere = errors.New("the packs do not hold the object in a size that is read here")

// ID is an object's name.
type ID [20]byte

// ParseID reads a name of forty hexadecimal digits.
func ParseID(name string) (id ID, ok bool) {
	if len(name) != 2*len(id) {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(name))
	return id, err == nil
}

// Store is the packs of a repository. It does not change after Open, and may be
// used by several goroutines, each with a Reader of its own.
type Store struct{ packs []*file }

// Open opens the packs in a folder that git calls objects/pack.
func Open(folder string) (*Store, error) {
	names, err := filepath.Glob(filepath.Join(escaped(folder), "pack-*.idx"))
	if err != nil {
		return nil, fmt.Errorf("list packs in %q: %w", folder, err)
	}
	s := &Store{}
	room := int64(maxIndexes)
	for _, name := range names {
		f, err := openFile(name, room)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("read pack index %q: %w", name, err), s.Close())
		}
		room -= int64(len(f.index.raw))
		s.packs = append(s.packs, f)
	}
	return s, nil
}

// Close ends all reading.
func (s *Store) Close() error {
	var errs []error
	for _, f := range s.packs {
		errs = append(errs, f.pack.Close())
	}
	return errors.Join(errs...)
}

// Holds says whether a pack has the object.
func (s *Store) Holds(id ID) bool {
	_, ok := s.find(id)
	return ok
}

// place is where an object stands.
type place struct {
	file *file
	at   int64
}

func (s *Store) find(id ID) (place, bool) {
	for _, f := range s.packs {
		if at, ok := f.index.find(id); ok {
			return place{f, at}, true
		}
	}
	return place{}, false
}

// file is one pack.
type file struct {
	index index
	pack  *os.File
}
