package credential

import (
	"encoding/binary"
	"slices"
)

// gate finds every place where one of many anchors begins, in one pass: at every
// second byte a window of four bytes is hashed into a bitmap, and only where its
// bit is set are anchors compared. Each anchor is entered under two windows that
// begin one byte apart, the rarest such pair, so that one of them stands where the
// pass looks. Windows do not tell capitals from small letters.
type gate struct {
	bits    [1 << (hashBits - 6)]uint64
	first   [1 << 16]uint32 // index into entries of the first one with these upper bits of a hash, plus one
	entries []entry
}

const hashBits = 18

type entry struct {
	hash   uint32
	next   uint32 // index of another one with the same upper bits, plus one
	text   string
	anchor int32 // index into the anchors given to newGate
	offset int32 // of the window in the anchor; -1 begins one byte before it
	fold   bool
}

// anchor is a literal of at least three bytes of ASCII; a folded one is given in lower case.
type anchor struct {
	text string
	fold bool
}

func newGate(anchors []anchor) *gate {
	g := &gate{}
	for i, a := range slices.Backward(anchors) {
		offset := rarest(a.text)
		g.enter(entry{anchor: int32(i), offset: offset, text: a.text, fold: a.fold})
		g.enter(entry{anchor: int32(i), offset: offset + 1, text: a.text, fold: a.fold})
	}
	return g
}

// enter takes an anchor in under the window at its offset. Where the window
// reaches one byte beyond a short anchor, that byte may be any.
func (g *gate) enter(e entry) {
	text := e.text
	switch {
	case e.offset < 0:
		for before := range byte(1 << 5) {
			g.note(e, string(before)+text[:3])
		}
	case int(e.offset)+4 > len(text):
		for after := range byte(1 << 5) {
			g.note(e, text[e.offset:]+string(after))
		}
	default:
		g.note(e, text[e.offset:])
	}
}

func (g *gate) note(e entry, window string) {
	e.hash = hash(binary.LittleEndian.Uint32([]byte(window)))
	g.bits[e.hash>>6] |= 1 << (e.hash & 63)
	first := &g.first[e.hash>>(hashBits-16)]
	e.next = *first
	g.entries = append(g.entries, e)
	*first = uint32(len(g.entries))
}

// hash takes five bits of each byte of a window.
func hash(window uint32) uint32 { return window & 0x1F1F1F1F * 0x9E3779B1 >> (32 - hashBits) }

// scan calls hit for every anchor of the text, in the order of the windows that
// they are entered under.
func (g *gate) scan(text []byte, hit func(anchor, at int)) {
	i := 0
	for ; i+8 <= len(text); i += 6 {
		eight := binary.LittleEndian.Uint64(text[i:])
		a, b, c := hash(uint32(eight)), hash(uint32(eight>>16)), hash(uint32(eight>>32))
		if g.holds(a) {
			g.compare(text, i, a, hit)
		}
		if g.holds(b) {
			g.compare(text, i+2, b, hit)
		}
		if g.holds(c) {
			g.compare(text, i+4, c, hit)
		}
	}
	for ; i+3 <= len(text); i += 2 {
		var last [4]byte
		copy(last[:], text[i:])
		g.compare(text, i, hash(binary.LittleEndian.Uint32(last[:])), hit)
	}
}

func (g *gate) holds(h uint32) bool { return g.bits[h>>6&(1<<(hashBits-6)-1)]>>(h&63)&1 != 0 }

func (g *gate) compare(text []byte, at int, h uint32, hit func(anchor, at int)) {
	for i := g.first[h>>(hashBits-16)&0xFFFF]; i > 0; {
		e := &g.entries[i-1]
		i = e.next
		if e.hash != h {
			continue
		}
		if start := at - int(e.offset); start >= 0 && start+len(e.text) <= len(text) && e.equals(text[start:]) {
			hit(int(e.anchor), start)
		}
	}
}

func (e *entry) equals(text []byte) bool {
	if !e.fold {
		return string(text[:len(e.text)]) == e.text
	}
	for i := range len(e.text) {
		if lower(text[i]) != e.text[i] {
			return false
		}
	}
	return true
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

// rarest returns the offset of the two windows, one byte apart, that ordinary
// text has least of: -1 when the first begins before the anchor.
func rarest(text string) int32 {
	if len(text) == 3 {
		return -1
	}
	best, offset := -1, int32(-1)
	for i := range len(text) - 4 {
		if r := min(fourAt(text[i:]), fourAt(text[i+1:])); r > best {
			best, offset = r, int32(i)
		}
	}
	return offset
}

func fourAt(text string) int {
	return rarity(text[0]) + rarity(text[1]) + rarity(text[2]) + rarity(text[3])
}

// rarity is higher for bytes that source code has less of.
func rarity(b byte) int {
	const common = " etaoinsrlcdupmhgfb.,()=\"_-/ykvwxjqz"
	for i := range len(common) {
		if common[i] == b {
			return i
		}
	}
	return len(common) + 4
}
