//go:build ignore

package fixture

import (
	"compress/gzip"
	"io"
)

func hits(out io.Writer, in io.Reader) {
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return
	}
	// ruleid: go-decompression-bomb
	io.Copy(out, unpacked)
}

func misses(out io.Writer, in io.Reader) {
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return
	}
	// ok: go-decompression-bomb
	io.Copy(out, io.LimitReader(unpacked, 100<<20))
}
