package repo

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Differs counts the files of a commit that are missing on disk or have another
// content there, and names the first by path; tree is a walk of this
// repository. The whole repository counts, also where only a part was walked, but not what
// excluded says yes to, nor files that git does not track. Files that differ in
// their line endings only are equal. A file whose content another of git's
// filters writes, such as Git LFS, differs.
func (r *Repository) Differs(ctx context.Context, tree *Tree, commit string, excluded func(path string) bool) (paths int, first string, err error) {
	blobs, err := r.blobs(ctx, commit)
	if err != nil {
		return 0, "", err
	}
	below, err := newFolders(r.Base)
	if err != nil {
		return 0, "", err
	}
	d := &difference{tree: tree, disk: disk{below}, straight: map[string]bool{".": true}}
	doubtful := map[string]blob{}
	for path, was := range blobs {
		if ctx.Err() != nil {
			return 0, "", context.Cause(ctx)
		}
		if !excludes(excluded, path) && !d.same(ctx, path, was) {
			doubtful[path] = was
		}
	}
	if len(doubtful) == 0 {
		return 0, "", context.Cause(ctx)
	}
	before, closeBefore := r.objects(ctx, doubtful)
	defer closeBefore()
	different := before.Only("", func(f File) bool { return !d.sameText(ctx, before, f) })
	if len(different.files) > 0 {
		first = different.files[0].Path
	}
	return len(different.files), first, context.Cause(ctx)
}

// Unheld lists those of the files that a commit does not hold, sorted and once
// each. What lies in a submodule is the submodule's.
func (r *Repository) Unheld(ctx context.Context, commit string, paths []string) ([]string, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	held, err := r.entries(ctx, commit)
	if err != nil {
		return nil, err
	}
	unheld := slices.DeleteFunc(slices.Clone(paths), func(file string) bool {
		for file = path.Clean(file); file != "." && file != "/"; file = path.Dir(file) { // above a file there are no entries but submodules
			if held[file] {
				return true
			}
		}
		return false
	})
	slices.Sort(unheld)
	return slices.Compact(unheld), nil
}

// entries are the files and submodules of a commit, by path.
func (r *Repository) entries(ctx context.Context, commit string) (map[string]bool, error) {
	if r.git == nil {
		return nil, r.needGit()
	}
	out, err := r.git.run(ctx, nil, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, fmt.Errorf("list files at %s: %w", commit, err)
	}
	held := map[string]bool{}
	for entry := range zeroSeparated(out) {
		facts, path, _ := strings.Cut(entry, "\t")
		if strings.HasPrefix(facts, "100") || strings.HasPrefix(facts, "160000") {
			held[path] = true
		}
	}
	return held, nil
}

// difference holds the disk against a commit.
type difference struct {
	tree     *Tree
	disk     disk
	straight map[string]bool // folders that no link leads to
}

// same says whether a file is on disk as git holds it, byte by byte.
func (d *difference) same(ctx context.Context, path string, was blob) bool {
	f, ok := d.find(path)
	if !ok || f.Size != was.size {
		return false
	}
	if f.Size > MaxFileSize {
		return d.hash(f, len(was.object)) == was.object
	}
	content, err := d.disk.read(ctx, &f, nil)
	return err == nil && objectName(content, len(was.object)) == was.object
}

// sameText says whether a file is on disk with other line endings only.
func (d *difference) sameText(ctx context.Context, before *Tree, was File) bool {
	f, ok := d.find(was.Path)
	if !ok || f.Size > MaxFileSize {
		return false
	}
	now, err := d.disk.read(ctx, &f, nil)
	if err != nil {
		return false
	}
	then, err := before.Read(ctx, was)
	return err == nil && bytes.Equal(unixLines(now), unixLines(then))
}

func unixLines(content []byte) []byte {
	return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
}

// find returns the file as it was walked, or as it is on disk when the walk did
// not go there or knows it under a name in another case.
func (d *difference) find(name string) (File, bool) {
	if f, ok := d.tree.Find(name); ok {
		return f, true
	}
	if !d.isStraight(path.Dir(name)) {
		return File{}, false
	}
	e, err := d.disk.folders.look(name)
	if err != nil || !e.kind.IsRegular() {
		return File{}, false
	}
	return File{Path: name, Size: e.size}, true
}

// isStraight says that a folder and all above it are folders and not links.
func (d *difference) isStraight(folder string) bool {
	if straight, known := d.straight[folder]; known {
		return straight
	}
	e, err := d.disk.folders.look(folder)
	d.straight[folder] = err == nil && e.kind.IsDir() && d.isStraight(path.Dir(folder))
	return d.straight[folder]
}

// hash is the object name of a file of any size.
func (d *difference) hash(file File, digits int) string {
	f, size, err := d.disk.open(&file)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := newObject(digits, size)
	if n, err := io.Copy(h, f); err != nil || n != size {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
