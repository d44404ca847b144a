package repo

import (
	"bufio"
	"context"
	"crypto/sha1" //nolint:gosec // git's own object names
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// Blob is a file as a revision holds it.
type blob struct {
	object string // hash
	size   int64
}

// At lists the files of a commit below the path that was asked for. Close the
// tree when done: it holds a git process.
func (r *Repository) At(ctx context.Context, commit string, excluded func(path string) bool) (*Tree, func(), error) {
	blobs, err := r.blobs(ctx, commit)
	if err != nil {
		return nil, nil, err
	}
	for path := range blobs {
		if !r.under(path) || excluded(path) {
			delete(blobs, path)
		}
	}
	return r.objects(ctx, blobs)
}

// Staged lists what git is about to commit and HEAD does not hold, as it stands
// in the index.
func (r *Repository) Staged(ctx context.Context, excluded func(path string) bool) (*Tree, func(), error) {
	if r.git == nil {
		return nil, nil, r.needGit()
	}
	committed := map[string]blob{}
	if head := r.Head(ctx); head != "" {
		var err error
		if committed, err = r.blobs(ctx, head); err != nil {
			return nil, nil, err
		}
	}
	out, err := r.git.run(ctx, nil, "ls-files", "-z", "--stage")
	if err != nil {
		return nil, nil, fmt.Errorf("list the index: %w", err)
	}
	staged := map[string]blob{}
	for entry := range zeroSeparated(out) {
		facts, path, _ := strings.Cut(entry, "\t")
		mode, rest, _ := strings.Cut(facts, " ")
		object, stage, _ := strings.Cut(rest, " ")
		switch {
		case stage != "0":
			return nil, nil, fmt.Errorf("%q has merge conflicts; solve them before a commit is examined", path)
		case !strings.HasPrefix(mode, "100") || committed[path].object == object || !r.under(path) || excluded(path):
		default:
			size, err := r.git.run(ctx, nil, "cat-file", "-s", object)
			if err != nil {
				return nil, nil, fmt.Errorf("look at staged %q: %w", path, err)
			}
			n, _ := strconv.ParseInt(strings.TrimSpace(string(size)), 10, 64)
			staged[path] = blob{object, n}
		}
	}
	return r.objects(ctx, staged)
}

// Changed narrows a tree on disk to the files that differ from a commit. Files
// are compared by content; where line endings or filters differ, a file counts
// as changed, so that more is examined and never less.
func (r *Repository) Changed(ctx context.Context, tree *Tree, commit string) (*Tree, error) {
	blobs, err := r.blobs(ctx, commit)
	if err != nil {
		return nil, err
	}
	return tree.Only("not changed since the base", func(f File) bool {
		was, existed := blobs[f.Path]
		if !existed || was.size != f.Size {
			return true
		}
		content, err := tree.Read(ctx, f)
		return err != nil || objectName(content, len(was.object)) != was.object
	}), context.Cause(ctx)
}

// Show returns a file of a commit; false when the commit does not hold it.
func (r *Repository) Show(ctx context.Context, commit, path string) ([]byte, bool, error) {
	blobs, err := r.blobs(ctx, commit)
	if err != nil {
		return nil, false, err
	}
	b, ok := blobs[path]
	if !ok {
		return nil, false, nil
	}
	content, err := r.git.run(ctx, nil, "cat-file", "blob", b.object)
	if err != nil {
		return nil, false, fmt.Errorf("read %q at %s: %w", path, commit, err)
	}
	return content, true, nil
}

// blobs lists the regular files of a commit by path.
func (r *Repository) blobs(ctx context.Context, commit string) (map[string]blob, error) {
	if r.git == nil {
		return nil, r.needGit()
	}
	out, err := r.git.run(ctx, nil, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
	if err != nil {
		return nil, fmt.Errorf("list files at %s: %w", commit, err)
	}
	blobs := map[string]blob{}
	for entry := range zeroSeparated(out) {
		facts, path, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(facts) // mode, type, object, size
		if len(fields) != 4 || !strings.HasPrefix(fields[0], "100") {
			continue
		}
		size, err := strconv.ParseInt(fields[3], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("list files at %s: size of %q: %w", commit, path, err)
		}
		blobs[path] = blob{fields[2], size}
	}
	return blobs, nil
}

// objectName is the name that git gives to a blob; digits tells SHA-1 (40) from SHA-256 (64).
func objectName(content []byte, digits int) string {
	var h hash.Hash = sha1.New()
	if digits == 64 {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}

// objects makes a tree of blobs, read through one git process.
func (r *Repository) objects(ctx context.Context, blobs map[string]blob) (*Tree, func(), error) {
	tree := &Tree{skips: map[string]int{}}
	for path, b := range blobs {
		tree.files = append(tree.files, File{Path: path, Size: b.size})
	}
	sortFiles(tree.files)
	cmd := r.git.command(ctx, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, nil, fmt.Errorf("start git cat-file: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, fmt.Errorf("start git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("start git cat-file: %w", err)
	}
	batch := &batch{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16), blobs: blobs}
	tree.source = batch
	return tree, batch.close, r.attributes(ctx, tree)
}

// batch reads blobs through git cat-file --batch, one at a time.
type batch struct {
	lock  sync.Mutex
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	blobs map[string]blob
	dead  error
}

func (b *batch) close() {
	b.in.Close()
	_ = b.cmd.Wait() // its answers were checked one by one
}

func (b *batch) head(ctx context.Context, file File, n int64) ([]byte, error) {
	content, err := b.read(ctx, file)
	return content[:min(n, int64(len(content)))], err
}

func (b *batch) read(_ context.Context, file File) ([]byte, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.dead != nil {
		return nil, b.dead
	}
	content, err := b.ask(b.blobs[file.Path].object)
	if err != nil {
		b.dead = fmt.Errorf("git cat-file: %w", err) // its output is out of step now
	}
	return content, err
}

func (b *batch) ask(object string) ([]byte, error) {
	if _, err := io.WriteString(b.in, object+"\n"); err != nil {
		return nil, err
	}
	header, err := b.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(header) // object, type, size
	if len(fields) != 3 || fields[1] != "blob" {
		return nil, fmt.Errorf("object %s is missing or not a file", object)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size > MaxFileSize {
		return nil, errors.New("size of the object is not what was listed")
	}
	content, err := readAll(io.LimitReader(b.out, size), size)
	if err != nil {
		return nil, err
	}
	_, err = b.out.Discard(1)
	return content, err
}
