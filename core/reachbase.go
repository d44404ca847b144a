package core

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// maxCopy bounds the base revision's files that are written down, in bytes.
const maxCopy = 2 << 30

// reachAtBase asks the same of the base revision when the head calls a flaw: one
// that was not called there is new, though the package was there. What cannot be
// told of the base excuses as it would without the question.
func (p *prepared) reachAtBase(ctx context.Context, base *repo.Tree, head, results []examined, within time.Duration) {
	if !slices.ContainsFunc(head, func(e examined) bool { return slices.ContainsFunc(e.Findings, isReach(finding.Called)) }) {
		return
	}
	folder, err := os.MkdirTemp("", "sallyport-base-")
	if err == nil {
		defer os.RemoveAll(folder)
		err = writeTree(ctx, base, folder)
	}
	if err != nil {
		p.notes = append(p.notes, fmt.Sprintf("Which flaws the base revision calls is not known: %v.", err))
		return
	}
	p.reachIn(ctx, base, folder, results, within)
}

// isReach tells the findings of which that is known.
func isReach(is finding.Reach) func(finding.Finding) bool {
	return func(f finding.Finding) bool { return f.Package != nil && f.Package.Reach == is }
}

// writeTree writes the files of a tree below a folder.
func writeTree(ctx context.Context, tree *repo.Tree, folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	left := int64(maxCopy)
	for _, f := range tree.Files() {
		if f.Size > repo.MaxFileSize {
			continue // no source
		}
		if left -= f.Size; left < 0 {
			return fmt.Errorf("its files take over %d bytes", int64(maxCopy))
		}
		content, err := tree.Read(ctx, f)
		if err != nil {
			return err
		}
		name := filepath.FromSlash(f.Path)
		if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		if err := root.WriteFile(name, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
