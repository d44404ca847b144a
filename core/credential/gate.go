package credential

import "slices"

// gate finds every place where one of many anchors begins, in one pass: a
// rolling three-byte window is hashed into a bitmap of 65,536 bits, and only
// where its bit is set are anchors compared. Each anchor is entered under its
// rarest three bytes, in every case when it is to match in any.
type gate struct {
	bits    [1024]uint64
	first   [1 << 16]uint16 // index into entries of a hash's first one, plus one
	entries []entry         // sorted by hash
}

type entry struct {
	hash   uint16
	offset int // of the three bytes in the anchor
	anchor int // index into the anchors given to newGate
	text   string
	fold   bool
}

// anchor is a literal of at least three bytes of ASCII; a folded one is given in lower case.
type anchor struct {
	text string
	fold bool
}

func newGate(anchors []anchor) *gate {
	g := &gate{}
	for i, a := range anchors {
		offset := rarest(a.text)
		for _, gram := range variants(a.text[offset:offset+3], a.fold) {
			h := hash(uint32(gram[0])<<16 | uint32(gram[1])<<8 | uint32(gram[2]))
			g.bits[h>>6] |= 1 << (h & 63)
			g.entries = append(g.entries, entry{uint16(h), offset, i, a.text, a.fold})
		}
	}
	slices.SortStableFunc(g.entries, func(a, b entry) int { return int(a.hash) - int(b.hash) })
	for i, e := range slices.Backward(g.entries) {
		g.first[e.hash] = uint16(i + 1)
	}
	return g
}

func hash(gram uint32) uint32 { return gram * 0x9E3779B1 >> 16 }

// scan calls hit for every anchor of the text, in the order of the place where
// its three bytes stand.
func (g *gate) scan(text []byte, hit func(anchor, at int)) {
	if len(text) < 3 {
		return
	}
	window := uint32(text[0])<<8 | uint32(text[1])
	for i, b := range text[2:] {
		window = (window<<8 | uint32(b)) & 0xFFFFFF
		h := hash(window)
		if g.bits[h>>6&1023]>>(h&63)&1 != 0 {
			g.compare(text, i, uint16(h), hit)
		}
	}
}

func (g *gate) compare(text []byte, at int, h uint16, hit func(anchor, at int)) {
	for i := int(g.first[h]) - 1; i < len(g.entries) && g.entries[i].hash == h; i++ {
		e := &g.entries[i]
		if start := at - e.offset; start >= 0 && start+len(e.text) <= len(text) && e.equals(text[start:]) {
			hit(e.anchor, start)
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

// variants lists the ways to write three bytes in any case.
func variants(gram string, fold bool) []string {
	out := []string{gram}
	for i := 0; fold && i < 3; i++ {
		if c := gram[i]; 'a' <= c && c <= 'z' {
			for _, v := range out {
				out = append(out, v[:i]+string(c-'a'+'A')+v[i+1:])
			}
		}
	}
	return out
}

// rarest returns the offset of the three bytes that ordinary text has least of.
func rarest(text string) int {
	best, offset := -1, 0
	for i := 0; i+3 <= len(text); i++ {
		if r := rarity(text[i]) + rarity(text[i+1]) + rarity(text[i+2]); r > best {
			best, offset = r, i
		}
	}
	return offset
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
