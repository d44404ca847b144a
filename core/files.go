package core

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/sallyport-gate/sallyport/internal/atomic"
)

// writeFiles puts the report's files into the folder, each whole or not at all,
// and returns their absolute paths by name.
func writeFiles(folder string, contents map[string][]byte) (map[string]string, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("make the report's folder: %w", err)
	}
	names := make([]string, 0, len(contents))
	for name := range contents {
		names = append(names, name)
	}
	slices.Sort(names)
	paths := map[string]string{}
	for _, name := range names {
		path := filepath.Join(folder, name)
		if err := atomic.WriteFile(path, contents[name]); err != nil {
			return nil, fmt.Errorf("write %q: %w", path, err)
		}
		paths[name] = path
	}
	return paths, nil
}
