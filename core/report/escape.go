package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Sentence is Plain for text whose line breaks are harmless: they and runs of
// other white space become one space.
func Sentence(s string) string {
	return Plain(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r'
	}), " "))
}

// Markdown makes untrusted text safe inside a line of Markdown, a table's cell
// and inline HTML included: it shows as the same characters and starts no
// markup, HTML, link, mention, formula or emoji. It need not stand at the start
// of a line for that.
func Markdown(s string) string {
	s = Sentence(s)
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := range len(s) {
		if markup(s, i) {
			// A character reference works where a backslash does not: in
			// cells, in HTML, before letters, and for mentions.
			fmt.Fprintf(&b, "&#%d;", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// markup tells whether the byte at i can start or end a construct of GitHub's
// or Azure's Markdown. A parenthesis or an exclamation mark cannot without a
// bracket, and brackets are always escaped.
func markup(s string, i int) bool {
	switch c := s[i]; c {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '&', '"', '\'', '|', '~', '@', '#', '$':
		return true
	case '-', '+', '=':
		return strings.Trim(s[:i], "-+= ") == "" // a list, a rule or a heading
	case ')':
		return i > 0 && digits(s[:i]) // a numbered list
	case '.':
		return i > 0 && (digits(s[:i]) || bareAddress(s[:i]))
	case ':':
		// "://" makes a link, ":word:" an emoji.
		return i+1 < len(s) && s[i+1] != ' ' && !isDigit(s[i+1])
	default:
		return false
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// bareAddress: "www." becomes a link by itself.
func bareAddress(before string) bool {
	return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
}

// Code makes untrusted text an inline code element. HTML is used because no
// number of backticks is safe in a table's cell.
func Code(s string) string { return "<code>" + Markdown(s) + "</code>" }

// clip cuts s to at most limit bytes at a character's border and says so with
// an ellipsis, which counts.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	cut := max(limit-len("…"), 0)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
