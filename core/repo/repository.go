package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Repository is the place that was asked for: a folder or one file, inside or
// outside git.
type Repository struct {
	Base   string // absolute folder that paths are relative to: the repository's root, else the folder itself
	Path   string // what to examine, slash-separated below Base; "" is all of it
	Single bool   // Path is one file
	git    *git   // nil outside git, and where no git program is installed
	inGit  bool
}

// ErrNotFound says that the path to examine does not exist.
var ErrNotFound = errors.New("path does not exist")

// Open finds out what path is. environment is the process's, for the git program.
func Open(ctx context.Context, path string, environment []string) (*Repository, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
		absolute = resolved
	}
	info, err := os.Stat(absolute)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("open %q: %w; name a folder or a file", path, ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("open %q: %w", path, err)
	case !info.IsDir() && !info.Mode().IsRegular():
		return nil, fmt.Errorf("open %q: it is neither a folder nor a regular file", path)
	}
	r := &Repository{Base: absolute, Single: !info.IsDir()}
	if r.Single {
		r.Base, r.Path = filepath.Dir(absolute), filepath.Base(absolute)
	}
	if root, ok := gitRoot(r.Base); ok {
		below, err := filepath.Rel(root, absolute)
		if err != nil {
			return nil, fmt.Errorf("open %q: %w", path, err)
		}
		r.Base, r.Path, r.inGit = root, filepath.ToSlash(below), true
		r.git = newGit(ctx, root, environment)
	}
	if r.Path == "." {
		r.Path = ""
	}
	return r, nil
}

// gitRoot is the nearest folder from here upwards that has a ".git".
func gitRoot(folder string) (string, bool) {
	for {
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			return folder, true
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", false
		}
		folder = parent
	}
}

// InGit says whether the place is inside a git repository that git can read.
func (r *Repository) InGit() bool { return r.git != nil }

// under says whether a slash-separated path is the one asked for or below it.
func (r *Repository) under(path string) bool { return below(r.Path, path) }

// needGit explains why a revision cannot be looked up.
func (r *Repository) needGit() error {
	if r.inGit {
		return fmt.Errorf("no usable git program for %q; install git, or make the repository readable", r.Base)
	}
	return fmt.Errorf("%q is not inside a git repository", r.Base)
}
