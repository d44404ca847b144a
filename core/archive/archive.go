// Package archive owns looking into archives that nobody vouches for: zip (and
// what is a zip under another name: jar, war, nupkg, whl, vsix, docx, xlsx), tar,
// and gzip, nested in each other, inside limits on bytes, files, ratio and depth.
// Nothing is ever written to disk.
//
// What it cannot look into is told and never left out silently: an archive that
// is cut off, encrypted, nested too deeply or beyond a limit.
//
// Known limits: bzip2, xz, 7z and rar are not opened; and of a zip the files of
// its directory count, as for every tool that unpacks it.
package archive

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
)

// Limits bound what one outer archive may cost.
type Limits struct {
	Bytes int64 // unpacked, all files and levels together
	Entry int64 // unpacked, of one file; it is held in memory
	Files int   // in all levels together
	Ratio int64 // unpacked bytes for each packed one, once Floor bytes are unpacked
	Floor int64
	Depth int // how often an archive may lie in an archive
}

// Defaults are the gate's limits.
func Defaults() Limits {
	return Limits{Bytes: 512 << 20, Entry: 16 << 20, Files: 50_000, Ratio: 200, Floor: 16 << 20, Depth: 2}
}

// Entry is a file in an archive.
type Entry struct {
	Inside  string // its name in the archive; "!" stands between those of nested archives, and "%21" for one in a name
	Content []byte // valid during the visit only
}

// Problem says what could not be looked into. Message names the file.
type Problem struct{ Message string }

// is tells the formats apart.
type format int

const (
	none format = iota
	zipped
	tarred
	gzipped
)

// Is says whether content, or at least its first 512 bytes, is an archive's, or
// has its name and is not text.
func Is(name string, content []byte) bool { return formatOf(name, content) != none }

func formatOf(name string, content []byte) format {
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")), bytes.HasPrefix(content, []byte("PK\x05\x06")):
		return zipped
	case bytes.HasPrefix(content, []byte("\x1f\x8b\x08")):
		return gzipped
	case len(content) >= 263 && string(content[257:262]) == "ustar":
		return tarred
	case bytes.IndexByte(content[:min(len(content), 512)], 0) < 0:
		return none
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".jar", ".war", ".ear", ".nupkg", ".snupkg", ".whl", ".vsix", ".docx", ".xlsx", ".pptx":
		return zipped // it may begin with a script, or be damaged
	case ".tar":
		return tarred
	case ".tgz", ".gz":
		return gzipped
	}
	return none
}

// Walk visits the files of an archive and of those in it. Of files over the limit
// for one, dull says by their first bytes which need no look. An error of visit
// or of the context ends it; everything else that goes wrong is a problem.
func Walk(ctx context.Context, name string, content []byte, limits Limits, dull func(head []byte) bool, visit func(Entry) error) ([]Problem, error) {
	w := &walk{ctx: ctx, limits: limits, dull: dull, visit: visit,
		left: min(limits.Bytes, max(limits.Floor, limits.Ratio*int64(len(content))))}
	err := w.open(level{name: path.Base(name)}, content)
	if w.over != "" {
		w.problem("%s", w.over)
		err = nil
	}
	return w.problems, err
}

// level is an archive that is open.
type level struct {
	name  string // its own
	above string // names of the archives and the file that it is, "" for the outer one
	depth int
}

// inside is the name of a file in the archive.
func (l level) inside(name string) string {
	name = strings.NewReplacer("%", "%25", "!", "%21").Replace(name)
	if l.above == "" {
		return name
	}
	return l.above + "!" + name
}

type walk struct {
	ctx      context.Context
	limits   Limits
	dull     func([]byte) bool
	visit    func(Entry) error
	left     int64 // bytes that may still be unpacked
	files    int
	over     string // the limit that was reached: nothing more is looked at
	problems []Problem
}

// maxProblems bounds what is told of one archive.
const maxProblems = 20

func (w *walk) problem(message string, args ...any) {
	if len(w.problems) < maxProblems {
		w.problems = append(w.problems, Problem{fmt.Sprintf(message, args...)})
	}
}

func (w *walk) open(l level, content []byte) error {
	switch formatOf(l.name, content) {
	case zipped:
		return w.zip(l, content)
	case tarred:
		return w.tar(l, bytes.NewReader(content))
	default:
		return w.gzip(l, content)
	}
}

// nested opens an archive in an archive, or says that it lies too deep.
func (w *walk) nested(l level, name string, content []byte) error {
	if l.depth == w.limits.Depth {
		w.problem("%q is an archive in an archive over %d deep and was not opened", l.inside(name), w.limits.Depth)
		return nil
	}
	return w.open(level{name: path.Base(name), above: l.inside(name), depth: l.depth + 1}, content)
}
