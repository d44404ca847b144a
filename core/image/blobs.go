package image

import (
	"archive/tar"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// blobs are the files of an archive or of a layout's folder, by slash-separated path.
type blobs interface {
	open(name string) (io.ReadCloser, error)
	has(name string) bool
	Close() error
}

const (
	maxDocument = 8 << 20 // bytes of a manifest or a configuration
	maxBlobs    = 100_000 // entries of an archive
)

// document reads a small file whole.
func document(b blobs, name string) ([]byte, error) {
	r, err := b.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err == nil && len(content) > maxDocument {
		err = fmt.Errorf("it is over %d bytes long", maxDocument)
	}
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	return content, nil
}

// folder is an OCI layout on disk. Links do not lead out of it.
type folder struct{ root *os.Root }

func openFolder(name string) (blobs, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return folder{root}, nil
}

func (f folder) open(name string) (io.ReadCloser, error) {
	file, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		file.Close()
		return nil, fmt.Errorf("%q is no regular file", name)
	}
	return file, nil
}

func (f folder) has(name string) bool {
	info, err := f.root.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func (f folder) Close() error { return f.root.Close() }

// archive is a tar whose files are read where they lie.
type archive struct {
	file  *os.File
	parts map[string]span
	links map[string]string
}

type span struct{ start, size int64 }

// openArchive lists the tar; contents are skipped by seeking.
func openArchive(ctx context.Context, name string) (blobs, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	a := &archive{file: file, parts: map[string]span{}, links: map[string]string{}}
	if err := a.list(ctx); err != nil {
		file.Close()
		return nil, err
	}
	return a, nil
}

func (a *archive) list(ctx context.Context) error {
	r := tar.NewReader(a.file)
	for n := 0; ; n++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		header, err := r.Next()
		switch {
		case errors.Is(err, io.EOF) && n > 0:
			return nil
		case err != nil && n == 0:
			return errors.New("it is no tar archive; unpack it first when it is compressed")
		case err != nil:
			return fmt.Errorf("the archive is damaged or cut short: %w", err)
		case n == maxBlobs:
			return fmt.Errorf("the archive has over %d entries", maxBlobs)
		}
		where := path.Clean("/" + header.Name)[1:]
		switch header.Typeflag {
		case tar.TypeReg:
			start, err := a.file.Seek(0, io.SeekCurrent)
			if err != nil {
				return err
			}
			a.parts[where] = span{start, header.Size}
		case tar.TypeSymlink: // docker save links layers that images share
			a.links[where] = path.Clean("/" + path.Join(path.Dir(where), header.Linkname))[1:]
		case tar.TypeLink:
			a.links[where] = path.Clean("/" + header.Linkname)[1:]
		}
	}
}

func (a *archive) find(name string) (span, bool) {
	name = path.Clean("/" + name)[1:]
	for range 8 {
		if s, ok := a.parts[name]; ok {
			return s, true
		}
		target, linked := a.links[name]
		if !linked {
			break
		}
		name = target
	}
	return span{}, false
}

func (a *archive) open(name string) (io.ReadCloser, error) {
	s, ok := a.find(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return io.NopCloser(bufio.NewReaderSize(io.NewSectionReader(a.file, s.start, s.size), 256<<10)), nil
}

func (a *archive) has(name string) bool {
	_, ok := a.find(name)
	return ok
}

func (a *archive) Close() error { return a.file.Close() }

// blobPath is where an OCI layout keeps a digest, or empty for no digest.
func blobPath(digest string) string {
	algorithm, hex, ok := strings.Cut(digest, ":")
	if !ok || algorithm != "sha256" || !isHex(hex) {
		return ""
	}
	return "blobs/sha256/" + hex
}

func isHex(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}
