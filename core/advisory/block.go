package advisory

import (
	"bytes"
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

// loaded is the block that was read last. Its rows are read in passing: a
// question for a key further on goes on from where the last one ended.
type loaded struct {
	block int // its number; -1 for none
	keys  []string
	from  []int    // where each key's rows begin; one more at the end
	rows  *streams // nil until somebody asks
	next  int      // the row that at reads
	at    rowReader
}

// find is the place of a key among the rows.
func (l *loaded) find(key string) (from, to int, ok bool) {
	i := sort.SearchStrings(l.keys, key)
	if i == len(l.keys) || l.keys[i] != key {
		return 0, 0, false
	}
	return l.from[i], l.from[i+1], true
}

// read gives the rows of one key.
func (l *loaded) read(key string, from, to int) ([]row, error) {
	if from < l.next || l.next == 0 {
		l.at, l.next = newRowReader(*l.rows), 0
	}
	for ; l.next < from && l.at.err() == nil; l.next++ {
		l.at.skip()
	}
	var rows []row
	for ; l.next < to && l.at.err() == nil; l.next++ {
		rows = append(rows, l.at.row())
		rows[len(rows)-1].key = key
	}
	if err := l.at.err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIndex, err)
	}
	return rows, nil
}

func readKeys(number int, frame []byte) (loaded, error) {
	const entry, longer = 8, 3 // guesses: the bytes of an entry, and how much longer the keys are in full
	l := loaded{block: number, from: append(make([]int, 0, len(frame)/entry), 0)}
	r := reader{b: frame}
	all := make([]byte, 0, longer*len(frame))           // every key in full, so that they are one string
	ends := append(make([]int, 0, len(frame)/entry), 0) // where each begins in it; one more at the end
	for len(r.b) > 0 {
		shared, rest, rows := r.number(), r.bytes(), r.number()
		n := len(ends) - 1
		last := all[ends[max(n-1, 0)]:]
		if r.err != nil || shared > len(last) || len(all) > maxBlock {
			r.fail()
			break
		}
		all = append(append(all, last[:shared]...), rest...)
		if n > 0 && bytes.Compare(all[ends[n]:], all[ends[n-1]:ends[n]]) <= 0 {
			r.fail()
			break
		}
		ends, l.from = append(ends, len(all)), append(l.from, l.from[n]+rows)
	}
	if r.err != nil {
		return loaded{block: -1}, fmt.Errorf("%w: %w", ErrIndex, r.err)
	}
	text := string(all)
	l.keys = make([]string, len(ends)-1)
	for i := range l.keys {
		l.keys[i] = text[ends[i]:ends[i+1]]
	}
	return l, nil
}
