package repo

import (
	"context"
	"crypto/sha1" //nolint:gosec // git's own object names
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// blob is a file as a revision holds it.
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
		if !r.under(path) || excludes(excluded, path) {
			delete(blobs, path)
		}
	}
	tree, closeTree := r.objects(ctx, blobs)
	if err := r.markFromCommit(ctx, tree, commit); err != nil {
		closeTree()
		return nil, nil, err
	}
	return tree, closeTree, nil
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
		if fields[3] == "BAD" {
			return nil, missingObject(fields[2], path)
		}
		size, err := strconv.ParseInt(fields[3], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("list files at %s: size of %q: %w", commit, path, err)
		}
		blobs[path] = blob{fields[2], size}
	}
	return blobs, nil
}

// missingObject says what to do about a blob that git knows by name only.
func missingObject(object, path string) error {
	return fmt.Errorf("object %s of %q is missing in this clone; fetch it (in a pipeline: checkout with fetch-depth 0, without a filter)", object, path)
}

// objectName is the name that git gives to a blob; digits tells SHA-1 (40) from SHA-256 (64).
func objectName(content []byte, digits int) string {
	h := newObject(digits, int64(len(content)))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}

// newObject begins the name of a blob of size bytes.
func newObject(digits int, size int64) hash.Hash {
	var h hash.Hash = sha1.New()
	if digits == 64 {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", size)
	return h
}
