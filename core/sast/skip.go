package sast

import (
	"bytes"
	"path"
	"strings"
	"sync/atomic"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// skipReason says in plain words why a file is left out on purpose; "" if it is not.
func skipReason(f repo.File) string {
	switch {
	case f.Generated:
		return "generated"
	case f.Vendored:
		return "vendored"
	}
	for _, folder := range strings.Split(path.Dir(f.Path), "/") {
		switch folder {
		case "node_modules", "bower_components", "site-packages":
			return "vendored"
		}
	}
	name := strings.ToLower(path.Base(f.Path))
	if strings.Contains(name, ".min.") {
		return "minified"
	}
	return ""
}

// A file is minified when it is large and its lines are longer on average than
// anybody writes them.
const (
	minifiedSize = 5_000 // bytes
	minifiedLine = 300   // bytes per line
)

func isMinified(content []byte) bool {
	if len(content) < minifiedSize {
		return false
	}
	return len(content)/(1+bytes.Count(content, []byte{'\n'})) > minifiedLine
}

// counter counts files and their bytes from several goroutines.
type counter struct{ files, bytes atomic.Int64 }

func (c *counter) add(size int) {
	c.files.Add(1)
	c.bytes.Add(int64(size))
}
func (c *counter) count() int  { return int(c.files.Load()) }
func (c *counter) size() int64 { return c.bytes.Load() }
