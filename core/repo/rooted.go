package repo

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// rooted are folders as the standard library opens them on every system.
type rooted struct {
	root *os.Root
	lock sync.Mutex
	way  []rootedStep // the row of open folders that leads to the last one
}

type rootedStep struct {
	path string // "a/b/"
	root *os.Root
}

func newRooted(base string) (*rooted, error) {
	root, err := os.OpenRoot(base)
	if err != nil {
		return nil, fmt.Errorf("open folder %q: %w", base, err)
	}
	return &rooted{root: root}, nil
}

type rootedFile struct{ *os.File }

func (f rootedFile) size() (int64, error) {
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (r *rooted) open(file string) (handle, error) {
	f, err := r.file(file)
	if err != nil {
		return nil, err
	}
	return rootedFile{f}, nil
}

func (r *rooted) entries(folder string) ([]entry, error) {
	f, err := r.file(folder)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	infos, err := f.Readdir(-1)
	entries := make([]entry, len(infos))
	for i, info := range infos {
		entries[i] = entryOf(info)
	}
	sortEntries(entries)
	return entries, reason(err)
}

func (r *rooted) look(file string) (entry, error) {
	info, err := r.root.Lstat(filepath.FromSlash(file))
	if err != nil {
		return entry{}, reason(err)
	}
	return entryOf(info), nil
}

func (r *rooted) file(file string) (*os.File, error) {
	if file == "" {
		file = "."
	}
	folder, name := path.Split(file)
	if folder == "" {
		f, err := r.root.Open(file)
		return f, reason(err)
	}
	root, err := r.folder(folder)
	if err != nil {
		return nil, reason(err)
	}
	f, err := root.Open(name)
	if errors.Is(err, os.ErrClosed) { // another reader has gone on to the next folder
		f, err = r.root.Open(filepath.FromSlash(file))
	}
	return f, reason(err)
}

// reason is an error without the name that the caller knows better.
func reason(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// folder goes back to where the way to a folder parts from the last one, and on
// from there.
func (r *rooted) folder(path string) (*os.Root, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	at, last := r.root, ""
	for len(r.way) > 0 {
		end := len(r.way) - 1
		if s := r.way[end]; strings.HasPrefix(path, s.path) {
			at, last = s.root, s.path
			break
		}
		r.way[end].root.Close() // it was read from only
		r.way = r.way[:end]
	}
	for len(last) < len(path) {
		name, _, _ := strings.Cut(path[len(last):], "/")
		next, err := at.OpenRoot(name)
		if err != nil {
			return nil, err
		}
		at, last = next, last+name+"/"
		r.way = append(r.way, rootedStep{last, next})
	}
	return at, nil
}
