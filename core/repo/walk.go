package repo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Bounds of a walk. What lies beyond them is a gap.
const (
	MaxFiles = 2_000_000
	MaxDepth = 200
)

// WalkOptions say what a walk leaves out.
type WalkOptions struct {
	// Excluded says which paths the policy leaves out.
	Excluded func(path string) bool
	// Hidden are absolute paths of files that are not part of the product, such
	// as the gate's own report. Only regular files that git does not track are hidden.
	Hidden []string
	// AttributesAt is the commit whose .gitattributes files mark generated and
	// vendored files; "" takes those on disk.
	AttributesAt string
}

// Walk lists what is on disk. Links are never followed. Inside git, files that
// .gitignore names and git does not track are left out and counted; outside
// git everything is examined, because nothing says that it does not ship.
func (r *Repository) Walk(ctx context.Context, options WalkOptions) (*Tree, error) {
	root, err := os.OpenRoot(r.Base)
	if err != nil {
		return nil, fmt.Errorf("open folder %q: %w", r.Base, err)
	}
	listed, err := r.listed(ctx)
	if err != nil {
		return nil, err
	}
	below := newFolders(root)
	w := &walk{ctx: ctx, root: root, folders: below, base: r.Base, listed: listed, excluded: options.Excluded, hidden: options.Hidden,
		met: newMet(), tree: &Tree{skips: map[string]int{}, source: disk{below}}}
	switch {
	case r.Single:
		w.single(r.Path)
	default:
		w.folder(r.Path, 0, listed == nil || listed.foreign(r.Path))
		w.missing(r.Path)
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	sortFiles(w.tree.files)
	slices.SortFunc(w.tree.gaps, finding.Gap.Compare)
	if options.AttributesAt != "" {
		return w.tree, r.markFromCommit(ctx, w.tree, options.AttributesAt)
	}
	return w.tree, r.markFromDisk(ctx, w.tree)
}

type walk struct {
	ctx      context.Context
	root     *os.Root
	folders  folders
	base     string
	listed   *listing
	excluded func(string) bool
	hidden   []string
	met      met
	tree     *Tree
}

func (w *walk) gap(kind finding.GapKind, path, format string, args ...any) {
	w.tree.gaps = append(w.tree.gaps, finding.Gap{Kind: kind, Path: path, Message: fmt.Sprintf(format, args...)})
}

// folder lists one folder. all says that git's list does not hold here: there
// is none, or the folder is a repository of its own.
func (w *walk) folder(path string, depth int, all bool) {
	if w.ctx.Err() != nil {
		return
	}
	if depth > MaxDepth {
		w.gap(finding.Cut, path, "folders are nested over %d deep; what is below was not examined", MaxDepth)
		return
	}
	entries, err := w.entries(path)
	if err != nil {
		w.gap(finding.Unreadable, path, "list folder: %v; make it readable or exclude it in the policy", errors.Unwrap(err))
	}
	for _, entry := range entries {
		w.entry(join(path, entry.Name()), entry, depth, all)
	}
}

func (w *walk) entries(path string) ([]fs.DirEntry, error) {
	if path == "" {
		path = "."
	}
	folder, err := w.folders.open(path)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	entries, err := folder.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (w *walk) entry(path string, entry fs.DirEntry, depth int, all bool) {
	switch {
	case entry.Name() == ".git", w.hides(path, entry):
		return
	case w.excluded(path):
		w.tree.skips["excluded by the policy"]++
		return
	case entry.IsDir():
		w.subfolder(path, depth, all)
		return
	case !all && !w.listed.holdsFile(path) && entry.Type()&^fs.ModeSymlink != 0: // git does not list it, ignored or not
		w.tree.skips["not a regular file"]++
		return
	case !all && !w.listed.holdsFile(path):
		w.tree.skips["ignored by .gitignore"]++
		return
	}
	if !all && !w.listed.holdsRepository(path) { // a file is no submodule
		w.meet(path)
	}
	switch {
	case entry.Type()&fs.ModeSymlink != 0:
		w.tree.skips["symbolic link"]++
	case !entry.Type().IsRegular():
		w.tree.skips["not a regular file"]++
	default:
		w.file(path, entry)
	}
}

// hides says whether an entry is one of the gate's own files. What git tracks is
// a source under whatever name.
func (w *walk) hides(path string, entry fs.DirEntry) bool {
	return entry.Type().IsRegular() && slices.Contains(w.hidden, filepath.Join(w.base, filepath.FromSlash(path))) &&
		!w.listed.tracks(path)
}

func (w *walk) subfolder(path string, depth int, all bool) {
	switch {
	case !all && w.listed.holdsRepository(path):
		w.meet(path)
		if entries, err := w.entries(path); err == nil && len(entries) == 0 {
			w.gap(finding.Unreadable, path, notCheckedOut)
			return
		}
		w.folder(path, depth+1, true)
	case !all && !w.listed.holdsFolder(path):
		if entries, err := w.entries(path); err != nil || len(entries) > 0 {
			w.tree.skips["folder ignored by .gitignore"]++
		}
	default:
		w.folder(path, depth+1, all)
	}
}

func (w *walk) single(path string) {
	info, err := w.root.Lstat(filepath.FromSlash(path))
	if err != nil {
		w.gap(finding.Unreadable, path, "look at file: %v", err)
		return
	}
	w.file(path, fs.FileInfoToDirEntry(info))
}

func (w *walk) file(path string, entry fs.DirEntry) {
	if len(w.tree.files) == MaxFiles {
		w.gap(finding.Cut, "", "the tree has over %d files; the rest was not examined; use path or exclude to narrow it", MaxFiles)
	}
	if len(w.tree.files) > MaxFiles {
		return
	}
	info, err := entry.Info()
	if err != nil {
		w.gap(finding.Unreadable, path, "look at file: %v", err)
		return
	}
	w.tree.files = append(w.tree.files, File{Path: path, Size: info.Size()})
}

func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}

// disk reads files below a root that links cannot lead out of.
type disk struct{ folders folders }

func (d disk) read(_ context.Context, file *File, into []byte) ([]byte, error) {
	f, size, err := d.open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, size, into)
}

func (d disk) head(_ context.Context, file *File, n int64) ([]byte, error) {
	f, _, err := d.open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, n))
}

// open opens a file that is still a regular one, and tells its size now.
func (d disk) open(file *File) (*os.File, int64, error) {
	f, err := d.folders.open(file.Path)
	if err != nil {
		return nil, 0, errors.Unwrap(err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no longer a regular file")
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}
