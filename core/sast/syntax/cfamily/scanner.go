// Package cfamily owns what the front ends of curly-bracket languages share:
// the scanner's skeleton, the table of matching brackets, the building of
// nodes, and the ways back after something that could not be read.
//
// It knows no language's grammar; literals and directives come from the front
// end. A run of ">" is given as single tokens (only ">=" is joined), because
// only the parser knows whether it closes type arguments or shifts.
package cfamily

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// Dialect is what a language adds to the scanner.
type Dialect struct {
	// Literal reads a string or character literal that begins at offset at. It
	// returns the token's kind (BadToken if the literal does not end), its text
	// and the offset behind it, which is at if none begins there.
	Literal func(source string, at int) (kind syntax.TokenKind, text string, end int)
	// Directive reads a preprocessor line whose "#" stands at offset at and
	// returns the offset behind it, or at if the language has none. scanned is
	// the number of tokens before it.
	Directive func(at, scanned int) int
	// TrailingPoint says that "1." is a number.
	TrailingPoint bool
	// HashComments says that "#" begins a comment, wherever it stands.
	HashComments bool
	// DashNames says that "-" may stand inside a name.
	DashNames bool
	// Heredocs says that a literal may begin with "<<".
	Heredocs bool
	// AtNames says that "@" makes a name of a keyword.
	AtNames bool
	// DollarNames says that "$" is a letter.
	DollarNames bool
}

// Scan reads the tokens of source[from:to).
func Scan(source string, from, to int, mode syntax.Mode, dialect Dialect) []syntax.Token {
	tokens := make([]syntax.Token, 0, (to-from)/5+4)
	newline, fresh := false, true // fresh: only white space so far on this line
	deep := 0
	source = source[:to]
	for at := from; at < to; {
		c := source[at]
		switch {
		case c == '\n':
			newline, fresh = true, true
			at++
			continue
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			at++
			continue
		case c == '/' && at+1 < to && source[at+1] == '/':
			at = lineEnd(source, at)
			continue
		case c == '/' && at+1 < to && source[at+1] == '*':
			end := strings.Index(source[at+2:], "*/")
			next := to
			if end >= 0 {
				next = at + 2 + end + 2
			}
			newline = newline || strings.Contains(source[at:next], "\n")
			at = next
			continue
		case c == '#' && dialect.HashComments:
			at = lineEnd(source, at)
			continue
		case c == '#' && fresh && dialect.Directive != nil:
			if end := dialect.Directive(at, len(tokens)); end > at {
				at = end
				continue
			}
		}
		token := scanOne(source, at, mode, dialect)
		if mode == syntax.Pattern {
			deep = splitEllipsis(&token, source, deep)
		}
		if token.End == at { // white space beyond ASCII, byte order mark
			_, size := utf8.DecodeRuneInString(source[at:])
			at += max(size, 1)
			continue
		}
		token.Start, token.Newline = at, newline
		fresh = false
		tokens = append(tokens, token)
		newline = false
		at = token.End
	}
	return tokens
}

// splitEllipsis keeps "<..." and "...>" apart from type arguments that are an
// ellipsis, List<...>; deep counts the deep ellipses that are open.
func splitEllipsis(token *syntax.Token, source string, deep int) int {
	switch {
	case token.Kind != syntax.PunctuationToken:
	case token.Text == "<..." && strings.HasPrefix(strings.TrimLeft(source[token.End:], " "), ","):
		token.Text, token.End = "<", token.End-3
	case token.Text == "<...":
		deep++
	case token.Text == "...>" && deep > 0:
		deep--
	case token.Text == "...>":
		token.Text, token.End = "...", token.End-1
	}
	return deep
}

func lineEnd(source string, at int) int {
	if n := strings.IndexByte(source[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(source)
}

func scanOne(source string, at int, mode syntax.Mode, dialect Dialect) syntax.Token {
	c := source[at]
	if mode == syntax.Pattern && c == '$' {
		if end := metavariableEnd(source, at); end > at {
			return named(source, at, end)
		}
	}
	if isNameByte[c] && (c < '0' || c > '9') {
		if c < utf8.RuneSelf || isNameRune(source, at) {
			return named(source, at, nameEnd(source, at, dialect))
		}
		if r, _ := utf8.DecodeRuneInString(source[at:]); unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' {
			return syntax.Token{End: at}
		}
		_, size := utf8.DecodeRuneInString(source[at:])
		return syntax.Token{Kind: syntax.BadToken, Text: source[at : at+size], End: at + size}
	}
	if c >= '0' && c <= '9' || c == '.' && at+1 < len(source) && isDigit(source[at+1]) {
		end := numberEnd(source, at, dialect.TrailingPoint)
		return syntax.Token{Kind: syntax.NumberToken, Text: source[at:end], End: end}
	}
	if c == '"' || c == '\'' || c == '$' || c == '@' || c == '<' && dialect.Heredocs && strings.HasPrefix(source[at:], "<<") {
		if kind, text, end := dialect.Literal(source, at); end > at {
			return syntax.Token{Kind: kind, Text: text, End: end}
		}
	}
	if c == '@' && at+1 < len(source) && isNameByte[source[at+1]] && dialect.AtNames {
		return named(source, at, nameEnd(source, at+1, Dialect{})) // C#: @class is a name
	}
	if c == '$' && dialect.DollarNames {
		return named(source, at, nameEnd(source, at, dialect))
	}
	if n := punctuation(source[at:], mode); n > 0 {
		return syntax.Token{Kind: syntax.PunctuationToken, Text: source[at : at+n], End: at + n}
	}
	return syntax.Token{Kind: syntax.BadToken, Text: source[at : at+1], End: at + 1}
}

func named(source string, at, end int) syntax.Token {
	return syntax.Token{Kind: syntax.NameToken, Text: source[at:end], End: end}
}

// metavariableEnd recognises $X and $...ARGS.
func metavariableEnd(source string, at int) int {
	i := at + 1
	if strings.HasPrefix(source[i:], "...") {
		i += 3
	}
	first := i
	for i < len(source) && (source[i] == '_' || source[i] >= 'A' && source[i] <= 'Z' || i > first && isDigit(source[i])) {
		i++
	}
	if i == first || i < len(source) && isNameByte[source[i]] {
		return at
	}
	return i
}

var isNameByte = func() (table [256]bool) {
	for c := range table {
		table[c] = c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
	}
	return table
}()

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isNameRune(source string, at int) bool {
	r, _ := utf8.DecodeRuneInString(source[at:])
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Pc, r) ||
		unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Sc, r)
}

func nameEnd(source string, at int, dialect Dialect) int {
	for at < len(source) {
		c := source[at]
		switch {
		case c < utf8.RuneSelf && (isNameByte[c] || c == '$' && dialect.DollarNames || c == '-' && dialect.DashNames):
			at++
		case c >= utf8.RuneSelf && isNameRune(source, at):
			_, size := utf8.DecodeRuneInString(source[at:])
			at += size
		default:
			return at
		}
	}
	return at
}

func numberEnd(source string, at int, trailingPoint bool) int {
	hex := at+1 < len(source) && source[at] == '0' && (source[at+1] == 'x' || source[at+1] == 'X')
	for at < len(source) {
		c := source[at]
		switch {
		case c < utf8.RuneSelf && isNameByte[c]:
			exponent := !hex && (c == 'e' || c == 'E') || c == 'p' || c == 'P'
			at++
			if exponent && at < len(source) && (source[at] == '+' || source[at] == '-') {
				at++
			}
		case c == '.' && at+1 < len(source) && (isDigit(source[at+1]) || trailingPoint && source[at+1] != '.'):
			at++
		default:
			return at
		}
	}
	return at
}

// punctuation is the length of the operator or bracket at the start of s.
func punctuation(s string, mode syntax.Mode) int {
	c := s[0]
	at := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	next := at(1)
	switch c {
	case '(', ')', '[', ']', '{', '}', ';', ',', '~', '@', '\\':
		return 1
	case '.':
		if next != '.' {
			return 1
		}
		if at(2) != '.' {
			return 2
		}
		if mode == syntax.Pattern && at(3) == '>' {
			return 4
		}
		return 3
	case '?':
		switch {
		case next == '?' && at(2) == '=':
			return 3
		case next == '?', next == '.' && !isDigit(at(2)):
			return 2
		}
		return 1
	case ':':
		if next == ':' {
			return 2
		}
		return 1
	case '=':
		if next == '=' || next == '>' {
			return 2
		}
		return 1
	case '<':
		switch {
		case mode == syntax.Pattern && strings.HasPrefix(s, "<...") && at(4) != '>':
			return 4
		case next == '<' && at(2) == '=':
			return 3
		case next == '<', next == '=':
			return 2
		}
		return 1
	case '>':
		if next == '=' {
			return 2
		}
		return 1
	case '+', '&', '|':
		if next == c || next == '=' {
			return 2
		}
		return 1
	case '-':
		if next == c || next == '=' || next == '>' {
			return 2
		}
		return 1
	case '*', '/', '%', '^', '!':
		if next == '=' {
			return 2
		}
		return 1
	}
	return 0
}
