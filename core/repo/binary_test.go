package repo

import (
	"strings"
	"testing"
)

func TestBinaryIsWhatHasANULAndMuchThatIsNoText(t *testing.T) {
	for _, test := range []struct {
		name, content string
		want          bool
	}{
		{"an empty file is text", "", false},
		{"a source file with a NUL in a comment is text", "/* \x00 */\nvar answer = 42;\n", false},
		{"a NUL and a tenth of other bytes is text still", "\x00" + strings.Repeat("a", 9), false},
		{"a NUL and over a tenth is binary", "\x00\x01" + strings.Repeat("a", 9), true},
		{"bytes that are no UTF-8 count", "\x00\xff\xfe" + strings.Repeat("a", 20), true},
		{"letters beyond ASCII do not count", "\x00" + strings.Repeat("é\t\r\n\f\v\x1b", 20), false},
		{"without a NUL any encoding is text", strings.Repeat("\xe9\x01", 50), false},
		{"a program is binary", "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00", true},
		{"UTF-16 with a byte order mark is text", "\xff\xfea\x00b\x00", false},
		{"only the first 8,000 bytes are looked at", strings.Repeat("a", 8000) + strings.Repeat("\x00", 8000), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := IsBinary([]byte(test.content)); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
