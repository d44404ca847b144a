package python

import (
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxStrings bounds f-strings within f-strings.
const maxStrings = 20

// stringFrom adds the string whose prefix begins at start and whose quote stands
// at quote.
func (l *lexer) stringFrom(start, quote int) {
	kind := syntax.StringToken
	if isFormatted(l.source[start:quote]) {
		kind = syntax.TemplateToken
	}
	end, closed := l.finder.stringEnd(start, quote, 0)
	if !closed {
		kind = syntax.BadToken
	}
	l.at = end
	l.add(kind, start, end)
}

func isFormatted(prefix string) bool { return strings.ContainsAny(prefix, "fFtT") }

// delimiter is the quote of a string: one character or three.
func delimiter(s string, quote int) string {
	if q := s[quote : quote+1]; !strings.HasPrefix(s[quote:], q+q+q) {
		return q
	}
	return s[quote : quote+3]
}

// finder finds the ends of strings. It takes a bounded number of steps, since an
// f-string within an f-string is read once for each way it may end; when they
// are used up, a string ends at its first quote.
type finder struct {
	source string
	steps  int
}

func newFinder(source string, length int) *finder {
	return &finder{source: source, steps: 64*length + 1000}
}

func (f *finder) step() bool {
	f.steps--
	return f.steps > 0
}

// stringEnd is the offset behind a string. In an f-string a quote within a hole
// may be the string's own.
func (f *finder) stringEnd(start, quote, level int) (end int, closed bool) {
	s := f.source
	q := delimiter(s, quote)
	if isFormatted(s[start:quote]) && level < maxStrings {
		if end, closed = f.formattedEnd(quote+len(q), q, level); closed {
			return end, true
		}
	}
	for i := quote + len(q); i < len(s) && (level == 0 || f.step()); i++ {
		switch {
		case s[i] == '\\':
			i++
			if i+1 < len(s) && s[i] == '\r' && s[i+1] == '\n' {
				i++
			}
		case s[i] == '\n' && len(q) == 1:
			return i, false
		case s[i] == q[0] && strings.HasPrefix(s[i:], q):
			return i + len(q), true
		}
	}
	return len(s), false
}

// formattedEnd finds the end of an f-string's text, which begins at i.
func (f *finder) formattedEnd(i int, q string, level int) (end int, closed bool) {
	s := f.source
	for i < len(s) && f.step() {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && s[i+1] == '{':
			i++
		case c == '\\':
			i += 2
		case c == '\n' && len(q) == 1:
			return i, false
		case c == q[0] && strings.HasPrefix(s[i:], q):
			return i + len(q), true
		case c == '{' && i+1 < len(s) && s[i+1] == '{':
			i += 2
		case c == '{':
			h := f.hole(i+1, q, level)
			if !h.closed {
				return i, false
			}
			i = h.end
		default:
			i++
		}
	}
	return i, false
}

// hole is what stands between the brackets of an f-string: an expression up to
// value, then perhaps a format that begins at format.
type hole struct {
	value, format, end int
	closed             bool
}

// hole finds the parts of the hole whose text begins at i.
func (f *finder) hole(i int, q string, level int) hole {
	s := f.source
	h := hole{value: -1}
	depth := 0
	for i < len(s) && f.step() {
		switch c := s[i]; {
		case c == '"' || c == '\'':
			end, closed := f.stringEnd(prefixStart(s, i), i, level+1)
			if !closed || len(q) == 1 && strings.IndexByte(s[i:end], '\n') >= 0 && delimiter(s, i) == q {
				return h
			}
			i = end
			continue
		case c == '#' && len(q) == 3:
			i += max(1, strings.IndexByte(s[i:], '\n'))
			continue
		case c == '(' || c == '[' || c == '{':
			depth++
		case (c == ')' || c == ']' || c == '}') && depth > 0:
			depth--
		case c == '}':
			if h.value < 0 {
				h.value = i
			}
			h.end, h.closed = i+1, true
			return h
		case c == '!' && depth == 0 && i+1 < len(s) && s[i+1] != '=' && h.value < 0:
			h.value = i
		case c == ':' && depth == 0:
			if h.value < 0 {
				h.value = i
			}
			h.format = i + 1
			return f.formatEnd(h, q, level)
		}
		i++
	}
	return h
}

// prefixStart is where the prefix of the string whose quote stands at i begins.
func prefixStart(s string, i int) int {
	at := i
	for at > 0 && i-at < 2 && isNameByte(s[at-1]) {
		at--
	}
	if at < i && (at == 0 || !isNameByte(s[at-1])) && isPrefix(s[at:i]) {
		return at
	}
	return i
}

// formatEnd finds the end of a hole whose format, which may have holes itself,
// begins at h.format.
func (f *finder) formatEnd(h hole, q string, level int) hole {
	s := f.source
	for i := h.format; i < len(s) && f.step(); {
		switch c := s[i]; {
		case c == '}':
			h.end, h.closed = i+1, true
			return h
		case c == '{' && level < maxStrings:
			inner := f.hole(i+1, q, level+1)
			if !inner.closed {
				return h
			}
			i = inner.end
		case c == '\n' && len(q) == 1, strings.HasPrefix(s[i:], q):
			return h
		default:
			i++
		}
	}
	return h
}

// strings reads adjacent string literals as one.
func (p *parser) strings() *syntax.Node {
	start, mark := p.Peek(0).Start, p.Mark()
	template, count := false, 0
	for p.isKind(syntax.StringToken) || p.isKind(syntax.TemplateToken) {
		if count++; p.isKind(syntax.TemplateToken) {
			template = true
			p.formatted(p.Next())
			continue
		}
		t := p.Next()
		p.Push(p.Empty(syntax.String, stringValue(t.Text), t.Start, t.End))
	}
	if template {
		return p.Close(syntax.Template, "", start, mark)
	}
	parts := p.Take(mark)
	if count == 1 {
		return parts[0]
	}
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(part.Text)
	}
	return p.Empty(syntax.String, b.String(), start, p.PreviousEnd())
}

// stringValue is what a literal with prefix and quotes stands for.
func stringValue(raw string) string {
	quote := strings.IndexAny(raw, `"'`)
	q := len(delimiter(raw, quote))
	body := raw[quote+q : max(quote+q, len(raw)-q)]
	if strings.ContainsAny(raw[:quote], "rR") {
		return body
	}
	return unescape(body)
}

// formatted pushes the parts of an f-string.
func (p *parser) formatted(t syntax.Token) {
	quote := t.Start + strings.IndexAny(t.Text, `"'`)
	q := delimiter(p.Source, quote)
	raw := strings.ContainsAny(p.Source[t.Start:quote], "rR")
	p.formattedText(quote+len(q), max(quote+len(q), t.End-len(q)), q, raw)
}

func (p *parser) formattedText(from, to int, q string, raw bool) {
	p.level++
	defer func() { p.level-- }()
	var b strings.Builder
	start := from
	flush := func(end int) {
		b.WriteString(p.Source[start:end])
	}
	first := from
	emit := func(end int) {
		flush(end)
		if b.Len() > 0 {
			text := b.String()
			if !raw {
				text = unescape(text)
			}
			p.Push(p.Empty(syntax.String, text, first, end))
		}
		b.Reset()
	}
	for i := from; i < to; {
		switch c := p.Source[i]; {
		case c == '\\' && !raw && strings.HasPrefix(p.Source[i:], `\N{`):
			i += 3
		case c == '\\' && i+1 < to && p.Source[i+1] != '{':
			i += 2
		case (c == '{' || c == '}') && i+1 < to && p.Source[i+1] == c:
			flush(i + 1)
			i += 2
			start = i
		case c == '{':
			emit(i)
			h := newFinder(p.Source[:to], to-from).hole(i+1, q, p.level)
			if !h.closed || p.level > maxStrings {
				p.Push(p.GapBetween(i, to))
				return
			}
			p.hole(i+1, h, q, raw)
			i = h.end
			start, first = i, i
		default:
			i++
		}
	}
	emit(to)
}

// hole pushes the expression of a hole and those in its format.
func (p *parser) hole(from int, h hole, q string, raw bool) {
	end := h.value
	if trimmed := strings.TrimRight(p.Source[from:end], " \t"); strings.HasSuffix(trimmed, "=") && !strings.HasSuffix(trimmed, "==") {
		end = from + len(trimmed) - 1 // f"{x=}" shows its own text
	}
	p.Inner(lex(p.Source, from, end, true, p.Pattern()), from, func() {
		p.Push(p.testlist())
		if !p.Done() {
			p.Push(p.GapTo(len(p.Tokens)))
		}
	})
	if h.format > 0 && h.end-1 > h.format && strings.IndexByte(p.Source[h.format:h.end-1], '{') >= 0 {
		p.formattedText(h.format, h.end-1, q, raw)
	}
}

// unescape resolves Python's escapes; what is none keeps its backslash.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		i += escape(&b, s[i:])
	}
	return b.String()
}

// escape writes what the escape at the start of s stands for and returns its length.
func escape(b *strings.Builder, s string) int {
	c := s[1]
	if i := strings.IndexByte(`abfnrtv\'"`, c); i >= 0 {
		b.WriteByte("\a\b\f\n\r\t\v\\'\""[i])
		return 2
	}
	switch {
	case c == '\n':
		return 2
	case c == '\r':
		if len(s) > 2 && s[2] == '\n' {
			return 3
		}
		return 2
	case c == 'x':
		return code(b, s, 2, 2, 16)
	case c == 'u':
		return code(b, s, 2, 4, 16)
	case c == 'U':
		return code(b, s, 2, 8, 16)
	case c >= '0' && c <= '7':
		return code(b, s, 1, 3, 8)
	}
	b.WriteByte('\\')
	return 1
}

// code writes the character of a number that stands at s[from:] in up to so many digits.
func code(b *strings.Builder, s string, from, digits, base int) int {
	value, i := 0, from
	for i < len(s) && i < from+digits {
		d := strings.IndexByte("0123456789abcdef0123456789ABCDEF", s[i]) % 16
		if d < 0 || d >= base {
			break
		}
		value = value*base + d
		i++
	}
	if i == from || value > utf8.MaxRune {
		b.WriteByte('\\')
		return 1
	}
	b.WriteRune(rune(value))
	return i
}
