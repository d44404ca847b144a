package advisory

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// errStop ends a transfer early: the reader has what it needs.
var errStop = errors.New("enough was read")

type memorySink struct{ bytes.Buffer }

func (s *memorySink) reset() error { s.Reset(); return nil }

type fileSink struct{ *os.File }

func (s fileSink) reset() error {
	if _, err := s.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return s.Truncate(0)
}
