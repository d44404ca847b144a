package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/sallyport-gate/sallyport/internal/plumbing"
)

// git runs git's plumbing on a repository that is not trusted: no hooks, no
// file system monitor, no lazy fetch, no prompt, no system or user
// configuration, and only commands that run no filter and no external diff.
type git struct{ plumbing.Git }

// newGit returns nil when there is no git program or it refuses the repository.
func newGit(ctx context.Context, root string, environment []string) *git {
	g := &git{plumbing.New(root, environment, nil, plumbing.Setting{Key: "protocol.allow", Value: "never"},
		plumbing.Setting{Key: "core.deltaBaseCacheLimit", Value: "32m"}, // a third of git's own: no slower in the order that we read in
		plumbing.Setting{Key: "core.commitGraph", Value: "false"})}      // a file that could tell other parents than the commits do
	if _, err := g.run(ctx, nil, "rev-parse", "--git-dir"); err != nil {
		return nil
	}
	return g
}

func (g *git) command(ctx context.Context, args ...string) *exec.Cmd { return g.Command(ctx, args...) }

func (g *git) run(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	out, err := g.Run(ctx, input, args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// stream hands a command's output to read while it runs. An error of read ends
// the command.
func (g *git) stream(ctx context.Context, input []byte, read func(io.Reader) error, args ...string) error {
	cmd := g.command(ctx, args...)
	var complaint bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start git %s: %w", args[0], err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start git %s: %w", args[0], err)
	}
	readErr := read(out)
	if readErr != nil {
		_ = cmd.Process.Kill()
	}
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case readErr != nil:
		return fmt.Errorf("git %s: %w", args[0], readErr)
	case err != nil:
		line, _, _ := strings.Cut(complaint.String(), "\n")
		return fmt.Errorf("git %s: %w: %q", args[0], err, line)
	}
	return nil
}

// ErrRevision says that a revision is not in this clone.
var ErrRevision = errors.New("revision is not in this clone")

// Resolve returns the full hash of the commit that a revision names.
func (r *Repository) Resolve(ctx context.Context, revision string) (string, error) {
	if r.git == nil {
		return "", r.needGit()
	}
	out, err := r.git.run(ctx, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("%w: %q; fetch it first (in a pipeline: checkout with fetch-depth 0)", ErrRevision, revision)
	}
	return strings.TrimSpace(string(out)), nil
}

// Head returns the hash of the checked-out commit, or "" before the first
// commit and outside git.
func (r *Repository) Head(ctx context.Context) string {
	hash, err := r.Resolve(ctx, "HEAD")
	if err != nil {
		return ""
	}
	return hash
}

// FirstCommit returns the hash of a commit without parents that HEAD descends
// from, the smallest when there are several; "" outside git and in a shallow
// clone, where the true first commit is not known.
func (r *Repository) FirstCommit(ctx context.Context) string {
	if r.git == nil || r.IsShallow(ctx) {
		return ""
	}
	out, err := r.git.run(ctx, nil, "rev-list", "--max-parents=0", "HEAD")
	if err != nil {
		return ""
	}
	first := ""
	for hash := range strings.FieldsSeq(string(out)) {
		if first == "" || hash < first {
			first = hash
		}
	}
	return first
}

// MergeBase returns the newest common ancestor of two commits, or the first of
// them when this clone does not hold one: comparing with it examines more, never less.
func (r *Repository) MergeBase(ctx context.Context, base, head string) string {
	out, err := r.git.run(ctx, nil, "merge-base", base, head)
	if hash := strings.TrimSpace(string(out)); err == nil && hash != "" {
		return hash
	}
	return base
}

// GitFolder returns the absolute folder that git keeps for this working tree,
// or "" outside git.
func (r *Repository) GitFolder(ctx context.Context) string {
	if r.git == nil {
		return ""
	}
	out, err := r.git.run(ctx, nil, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(out), "\n")
}

// Author returns the e-mail address of the author of HEAD, or "" outside git.
func (r *Repository) Author(ctx context.Context) string {
	if r.git == nil {
		return ""
	}
	out, err := r.git.run(ctx, nil, "log", "-1", "--no-show-signature", "--format=%ae", "HEAD")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// Tracks says whether git tracks the file at an absolute path. Outside git, and
// where git cannot tell, it says no.
func (r *Repository) Tracks(ctx context.Context, path string) bool {
	below, err := filepath.Rel(r.Base, path)
	if r.git == nil || err != nil || strings.HasPrefix(below, "..") {
		return false
	}
	out, err := r.git.run(ctx, nil, "--literal-pathspecs", "ls-files", "-z", "--", filepath.ToSlash(below))
	return err == nil && len(out) > 0
}

// Remote returns the address of one of the repository's remotes, as its
// configuration has it. Nobody vouches for it.
func (r *Repository) Remote(ctx context.Context, name string) (string, error) {
	if r.git == nil {
		return "", r.needGit()
	}
	out, err := r.git.run(ctx, nil, "config", "--local", "--get", "remote."+name+".url")
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if address := strings.TrimSpace(string(out)); err == nil && address != "" {
		return address, nil
	}
	return "", fmt.Errorf("the repository has no remote %.60q; name one that git remote lists, or an address", name)
}

// Descends says whether commit is ancestor, or descends from it. The error
// means that this clone does not hold both, or not what lies between.
func (r *Repository) Descends(ctx context.Context, commit, ancestor string) (bool, error) {
	if commit == ancestor {
		return true, nil
	}
	if r.git == nil {
		return false, r.needGit()
	}
	_, err := r.git.run(ctx, nil, "merge-base", "--is-ancestor", ancestor, commit)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return true, nil
	case errors.As(err, &exit) && exit.ExitCode() == 1 && !r.IsShallow(ctx): // a shallow clone cannot tell
		return false, nil
	default:
		return false, fmt.Errorf("is %.12s an ancestor of %.12s: %w", ancestor, commit, err)
	}
}
