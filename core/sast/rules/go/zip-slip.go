//go:build ignore

package fixture

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
)

func hits(reader *zip.ReadCloser, folder string) error {
	for _, file := range reader.File {
		path := filepath.Join(folder, file.Name)
		// ruleid: go-zip-slip
		out, err := os.Create(path)
		if err != nil {
			return err
		}
		in, _ := file.Open()
		io.Copy(out, in)
	}
	return nil
}

func misses(reader *zip.ReadCloser, folder string) error {
	for _, file := range reader.File {
		if !filepath.IsLocal(file.Name) {
			return errors.New("outside")
		}
		// ok: go-zip-slip
		os.Create(filepath.Join(folder, file.Name))
	}
	return nil
}

func flat(reader *zip.ReadCloser, folder string) {
	for _, file := range reader.File {
		// ok: go-zip-slip
		os.Create(filepath.Join(folder, filepath.Base(file.Name)))
	}
}
