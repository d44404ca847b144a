package advisory

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// MaxIndex is the size in bytes of the largest index that is opened. All
// language ecosystems together take about 5 MB.
const MaxIndex = 512 << 20

// ErrIndex says that a file is not an index, or is damaged.
var ErrIndex = errors.New("not a usable advisory index")

// Index is an opened index. It may be used from several goroutines.
type Index struct {
	manifest Manifest
	table    []block
	blocks   []byte
	decoder  *zstd.Decoder

	mutex   sync.Mutex // guards what follows: the block that was read last
	loaded  int        // its number, -1 for none
	entries []entry    // in order of their keys
}

type block struct {
	first              string
	start, packed, raw int
}

// Open reads an index from a file.
func Open(path string) (*Index, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("open the advisory index: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("open the advisory index %q: it is a folder; build an index from it with 'sallyport advisories build'", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("open the advisory index %q: it is not a regular file", path)
	case info.Size() > MaxIndex:
		return nil, fmt.Errorf("open the advisory index %q: %w: %d bytes, at most %d are read", path, ErrIndex, info.Size(), MaxIndex)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open the advisory index: %w", err)
	}
	x, err := OpenBytes(content)
	if err != nil {
		return nil, fmt.Errorf("open the advisory index %q: %w", path, err)
	}
	x.manifest.Source = filepath.Base(path)
	return x, nil
}

// OpenBytes reads an index that lies in memory; content must not change
// afterwards. It fails unless every byte is as it was written.
func OpenBytes(content []byte) (*Index, error) {
	const overhead = len(magic) + 4 + 4 + sha256.Size
	if len(content) < overhead || !bytes.HasPrefix(content, []byte(magic)) {
		if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
			return nil, fmt.Errorf("%w: it is a zip; build an index from it with 'sallyport advisories build'", ErrIndex)
		}
		return nil, fmt.Errorf("%w: it does not begin as one, or is cut short; build it again with 'sallyport advisories build'", ErrIndex)
	}
	body, sum := content[:len(content)-sha256.Size], content[len(content)-sha256.Size:]
	if actual := sha256.Sum256(body); !bytes.Equal(actual[:], sum) {
		return nil, fmt.Errorf("%w: its digest is wrong, so it is damaged or cut short; fetch or build it again", ErrIndex)
	}
	x := &Index{loaded: -1}
	rest := body[len(magic):]
	head, rest, err := part(rest)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(head, &x.manifest); err != nil {
		return nil, fmt.Errorf("%w: its manifest cannot be read: %w", ErrIndex, err)
	}
	if x.manifest.Format != Format {
		return nil, fmt.Errorf("%w: it has format %d and this version reads format %d; build it again with this version", ErrIndex, x.manifest.Format, Format)
	}
	table, rest, err := part(rest)
	if err != nil {
		return nil, err
	}
	x.blocks = rest
	x.manifest.Digest = digestText(sum)
	if err := x.readTable(table); err != nil {
		return nil, err
	}
	x.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock))
	if err != nil {
		return nil, fmt.Errorf("open the advisory index: %w", err)
	}
	return x, nil
}

// Manifest says what the index holds.
func (x *Index) Manifest() Manifest { return x.manifest }

func part(b []byte) (head, rest []byte, err error) {
	if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
		return nil, nil, fmt.Errorf("%w: it is cut short", ErrIndex)
	}
	end := 4 + int(binary.LittleEndian.Uint32(b))
	return b[4:end], b[end:], nil
}

func (x *Index) readTable(content []byte) error {
	r := reader{b: content}
	n := r.count()
	for i := 0; i < n && r.err == nil; i++ {
		b := block{first: r.text(), start: r.number(), packed: r.number(), raw: r.number()}
		inside := b.start <= len(x.blocks) && b.packed <= len(x.blocks)-b.start && b.raw <= maxBlock
		if !inside || i > 0 && b.first <= x.table[i-1].first {
			return fmt.Errorf("%w: its key table is wrong", ErrIndex)
		}
		x.table = append(x.table, b)
	}
	if r.err != nil {
		return fmt.Errorf("%w: %w", ErrIndex, r.err)
	}
	return nil
}

// rows reads what the index has under the key.
func (x *Index) rows(k string) ([]row, error) {
	i := sort.Search(len(x.table), func(i int) bool { return x.table[i].first > k }) - 1
	if i < 0 {
		return nil, nil
	}
	entries, err := x.block(i)
	if err != nil {
		return nil, err
	}
	at := sort.Search(len(entries), func(i int) bool { return entries[i].key >= k })
	if at == len(entries) || entries[at].key != k {
		return nil, nil
	}
	return rowsOf(entries[at].rows)
}

func rowsOf(entry []byte) ([]row, error) {
	r := reader{b: entry}
	var rows []row
	for len(r.b) > 0 {
		rows = append(rows, r.row())
	}
	if r.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIndex, r.err)
	}
	return rows, nil
}

// entry is a key with its rows, still encoded.
type entry struct {
	key  string
	rows []byte
}

// block unpacks a block. The last one is kept: inventories come sorted, so
// their questions mostly hit the same block. Entries never change.
func (x *Index) block(i int) ([]entry, error) {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if x.loaded == i {
		return x.entries, nil
	}
	b := x.table[i]
	raw, err := x.decoder.DecodeAll(x.blocks[b.start:b.start+b.packed], make([]byte, 0, b.raw))
	if err != nil || len(raw) != b.raw {
		return nil, fmt.Errorf("%w: a block cannot be unpacked", ErrIndex)
	}
	entries, err := entriesOf(raw)
	if err != nil {
		return nil, err
	}
	x.loaded, x.entries = i, entries
	return entries, nil
}

func entriesOf(raw []byte) ([]entry, error) {
	var entries []entry
	keys := string(raw) // one copy that all keys share
	r := reader{b: raw}
	for len(r.b) > 0 {
		n := r.count()
		start := len(raw) - len(r.b)
		if r.err != nil {
			break
		}
		r.b = r.b[n:]
		e := entry{key: keys[start : start+n], rows: r.bytes()}
		if len(entries) > 0 && e.key <= entries[len(entries)-1].key {
			r.fail()
		}
		entries = append(entries, e)
	}
	if r.err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIndex, r.err)
	}
	return entries, nil
}
