package pack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// index is a pack's index: a table of how many names begin with at most each
// byte, the sorted names, their checksums, and where the objects stand.
type index struct {
	raw   []byte
	count int
}

// Lengths in an index, in bytes.
const (
	headLength = 8
	fanLength  = 256 * 4
	nameLength = len(ID{})
	tailLength = 2 * nameLength // checksums of the pack and of the index
)

func parseIndex(raw []byte) (index, error) {
	if len(raw) < headLength+fanLength+tailLength || !bytes.HasPrefix(raw, []byte("\xfftOc\x00\x00\x00\x02")) {
		return index{}, errors.New("it is no index of version 2")
	}
	x := index{raw: raw}
	last := 0
	for i := range 256 {
		if n := x.below(i); n < last {
			return index{}, errors.New("its first table goes down")
		}
		last = x.below(i)
	}
	x.count = last
	fixed := headLength + fanLength + last*(nameLength+8) + tailLength
	if large := len(raw) - fixed; large < 0 || large%8 != 0 || large/8 > last {
		return index{}, fmt.Errorf("its length does not fit %d objects", last)
	}
	return x, nil
}

// below is how many names begin with at most the byte.
func (x index) below(first int) int {
	return int(binary.BigEndian.Uint32(x.raw[headLength+4*first:]))
}

func (x index) name(i int) []byte {
	return x.raw[headLength+fanLength+i*nameLength:][:nameLength]
}

// find returns where an object begins in the pack.
func (x index) find(id ID) (int64, bool) {
	low, high := 0, x.below(int(id[0]))
	if id[0] > 0 {
		low = x.below(int(id[0]) - 1)
	}
	for low < high {
		middle := int(uint(low+high) / 2)
		switch c := bytes.Compare(x.name(middle), id[:]); {
		case c == 0:
			return x.offset(middle)
		case c < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0, false
}

// offset reads one of four bytes, or with the highest bit set one of eight in the
// last table.
func (x index) offset(i int) (int64, bool) {
	table := headLength + fanLength + x.count*(nameLength+4)
	short := binary.BigEndian.Uint32(x.raw[table+4*i:])
	if short>>31 == 0 {
		return int64(short), true
	}
	large := x.raw[table+4*x.count : len(x.raw)-tailLength]
	at := int64(short&(1<<31-1)) * 8
	if at+8 > int64(len(large)) {
		return 0, false
	}
	offset := binary.BigEndian.Uint64(large[at:])
	return int64(offset), offset>>63 == 0
}

// openFile opens a pack by its index, which is at most so long.
func openFile(name string, maxIndex int64) (*file, error) {
	raw, err := readUpTo(name, maxIndex)
	if err != nil {
		return nil, err
	}
	x, err := parseIndex(raw)
	if err != nil {
		return nil, err
	}
	pack, _, err := openRegular(strings.TrimSuffix(name, ".idx") + ".pack")
	if err != nil {
		return nil, err
	}
	return &file{x, pack}, nil
}

func readUpTo(name string, limit int64) ([]byte, error) {
	f, size, err := openRegular(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if size > limit {
		return nil, fmt.Errorf("it is over %d bytes", limit)
	}
	raw := make([]byte, size)
	_, err = io.ReadFull(f, raw)
	return raw, err
}

// openRegular opens what is a regular file: to open a pipe would wait.
func openRegular(name string) (*os.File, int64, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errors.New("it is no regular file")
	}
	f, err := os.Open(name)
	return f, info.Size(), err
}

// escaped is a path in which no letter has a meaning for Glob.
func escaped(path string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(path)
}
