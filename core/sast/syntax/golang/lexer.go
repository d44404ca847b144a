package golang

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

type lexer struct {
	source  string
	at      int
	pattern bool
	newline bool
	tokens  []syntax.Token
}

// lex turns source into tokens. In a pattern, "$X", "$...X", "<..." and "...>"
// are tokens too.
func lex(source []byte, pattern bool) []syntax.Token {
	l := &lexer{source: string(source), pattern: pattern, newline: true, tokens: make([]syntax.Token, 0, len(source)/4+4)}
	for l.skipBlank(); l.at < len(source); l.skipBlank() {
		l.token()
	}
	return l.tokens
}

func (l *lexer) add(kind syntax.TokenKind, text string, start int) {
	l.tokens = append(l.tokens, syntax.Token{Kind: kind, Text: text, Start: start, End: l.at, Newline: l.newline})
	l.newline = false
}

func (l *lexer) has(prefix string) bool {
	return strings.HasPrefix(l.source[l.at:], prefix)
}

// skipBlank passes over white space and comments.
func (l *lexer) skipBlank() {
	for l.at < len(l.source) {
		switch c := l.source[l.at]; {
		case c == '\n':
			l.newline = true
			l.at++
		case c <= ' ':
			l.at++
		case l.has("//"):
			for l.at < len(l.source) && l.source[l.at] != '\n' {
				l.at++
			}
		case l.has("/*"):
			l.skipBlock()
		case c == 0xEF && l.has("\uFEFF"):
			l.at += 3
		default:
			return
		}
	}
}

func (l *lexer) skipBlock() {
	l.at += 2
	for l.at < len(l.source) && !l.has("*/") {
		if l.source[l.at] == '\n' {
			l.newline = true
		}
		l.at++
	}
	l.at = min(len(l.source), l.at+2)
}

func (l *lexer) token() {
	start := l.at
	c := l.source[l.at]
	switch {
	case l.pattern && c == '$' && l.metavariable():
		l.add(syntax.NameToken, l.source[start:l.at], start)
	case l.pattern && (l.has("<...") || l.has("...>")):
		l.at += 4
		l.add(syntax.PunctuationToken, l.source[start:l.at], start)
	case isNameStart(c):
		if l.name(); l.at == start { // beyond ASCII, and no letter
			_, size := utf8.DecodeRuneInString(l.source[l.at:])
			l.at += size
			l.add(syntax.BadToken, l.source[start:l.at], start)
			return
		}
		l.add(syntax.NameToken, l.source[start:l.at], start)
	case isDigit(c) || c == '.' && l.at+1 < len(l.source) && isDigit(l.source[l.at+1]):
		l.number()
		l.add(syntax.NumberToken, l.source[start:l.at], start)
	case c == '"':
		l.quoted('"')
		l.add(syntax.StringToken, unquote(l.source[start:l.at]), start)
	case c == '`':
		l.raw()
		l.add(syntax.StringToken, strings.ReplaceAll(strings.Trim(l.source[start:l.at], "`"), "\r", ""), start)
	case c == '\'':
		l.quoted('\'')
		l.add(syntax.NumberToken, l.source[start:l.at], start)
	default:
		l.operator()
	}
}

// metavariable moves behind "$X" or "$...X" and says whether one stands here.
func (l *lexer) metavariable() bool {
	at := l.at + 1
	if strings.HasPrefix(l.source[at:], "...") {
		at += 3
	}
	from := at
	for at < len(l.source) && (l.source[at] == '_' || isDigit(l.source[at]) || l.source[at] >= 'A' && l.source[at] <= 'Z') {
		at++
	}
	if at == from {
		return false
	}
	l.at = at
	return true
}

func (l *lexer) name() {
	for l.at < len(l.source) {
		c := l.source[l.at]
		if c < utf8.RuneSelf {
			if !isNameStart(c) && !isDigit(c) {
				return
			}
			l.at++
			continue
		}
		r, size := utf8.DecodeRuneInString(l.source[l.at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return
		}
		l.at += size
	}
}

func (l *lexer) number() {
	for l.at < len(l.source) {
		c := l.source[l.at]
		exponent := (c == '+' || c == '-') && strings.IndexByte("eEpP", l.source[l.at-1]) >= 0
		if !isNameStart(c) && !isDigit(c) && c != '.' && !exponent {
			return
		}
		l.at++
	}
}

// quoted moves behind the closing quote, or to the end of the line without one.
func (l *lexer) quoted(quote byte) {
	for l.at++; l.at < len(l.source) && l.source[l.at] != '\n'; l.at++ {
		switch l.source[l.at] {
		case '\\':
			if l.at+1 < len(l.source) && l.source[l.at+1] != '\n' {
				l.at++
			}
		case quote:
			l.at++
			return
		}
	}
}

func (l *lexer) raw() {
	for l.at++; l.at < len(l.source); l.at++ {
		if l.source[l.at] == '`' {
			l.at++
			return
		}
	}
}

func (l *lexer) operator() {
	start := l.at
	l.at += operatorLength(l.source[start:])
	kind := syntax.PunctuationToken
	if l.at == start+1 && strings.IndexByte("+-*/%&|^<>=!()[]{},;.:~", l.source[start]) < 0 {
		kind = syntax.BadToken
	}
	l.add(kind, l.source[start:l.at], start)
}

// operatorLength is the length of the longest operator at the start of s, 1 when
// none of several bytes begins there.
func operatorLength(s string) int {
	at := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	c, next := s[0], at(1)
	switch {
	case c == '.' && next == '.' && at(2) == '.':
		return 3
	case (c == '<' || c == '>') && next == c, c == '&' && next == '^':
		if at(2) == '=' {
			return 3
		}
		return 2
	case c == '<' && next == '-':
		return 2
	case next == c && (c == '&' || c == '|' || c == '+' || c == '-'):
		return 2
	case next == '=' && strings.IndexByte("=!<>:+-*/%&|^", c) >= 0:
		return 2
	}
	return 1
}

func unquote(text string) string {
	if len(text) > 1 && strings.IndexByte(text, '\\') < 0 && text[len(text)-1] == '"' {
		return text[1 : len(text)-1]
	}
	if value, err := strconv.Unquote(text); err == nil {
		return value
	}
	return strings.Trim(text, `"`)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isNameStart takes every byte beyond ASCII for a letter; name checks it.
func isNameStart(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}
