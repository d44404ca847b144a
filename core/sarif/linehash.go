package sarif

import (
	"strconv"
	"unicode/utf8"
)

// Lines gives a file's content by its path in the tree. ok is false when the
// content is not at hand.
type Lines func(path string) (content []byte, ok bool)

const (
	window = 100    // units that a line's hash looks at
	factor = 37     // of the rolling hash, modulo 2^64
	ending = 0xFFFF // the unit that stands for the end of the file
)

// lineHashes computes code scanning's primaryLocationLineHash of each line,
// line 1 first: a rolling hash over the hundred UTF-16 units from the line's
// start, without blanks, every line ending counted as one LF, in hex, and ":n"
// for its n-th occurrence in the file. A result keeps its alert by it when
// lines move. GitHub's upload action computes the same where it is missing; a
// direct upload has nobody else to do it.
func lineHashes(content []byte) []string {
	h := hasher{seen: map[uint64]int{}, start: true}
	for i := range h.pending {
		h.pending[i] = -1
	}
	h.power = 1
	for range window {
		h.power *= factor
	}
	h.file(content)
	return h.hashes
}

type hasher struct {
	units   [window]uint16
	pending [window]int // the line that starts at this unit, from 0; -1 for none
	at      int
	sum     uint64
	power   uint64 // factor^window
	start   bool   // the next unit starts a line
	lines   int
	seen    map[uint64]int
	hashes  []string
}

func (h *hasher) file(content []byte) {
	afterCR := false
	for len(content) > 0 {
		r, size := utf8.DecodeRune(content)
		content = content[size:]
		skip := r == ' ' || r == '\t' || (afterCR && r == '\n')
		afterCR = r == '\r'
		switch {
		case skip:
		case r == '\r':
			h.feed('\n')
		case r > 0xFFFF:
			h.feed(uint16(0xD800 + (r-0x10000)>>10))
			h.feed(uint16(0xDC00 + (r-0x10000)&0x3FF))
		default:
			h.feed(uint16(r))
		}
	}
	h.feed(ending)
	h.start = false // the padding starts no line
	for range window {
		h.feed(0)
	}
}

func (h *hasher) feed(unit uint16) {
	if h.pending[h.at] >= 0 {
		h.emit()
	}
	if h.start {
		h.pending[h.at] = h.lines
		h.lines++
	}
	h.start = unit == '\n'
	h.sum = h.sum*factor + uint64(unit) - h.power*uint64(h.units[h.at])
	h.units[h.at] = unit
	h.at = (h.at + 1) % window
}

// emit names the line whose first unit is about to leave the window. Lines
// leave in order, so the next hash is the next line's.
func (h *hasher) emit() {
	h.seen[h.sum]++
	h.hashes = append(h.hashes, strconv.FormatUint(h.sum, 16)+":"+strconv.Itoa(h.seen[h.sum]))
	h.pending[h.at] = -1
}
