package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Plain makes untrusted text safe for one line of any medium, a terminal or a
// log included: control characters, line breaks, ANSI sequences, bidirectional
// controls, characters that nobody sees, and bytes that are no UTF-8 become
// escapes that can be read.
func Plain(text string) string {
	if !strings.ContainsFunc(text, unprintable) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			b.WriteString(`\x` + strconv.FormatUint(uint64(text[i]), 16))
		case unprintable(r):
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unprintable says whether a character changes how its surroundings are shown,
// or is not seen at all.
func unprintable(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' || r == 0x7F
	case r == utf8.RuneError, r == 0x115F, r == 0x1160, r == 0x3164, r == 0xFFA0, r == 0x034F: // fillers, letters by category
		return true
	default:
		return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp, unicode.Variation_Selector)
	}
}

// Told is a finding's message for a medium that shows its file and no place
// inside of it.
func Told(f finding.Finding) string {
	if f.Location.Inside == "" {
		return f.Message
	}
	return f.Message + " (in the archive's file " + f.Location.Inside + ")"
}

// Lines lists the mistakes that an error joins, each safe for one line.
func Lines(err error) []string {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, Lines(e)...)
		}
		return lines
	}
	return []string{Plain(err.Error())}
}
