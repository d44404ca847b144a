package advisory

import (
	"cmp"
	"encoding/binary"
	"slices"
	"time"
)

// packed is a row while an index is built. There are hundreds of thousands of
// them at once, so all but what they are sorted by is kept encoded.
type packed struct {
	key, id   string
	modified  time.Time
	malicious bool
	body      []byte // the three streams, the first two behind their lengths
}

func pack(r row) packed {
	var s streams
	s.add(&r)
	body := make([]byte, 0, len(s.numbers)+len(s.ids)+len(s.texts)+4)
	body = binary.AppendUvarint(body, uint64(len(s.numbers)))
	body = binary.AppendUvarint(body, uint64(len(s.ids)))
	body = append(append(append(body, s.numbers...), s.ids...), s.texts...)
	return packed{key: r.key, id: r.id, modified: r.modified, malicious: r.malicious, body: body}
}

func packAll(rows []row) []packed {
	all := make([]packed, len(rows))
	for i, r := range rows {
		all[i] = pack(r)
	}
	return all
}

func (p packed) row() (row, error) {
	head := reader{b: p.body}
	numbers, ids := head.number(), head.number()
	if numbers+ids > len(head.b) {
		head.fail()
	}
	if head.err != nil {
		return row{}, head.err
	}
	r := newRowReader(streams{head.b[:numbers], head.b[numbers : numbers+ids], head.b[numbers+ids:]})
	out := r.row()
	out.key, out.modified = p.key, p.modified
	return out, r.err()
}

// sortPacked orders rows for the file and keeps the newest of each id and key:
// GitHub's records lie in the dump of every ecosystem that they affect.
func sortPacked(rows []packed) ([]packed, error) {
	slices.SortStableFunc(rows, func(a, b packed) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id), b.modified.Compare(a.modified))
	})
	kept := rows[:0]
	for _, r := range rows {
		last := len(kept) - 1
		switch {
		case last < 0 || kept[last].key != r.key || kept[last].id != r.id:
			kept = append(kept, r)
		case kept[last].modified.Equal(r.modified) && !slices.Equal(kept[last].body, r.body):
			both, err := joined(kept[last], r)
			if err != nil {
				return nil, err
			}
			kept[last] = both
		}
	}
	return kept, nil
}

func joined(a, b packed) (packed, error) {
	one, err := a.row()
	if err != nil {
		return packed{}, err
	}
	two, err := b.row()
	if err != nil {
		return packed{}, err
	}
	return pack(one.join(two)), nil
}
