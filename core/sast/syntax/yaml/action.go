package yaml

import (
	"bytes"
	"strings"
)

// hasActions says whether a text has a template action that is not a GitHub
// expression, ${{ … }}, which is a text like others.
func hasActions(text []byte) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("{{"))
		if i < 0 {
			return false
		}
		if at+i == 0 || text[at+i-1] != '$' {
			return true
		}
		at += i + 2
	}
}

// mask returns the text, of the same lines and columns, with white space for
// lines that are nothing but actions, and with letters for other actions.
func mask(text []byte) []byte {
	out := bytes.Clone(text)
	for at := 0; at < len(out); {
		i := bytes.Index(out[at:], []byte("{{"))
		if i < 0 {
			break
		}
		start := at + i
		n := bytes.Index(out[start:], []byte("}}"))
		if n < 0 {
			break
		}
		at = start + n + 2
		fill(out[start:at], 'x')
	}
	blankLines(text, out)
	return out
}

// fill overwrites an action byte by byte, so that each character is one letter
// and line breaks stay.
func fill(action []byte, letter byte) {
	for i, c := range action {
		if c != '\n' && c != '\r' && c < 0x80 {
			action[i] = letter
		}
	}
}

// blankLines turns the lines that hold only actions into white space.
func blankLines(text, out []byte) {
	inside := false
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		only, next := onlyActions(text[at:end], inside)
		if only {
			fill(out[at:end], ' ')
		}
		inside, at = next, end
	}
}

// onlyActions says whether a line has nothing but actions; inside says whether
// it begins in one, and the result whether it ends in one.
func onlyActions(line []byte, inside bool) (only, ends bool) {
	only, some := true, inside
	for len(line) > 0 {
		if inside {
			i := bytes.Index(line, []byte("}}"))
			if i < 0 {
				return only, true
			}
			line, inside = line[i+2:], false
			continue
		}
		i := bytes.Index(line, []byte("{{"))
		if i < 0 {
			i = len(line)
		}
		only = only && len(bytes.TrimSpace(line[:i])) == 0
		if i < len(line) {
			some, inside, i = true, true, i+2
		}
		line = line[i:]
	}
	return only && some, inside
}

// unmasked is the text of a scalar with actions, as written without its quotes.
func unmasked(written string) string {
	if k := len(written); k >= 2 && (written[0] == '"' || written[0] == '\'') && written[k-1] == written[0] {
		return written[1 : k-1]
	}
	if written[0] == '|' || written[0] == '>' {
		_, body, _ := strings.Cut(written, "\n")
		lines := strings.Split(body, "\n")
		depth := len(body) - len(strings.TrimLeft(body, " "))
		for i, line := range lines {
			lines[i] = line[min(depth, len(line)-len(strings.TrimLeft(line, " "))):]
		}
		return strings.Join(lines, "\n")
	}
	return written
}
