package php

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// quoted reads 'text'.
func (s *scanner) quoted(start int) {
	for i := start + 1; i < len(s.source); i++ {
		switch s.source[i] {
		case '\\':
			i++
		case '\'':
			s.at = i + 1
			s.add(syntax.StringToken, strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(s.source[start+1:i]), start)
			return
		}
	}
	s.at = len(s.source)
	s.add(syntax.BadToken, s.source[start:], start)
}

// expanded reads "text" and `text`.
func (s *scanner) expanded(start int, quote byte) {
	for i := start + 1; i < len(s.source); i++ {
		switch s.source[i] {
		case '\\':
			i++
		case quote:
			s.at = i + 1
			body := s.source[start+1 : i]
			if quote == '`' || hasHoles(body) {
				s.add(syntax.TemplateToken, s.source[start:s.at], start)
			} else {
				s.add(syntax.StringToken, unescape(body), start)
			}
			return
		}
	}
	s.at = len(s.source)
	s.add(syntax.BadToken, s.source[start:], start)
}

// hasHoles says whether a text has a variable to fill in.
func hasHoles(body string) bool {
	for i := 0; i+1 < len(body); i++ {
		switch {
		case body[i] == '\\':
			i++
		case body[i] == '$' && (isNameByte(body[i+1]) || body[i+1] == '{'), body[i] == '{' && body[i+1] == '$':
			return true
		}
	}
	return false
}

// heredoc reads "<<<EOT" and "<<<'EOT'"; false when none begins here.
func (s *scanner) heredoc(start int) bool {
	i := start + 3
	for i < len(s.source) && (s.source[i] == ' ' || s.source[i] == '\t') {
		i++
	}
	quote := byte(0)
	if i < len(s.source) && (s.source[i] == '\'' || s.source[i] == '"') {
		quote = s.source[i]
		i++
	}
	from := i
	for i < len(s.source) && isNameByte(s.source[i]) {
		i++
	}
	word := s.source[from:i]
	line := strings.IndexByte(s.source[i:], '\n')
	if word == "" || line < 0 {
		return false
	}
	body := i + line + 1
	for at := body; at <= len(s.source); {
		next := strings.IndexByte(s.source[at:], '\n')
		stop := len(s.source)
		if next >= 0 {
			stop = at + next
		}
		text := strings.TrimLeft(s.source[at:stop], " \t")
		if rest, ok := strings.CutPrefix(text, word); ok && (rest == "" || !isNameByte(rest[0])) {
			s.at = stop - len(rest)
			value := strings.TrimSuffix(strings.TrimSuffix(s.source[body:max(body, at)], "\n"), "\r")
			switch {
			case quote == '\'':
				s.add(syntax.StringToken, value, start)
			case hasHoles(value):
				s.add(syntax.TemplateToken, s.source[start:s.at], start)
			default:
				s.add(syntax.StringToken, unescape(value), start)
			}
			return true
		}
		if next < 0 {
			break
		}
		at = stop + 1
	}
	s.at = len(s.source)
	s.add(syntax.BadToken, s.source[start:], start)
	return true
}

// template reads the text with holes at the cursor.
func (p *parser) template() *syntax.Node {
	t, mark := p.Next(), p.Mark()
	from, to := t.Start+1, t.End-1
	if p.Source[t.Start] == '<' {
		from = t.Start + strings.IndexByte(p.Source[t.Start:t.End], '\n') + 1
		to = max(from, strings.LastIndexByte(p.Source[:t.End], '\n'))
	}
	p.parts(from, to)
	if p.Source[t.Start] == '`' {
		inner := p.Close(syntax.Template, "", t.Start, mark)
		return p.Node(syntax.Call, "", t.Start, p.Empty(syntax.Name, "shell_exec", t.Start, t.Start), inner)
	}
	if p.Pattern() && p.Pushed(mark) == 1 {
		if n := p.Child(mark, 0); n.Kind == syntax.Metavariable {
			p.Take(mark)
			return p.Empty(syntax.String, n.Text, t.Start, t.End)
		}
	}
	return p.Close(syntax.Template, "", t.Start, mark)
}

func (p *parser) parts(text, to int) {
	flush := func(end int) {
		if end > text {
			p.Push(p.Empty(syntax.String, unescape(p.Source[text:end]), text, end))
		}
	}
	for i := text; i < to; i++ {
		c := p.Source[i]
		switch {
		case c == '\\':
			i++
		case c == '$' && i+1 < to && isNameByte(p.Source[i+1]) && (p.Source[i+1] < '0' || p.Source[i+1] > '9'):
			flush(i)
			i = p.simple(i, to) - 1
			text = i + 1
		case (c == '{' && i+1 < to && p.Source[i+1] == '$') || c == '$' && i+1 < to && p.Source[i+1] == '{':
			flush(i)
			from := i + 1
			if c == '$' {
				from++
			}
			end := holeEnd(p.Source[:to], from)
			p.hole(from, end, c == '$')
			i, text = end, min(end+1, to)
		}
	}
	flush(to)
}

// simple pushes $a, $a[b] or $a->b of a text, and returns where it ends.
func (p *parser) simple(at, to int) int {
	i := at + 1
	for i < to && isNameByte(p.Source[i]) {
		i++
	}
	end := i
	switch {
	case i < to && p.Source[i] == '[':
		if n := strings.IndexByte(p.Source[i:to], ']'); n > 0 && n < 100 {
			end = i + n + 1
		}
	case i+2 < to && p.Source[i] == '-' && p.Source[i+1] == '>' && isNameByte(p.Source[i+2]):
		end = i + 2
		for end < to && isNameByte(p.Source[end]) {
			end++
		}
	}
	p.hole(at, end, false)
	return end
}

// holeEnd is the offset of the bracket that closes a hole.
func holeEnd(source string, at int) int {
	depth := 0
	for i := at; i < len(source); i++ {
		switch source[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return len(source)
}

// hole reads the expression in [from, to); plain says that it is a variable's name.
func (p *parser) hole(from, to int, plain bool) {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.GapBetween(from, to))
		return
	}
	inner := &scanner{source: p.Source, at: from, pattern: p.Pattern()}
	inner.code(to)
	p.Inner(inner.tokens, from, func() {
		if p.Done() {
			return
		}
		n := p.expression()
		if plain && n.Kind == syntax.Name {
			n.Text = "$" + n.Text
		}
		p.Push(n)
		if !p.Done() {
			p.Push(p.GapTo(len(p.Tokens)))
		}
	})
}

// unescape resolves the escapes of double quotes.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if j := strings.IndexByte(`nrtvef\$"`+"`", s[i]); j >= 0 {
			b.WriteByte("\n\r\t\v\x1b\f\\$\"`"[j])
			continue
		}
		i += escaped(&b, s[i:]) - 1
	}
	return b.String()
}

// escaped writes \x41, \101 or \u{41}, of which s begins behind the backslash, and
// returns the length; what is none stays as written.
func escaped(b *strings.Builder, s string) int {
	digits := func(from, most int, set string) int {
		n := from
		for n < len(s) && n < from+most && strings.IndexByte(set, s[n]) >= 0 {
			n++
		}
		return n
	}
	switch {
	case s[0] >= '0' && s[0] <= '7':
		n := digits(0, 3, "01234567")
		v, _ := strconv.ParseUint(s[:n], 8, 16)
		b.WriteByte(byte(v))
		return n
	case s[0] == 'x':
		if n := digits(1, 2, "0123456789abcdefABCDEF"); n > 1 {
			v, _ := strconv.ParseUint(s[1:n], 16, 16)
			b.WriteByte(byte(v))
			return n
		}
	case strings.HasPrefix(s, "u{"):
		if hex, _, ok := strings.Cut(s[2:], "}"); ok {
			if v, err := strconv.ParseUint(hex, 16, 32); err == nil {
				b.WriteRune(rune(v))
				return len(hex) + 3
			}
		}
	}
	b.WriteByte('\\')
	b.WriteByte(s[0])
	return 1
}
