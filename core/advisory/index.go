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

	mutex sync.Mutex // guards last
	last  loaded
}

type block struct {
	first  string
	frames [frameCount]frame
}

type frame struct{ start, packed, raw int }

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
	x := &Index{last: loaded{block: -1}}
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
		b := block{first: r.text()}
		start := r.number()
		for f := range b.frames {
			b.frames[f] = frame{start: start, packed: r.number(), raw: r.number()}
			if start > len(x.blocks) || b.frames[f].packed > len(x.blocks)-start || b.frames[f].raw > maxBlock {
				return fmt.Errorf("%w: its key table is wrong", ErrIndex)
			}
			start += b.frames[f].packed
		}
		if i > 0 && b.first <= x.table[i-1].first {
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
	x.mutex.Lock()
	defer x.mutex.Unlock()
	if err := x.load(i); err != nil {
		return nil, err
	}
	from, to, ok := x.last.find(k)
	if !ok {
		return nil, nil
	}
	if err := x.unpackRows(); err != nil {
		return nil, err
	}
	return x.last.read(k, from, to)
}

// load makes the block the last one. It is kept: inventories come sorted, so
// their questions mostly hit the same block.
func (x *Index) load(i int) error {
	if x.last.block == i {
		return nil
	}
	frame, err := x.unpack(i, 0)
	if err != nil {
		return err
	}
	x.last, err = readKeys(i, frame)
	return err
}

// unpackRows unpacks the streams of the last block's rows.
func (x *Index) unpackRows() (err error) {
	if x.last.rows != nil {
		return nil
	}
	var s streams
	for n, into := range []*[]byte{&s.numbers, &s.ids, &s.texts} {
		if *into, err = x.unpack(x.last.block, n+1); err != nil {
			return err
		}
	}
	x.last.rows = &s
	return nil
}

func (x *Index) unpack(i, frame int) ([]byte, error) {
	f := x.table[i].frames[frame]
	raw, err := x.decoder.DecodeAll(x.blocks[f.start:f.start+f.packed], make([]byte, 0, f.raw))
	if err != nil || len(raw) != f.raw {
		return nil, fmt.Errorf("%w: a block cannot be unpacked", ErrIndex)
	}
	return raw, nil
}

// each gives every row of the index, in order.
func (x *Index) each(take func(row)) error {
	x.mutex.Lock()
	defer x.mutex.Unlock()
	for i := range x.table {
		if err := x.load(i); err != nil {
			return err
		}
		if err := x.unpackRows(); err != nil {
			return err
		}
		for n, key := range x.last.keys {
			rows, err := x.last.read(key, x.last.from[n], x.last.from[n+1])
			if err != nil {
				return err
			}
			for _, r := range rows {
				take(r)
			}
		}
	}
	return nil
}
