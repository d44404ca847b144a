package repo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
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
	commit     string
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
	if h.Commits = bytes.Count(commits, []byte("\n")); h.Commits == 0 {
		return nil
	}
	// Raw differences of trees: no content is read, no filter or external program runs.
	err = h.repository.git.stream(ctx, commits, h.read, "diff-tree", "--stdin", "-z", "--raw", "-r", "-c", "--root", "--no-renames", "--no-abbrev")
	if err != nil {
		return fmt.Errorf("list what the commits up to %s changed: %w", head, err)
	}
	return nil
}

// read takes diff-tree's output: a commit's name, then for each change its facts
// and its path, each ended by a zero byte.
func (h *history) read(output io.Reader) error {
	r := bufio.NewReaderSize(output, 1<<16)
	for {
		facts, err := r.ReadString(0)
		switch {
		case errors.Is(err, io.EOF) && facts == "":
			return nil
		case err != nil:
			return fmt.Errorf("its list ends too early: %w", err)
		case !strings.HasPrefix(facts, ":"):
			h.commit = strings.TrimRight(facts, "\x00")
			continue
		}
		path, err := r.ReadString(0)
		if err != nil {
			return fmt.Errorf("its list ends too early: %w", err)
		}
		if err := h.change(facts, strings.TrimSuffix(path, "\x00")); err != nil {
			return err
		}
	}
}

// change notes one change: as many colons as parents, a mode for each and for
// the result, an object for each and for the result, and a letter.
func (h *history) change(facts, path string) error {
	parents := len(facts) - len(strings.TrimLeft(facts, ":"))
	fields := strings.Fields(facts[parents:])
	if len(fields) < 2*parents+3 {
		return fmt.Errorf("it says %q of a change, and should name modes and objects", facts)
	}
	mode, object := fields[parents], fields[2*parents+1]
	if !h.repository.under(path) {
		return nil
	}
	h.Touched[path] = true
	if !strings.HasPrefix(mode, "100") || excludes(h.excluded, path) { // deleted, or no regular file
		return nil
	}
	key := content{object, path}
	switch {
	case h.seen[key]:
	case len(h.Tree.files) == MaxHistory:
		h.cut()
	default:
		h.seen[key] = true
		h.Tree.files = append(h.Tree.files, File{Path: path, Object: object, Commit: h.commit, Age: len(h.Tree.files) + 1})
	}
	return nil
}

func (h *history) cut() {
	if len(h.Tree.gaps) == 0 {
		h.Tree.gaps = []finding.Gap{{Kind: finding.Cut,
			Message: fmt.Sprintf("the commits hold over %d contents; the rest was not examined; name a base or a path to narrow it", MaxHistory)}}
	}
}
