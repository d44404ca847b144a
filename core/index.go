package core

import (
	"context"
	"os"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

// openIndex opens what the advisories option names: an index, or OSV records as
// a folder or zip, of which an index is built in memory; without a name the
// embedded sample.
func openIndex(ctx context.Context, path string) (*advisory.Index, error) {
	if path == "" {
		return advisory.Embedded()
	}
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() && !strings.HasSuffix(strings.ToLower(path), ".zip") {
		return advisory.Open(path)
	}
	content, _, err := advisory.Build(ctx, []advisory.Source{{Path: path}}, advisory.Options{})
	if err != nil {
		return nil, err
	}
	return advisory.OpenBytes(content)
}
