package credential

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded turns UTF-16 into UTF-8, with a byte order mark or without one. Lines
// stay lines, and columns count UTF-16 units in both.
func decoded(content []byte) []byte {
	little, begin := true, 2
	switch {
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}):
	case bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		little = false
	default:
		wide, order := isWide(content)
		if !wide {
			return content
		}
		little, begin = order, 0
	}
	out := make([]byte, 0, len(content)/2+8)
	for i := begin; i+1 < len(content); i += 2 {
		r := rune(unit(content[i:], little))
		if utf16.IsSurrogate(r) && i+3 < len(content) {
			if pair := utf16.DecodeRune(r, rune(unit(content[i+2:], little))); pair != utf8.RuneError {
				r = pair
				i += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func unit(b []byte, little bool) uint16 {
	if little {
		return uint16(b[0]) | uint16(b[1])<<8
	}
	return uint16(b[0])<<8 | uint16(b[1])
}

// isWide says that a text without a byte order mark is UTF-16, and whether the
// low byte comes first: in the first kilobyte three of four high bytes are zero
// and no low one is.
func isWide(content []byte) (wide, little bool) {
	head := content[:min(len(content), 1024)&^1]
	if len(head) < 8 || bytes.IndexByte(head, 0) < 0 {
		return false, false
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i&1]++
		}
	}
	enough := len(head) / 2 * 3 / 4
	return zeros[1] >= enough && zeros[0] == 0 || zeros[0] >= enough && zeros[1] == 0, zeros[1] > 0
}
