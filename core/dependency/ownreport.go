package dependency

import (
	"bytes"
	"context"
	"path"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// isOwnReport says that an SBOM is the gate's own, in the folder of an earlier
// report: it tells of what the tree held then. One that lies elsewhere is input
// like any other.
func (s *scan) isOwnReport(ctx context.Context, file repo.File) bool {
	if path.Base(file.Path) != "sbom.cdx.json" {
		return false
	}
	for _, name := range []string{"verdict.json", "sallyport.sarif", "summary.md"} {
		if _, beside := s.tree.Find(sibling(file.Path, name)); !beside {
			return false
		}
	}
	head, err := s.tree.Head(ctx, file, 4096)
	return err == nil && bytes.Contains(head, []byte(`"tools":{"components":[{"type":"application","name":"sallyport"`))
}
