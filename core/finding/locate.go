package finding

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines finds lines and columns of byte offsets in one file. Build it once per
// file; each Locate is then logarithmic in the number of lines.
type Lines struct {
	path    string
	content []byte
	starts  []int // offset of each line's first byte
}

// NewLines indexes the line starts of content. LF ends a line, so CRLF does too.
func NewLines(path string, content []byte) *Lines {
	starts := []int{0}
	for at := 0; ; {
		i := bytes.IndexByte(content[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		starts = append(starts, at)
	}
	return &Lines{path: path, content: content, starts: starts}
}

// Locate turns the byte range [start, end) into a Location. Offsets outside the
// content are clamped to it.
func (l *Lines) Locate(start, end int) Location {
	start = min(max(start, 0), len(l.content))
	end = min(max(end, start), len(l.content))
	loc := Location{Path: l.path}
	loc.StartLine, loc.StartColumn = l.position(start)
	loc.EndLine, loc.EndColumn = l.position(end)
	return loc
}

func (l *Lines) position(offset int) (line, column int) {
	line = sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
	return line, 1 + utf16Len(l.content[l.starts[line-1]:offset])
}

func utf16Len(b []byte) int {
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		b = b[size:]
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}
