package repo

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// folders opens what lies below a root, and keeps the folders of the last one
// open: a file deep in the tree is otherwise reached through all its folders
// again, which takes longer than to read it. Trees are read folder by folder.
type folders struct {
	root *os.Root
	way  *way
}

// way is the row of open folders that leads to the last one.
type way struct {
	sync.Mutex
	steps []step
}

type step struct {
	path string // "a/b/"
	root *os.Root
}

func newFolders(root *os.Root) folders { return folders{root, &way{}} }

// open opens a file or folder by its path with slashes. A link cannot lead out
// of the folder that it stands in.
func (f folders) open(file string) (*os.File, error) {
	folder, name := path.Split(file)
	if folder == "" {
		return f.root.Open(filepath.FromSlash(file))
	}
	root, err := f.folder(folder)
	if err != nil {
		return nil, err
	}
	opened, err := root.Open(name)
	if errors.Is(err, os.ErrClosed) { // another reader has gone on to the next folder
		return f.root.Open(filepath.FromSlash(file))
	}
	return opened, err
}

// folder goes back to where the way to a folder parts from the last one, and on
// from there.
func (f folders) folder(path string) (*os.Root, error) {
	f.way.Lock()
	defer f.way.Unlock()
	at, last := f.root, ""
	for len(f.way.steps) > 0 {
		end := len(f.way.steps) - 1
		if s := f.way.steps[end]; strings.HasPrefix(path, s.path) {
			at, last = s.root, s.path
			break
		}
		f.way.steps[end].root.Close() // it was read from only
		f.way.steps = f.way.steps[:end]
	}
	for len(last) < len(path) {
		name, _, _ := strings.Cut(path[len(last):], "/")
		next, err := at.OpenRoot(name)
		if err != nil {
			return nil, err
		}
		at, last = next, last+name+"/"
		f.way.steps = append(f.way.steps, step{last, next})
	}
	return at, nil
}
