// Package atomic writes files whole or not at all.
package atomic

import (
	"errors"
	"os"
	"path/filepath"
)

// WriteFile puts content at the path: written beside it, synced, then renamed,
// so that no reader and no crash sees half a file. It is readable for all.
func WriteFile(path string, content []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".sallyport-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // gone already when all went well
	_, err = temporary.Write(content)
	if err == nil {
		err = temporary.Sync()
	}
	if err = errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	if err := os.Chmod(temporary.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
