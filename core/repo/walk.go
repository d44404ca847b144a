package repo

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Bounds of a walk. What lies beyond them is a gap.
const (
	MaxFiles = 2_000_000
	MaxDepth = 200
)

// WalkOptions say what a walk leaves out.
type WalkOptions struct {
	// Excluded says which paths the policy leaves out; nil leaves out none.
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
	if options.Excluded == nil {
		options.Excluded = func(string) bool { return false }
	}
	below, err := newFolders(r.Base)
	if err != nil {
		return nil, err
	}
	listed, err := r.listed(ctx)
	if err != nil {
		return nil, err
	}
	w := &walk{ctx: ctx, folders: below, listed: listed, excluded: options.Excluded, hidden: r.relative(options.Hidden),
		met: newMet(), more: sync.NewCond(&sync.Mutex{}), tree: &Tree{skips: map[string]int{}, source: disk{below}}}
	switch {
	case r.Single:
		w.single(r.Path)
	default:
		w.below(pending{r.Path, 0, listed == nil || listed.foreign(r.Path)})
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
	folders  folders
	listed   *listing
	excluded func(string) bool
	hidden   map[string]bool

	more  *sync.Cond // its lock guards what is below; it tells of a new folder, and of the end
	queue []pending  // those that were met and not yet listed, the next one last
	busy  int        // how many are being listed
	met   met
	tree  *Tree
}

// pending is a folder to list. all says that git's list does not hold there: there is
// none, or the folder is a repository of its own.
type pending struct {
	path  string
	depth int
	all   bool
}

func (w *walk) gap(kind finding.GapKind, path, format string, args ...any) {
	w.tree.gaps = append(w.tree.gaps, finding.Gap{Kind: kind, Path: path, Message: fmt.Sprintf(format, args...)})
}

// below lists a folder and all that are in it, as many at a time as there are
// processors: it is the system that takes its time.
func (w *walk) below(first pending) {
	w.queue = []pending{first}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(w.work)
	}
	workers.Wait()
}

func (w *walk) work() {
	w.more.L.Lock()
	defer w.more.L.Unlock()
	for {
		for len(w.queue) == 0 && w.busy > 0 {
			w.more.Wait()
		}
		if len(w.queue) == 0 || w.ctx.Err() != nil {
			w.more.Broadcast()
			return
		}
		last := len(w.queue) - 1
		next := w.queue[last]
		w.queue = w.queue[:last]
		w.busy++
		w.list(next)
		w.busy--
		w.more.Broadcast()
	}
}

// list lists one folder, and lets others go on while the system is asked.
func (w *walk) list(f pending) {
	if f.depth > MaxDepth {
		w.gap(finding.Cut, f.path, "folders are nested over %d deep; what is below was not examined", MaxDepth)
		return
	}
	w.more.L.Unlock()
	entries, err := w.folders.entries(f.path)
	w.more.L.Lock()
	if err != nil {
		w.gap(finding.Unreadable, f.path, "list folder: %v; make it readable or exclude it in the policy", err)
	}
	for _, e := range slices.Backward(entries) { // so that the first subfolder is next
		w.entry(join(f.path, e.name), e, f.depth, f.all)
	}
}

func (w *walk) entry(path string, e entry, depth int, all bool) {
	switch {
	case e.name == ".git", w.hides(path, e):
		return
	case w.excluded(path):
		w.tree.skips["excluded by the policy"]++
		return
	case e.kind.IsDir():
		w.subfolder(path, depth, all)
		return
	case !all && !w.listed.holdsFile(path) && e.kind&^fs.ModeSymlink != 0: // git does not list it, ignored or not
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
	case e.kind&fs.ModeSymlink != 0:
		w.tree.skips["symbolic link"]++
	case !e.kind.IsRegular():
		w.tree.skips["not a regular file"]++
	default:
		w.file(path, e)
	}
}

// hides says whether an entry is one of the gate's own files. What git tracks is
// a source under whatever name.
func (w *walk) hides(path string, e entry) bool {
	return e.kind.IsRegular() && w.hidden[path] && !w.listed.tracks(path)
}

// relative are absolute paths as those of a walk.
func (r *Repository) relative(paths []string) map[string]bool {
	below := map[string]bool{}
	for _, p := range paths {
		if p, err := filepath.Rel(r.Base, p); err == nil {
			below[filepath.ToSlash(p)] = true
		}
	}
	return below
}

func (w *walk) subfolder(path string, depth int, all bool) {
	switch {
	case !all && w.listed.holdsRepository(path):
		w.meet(path)
		if entries, err := w.folders.entries(path); err == nil && len(entries) == 0 {
			w.gap(finding.Unreadable, path, notCheckedOut)
			return
		}
		w.queue = append(w.queue, pending{path, depth + 1, true})
	case !all && !w.listed.holdsFolder(path):
		if entries, err := w.folders.entries(path); err != nil || len(entries) > 0 {
			w.tree.skips["folder ignored by .gitignore"]++
		}
	default:
		w.queue = append(w.queue, pending{path, depth + 1, all})
	}
}

func (w *walk) single(path string) {
	e, err := w.folders.look(path)
	if err != nil {
		w.gap(finding.Unreadable, path, "look at file: %v", err)
		return
	}
	w.file(path, e)
}

func (w *walk) file(path string, e entry) {
	if len(w.tree.files) == MaxFiles {
		w.gap(finding.Cut, "", "the tree has over %d files; the rest was not examined; use path or exclude to narrow it", MaxFiles)
	}
	if len(w.tree.files) > MaxFiles {
		return
	}
	w.tree.files = append(w.tree.files, File{Path: path, Size: e.size})
}

func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}

// disk reads files below a folder that links cannot lead out of.
type disk struct{ folders folders }

func (d disk) read(_ context.Context, file *File, into []byte) ([]byte, error) {
	if content, ok := d.asListed(file, into); ok {
		return content, nil
	}
	f, size, err := d.open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, size, into)
}

// asListed reads a file that still has the size that it was listed with: there is
// room for one byte more, and it does not come. Only a regular file can do that.
func (d disk) asListed(file *File, into []byte) ([]byte, bool) {
	if file.Size == 0 || int64(cap(into)) <= file.Size {
		return nil, false
	}
	f, err := d.folders.open(file.Path)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	n, err := f.Read(into[:file.Size+1])
	return into[:n], err == nil && int64(n) == file.Size
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
func (d disk) open(file *File) (handle, int64, error) {
	f, err := d.folders.open(file.Path)
	if err != nil {
		return nil, 0, err
	}
	size, err := f.size()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, size, nil
}
