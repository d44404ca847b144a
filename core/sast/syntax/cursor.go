package syntax

// Token is a lexical unit of a source file. Comments and white space are not tokens.
type Token struct {
	Kind    TokenKind
	Text    string // as written; for a StringToken the resolved value
	Start   int    // byte offset of the first byte
	End     int    // byte offset behind the last byte
	Newline bool   // a line break stands between the token before and this one
}

// TokenKind says what a token is.
type TokenKind uint8

const (
	EndToken         TokenKind = iota // behind the last token
	NameToken                         // identifier or keyword
	NumberToken                       // as written
	StringToken                       // a whole literal without interpolation
	TemplateToken                     // a whole interpolated literal; the front end reads its inside
	PunctuationToken                  // operator or bracket
	RegexToken                        // a regular expression literal
	IndentToken                       // Python: the indentation grew
	DedentToken                       // Python: it shrank
	NewlineToken                      // Python: a logical line ended
	BadToken                          // a byte that begins no token
)

// Cursor walks over tokens. It never runs past the end: there Peek returns the
// EndToken for ever.
type Cursor struct {
	Tokens []Token
	At     int
}

// Peek returns the token n places ahead without moving; Peek(0) is the next one.
func (c *Cursor) Peek(n int) Token {
	if i := c.At + n; i < len(c.Tokens) {
		return c.Tokens[i]
	}
	end := 0
	if len(c.Tokens) > 0 {
		end = c.Tokens[len(c.Tokens)-1].End
	}
	return Token{Kind: EndToken, Start: end, End: end, Newline: true}
}

// Next returns the next token and moves behind it.
func (c *Cursor) Next() Token {
	t := c.Peek(0)
	if c.At < len(c.Tokens) {
		c.At++
	}
	return t
}

// Is says whether the next token is this keyword, operator or bracket.
func (c *Cursor) Is(text string) bool { return c.Peek(0).Is(text) }

// Is says whether the token is this keyword, operator or bracket; a string
// literal of that value is not.
func (t Token) Is(text string) bool {
	return (t.Kind == NameToken || t.Kind == PunctuationToken) && t.Text == text
}

// Accept moves behind the next token if it is this text, and says whether it did.
func (c *Cursor) Accept(text string) bool {
	if c.Is(text) {
		c.At++
		return true
	}
	return false
}

// PreviousEnd is the offset behind the token that Next returned last.
func (c *Cursor) PreviousEnd() int {
	if c.At == 0 || len(c.Tokens) == 0 {
		return 0
	}
	return c.Tokens[min(c.At, len(c.Tokens))-1].End
}
