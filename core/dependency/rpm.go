package dependency

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/osv-scalibr/extractor/filesystem"
	"github.com/google/osv-scalibr/extractor/filesystem/os/rpm"
	rpmmeta "github.com/google/osv-scalibr/extractor/filesystem/os/rpm/metadata"
	scalibrfs "github.com/google/osv-scalibr/fs"

	cpb "github.com/google/osv-scalibr/binary/proto/config_go_proto"

	"github.com/sallyport-gate/sallyport/core/inventory"
)

// maxRPM is the size in bytes of the largest RPM database that is read.
const maxRPM = 1 << 30

// readRPM reads a database of RPM, of SQLite, NDB or Berkeley's kind, with
// osv-scanner's engine. That needs a file on disk.
func readRPM(ctx context.Context, database *io.SectionReader, ecosystem, file string) ([]inventory.Package, error) {
	silence()
	if database.Size() > maxRPM {
		return nil, fmt.Errorf("it is %d bytes long; at most %d are read", database.Size(), maxRPM)
	}
	folder, err := os.MkdirTemp("", "sallyport-rpm-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	defer os.RemoveAll(folder)
	name := filepath.Base(file)
	if err := copyTo(filepath.Join(folder, name), database); err != nil {
		return nil, fmt.Errorf("copy the database: %w", err)
	}
	e, err := rpm.New(&cpb.PluginConfig{})
	if err != nil {
		return nil, err
	}
	extracted, err := e.Extract(ctx, &filesystem.ScanInput{FS: scalibrfs.DirFS(folder), Root: folder, Path: name})
	if err != nil {
		return nil, fmt.Errorf("it is no RPM database that can be read: %w", unnamed(err, folder))
	}
	var packages []inventory.Package
	for _, p := range extracted.Packages {
		m, _ := p.Metadata.(*rpmmeta.Metadata)
		if p.Name == "gpg-pubkey" { // a key that is trusted, and no software
			continue
		}
		q := inventory.Package{Ecosystem: ecosystem, Name: p.Name, Version: p.Version, Path: file, Line: 1, License: strings.Join(p.Licenses, " AND ")}
		if m != nil {
			if m.Epoch > 0 {
				q.Version = fmt.Sprintf("%d:%s", m.Epoch, p.Version)
			}
			if source := sourceRPM(m.SourceRPM); source != p.Name {
				q.Source = source
			}
		}
		packages = append(packages, q)
	}
	return packages, nil
}

// sourceRPM is the name in NAME-VERSION-RELEASE.src.rpm.
func sourceRPM(file string) string {
	parts := strings.Split(file, "-")
	if len(parts) < 3 {
		return ""
	}
	return strings.Join(parts[:len(parts)-2], "-")
}

func copyTo(name string, content io.Reader) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

// unnamed keeps the name of a temporary folder out of a message, so that the
// same image gives the same words.
func unnamed(err error, folder string) error {
	return fmt.Errorf("%s", strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), ""))
}
