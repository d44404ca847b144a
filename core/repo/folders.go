package repo

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"slices"
)

// folders looks at what lies below a base folder. Links are not followed out of it.
// Paths have slashes and are relative to the base, "" is the base itself. A file deep
// in a tree is otherwise reached through all its folders again, which takes longer
// than to read it; so the folders of the last one stay open: trees are read folder by
// folder. It may be used by several goroutines.
type folders interface {
	open(path string) (handle, error)
	entries(path string) ([]entry, error) // sorted by name
	look(path string) (entry, error)      // at the thing itself, were it a link
}

// handle is an open file.
type handle interface {
	io.ReadCloser
	// size is what the file has now, in bytes; an error when it is no regular file.
	size() (int64, error)
}

var errNotRegular = errors.New("it is no longer a regular file")

// entry is what a folder says of one of its things.
type entry struct {
	name string
	kind fs.FileMode // type bits only
	size int64       // bytes, of a regular file
}

func entryOf(info fs.FileInfo) entry {
	return entry{name: info.Name(), kind: info.Mode().Type(), size: info.Size()}
}

func sortEntries(entries []entry) {
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
}
