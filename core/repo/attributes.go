package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// markFromDisk marks the files that .gitattributes calls generated or vendored.
// Without git nothing is marked, so everything is examined.
func (r *Repository) markFromDisk(ctx context.Context, tree *Tree) error {
	return r.git.mark(ctx, tree)
}

// markFromIndex does so by what is staged.
func (r *Repository) markFromIndex(ctx context.Context, tree *Tree) error {
	return r.git.mark(ctx, tree, "--cached")
}

// markFromCommit does so by the .gitattributes files of a commit, which a change
// on top of it cannot touch. They are read through an index of its own, outside
// the repository.
func (r *Repository) markFromCommit(ctx context.Context, tree *Tree, commit string) (err error) {
	if r.git == nil || len(tree.files) == 0 {
		return nil
	}
	folder, err := os.MkdirTemp("", "sallyport-index-")
	if err != nil {
		return fmt.Errorf("read .gitattributes at %s: %w", commit, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	// In a sparse checkout git would not look at .gitattributes files outside of it.
	g := &git{r.git.With("GIT_INDEX_FILE="+filepath.Join(folder, "index"), "GIT_CONFIG_PARAMETERS='core.sparseCheckout=false'")}
	if _, err := g.run(ctx, nil, "read-tree", commit); err != nil {
		return fmt.Errorf("read .gitattributes at %s: %w", commit, err)
	}
	return g.mark(ctx, tree, "--cached")
}

func (g *git) mark(ctx context.Context, tree *Tree, from ...string) error {
	if g == nil || len(tree.files) == 0 {
		return nil
	}
	var paths bytes.Buffer
	for _, f := range tree.files {
		paths.WriteString(f.Path)
		paths.WriteByte(0)
	}
	args := append([]string{"check-attr"}, from...)
	out, err := g.run(ctx, paths.Bytes(), append(args, "-z", "--stdin", "linguist-generated", "linguist-vendored")...)
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
