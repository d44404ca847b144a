package image

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// errTooMuch says that an image unpacks to more than is examined.
var errTooMuch = errors.New("it unpacks to more than is examined")

// content is a layer's uncompressed stream. It counts against the image's
// budget, and knows the digest of what was read.
type content struct {
	reader io.Reader
	closes []func()
	sum    hash.Hash
	budget *int64
}

func (l Layer) content(ctx context.Context, budget *int64) (*content, error) {
	raw, err := l.open(ctx)
	if err != nil {
		return nil, err
	}
	c := &content{sum: sha256.New(), budget: budget, closes: []func(){func() { raw.Close() }}}
	buffered := bufio.NewReaderSize(raw, 256<<10)
	if err := c.decompress(buffered); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// decompress goes by the first bytes, not by the media type, which may lie.
func (c *content) decompress(r *bufio.Reader) error {
	head, err := r.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return fmt.Errorf("decompress: %w", err)
		}
		c.reader = unzipped
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		decoder, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
		if err != nil {
			return fmt.Errorf("decompress: %w", err)
		}
		c.reader = decoder
		c.closes = append(c.closes, decoder.Close)
	case bytes.HasPrefix(head, []byte("BZh")):
		c.reader = bzip2.NewReader(r)
	default:
		c.reader = r
	}
	return nil
}

func (c *content) Read(p []byte) (int, error) {
	n, err := c.reader.Read(p)
	if *c.budget -= int64(n); *c.budget < 0 {
		return 0, errTooMuch
	}
	c.sum.Write(p[:n])
	return n, err
}

// verify reads the rest, which a tar does not need, and compares the digest.
func (c *content) verify(want string) error {
	if _, err := io.Copy(io.Discard, c); err != nil {
		return err
	}
	if got := "sha256:" + hex.EncodeToString(c.sum.Sum(nil)); got != want {
		return fmt.Errorf("its content has the digest %s, and the image says %.100s; it is damaged or was changed", got, want)
	}
	return nil
}

func (c *content) close() {
	for _, f := range c.closes {
		f()
	}
}
