package repo

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// MaxHistory bounds the contents that a history may hold. What lies beyond is a gap.
const MaxHistory = MaxFiles

// History is what commits brought, whether or not it is still there.
type History struct {
	Tree    *Tree           // each content once under each path, with the first commit that brought it
	Commits int             // how many were looked at
	Touched map[string]bool // every path that any of them added, changed or deleted
	Close   func()          // ends git; call it when the tree is done with
}

// IsShallow says whether the clone lacks older commits, so that nobody knows
// what they brought.
func (r *Repository) IsShallow(ctx context.Context) bool {
	if r.git == nil {
		return false
	}
	out, err := r.git.run(ctx, nil, "rev-parse", "--is-shallow-repository")
	return err != nil || strings.TrimSpace(string(out)) != "false"
}

// History lists what came with the commits that lead to head and not to base,
// below the path that was asked for; with an empty base it is all commits that
// lead to head. Of a merge it takes what differs from all of its parents: the
// rest is theirs. Sizes are not known before a content is read. An error means
// that git could not tell all of it.
func (r *Repository) History(ctx context.Context, base, head string, excluded func(path string) bool) (History, error) {
	if r.git == nil {
		return History{}, r.needGit()
	}
	h := &history{repository: r, excluded: excluded, seen: map[content]bool{},
		History: History{Tree: &Tree{skips: map[string]int{}}, Touched: map[string]bool{}}}
	if err := h.list(ctx, base, head); err != nil {
		return History{}, err
	}
	slices.SortFunc(h.Tree.files, File.compare)
	h.Tree.source, h.Close = r.git.contents(ctx, h.Tree.files)
	return h.History, nil
}

type history struct {
	History
	repository *Repository
	excluded   func(string) bool
	seen       map[content]bool
}

// content is an object under a path: the path tells what a file is for.
type content struct{ object, path string }

func (h *history) list(ctx context.Context, base, head string) error {
	args := []string{"rev-list", "--reverse", "--topo-order", head}
	if base != "" {
		args = append(args, "^"+base)
	}
	commits, err := h.repository.git.run(ctx, nil, append(args, "--")...)
	if err != nil {
		return fmt.Errorf("list the commits up to %s: %w", head, err)
	}
	h.Commits = bytes.Count(commits, []byte("\n"))
	for changes := range h.repository.git.changes(ctx, commits, commitsTogether) {
		told := <-changes
		if told.err != nil {
			return fmt.Errorf("list what the commits up to %s changed: %w", head, told.err)
		}
		for _, c := range told.changes {
			h.note(c)
		}
	}
	return nil
}

// note takes in one change. What is deleted and what is no regular file brings no content.
func (h *history) note(c change) {
	if !h.repository.under(c.path) {
		return
	}
	h.Touched[c.path] = true
	if !strings.HasPrefix(c.mode, "100") || excludes(h.excluded, c.path) {
		return
	}
	key := content{c.object, c.path}
	switch {
	case h.seen[key]:
	case len(h.Tree.files) == MaxHistory:
		h.cut()
	default:
		h.seen[key] = true
		h.Tree.files = append(h.Tree.files, File{Path: c.path, Object: c.object, Commit: c.commit, Age: len(h.Tree.files) + 1})
	}
}

func (h *history) cut() {
	if len(h.Tree.gaps) == 0 {
		h.Tree.gaps = []finding.Gap{{Kind: finding.Cut,
			Message: fmt.Sprintf("the commits hold over %d contents; the rest was not examined; name a base or a path to narrow it", MaxHistory)}}
	}
}
