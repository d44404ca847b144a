package repo

import (
	"bytes"
	"unicode/utf8"
)

// binaryWindow is how far into a file IsBinary looks, in bytes.
const binaryWindow = 8000

// IsBinary says whether content is not text: in its first 8,000 bytes there is a
// NUL, and over a tenth of them is no text, that is NULs, control characters
// that no text needs, and bytes that are not UTF-8. A NUL in a comment
// does not turn a source file into a binary one. Content with a UTF-16 byte
// order mark is text.
func IsBinary(content []byte) bool {
	if bytes.HasPrefix(content, []byte{0xFF, 0xFE}) || bytes.HasPrefix(content, []byte{0xFE, 0xFF}) {
		return false
	}
	window := content[:min(len(content), binaryWindow)]
	return bytes.IndexByte(window, 0) >= 0 && 10*strange(window) > len(window)
}

// strange counts the bytes that text does not hold.
func strange(window []byte) int {
	n := 0
	for len(window) > 0 {
		r, size := utf8.DecodeRune(window)
		switch {
		case r == utf8.RuneError && size == 1:
			n++
		case r < ' ' && !bytes.ContainsRune([]byte("\t\n\r\f\v\x1b"), r), r == 0x7F:
			n++
		}
		window = window[size:]
	}
	return n
}
