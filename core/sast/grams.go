package sast

// gramSet marks, by a hash, which three bytes stand next to each other in a
// text. It tells quickly that a literal is not there.
type gramSet [1 << gramBits / 64]uint64

const gramBits = 17

func newGramSet(text []byte) *gramSet {
	s := &gramSet{}
	if len(text) < 3 {
		return s
	}
	gram := uint32(text[0])<<8 | uint32(text[1])
	for _, c := range text[2:] {
		gram = (gram<<8 | uint32(c)) & 0xFFFFFF
		h := gramHash(gram)
		s[h/64] |= 1 << (h % 64)
	}
	return s
}

// may says whether the literal can be in the text.
func (s *gramSet) may(literal string) bool {
	for i := 0; i+3 <= len(literal); i++ {
		h := gramHash(uint32(literal[i])<<16 | uint32(literal[i+1])<<8 | uint32(literal[i+2]))
		if s[h/64]&(1<<(h%64)) == 0 {
			return false
		}
	}
	return true
}

func gramHash(gram uint32) uint32 { return gram * 2654435761 >> (32 - gramBits) }
