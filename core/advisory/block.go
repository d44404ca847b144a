package advisory

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// A block holds neighbouring keys in four frames, each packed by itself: the
// keys, and the three streams of their rows. Most packages that are asked for
// have no advisory, so mostly only the keys are unpacked.
const frameCount = 4

// draft is a block that is being written. A key is the length of what it shares
// with the one before it, the rest as text, and the number of its rows.
type draft struct {
	first, last string
	keys        []byte
	pending     int // rows of the last key, not yet in keys
	head        []byte
	streams
}

func (d *draft) empty() bool { return d.pending == 0 }

func (d *draft) size() int {
	return len(d.keys) + len(d.numbers) + len(d.ids) + len(d.texts)
}

func (d *draft) add(r *row) {
	if d.empty() {
		d.first = r.key
	}
	if d.empty() || r.key != d.last {
		d.close()
		shared := 0
		for shared < min(len(d.last), len(r.key)) && d.last[shared] == r.key[shared] {
			shared++
		}
		d.head = appendText(binary.AppendUvarint(d.head[:0], uint64(shared)), r.key[shared:])
		d.last = r.key
	}
	d.pending++
	d.streams.add(r)
}

// close writes the last key, now that its rows are counted.
func (d *draft) close() {
	if d.pending > 0 {
		d.keys = binary.AppendUvarint(append(d.keys, d.head...), uint64(d.pending))
		d.pending = 0
	}
}

func (d *draft) frames() [frameCount][]byte {
	d.close()
	return [frameCount][]byte{d.keys, d.numbers, d.ids, d.texts}
}

func (d *draft) reset() {
	*d = draft{keys: d.keys[:0], streams: streams{d.numbers[:0], d.ids[:0], d.texts[:0]}}
}

// loaded is the block that was read last.
type loaded struct {
	block int // its number; -1 for none
	keys  []string
	from  []int // where each key's rows begin; one more at the end
	rows  []row // nil until somebody asks
}

// find is the place of a key among the rows.
func (l *loaded) find(key string) (from, to int, ok bool) {
	i := sort.SearchStrings(l.keys, key)
	if i == len(l.keys) || l.keys[i] != key {
		return 0, 0, false
	}
	return l.from[i], l.from[i+1], true
}

func readKeys(number int, frame []byte) (loaded, error) {
	l := loaded{block: number, from: []int{0}}
	r := reader{b: frame}
	last := ""
	for len(r.b) > 0 {
		shared, rest, rows := r.number(), r.text(), r.number()
		if r.err != nil || shared > len(last) {
			r.fail()
			break
		}
		key := last[:shared] + rest
		if len(l.keys) > 0 && key <= last {
			r.fail()
			break
		}
		l.keys, l.from, last = append(l.keys, key), append(l.from, l.from[len(l.from)-1]+rows), key
	}
	if r.err != nil {
		return loaded{block: -1}, fmt.Errorf("%w: %w", ErrIndex, r.err)
	}
	return l, nil
}

func readRows(l *loaded, s streams) ([]row, error) {
	r := newRowReader(s)
	total := l.from[len(l.from)-1]
	rows := make([]row, 0, min(total, len(s.numbers)))
	for i := range l.keys {
		for range l.from[i+1] - l.from[i] {
			one := r.row()
			if r.err() != nil {
				return nil, fmt.Errorf("%w: %w", ErrIndex, r.err())
			}
			one.key = l.keys[i]
			rows = append(rows, one)
		}
	}
	return rows, nil
}
