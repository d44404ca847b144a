package repo

import (
	"bytes"
	"context"
	"fmt"
	"strings"
)

// listing is what git holds to be part of the product: what it tracks, and what
// is new and not ignored.
type listing struct {
	files        map[string]bool
	folders      map[string]bool // every folder above a file
	repositories map[string]bool // submodules and nested repositories
}

// listed asks git which files count; nil when there is no git to ask. Only the
// .gitignore files of the tree are followed, not the machine's own settings.
func (r *Repository) listed(ctx context.Context) (*listing, error) {
	if r.git == nil || r.Single {
		return nil, nil
	}
	l := &listing{files: map[string]bool{}, folders: map[string]bool{}, repositories: map[string]bool{}}
	tracked, err := r.git.run(ctx, nil, "ls-files", "-z", "--stage")
	if err != nil {
		return nil, fmt.Errorf("list tracked files: %w", err)
	}
	for entry := range zeroSeparated(tracked) {
		mode, path, _ := strings.Cut(entry, "\t")
		l.add(path, strings.HasPrefix(mode, "160000 "))
	}
	untracked, err := r.git.run(ctx, nil, "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore")
	if err != nil {
		return nil, fmt.Errorf("list untracked files: %w", err)
	}
	for path := range zeroSeparated(untracked) {
		folder, nested := strings.CutSuffix(path, "/")
		l.add(folder, nested)
	}
	return l, nil
}

func (l *listing) add(path string, repository bool) {
	if repository {
		l.repositories[path] = true
	} else {
		l.files[path] = true
	}
	for i := strings.LastIndexByte(path, '/'); i >= 0; i = strings.LastIndexByte(path[:i], '/') {
		if l.folders[path[:i]] {
			return
		}
		l.folders[path[:i]] = true
	}
}

// foreign says that git counts nothing in the folder: it is ignored, or part of
// another repository. Who asks for it by name wants all of it examined.
func (l *listing) foreign(folder string) bool {
	if folder == "" || l.folders[folder] {
		return false
	}
	return true
}

func zeroSeparated(output []byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for part := range bytes.SplitSeq(output, []byte{0}) {
			if len(part) > 0 && !yield(string(part)) {
				return
			}
		}
	}
}

// attributes marks the files that .gitattributes calls generated or vendored.
// Without git nothing is marked, so everything is examined.
func (r *Repository) attributes(ctx context.Context, tree *Tree) error {
	if r.git == nil || len(tree.files) == 0 {
		return nil
	}
	var paths bytes.Buffer
	for _, f := range tree.files {
		paths.WriteString(f.Path)
		paths.WriteByte(0)
	}
	out, err := r.git.run(ctx, paths.Bytes(), "check-attr", "-z", "--stdin", "linguist-generated", "linguist-vendored")
	if err != nil {
		return fmt.Errorf("read .gitattributes: %w", err)
	}
	fields := strings.Split(string(out), "\x00") // path, attribute, value; two triples for each file
	for i := range tree.files {
		if at := i * 6; at+5 < len(fields) && fields[at] == tree.files[i].Path {
			tree.files[i].Generated = isSet(fields[at+2])
			tree.files[i].Vendored = isSet(fields[at+5])
		}
	}
	return nil
}

func isSet(value string) bool { return value == "set" || value == "true" }
