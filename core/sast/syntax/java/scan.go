package java

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// literal reads strings, characters and text blocks.
func literal(source string, at int) (syntax.TokenKind, string, int) {
	quote := source[at]
	if quote != '"' && quote != '\'' {
		return syntax.BadToken, "", at
	}
	if strings.HasPrefix(source[at:], `"""`) {
		body, end := textBlock(source, at+3)
		if !strings.HasSuffix(source[at+3:end], `"""`) {
			return syntax.BadToken, source[at:end], end
		}
		return syntax.StringToken, cfamily.Unescape(stripLines(cfamily.TrimIndent(body, true)), true), end
	}
	for i := at + 1; i < len(source); i++ {
		switch source[i] {
		case quote:
			return syntax.StringToken, cfamily.Unescape(source[at+1:i], true), i + 1
		case '\\':
			if i+1 < len(source) && source[i+1] != '\n' {
				i++
			}
		case '\n':
			return syntax.BadToken, source[at:i], i
		}
	}
	return syntax.BadToken, source[at:], len(source)
}

func textBlock(source string, from int) (body string, end int) {
	for i := from; i < len(source); i++ {
		if source[i] == '\\' {
			i++
		} else if source[i] == '"' && strings.HasPrefix(source[i:], `"""`) {
			return source[from:i], i + 3
		}
	}
	return source[from:], len(source)
}

// stripLines removes the white space at the ends of a text block's lines (Java
// Language Specification, 3.10.6).
func stripLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\f")
	}
	return strings.Join(lines, "\n")
}
