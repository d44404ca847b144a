package image

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
)

// Local says whether a name means a file or a folder on this machine: it is
// there, or it is written as a path.
func Local(named string) bool {
	if _, err := os.Stat(named); err == nil {
		return true
	}
	if filepath.IsAbs(named) || strings.HasPrefix(named, ".") || strings.Contains(named, `\`) {
		return true
	}
	switch strings.ToLower(filepath.Ext(named)) {
	case ".tar", ".tgz", ".gz", ".zip", ".oci", ".zst":
		return true
	}
	return false
}

// Prefix is the image as it begins the paths of its files: relative, so that
// reports do not depend on where the machine keeps its files.
func Prefix(named string) string {
	if !Local(named) {
		return named
	}
	if filepath.IsAbs(named) {
		return filepath.Base(named)
	}
	return strings.TrimLeft(path.Clean("/"+filepath.ToSlash(named)), "/")
}

// Check says what is wrong with a name without reading more than an archive's
// table of contents. Its error is an ErrInput.
func Check(ctx context.Context, named string) error {
	if !Local(named) {
		if _, err := name.ParseReference(named); err != nil {
			return fmt.Errorf("%w: %q is no file and no reference: %w", ErrInput, named, err)
		}
		return nil
	}
	opened, err := openLocal(ctx, named)
	if err != nil {
		return err
	}
	return opened.Close()
}

// Open opens an archive, a folder, or a reference in a registry. The error is
// an ErrInput when the user named no image; any other means that it is not
// known what the image holds.
func Open(ctx context.Context, named string, registry Registry) (*Image, error) {
	if Local(named) {
		return openLocal(ctx, named)
	}
	return registry.open(ctx, named)
}

func openLocal(ctx context.Context, named string) (*Image, error) {
	info, err := os.Stat(named)
	if err != nil {
		var fault *fs.PathError
		if errors.As(err, &fault) {
			err = fault.Err
		}
		return nil, fmt.Errorf("%w: open %q: %w; name an archive of docker save, an OCI layout, or a reference", ErrInput, named, err)
	}
	var b blobs
	switch {
	case info.IsDir():
		b, err = openFolder(named)
	case info.Mode().IsRegular():
		b, err = openArchive(ctx, named)
	default:
		err = errors.New("it is neither a file nor a folder")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: open %q: %w", ErrInput, named, err)
	}
	image, err := read(b)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: read %q: %w", ErrInput, named, err), b.Close())
	}
	image.Name, image.close = named, b.Close
	return image, nil
}
