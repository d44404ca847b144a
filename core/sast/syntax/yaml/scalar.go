package yaml

import (
	"bytes"
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func (r *reader) scalar(y *yaml.Node, start, indent int) *syntax.Node {
	if isEmpty(y) {
		return r.leaf(syntax.Literal, "null", start, start)
	}
	end := r.scalarEnd(y, start, indent)
	text := y.Value
	if r.masked && bytes.Contains(r.source[start:end], []byte("{{")) {
		text = unmasked(string(r.source[start:end]))
	}
	if r.mode == syntax.Pattern {
		if n := r.meta(text, y.Style, start, end); n != nil {
			return n
		}
	}
	if y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return r.leaf(syntax.String, text, start, end)
	}
	switch y.ShortTag() {
	case "!!null":
		return r.leaf(syntax.Literal, "null", start, end)
	case "!!bool":
		return r.leaf(syntax.Literal, strings.ToLower(text), start, end)
	case "!!int", "!!float":
		return r.leaf(syntax.Number, text, start, end)
	}
	return r.leaf(syntax.String, text, start, end)
}

// scalarEnd is the offset behind a scalar that begins at start.
func (r *reader) scalarEnd(y *yaml.Node, start, indent int) int {
	rest := r.text[start:r.place.end]
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		return start + quoted(rest, '"', '\\')
	case y.Style&yaml.SingleQuotedStyle != 0:
		return start + quoted(rest, '\'', '\'')
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return start + block(rest, indent)
	case bytes.HasPrefix(rest, []byte(y.Value)):
		return start + len(y.Value)
	}
	return start + words(rest, y.Value)
}

// quoted is the length of a quoted scalar; escape makes the byte behind it count
// for nothing.
func quoted(text []byte, quote, escape byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == escape && (escape != quote || i+1 < len(text) && text[i+1] == quote):
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return len(text)
}

// block is the length of a literal or folded scalar: its head and every line
// behind it that is blank or deeper than the collection around it.
func block(text []byte, indent int) int {
	end := lineEnd(text, 0)
	for at := end; at < len(text); {
		next := lineEnd(text, at)
		line := text[at:next]
		depth := len(line) - len(bytes.TrimLeft(line, " "))
		if blank := len(bytes.TrimSpace(line)) == 0; !blank {
			if depth <= indent {
				break
			}
			end = next
		}
		at = next
	}
	return len(bytes.TrimRight(text[:end], "\r\n"))
}

// words is the length of a plain scalar over several lines, whose line breaks
// and indentation its value does not have.
func words(text []byte, value string) int {
	at := 0
	for _, word := range strings.Fields(value) {
		i := bytes.Index(text[at:min(len(text), at+len(word)+maxBreak)], []byte(word))
		if i < 0 {
			break
		}
		at += i + len(word)
	}
	return at
}

// maxBreak is the most white space that is looked through between two words.
const maxBreak = 1000
