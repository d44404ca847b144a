// Package repo owns the tree that the gate examines: one bounded, read-only
// walk over a folder, the ignore rules that hold there, and revisions through
// git. Everything in a tree is hostile: names, contents, links, git's own
// configuration.
package repo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// MaxFileSize is the size in bytes beyond which a file is not read into memory.
const MaxFileSize = 64 << 20

// ErrTooLarge says that a file is over MaxFileSize.
var ErrTooLarge = errors.New("file is over the size limit")

// Tree is the list of files to examine and the way to read them. It does not
// change after it was made and may be read from several goroutines.
type Tree struct {
	files   []File
	skips   map[string]int
	gaps    []finding.Gap
	missing int
	source  source
}

// File is a regular file in a tree.
type File struct {
	Path      string // slash-separated, relative to the tree's base; may hold any byte but NUL
	Size      int64  // bytes; 0 in a history, where it is not known before the content is read
	Generated bool   // .gitattributes: linguist-generated
	Vendored  bool   // .gitattributes: linguist-vendored
	Object    string // git's name of the content, where git holds it
	Commit    string // in a history: the first commit that brought the content under this path
	Age       int    // in a history: orders contents by their commits, the oldest is 1
	From, To  int    // once it was read, the range that is new: in a history the lines that the content before it under this path does not have, and some around, else all of it
}

// compare orders files by path, what is on disk before what commits brought.
func (f File) compare(o File) int {
	return cmp.Or(strings.Compare(f.Path, o.Path), cmp.Compare(f.Age, o.Age))
}

// source reads the content of one file of a tree.
type source interface {
	read(ctx context.Context, file *File, into []byte) ([]byte, error)
	head(ctx context.Context, file *File, n int64) ([]byte, error)
}

// Files lists the files, sorted by path. The caller must not change the slice.
func (t *Tree) Files() []File { return t.files }

// Skips counts what the walk left out on purpose, by reason in plain words.
func (t *Tree) Skips() map[string]int { return t.skips }

// Gaps lists what the walk could not see.
func (t *Tree) Gaps() []finding.Gap { return t.gaps }

// Missing counts the files that git tracks below the walked path, that the policy
// does not exclude, and that are not on disk.
func (t *Tree) Missing() int { return t.missing }

// Find returns the file at the path.
func (t *Tree) Find(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(t.files, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return t.files[i], true
}

// Read returns the file's whole content. It fails with ErrTooLarge beyond MaxFileSize.
func (t *Tree) Read(ctx context.Context, file File) ([]byte, error) {
	return t.ReadInto(ctx, &file, nil)
}

// ReadInto is Read into the room of a buffer, when that is large enough. It
// tells From and To.
func (t *Tree) ReadInto(ctx context.Context, file *File, into []byte) ([]byte, error) {
	file.From, file.To = 0, 0
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if file.Size > MaxFileSize {
		return nil, fmt.Errorf("read %q: %w: %d bytes, at most %d are read; exclude it in the policy if that is right", file.Path, ErrTooLarge, file.Size, int64(MaxFileSize))
	}
	content, err := t.source.read(ctx, file, into)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", file.Path, err)
	}
	if file.To == 0 {
		file.To = len(content)
	}
	return content, nil
}

// Head returns at most the first n bytes of a file of any size.
func (t *Tree) Head(ctx context.Context, file File, n int64) ([]byte, error) {
	content, err := t.source.head(ctx, &file, n)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", file.Path, err)
	}
	return content, nil
}

// LooksBinary says whether a file of any size is binary by its first bytes.
func (t *Tree) LooksBinary(ctx context.Context, file File) bool {
	head, err := t.Head(ctx, file, binaryWindow)
	return err == nil && IsBinary(head)
}

// Only returns the tree of those files that keep says yes to. What is left out
// is counted under reason; an empty reason counts nothing.
func (t *Tree) Only(reason string, keep func(File) bool) *Tree {
	narrowed := &Tree{skips: map[string]int{}, gaps: t.gaps, missing: t.missing, source: t.source}
	for r, n := range t.skips {
		narrowed.skips[r] = n
	}
	for _, f := range t.files {
		if keep(f) {
			narrowed.files = append(narrowed.files, f)
		} else if reason != "" {
			narrowed.skips[reason]++
		}
	}
	return narrowed
}

// Memory makes a tree of the given contents by path.
func Memory(contents map[string]string) *Tree {
	tree := &Tree{skips: map[string]int{}, source: memory(contents)}
	for path, content := range contents {
		tree.files = append(tree.files, File{Path: path, Size: int64(len(content))})
	}
	sortFiles(tree.files)
	return tree
}

func sortFiles(files []File) {
	slices.SortFunc(files, File.compare)
}

// And joins the files of a tree with those of a history. Find still returns the
// tree's own.
func (t *Tree) And(history *Tree) *Tree {
	joined := &Tree{skips: t.skips, gaps: slices.Concat(t.gaps, history.gaps), missing: t.missing,
		files: slices.Concat(t.files, history.files), source: both{t.source, history.source}}
	sortFiles(joined.files)
	return joined
}

// both reads what commits brought from a history, and the rest from a tree.
type both struct{ tree, history source }

func (b both) of(file *File) source {
	if file.Commit != "" {
		return b.history
	}
	return b.tree
}

func (b both) read(ctx context.Context, file *File, into []byte) ([]byte, error) {
	return b.of(file).read(ctx, file, into)
}

func (b both) head(ctx context.Context, file *File, n int64) ([]byte, error) {
	return b.of(file).head(ctx, file, n)
}

type memory map[string]string

func (m memory) read(_ context.Context, file *File, _ []byte) ([]byte, error) {
	return []byte(m[file.Path]), nil
}

func (m memory) head(_ context.Context, file *File, n int64) ([]byte, error) {
	return []byte(m[file.Path][:min(n, file.Size)]), nil
}
