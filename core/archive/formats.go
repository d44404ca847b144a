package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
)

// encrypted is bit 0 of a zip entry's flags (APPNOTE.TXT 4.4.4).
const encrypted = 1

func (w *walk) zip(l level, content []byte) error {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names lead nowhere here
		w.broken(l, err)
		return nil
	}
	for _, f := range r.File {
		if !f.Mode().IsRegular() {
			continue
		}
		if err := w.count(); err != nil {
			return err
		}
		if err := w.zipEntry(l, f); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) zipEntry(l level, f *zip.File) error {
	if f.Flags&encrypted != 0 {
		w.problem("%q is encrypted and was not examined", l.inside(f.Name))
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return w.unread(l, f.Name, err)
	}
	defer r.Close()
	return w.entry(l, f.Name, &metered{walk: w, from: r})
}

func (w *walk) tar(l level, from io.Reader) error {
	raw := &metered{walk: w, from: from}
	r := tar.NewReader(raw)
	for {
		raw.paused = false // what it skips is unpacked all the same
		header, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errOver), w.ctx.Err() != nil:
			return err
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			w.broken(l, err)
			return nil
		case header.Typeflag != tar.TypeReg && header.Typeflag != tar.TypeGNUSparse:
			continue
		}
		if err := w.count(); err != nil {
			return err
		}
		raw.paused = true // a sparse file is longer than what stands in the archive
		if err := w.entry(l, header.Name, &metered{walk: w, from: r}); err != nil {
			return err
		}
	}
}

// gzip opens what is packed: mostly a tar archive, else one file.
func (w *walk) gzip(l level, content []byte) error {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		w.broken(l, err)
		return nil
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		w.broken(l, err)
		return nil
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), r)
	if formatOf(packedName(l.name), head[:n]) == tarred {
		return w.tar(l, whole)
	}
	if err := w.count(); err != nil {
		return err
	}
	return w.entry(l, packedName(l.name), &metered{walk: w, from: whole})
}

// packedName is the name of what a gzip file holds, by its own.
func packedName(name string) string {
	extension := path.Ext(name)
	switch strings.ToLower(extension) {
	case ".tgz":
		return strings.TrimSuffix(name, extension) + ".tar"
	case ".gz":
		return strings.TrimSuffix(name, extension)
	}
	return name + " unpacked"
}

// broken tells of an archive that cannot be opened or read on.
func (w *walk) broken(l level, err error) {
	if l.above == "" {
		w.problem("it is a damaged archive: %v", err)
		return
	}
	w.problem("%q is a damaged archive: %v", l.above, err)
}
