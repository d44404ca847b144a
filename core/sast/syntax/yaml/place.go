package yaml

import "unicode/utf8"

// place turns the library's lines and columns into offsets. It goes forward
// only, as the nodes come, so that a long line is not counted again and again.
type place struct {
	source       []byte
	end          int
	line, column int // both from 1
	offset       int
	last         int // no node begins before this
}

func newPlace(source []byte, d span) place {
	return place{source: source, end: d.end, line: 1, column: 1, offset: d.start, last: d.start}
}

// at is the offset of a line and column, and never before the one asked last.
func (p *place) at(line, column int) int {
	for p.offset < p.end && (p.line < line || p.line == line && p.column < column) {
		p.step()
	}
	p.last = max(p.offset, p.last)
	return p.last
}

// step moves by a character. Line breaks are those of YAML 1.1, 5.4.
func (p *place) step() {
	r, size := rune(p.source[p.offset]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRune(p.source[p.offset:p.end])
	}
	p.offset += size
	switch r {
	case '\r':
		if p.offset < p.end && p.source[p.offset] == '\n' {
			p.offset++
		}
		p.line, p.column = p.line+1, 1
	case '\n', '\u0085', '\u2028', '\u2029':
		p.line, p.column = p.line+1, 1
	default:
		p.column++
	}
}
