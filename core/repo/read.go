package repo

import (
	"errors"
	"fmt"
	"io"
)

// readAll reads to the end, and fails rather than return a part: when the
// source grows beyond MaxFileSize, or ends before size bytes. It reads into the
// room of a buffer that is large enough.
func readAll(r io.Reader, size int64, into []byte) ([]byte, error) {
	content := into[:0]
	if int64(cap(content)) <= size {
		content = make([]byte, 0, min(size, MaxFileSize)+1)
	}
	for {
		room := content[len(content):cap(content)]
		n, err := r.Read(room)
		content = content[:len(content)+n]
		if err == nil && int64(len(content)) == size && n < len(room) { // all of it, and there was room for more
			return content, nil
		}
		switch {
		case int64(len(content)) > MaxFileSize:
			return nil, fmt.Errorf("%w: it grew while it was read", ErrTooLarge)
		case errors.Is(err, io.EOF) && int64(len(content)) < size:
			return nil, io.ErrUnexpectedEOF
		case errors.Is(err, io.EOF):
			return content, nil
		case err != nil:
			return nil, err
		}
		if len(content) == cap(content) {
			content = append(content, 0)[:len(content)]
		}
	}
}
