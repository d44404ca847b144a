package rules

import (
	"bytes"
	"strings"
)

// escapes are the ways in which JSON and URLs write the marks of base64.
var escapes = [...]struct {
	written string
	mark    byte
}{
	{`\u002B`, '+'}, {`\u002b`, '+'}, {`%2B`, '+'}, {`%2b`, '+'},
	{`\u002F`, '/'}, {`\u002f`, '/'}, {`%2F`, '/'}, {`%2f`, '/'}, {`\/`, '/'},
	{`\u003D`, '='}, {`\u003d`, '='}, {`%3D`, '='}, {`%3d`, '='},
}

// escapedSignatures lists a signature with its plus sign as written and escaped.
func escapedSignatures(signature string) []string {
	list := []string{signature}
	rest, ok := strings.CutPrefix(signature, "+")
	for _, e := range escapes {
		if ok && e.mark == '+' {
			list = append(list, e.written+rest)
		}
	}
	return list
}

// findEscaped runs find, and where that sees nothing, runs it on the window with
// its escapes undone. The match covers the text as it is written.
func (s shape) findEscaped(text []byte, at int) (Match, bool) {
	const before, after = 256, 64
	if m, ok := s.find(text, at); ok {
		return m, true
	}
	from, to := max(0, at-before), min(len(text), at+after)
	if bytes.IndexByte(text[from:to], '\\') < 0 && bytes.IndexByte(text[from:to], '%') < 0 {
		return Match{}, false
	}
	plain, places := unescape(text[from:to])
	for i, place := range places[:len(plain)] {
		if from+place != at || !bytes.HasPrefix(plain[i:], []byte(s.signature)) {
			continue
		}
		m, ok := s.find(plain, i)
		m.Start, m.End = from+places[m.Start], from+places[m.End]
		return m, ok
	}
	return Match{}, false
}

// paddingAt is the number of bytes of a "=" at the begin of text, escaped or not.
func paddingAt(text []byte) int {
	if len(text) > 0 && text[0] == '=' {
		return 1
	}
	for _, e := range escapes {
		if e.mark == '=' && bytes.HasPrefix(text, []byte(e.written)) {
			return len(e.written)
		}
	}
	return 0
}

// unescape returns the text without escapes, and for each of its bytes, and its
// end, the offset in the text as written.
func unescape(text []byte) (plain []byte, places []int) {
	for at := 0; at < len(text); {
		b, size := text[at], 1
		if b == '\\' || b == '%' {
			for _, e := range escapes {
				if bytes.HasPrefix(text[at:], []byte(e.written)) {
					b, size = e.mark, len(e.written)
					break
				}
			}
		}
		plain, places = append(plain, b), append(places, at)
		at += size
	}
	return plain, append(places, len(text))
}
