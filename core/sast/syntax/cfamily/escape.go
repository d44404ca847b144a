package cfamily

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Unescape resolves the backslash escapes that C# and Java share. octal is
// Java's \101, and its line continuation in text blocks. What is no escape
// stays as written.
func Unescape(s string, octal bool) string {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 && i+1 < len(s) {
		b.WriteString(s[:i])
		s = s[i+unescapeOne(&b, s[i:], octal):]
		i = strings.IndexByte(s, '\\')
	}
	b.WriteString(s)
	return b.String()
}

// unescapeOne writes what the escape at the start of s stands for and returns
// its length.
func unescapeOne(b *strings.Builder, s string, octal bool) int {
	c := s[1]
	if octal && c >= '0' && c <= '7' {
		return unescapeOctal(b, s)
	}
	if i := strings.IndexByte(`0abefnrtvs`, c); i >= 0 {
		b.WriteByte("\x00\a\b\x1b\f\n\r\t\v "[i])
		return 2
	}
	switch c {
	case 'u':
		more := 0
		for octal && more+2 < len(s) && s[more+2] == 'u' { // Java allows \uu0041
			more++
		}
		return more + unescapeUnit(b, s[more:], 4, 4)
	case 'U':
		return unescapeUnit(b, s, 8, 8)
	case 'x':
		return unescapeUnit(b, s, 1, 4)
	case '\n':
		return 2
	}
	b.WriteByte(c)
	return 2
}

func unescapeOctal(b *strings.Builder, s string) int {
	end := 2
	for end < len(s) && end < 4 && s[end] >= '0' && s[end] <= '7' && (end < 3 || s[1] <= '3') {
		end++
	}
	n, _ := strconv.ParseUint(s[1:end], 8, 16)
	b.WriteRune(rune(n))
	return end
}

func unescapeUnit(b *strings.Builder, s string, least, most int) int {
	r, end := hexUnit(s, least, most)
	if end == 0 {
		b.WriteString(s[:2])
		return 2
	}
	if utf16.IsSurrogate(r) && strings.HasPrefix(s[end:], `\u`) {
		if low, n := hexUnit(s[end:], 4, 4); n > 0 && utf16.DecodeRune(r, low) != utf8.RuneError {
			b.WriteRune(utf16.DecodeRune(r, low))
			return end + n
		}
	}
	b.WriteRune(r)
	return end
}

// hexUnit reads \u0041 and its kind; end is 0 when the digits are missing.
func hexUnit(s string, least, most int) (r rune, end int) {
	end = 2
	for end < len(s) && end < 2+most && strings.IndexByte("0123456789abcdefABCDEF", s[end]) >= 0 {
		end++
	}
	if end < 2+least {
		return 0, 0
	}
	n, _ := strconv.ParseUint(s[2:end], 16, 32)
	return rune(min(n, utf8.MaxRune)), end
}

// TrimIndent removes from each line the white space that all lines share, and
// the line breaks at both ends: the value of C#'s and Java's multi-line
// literals. body stands between the delimiters; closing is the white space
// before the closing delimiter, which counts as a line.
func TrimIndent(body string, keepLast bool) string {
	body = strings.ReplaceAll(body, "\r\n", "\n")
	if i := strings.IndexByte(body, '\n'); i >= 0 && strings.TrimSpace(body[:i]) == "" {
		body = body[i+1:]
	}
	lines := strings.Split(body, "\n")
	last := len(lines) - 1
	indent := -1
	for i, line := range lines {
		width := len(line) - len(strings.TrimLeft(line, " \t"))
		if width == len(line) && i != last {
			continue
		}
		if indent < 0 || width < indent {
			indent = width
		}
	}
	for i, line := range lines {
		lines[i] = line[min(len(line), max(indent, 0)):]
		if strings.TrimSpace(line) == "" {
			lines[i] = ""
		}
	}
	if lines[last] == "" && !keepLast {
		lines = lines[:last]
	}
	return strings.Join(lines, "\n")
}
