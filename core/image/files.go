package image

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

const (
	maxUnpacked = 64 << 30  // bytes of all layers, uncompressed
	maxEntries  = 5_000_000 // in all layers
	headSize    = 512       // bytes that an Interest is decided by
)

// Interest says what is kept of a file.
type Interest struct {
	Keep    bool                             // nothing is kept without it
	History bool                             // keep what lower layers had under the name, too
	Sift    func(io.Reader) ([]byte, error)  // keep what it returns instead of the whole; nothing when that is empty
	Follow  func(target string) (known bool) // for a link: does it lead to what is examined anyway?
}

// Entry is a file of a layer, as far as an interest is decided by it.
type Entry struct {
	Path  string // slash-separated, without a leading slash
	Size  int64  // in bytes
	Head  []byte // its first bytes; of a symbolic link its target
	Link  bool   // it is a symbolic link
	Layer int    // of Image.Layers
}

// Chooser tells the interest in a file.
type Chooser func(Entry) Interest

// File is a file of a running container.
type File struct {
	Path  string
	Layer int    // of Image.Layers: the one that its content comes from
	Older []File // what lower layers had, newest first, for an Interest with History
	kept  kept
}

// Size is in bytes.
func (f File) Size() int64 { return f.kept.size }

// Open reads the content where it lies.
func (f File) Open() *io.SectionReader { return f.kept.readerAt() }

// Read returns the whole content, of at most limit bytes.
func (f File) Read(limit int64) ([]byte, error) {
	if f.kept.size > limit {
		return nil, fmt.Errorf("it is %d bytes long; at most %d are read", f.kept.size, limit)
	}
	return io.ReadAll(f.Open())
}

// Contents are the kept files of an image. Close them after use.
type Contents struct {
	Files   []File // sorted by path
	Gaps    []finding.Gap
	Entries int   // in all layers
	Bytes   int64 // of all layers, uncompressed
	spool   *spool
}

// Close removes what was spooled.
func (c *Contents) Close() error { return c.spool.close() }

// Find returns the file at a path.
func (c *Contents) Find(name string) (File, bool) {
	i, ok := slices.BinarySearchFunc(c.Files, name, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return c.Files[i], true
}

// Files reads all layers and keeps what choose is interested in. A layer that
// cannot be read to its end, or is not what its digest says, is a gap; what was
// read of it counts. The error is the context's, or one of the temporary file.
func (i *Image) Files(ctx context.Context, choose Chooser) (*Contents, error) {
	w := &walk{image: i, choose: choose, state: map[string]File{}, folders: map[string]int{}, budget: maxUnpacked,
		reader: bufio.NewReaderSize(nil, 64<<10), contents: &Contents{spool: &spool{}}}
	for n := range i.Layers {
		if err := w.layer(ctx, n); err != nil {
			return nil, errors.Join(err, w.contents.Close())
		}
	}
	c := w.contents
	c.Bytes = maxUnpacked - max(w.budget, 0)
	for _, f := range w.state {
		c.Files = append(c.Files, f)
	}
	slices.SortFunc(c.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return c, nil
}

type walk struct {
	image    *Image
	choose   Chooser
	state    map[string]File // kept files, by path
	folders  map[string]int  // folder → kept files below it
	budget   int64
	reader   *bufio.Reader
	contents *Contents
}

// change is what one layer does to the state. A whiteout hides what lower
// layers have, wherever in the layer it stands, so it is applied first.
type change struct {
	gone   []string // paths with all below them
	opaque []string // folders whose lower content is hidden
	put    map[string]put
}

type put struct {
	file    File
	history bool
}

func (w *walk) layer(ctx context.Context, n int) error {
	content, err := w.image.Layers[n].content(ctx, &w.budget)
	if err != nil {
		w.gap(ctx, n, err)
		return context.Cause(ctx)
	}
	defer content.close()
	c := change{put: map[string]put{}}
	err = w.entries(ctx, n, content, &c)
	if err == nil {
		err = content.verify(w.image.Layers[n].Digest)
	}
	w.apply(c)
	if err != nil {
		w.gap(ctx, n, err)
	}
	return context.Cause(ctx)
}

func (w *walk) gap(ctx context.Context, n int, err error) {
	if ctx.Err() != nil {
		return // the context's error is the answer
	}
	kind := finding.Unreadable
	if errors.Is(err, errTooMuch) || errors.Is(err, errSpool) || errors.Is(err, errEntries) {
		kind = finding.Cut
	}
	w.contents.Gaps = append(w.contents.Gaps, finding.Gap{Kind: kind, Path: w.image.Name, Message: fmt.Sprintf(
		"read layer %d of %d (%.80s) of the image: %v; save or pull the image again", n+1, len(w.image.Layers), w.image.Layers[n].Digest, err)})
}

var errEntries = fmt.Errorf("the image has over %d entries", maxEntries)

func (w *walk) entries(ctx context.Context, n int, content io.Reader, c *change) error {
	archive := tar.NewReader(content)
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if w.contents.Entries++; w.contents.Entries > maxEntries {
			return errEntries
		}
		if err := w.entry(n, header, archive, c); err != nil {
			return err
		}
	}
}

func (w *walk) entry(n int, header *tar.Header, content io.Reader, c *change) error {
	name := path.Clean("/" + header.Name)[1:] // ".." does not lead out
	dir, base := path.Split(name)
	if hidden, whiteout := strings.CutPrefix(base, ".wh."); whiteout {
		if hidden == ".wh..opq" {
			c.opaque = append(c.opaque, dir)
		} else if !strings.HasPrefix(hidden, ".wh.") {
			c.gone = append(c.gone, dir+hidden)
		}
		return nil
	}
	if header.Typeflag == tar.TypeDir {
		return nil
	}
	c.gone = append(c.gone, name)
	delete(c.put, name) // the last entry of a name is the one that counts
	switch header.Typeflag {
	case tar.TypeReg:
		if isSparse(header) {
			w.sparse(n, name)
			return nil
		}
		return w.file(n, name, header.Size, content, c)
	case tar.TypeSymlink:
		return w.link(n, name, header.Linkname)
	case tar.TypeLink:
		return w.hardLink(n, name, path.Clean("/" + header.Linkname)[1:], c)
	case tar.TypeGNUSparse, tar.TypeCont:
		w.sparse(n, name)
	}
	return nil
}

// isSparse says that most of a file may be holes, which a few bytes of a header
// can make as large as they like.
func isSparse(header *tar.Header) bool {
	for name := range header.PAXRecords {
		if strings.HasPrefix(name, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// sparse takes a file that is stored in a way that image builders do not write
// for a gap, when somebody is interested in it.
func (w *walk) sparse(n int, name string) {
	if !w.choose(Entry{Path: name, Layer: n}).Keep {
		return
	}
	w.contents.Gaps = append(w.contents.Gaps, finding.Gap{Kind: finding.Unreadable, Path: w.image.Name + "/" + name,
		Message: fmt.Sprintf("%.200q in layer %d is stored as a file with holes, which is not read; build the image again", name, n+1)})
}

func (w *walk) file(n int, name string, size int64, content io.Reader, c *change) error {
	w.reader.Reset(content)
	head, err := w.reader.Peek(int(min(size, headSize)))
	if err != nil {
		return err
	}
	interest := w.choose(Entry{Path: name, Size: size, Head: head, Layer: n})
	if !interest.Keep {
		return nil
	}
	if len(w.state)+len(c.put) >= maxKeptFiles {
		return fmt.Errorf("over %d files are of interest", maxKeptFiles)
	}
	f := File{Path: name, Layer: n}
	if interest.Sift != nil {
		sifted, err := interest.Sift(w.reader)
		if err != nil || len(sifted) == 0 {
			return err
		}
		f.kept, err = w.contents.spool.keep(bytes.NewReader(sifted), int64(len(sifted)))
		if err != nil {
			return err
		}
	} else if f.kept, err = w.contents.spool.keep(w.reader, size); err != nil {
		return err
	}
	c.put[name] = put{f, interest.History}
	return nil
}

// link takes a symbolic link for a gap when something that is examined is
// behind it: links are not followed.
func (w *walk) link(n int, name, target string) error {
	interest := w.choose(Entry{Path: name, Head: []byte(target), Link: true, Layer: n})
	if !interest.Keep {
		return nil
	}
	to := path.Clean("/" + target)[1:]
	if !path.IsAbs(target) {
		to = path.Clean("/" + path.Join(path.Dir(name), target))[1:]
	}
	if interest.Follow != nil && interest.Follow(to) {
		return nil
	}
	w.contents.Gaps = append(w.contents.Gaps, finding.Gap{Kind: finding.Unreadable, Path: w.image.Name + "/" + name,
		Message: fmt.Sprintf("%.200q in layer %d is a link to %.200q, which is not followed; what is behind it was not examined", name, n+1, target)})
	return nil
}

// hardLink gives a second name to a file of the same or a lower layer.
func (w *walk) hardLink(n int, name, target string, c *change) error {
	interest := w.choose(Entry{Path: name, Layer: n})
	if !interest.Keep || interest.Sift != nil {
		return nil
	}
	original, ok := w.state[target]
	if p, same := c.put[target]; same {
		original, ok = p.file, true
	}
	if !ok {
		w.contents.Gaps = append(w.contents.Gaps, finding.Gap{Kind: finding.Unreadable, Path: w.image.Name + "/" + name,
			Message: fmt.Sprintf("%.200q in layer %d is a hard link to %.200q, which was not kept", name, n+1, target)})
		return nil
	}
	c.put[name] = put{File{Path: name, Layer: n, kept: original.kept}, interest.History}
	return nil
}

func (w *walk) apply(c change) {
	older := map[string][]File{}
	for _, p := range c.put {
		if before, ok := w.state[p.file.Path]; ok && p.history {
			older[p.file.Path] = append([]File{before}, before.Older...)
		}
	}
	for _, dir := range c.opaque {
		w.hide(strings.TrimSuffix(dir, "/"), false)
	}
	for _, name := range c.gone {
		w.hide(name, true)
	}
	for _, p := range c.put {
		p.file.Older = older[p.file.Path]
		if _, replaced := w.state[p.file.Path]; !replaced {
			w.count(p.file.Path, 1)
		}
		w.state[p.file.Path] = p.file
	}
}

// hide removes what a folder holds, and with it the file of the name itself.
func (w *walk) hide(name string, itself bool) {
	if _, ok := w.state[name]; ok && itself {
		delete(w.state, name)
		w.count(name, -1)
	}
	if w.folders[name] == 0 {
		return
	}
	for held := range w.state {
		if name == "" || strings.HasPrefix(held, name+"/") {
			delete(w.state, held)
			w.count(held, -1)
		}
	}
}

// count keeps the number of kept files below each folder.
func (w *walk) count(name string, by int) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if w.folders[dir] += by; w.folders[dir] == 0 {
			delete(w.folders, dir)
		}
	}
	if w.folders[""] += by; w.folders[""] == 0 {
		delete(w.folders, "")
	}
}
