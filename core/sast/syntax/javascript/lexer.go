package javascript

import (
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// lexer holds the current token. A string's or template's text is raw until the
// parser asks for its value; a template token is only its first quote.
type lexer struct {
	source  string
	pattern bool
	tok     syntax.Token
	at      int // behind the current token
}

func (l *lexer) hashbang() {
	l.at = len(l.source) - len(strings.TrimPrefix(l.source, "\ufeff"))
	if strings.HasPrefix(l.source[l.at:], "#!") {
		l.at = lineEnd(l.source, l.at)
	}
}

func lineEnd(s string, at int) int {
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(s)
}

// blank skips white space and comments and says whether a line ended there.
func (l *lexer) blank() (newline bool) {
	s := l.source
	for l.at < len(s) {
		switch c := s[l.at]; {
		case c == '\n' || c == '\r':
			newline = true
			l.at++
		case c == ' ' || c == '\t' || c == '\f' || c == '\v':
			l.at++
		case c == '/' && l.at+1 < len(s) && s[l.at+1] == '/':
			l.at = lineEnd(s, l.at)
		case c == '/' && l.at+1 < len(s) && s[l.at+1] == '*':
			end := len(s)
			if i := strings.Index(s[l.at+2:], "*/"); i >= 0 {
				end = l.at + 2 + i + 2
			}
			newline = newline || strings.IndexByte(s[l.at:end], '\n') >= 0
			l.at = end
		case c >= 0x80:
			r, n := utf8.DecodeRuneInString(s[l.at:])
			if r != 0xa0 && r != 0xfeff && r != 0x2028 && r != 0x2029 && r != 0x3000 && (r < 0x2000 || r > 0x200a) {
				return newline
			}
			newline = newline || r == 0x2028 || r == 0x2029
			l.at += n
		default:
			return newline
		}
	}
	return newline
}

// scan reads the next token.
func (l *lexer) scan() {
	newline := l.blank()
	start := l.at
	kind := l.one()
	l.tok = syntax.Token{Kind: kind, Text: l.source[start:l.at], Start: start, End: l.at, Newline: newline}
}

func (l *lexer) one() syntax.TokenKind {
	s := l.source
	if l.at >= len(s) {
		return syntax.EndToken
	}
	c := s[l.at]
	switch {
	case l.pattern && c == '$' && strings.HasPrefix(s[l.at:], "$...") && nameEnd(s, l.at+4) > l.at+4:
		l.at = nameEnd(s, l.at+4)
		return syntax.NameToken
	case isNameByte(c) && !isDigit(c), c == '#' && l.at+1 < len(s) && isNameByte(s[l.at+1]):
		l.at = nameEnd(s, l.at+1)
		return syntax.NameToken
	case isDigit(c), c == '.' && l.at+1 < len(s) && isDigit(s[l.at+1]):
		l.at = numberEnd(s, l.at)
		return syntax.NumberToken
	case c == '"' || c == '\'':
		return l.quoted(c)
	case c == '`':
		l.at++
		return syntax.TemplateToken
	}
	n := l.punctuation(s[l.at:])
	if n == 0 {
		l.at++
		return syntax.BadToken
	}
	l.at += n
	return syntax.PunctuationToken
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isNameByte takes every byte outside ASCII for a letter, and the backslash of an
// escaped one.
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || isDigit(c) || c >= 0x80 || c == '\\'
}

func nameEnd(s string, at int) int {
	for at < len(s) && isNameByte(s[at]) {
		switch {
		case s[at] >= 0x80:
			r, n := utf8.DecodeRuneInString(s[at:])
			if r == 0xa0 || r == 0xfeff || r == 0x2028 || r == 0x2029 || r == 0x3000 {
				return at
			}
			at += n
		case strings.HasPrefix(s[at:], `\u{`):
			i := strings.IndexByte(s[at:min(len(s), at+12)], '}')
			at += max(3, i+1)
		default:
			at++
		}
	}
	return at
}

func numberEnd(s string, at int) int {
	hex := s[at] == '0' && at+1 < len(s) && (s[at+1]|0x20 == 'x')
	point := false
	for ; at < len(s); at++ {
		c := s[at]
		switch {
		case isNameByte(c) && c != '\\' && c < 0x80:
			continue
		case c == '.' && !point && !hex && !strings.HasPrefix(s[at:], "..."):
			point = true
			continue
		case (c == '+' || c == '-') && !hex && s[at-1]|0x20 == 'e':
			continue
		}
		break
	}
	return at
}

// quoted reads a string up to its quote; without one it is bad up to the line's end.
func (l *lexer) quoted(quote byte) syntax.TokenKind {
	s := l.source
	for i := l.at + 1; i < len(s); i++ {
		switch s[i] {
		case quote:
			l.at = i + 1
			return syntax.StringToken
		case '\\':
			if i++; i+1 < len(s) && s[i] == '\r' && s[i+1] == '\n' {
				i++
			}
		case '\n':
			l.at = i
			return syntax.BadToken
		}
	}
	l.at = len(s)
	return syntax.BadToken
}

// punctuation is the length of the operator or bracket at the start of s.
func (l *lexer) punctuation(s string) int {
	if l.pattern && (strings.HasPrefix(s, "<...") || strings.HasPrefix(s, "...>")) {
		return 4
	}
	one := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	c, d := s[0], one(1)
	switch c {
	case '(', ')', '[', ']', '{', '}', ';', ',', ':', '~', '@':
		return 1
	case '.':
		if d == '.' && one(2) == '.' {
			return 3
		}
		return 1
	case '?':
		switch {
		case d == '.' && !isDigit(one(2)) && !(l.pattern && one(2) == '.'):
			return 2
		case d == '?' && one(2) == '=':
			return 3
		case d == '?':
			return 2
		}
		return 1
	case '=', '!':
		switch {
		case d == '=' && one(2) == '=':
			return 3
		case d == '=', c == '=' && d == '>':
			return 2
		}
		return 1
	case '*', '&', '|', '<', '>':
		n := 1
		if d == c {
			n = 2
			if c == '>' && one(2) == '>' {
				n = 3
			}
		}
		if one(n) == '=' {
			n++
		}
		return n
	case '+', '-':
		if d == c || d == '=' {
			return 2
		}
		return 1
	case '/', '%', '^':
		if d == '=' {
			return 2
		}
		return 1
	}
	return 0
}

// split makes the first byte of an operator such as ">>" a token of its own.
func (l *lexer) split() {
	l.tok.End = l.tok.Start + 1
	l.tok.Text = l.source[l.tok.Start:l.tok.End]
	l.at = l.tok.End
}

// regex reads the slash at the current token as a regular expression and says
// whether it is one.
func (l *lexer) regex() bool {
	s, class := l.source, false
	for i := l.tok.Start + 1; i < len(s) && s[i] != '\n'; i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			l.at = nameEnd(s, i+1)
			l.tok.Kind, l.tok.Text, l.tok.End = syntax.RegexToken, s[l.tok.Start:l.at], l.at
			return true
		}
	}
	return false
}

// stop makes the bytes from the current token's start to end one token, which
// the parser has read by itself.
func (l *lexer) stop(end int) {
	l.tok.End, l.at = end, end
}
