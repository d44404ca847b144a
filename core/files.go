package core

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/sallyport-gate/sallyport/internal/atomic"
)

// writeFiles puts the report's files into the folder, each whole or not at all,
// and returns their absolute paths by name. Files of an earlier run that this one
// does not write are removed: an old receipt beside a new verdict would lie.
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
	for _, name := range fileNames() {
		if _, written := paths[name]; !written {
			if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, fmt.Errorf("remove an older run's file: %w", err)
			}
		}
	}
	return paths, nil
}

// readBounded reads a whole file of at most limit bytes; a larger one is an error.
func readBounded(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(content)) > limit {
		err = &fs.PathError{Op: "read", Path: path, Err: fmt.Errorf("it is over %d bytes", limit)}
	}
	return content, err
}
