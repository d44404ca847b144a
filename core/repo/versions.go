package repo

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"

	"github.com/sallyport-gate/sallyport/core/repo/pack"
)

// Bounds of reading packs.
const (
	manyVersions = 500     // contents from which on it pays to open the packs
	remembered   = 8 << 20 // bytes of contents that each reader remembers
)

// versions reads a history's contents out of the packs, and asks git for what
// they do not hold.
type versions struct {
	git   source
	store *pack.Store
	files []File
	index []int // of the file of each age

	lock sync.Mutex
	free []*versionReader
}

// versionReader reads for one goroutine at a time.
type versionReader struct {
	*pack.Reader
	last int // index of the file that it read last
}

// versions is nil where git should read all of it: the contents are few, or not
// in packs that can be read here.
func (g *git) versions(ctx context.Context, files []File, index []int) *versions {
	if len(files) < manyVersions {
		return nil
	}
	out, err := g.run(ctx, nil, "rev-parse", "--git-path", "objects/pack")
	if err != nil {
		return nil
	}
	folder := strings.TrimSuffix(string(out), "\n")
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(g.Folder, folder)
	}
	store, err := pack.Open(folder)
	if err != nil {
		return nil
	}
	v := &versions{store: store, files: files, index: index}
	if !v.holdsMost() {
		_ = store.Close() // it was read from only
		return nil
	}
	return v
}

func (v *versions) holdsMost() bool {
	held := 0
	for _, f := range v.files {
		if id, ok := pack.ParseID(f.Object); ok && v.store.Holds(id) {
			held++
		}
	}
	return held > len(v.files)*9/10
}

func (v *versions) head(ctx context.Context, file *File, n int64) ([]byte, error) {
	return v.git.head(ctx, file, n)
}

func (v *versions) read(ctx context.Context, file *File, into []byte) ([]byte, error) {
	i := v.index[file.Age]
	reader := v.take(i)
	defer v.give(reader, i)
	then := v.before(reader, i)
	now, err := reader.blob(file.Object)
	if err != nil {
		return v.git.read(ctx, file, into)
	}
	file.From, file.To = 0, len(now)
	if then != nil {
		file.From, file.To = unshared(then, now)
	}
	return append(into[:0], now...), nil
}

// before is the content before under the same path, when it can be compared.
func (v *versions) before(reader *versionReader, i int) []byte {
	if i == 0 || v.files[i-1].Path != v.files[i].Path {
		return nil
	}
	then, err := reader.blob(v.files[i-1].Object)
	if err != nil || !comparable(then) {
		return nil
	}
	return then
}

func (r *versionReader) blob(name string) ([]byte, error) {
	id, ok := pack.ParseID(name)
	if !ok {
		return nil, pack.ErrNotHere
	}
	kind, content, err := r.Read(id)
	if err == nil && kind != pack.Blob {
		err = errors.New("it is no file")
	}
	return content, err
}

// take gives a reader to a goroutine: the one that read the file before, else any.
func (v *versions) take(i int) *versionReader {
	v.lock.Lock()
	defer v.lock.Unlock()
	if len(v.free) == 0 {
		return &versionReader{Reader: v.store.Reader(remembered)}
	}
	best := 0
	for at, r := range v.free {
		if r.last == i-1 {
			best = at
		}
	}
	r := v.free[best]
	v.free = append(v.free[:best], v.free[best+1:]...)
	return r
}

func (v *versions) give(r *versionReader, last int) {
	v.lock.Lock()
	defer v.lock.Unlock()
	r.last = last
	v.free = append(v.free, r)
}

// comparable says of a content that it is text, and not too large to be held
// against the next one.
func comparable(content []byte) bool {
	return len(content) <= maxCompared && bytes.IndexByte(content[:min(len(content), binaryWindow)], 0) < 0
}
