package python

import (
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// lexer reads the tokens of source[at:end). Strings keep their raw text. Tokens
// for line ends and indentation are empty and stand behind the token before.
type lexer struct {
	source  string
	at, end int
	pattern bool
	tokens  []syntax.Token
	open    []byte // brackets
	indents []int
	inside  bool // within the hole of an f-string: lines mean nothing
	newline bool
	finder  *finder
}

func lex(source string, from, to int, inside, pattern bool) []syntax.Token {
	l := &lexer{source: source[:to], at: from, end: to, inside: inside, pattern: pattern}
	l.finder = newFinder(l.source, to-from)
	l.tokens = make([]syntax.Token, 0, (to-from)/4+8)
	if from == 0 && strings.HasPrefix(source, "\ufeff") {
		l.at = 3
	}
	if !inside {
		l.lineStart()
	}
	for l.at < l.end {
		l.token()
	}
	if !inside {
		l.finish()
	}
	return l.tokens
}

func (l *lexer) add(kind syntax.TokenKind, start, end int) {
	l.tokens = append(l.tokens, syntax.Token{Kind: kind, Text: l.source[start:end], Start: start, End: end, Newline: l.newline})
	l.newline = false
}

// mark adds an empty token behind the last one.
func (l *lexer) mark(kind syntax.TokenKind) {
	at := 0
	if n := len(l.tokens); n > 0 {
		at = l.tokens[n-1].End
	}
	l.tokens = append(l.tokens, syntax.Token{Kind: kind, Start: at, End: at})
}

func (l *lexer) finish() {
	if n := len(l.tokens); n > 0 && l.tokens[n-1].Kind != syntax.NewlineToken && l.tokens[n-1].Kind != syntax.DedentToken {
		l.mark(syntax.NewlineToken)
	}
	for len(l.indents) > 1 {
		l.mark(syntax.DedentToken)
		l.indents = l.indents[:len(l.indents)-1]
	}
}

func (l *lexer) token() {
	c := l.source[l.at]
	switch {
	case c == '\n':
		l.at++
		l.newline = true
		if !l.inside && (len(l.open) == 0 || l.abandoned()) {
			l.mark(syntax.NewlineToken)
			l.lineStart()
		}
	case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
		l.at++
	case c == '#':
		l.comment()
	case c == '\\':
		l.continuation()
	case c == '"' || c == '\'':
		l.stringFrom(l.at, l.at)
	case isNameByte(c) && !isDigit(c):
		l.word()
	case isDigit(c), c == '.' && l.at+1 < l.end && isDigit(l.source[l.at+1]):
		start := l.at
		l.at = numberEnd(l.source, l.at)
		l.add(syntax.NumberToken, start, l.at)
	case l.pattern && c == '$':
		l.metavariable()
	default:
		l.operator()
	}
}

func (l *lexer) comment() {
	if i := strings.IndexByte(l.source[l.at:], '\n'); i >= 0 {
		l.at += i
		return
	}
	l.at = l.end
}

// continuation passes over a backslash at a line's end.
func (l *lexer) continuation() {
	rest := l.source[l.at+1:]
	switch {
	case strings.HasPrefix(rest, "\n"):
		l.at += 2
	case strings.HasPrefix(rest, "\r\n"):
		l.at += 3
	case strings.TrimSpace(rest) == "":
		l.at = l.end
	default:
		l.add(syntax.BadToken, l.at, l.at+1)
		l.at++
	}
}

// lineStart passes over blank lines and compares the indentation of the next
// line with the one before.
func (l *lexer) lineStart() {
	column := 0
	for l.at < l.end {
		switch l.source[l.at] {
		case ' ':
			column++
		case '\t':
			column += 8 - column%8
		case '\f':
			column = 0
		case '\r':
		case '\n':
			column = 0
		case '\\':
			if !strings.HasPrefix(l.source[l.at+1:], "\n") {
				l.indent(column)
				return
			}
			l.at++
		case '#':
			l.comment()
			continue
		default:
			l.indent(column)
			return
		}
		l.at++
	}
}

func (l *lexer) indent(column int) {
	if len(l.indents) == 0 {
		l.indents = append(l.indents, column)
		return
	}
	top := l.indents[len(l.indents)-1]
	if column > top {
		l.mark(syntax.IndentToken)
		l.indents = append(l.indents, column)
		return
	}
	for len(l.indents) > 1 && column < top {
		// A line between two levels belongs to the inner one.
		if l.indents[len(l.indents)-2] < column {
			l.indents[len(l.indents)-1] = column
			return
		}
		l.mark(syntax.DedentToken)
		l.indents = l.indents[:len(l.indents)-1]
		top = l.indents[len(l.indents)-1]
	}
}

// abandoned says whether the line that begins inside brackets can only be a new
// statement. Then the brackets are closed, with a bad token that says so.
func (l *lexer) abandoned() bool {
	i := l.at
	for i < l.end && (l.source[i] == ' ' || l.source[i] == '\t') {
		i++
	}
	end := nameEnd(l.source, i)
	if end < l.end && l.source[end] != ' ' && l.source[end] != '\n' && l.source[end] != ':' {
		return false
	}
	switch l.source[i:end] {
	case "def", "class", "return", "while", "try", "raise", "import", "del", "pass", "break", "continue", "elif",
		"except", "finally", "with", "assert":
	default:
		return false
	}
	l.mark(syntax.BadToken)
	for len(l.open) > 0 {
		l.mark(syntax.PunctuationToken)
		l.tokens[len(l.tokens)-1].Text = closing(l.open[len(l.open)-1])
		l.open = l.open[:len(l.open)-1]
	}
	return true
}

func closing(open byte) string {
	switch open {
	case '(':
		return ")"
	case '[':
		return "]"
	}
	return "}"
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isNameByte takes every byte outside ASCII for a letter.
func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c) || c >= utf8.RuneSelf
}

func nameEnd(s string, at int) int {
	for at < len(s) && isNameByte(s[at]) {
		at++
	}
	return at
}

func numberEnd(s string, at int) int {
	start := at
	if s[at] == '0' && at+1 < len(s) && strings.IndexByte("xXbBoO", s[at+1]) >= 0 {
		return nameEnd(s, at)
	}
	for ; at < len(s); at++ {
		switch c := s[at]; {
		case isDigit(c) || c == '_' || c == 'j' || c == 'J' || c == 'l' || c == 'L':
			continue
		case c == '.' && !strings.ContainsAny(s[start:at], ".eE") && !strings.HasPrefix(s[at:], "..."):
			continue
		case (c == 'e' || c == 'E') && at+1 < len(s) && (isDigit(s[at+1]) || s[at+1] == '-' || s[at+1] == '+'):
			at++
			continue
		}
		break
	}
	return at
}

// word reads a name, or a string with a prefix.
func (l *lexer) word() {
	start := l.at
	end := nameEnd(l.source, start)
	if end < l.end && end-start <= 2 && (l.source[end] == '"' || l.source[end] == '\'') && isPrefix(l.source[start:end]) {
		l.stringFrom(start, end)
		return
	}
	l.at = end
	l.add(syntax.NameToken, start, end)
}

func isPrefix(word string) bool {
	switch strings.ToLower(word) {
	case "r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "ur", "tr", "rt":
		return true
	}
	return false
}

// metavariable reads $X or $...ARGS.
func (l *lexer) metavariable() {
	start := l.at
	from := start + 1
	if strings.HasPrefix(l.source[from:], "...") {
		from += 3
	}
	end := nameEnd(l.source, from)
	if end == from {
		l.at++
		l.add(syntax.BadToken, start, l.at)
		return
	}
	l.at = end
	l.add(syntax.NameToken, start, end)
}

func (l *lexer) operator() {
	start := l.at
	n := operatorLength(l.source[start:], l.pattern)
	l.at += max(n, 1)
	if n == 0 {
		l.add(syntax.BadToken, start, l.at)
		return
	}
	switch c := l.source[start]; c {
	case '(', '[', '{':
		l.open = append(l.open, c)
	case ')', ']', '}':
		if len(l.open) > 0 {
			l.open = l.open[:len(l.open)-1]
		}
	}
	l.add(syntax.PunctuationToken, start, l.at)
}

func operatorLength(s string, pattern bool) int {
	if pattern && (strings.HasPrefix(s, "<...") || strings.HasPrefix(s, "...>")) {
		return 4
	}
	if strings.HasPrefix(s, "...") {
		return 3
	}
	second := byte(0)
	if len(s) > 1 {
		second = s[1]
	}
	switch c := s[0]; c {
	case '(', ')', '[', ']', '{', '}', ',', ';', '.', '~':
		return 1
	case '-':
		if second == '>' || second == '=' {
			return 2
		}
		return 1
	case '*', '/', '<', '>':
		n := 1
		if second == c {
			n = 2
		} else if c == '<' && second == '>' {
			return 2
		}
		if len(s) > n && s[n] == '=' {
			n++
		}
		return n
	case '+', '%', '&', '|', '^', '=', '@', ':':
		if second == '=' {
			return 2
		}
		return 1
	case '!':
		if second == '=' {
			return 2
		}
		return 1
	}
	return 0
}
