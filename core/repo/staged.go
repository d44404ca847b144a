package repo

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Staged lists the index below the path that was asked for: the whole of it,
// which is what the next commit will be, and the files in which it differs from HEAD.
// Close the trees when done: they hold a git process.
func (r *Repository) Staged(ctx context.Context, excluded func(path string) bool) (whole, staged *Tree, closeTrees func(), err error) {
	if r.git == nil {
		return nil, nil, nil, r.needGit()
	}
	committed := map[string]blob{}
	if head := r.Head(ctx); head != "" {
		if committed, err = r.blobs(ctx, head); err != nil {
			return nil, nil, nil, err
		}
	}
	index, skips, err := r.index(ctx, excluded)
	if err != nil {
		return nil, nil, nil, err
	}
	whole, closeTrees = r.objects(ctx, index)
	whole.skips = skips
	if err = r.markFromIndex(ctx, whole); err != nil {
		closeTrees()
		return nil, nil, nil, err
	}
	staged = whole.Only("not changed since HEAD", func(f File) bool { return committed[f.Path].object != index[f.Path].object })
	return whole, staged, closeTrees, nil
}

// index lists the regular files of git's index, and counts what else is in it.
func (r *Repository) index(ctx context.Context, excluded func(path string) bool) (map[string]blob, map[string]int, error) {
	out, err := r.git.run(ctx, nil, "ls-files", "-z", "--stage")
	if err != nil {
		return nil, nil, fmt.Errorf("list the index: %w", err)
	}
	blobs, skips := map[string]blob{}, map[string]int{}
	for entry := range zeroSeparated(out) {
		facts, path, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(facts) // mode, object, stage
		switch {
		case len(fields) != 3:
			return nil, nil, fmt.Errorf("list the index: git says %q of %q", facts, path)
		case fields[2] != "0":
			return nil, nil, fmt.Errorf("%q has merge conflicts; solve them before a commit is examined", path)
		case !r.under(path):
		case excludes(excluded, path):
			skips["excluded by the policy"]++
		case fields[0] == "160000":
			skips["submodule, which has an index of its own"]++
		case fields[0] == "120000":
			skips["symbolic link"]++
		default:
			blobs[path] = blob{object: fields[1]}
		}
	}
	return blobs, skips, r.measure(ctx, blobs)
}

// measure looks up the sizes of blobs in one git process.
func (r *Repository) measure(ctx context.Context, blobs map[string]blob) error {
	var paths []string
	for path := range blobs {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	var objects bytes.Buffer
	for _, path := range paths {
		objects.WriteString(blobs[path].object + "\n")
	}
	out, err := r.git.run(ctx, objects.Bytes(), "cat-file", "--batch-check")
	if err != nil {
		return fmt.Errorf("look up the sizes of staged files: %w", err)
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(paths) > 0 && len(lines) != len(paths) {
		return fmt.Errorf("look up the sizes of staged files: git tells %d of %d", len(lines), len(paths))
	}
	for i, path := range paths {
		size, found, err := sizeOf(lines[i])
		switch {
		case err != nil:
			return fmt.Errorf("look up the size of staged %q: %w", path, err)
		case !found:
			return missingObject(blobs[path].object, path)
		}
		blobs[path] = blob{blobs[path].object, size}
	}
	return nil
}
