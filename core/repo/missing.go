package repo

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// met notes what the walk came upon, so that what git tracks and the walk did
// not meet can be told in the end.
type met struct {
	exact  map[string]bool // tracked paths
	folded map[string]bool // folded names of what is on disk under a name that git does not track
}

func newMet() met { return met{exact: map[string]bool{}, folded: map[string]bool{}} }

func (w *walk) meet(path string) {
	switch {
	case w.listed.tracked[path] != 0:
		w.met.exact[path] = true
	case w.listed.tracks(path):
		w.met.folded[fold(path)] = true
	}
}

// missing tells what git tracks below the walked path, the policy does not
// exclude, and is not on disk.
func (w *walk) missing(within string) {
	if w.listed == nil || w.listed.foreign(within) {
		return
	}
	var left []string // out of a sparse checkout
	for path, how := range w.listed.tracked {
		if how == link || w.met.exact[path] || w.met.folded[fold(path)] || !w.inside(within, path) || excludes(w.excluded, path) {
			continue
		}
		switch how {
		case submodule:
			w.gap(finding.Unreadable, path, notCheckedOut)
			continue
		case sparse:
			left = append(left, path)
		default:
			w.tree.skips["tracked by git and not on disk"]++
		}
		w.tree.missing++
	}
	if len(left) > 0 {
		first := slices.Min(left)
		w.gap(finding.Unreadable, first, "a sparse checkout leaves away %d tracked files, %q first; check out everything, or exclude them in the policy", len(left), first)
	}
}

const notCheckedOut = "the submodule is not checked out; check out submodules too, or exclude it in the policy"

// inside says whether a tracked path lies below the walked one, which may be
// written in another case than git knows it.
func (w *walk) inside(within, path string) bool {
	if !w.listed.folders[within] {
		within, path = fold(within), fold(path)
	}
	return below(within, path)
}

// below says whether a slash-separated path is the folder or in it; "" holds all.
func below(folder, path string) bool {
	return folder == "" || path == folder || strings.HasPrefix(path, folder+"/")
}

// excludes says whether the policy leaves out a path or a folder above it.
func excludes(excluded func(string) bool, path string) bool {
	for i := range len(path) {
		if path[i] == '/' && excluded(path[:i]) {
			return true
		}
	}
	return excluded(path)
}
