package image

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

const (
	inMemory     = 256 << 10 // bytes up to which one file stays in memory
	totalMemory  = 48 << 20  // bytes of all files that stay in memory
	maxSpooled   = 8 << 30   // bytes of all files that are kept
	maxKeptFiles = 500_000
)

var errSpool = fmt.Errorf("the files of interest take more than %d bytes together", int64(maxSpooled))

// spool holds the content of kept files: small ones in memory, the others in
// one temporary file without a name that a link could stand in for.
type spool struct {
	file   *os.File
	end    int64
	memory int64
}

// kept is one content in the spool.
type kept struct {
	content []byte // nil when it lies in the file
	file    *os.File
	start   int64
	size    int64
}

func (k kept) readerAt() *io.SectionReader {
	if k.file == nil {
		return io.NewSectionReader(bytes.NewReader(k.content), 0, k.size)
	}
	return io.NewSectionReader(k.file, k.start, k.size)
}

// keep reads r to its end, which size announces.
func (s *spool) keep(r io.Reader, size int64) (kept, error) {
	if size <= inMemory && s.memory+size <= totalMemory {
		content := make([]byte, size)
		if _, err := io.ReadFull(r, content); err != nil {
			return kept{}, err
		}
		s.memory += size
		return kept{content: content, size: size}, nil
	}
	if s.end+size > maxSpooled {
		return kept{}, errSpool
	}
	if s.file == nil {
		file, err := os.CreateTemp("", "sallyport-image-")
		if err != nil {
			return kept{}, fmt.Errorf("make a temporary file: %w", err)
		}
		s.file = file
	}
	n, err := io.Copy(io.NewOffsetWriter(s.file, s.end), io.LimitReader(r, size))
	if err == nil && n < size {
		err = io.ErrUnexpectedEOF
	}
	k := kept{file: s.file, start: s.end, size: n}
	s.end += n
	return k, err
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
