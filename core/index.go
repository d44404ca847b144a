package core

import (
	"context"
	"errors"
	"fmt"
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
	if err != nil {
		return nil, fmt.Errorf("open %q: %w; name an index, or a folder or zip of OSV records", path, errors.Unwrap(err))
	}
	if !info.IsDir() && !strings.HasSuffix(strings.ToLower(path), ".zip") {
		return advisory.Open(path)
	}
	content, _, err := advisory.Build(ctx, []advisory.Source{{Path: path}}, advisory.Options{})
	if err != nil {
		return nil, err
	}
	return advisory.OpenBytes(content)
}
