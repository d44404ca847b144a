package bicep

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxTemplates bounds texts within each other's holes.
const maxTemplates = 8

// literal reads 'text', 'text ${hole}' and a text over lines between three quotes each.
func literal(source string, at int) (syntax.TokenKind, string, int) {
	if source[at] != '\'' {
		return syntax.BadToken, "", at
	}
	if strings.HasPrefix(source[at:], "'''") {
		return long(source, at)
	}
	end, holes, closed := textEnd(source, at, maxTemplates)
	switch {
	case !closed:
		return syntax.BadToken, source[at:end], end
	case holes:
		return syntax.TemplateToken, source[at:end], end
	}
	return syntax.StringToken, unescape(source[at+1 : end-1]), end
}

// long reads a text over lines. Its first line break does not count.
func long(source string, at int) (syntax.TokenKind, string, int) {
	n := strings.Index(source[at+3:], "'''")
	if n < 0 {
		return syntax.BadToken, source[at:], len(source)
	}
	end := at + 3 + n + 3
	for end < len(source) && source[end] == '\'' { // a quote may be the last of the text
		end++
	}
	text := strings.TrimPrefix(source[at+3:end-3], "\r")
	return syntax.StringToken, strings.TrimPrefix(text, "\n"), end
}

// textEnd finds the offset behind the text whose quote stands at an offset.
func textEnd(source string, at, levels int) (end int, holes, closed bool) {
	for i := at + 1; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case c == '\'':
			return i + 1, holes, true
		case c == '\n':
			return i, holes, false
		case c == '$' && i+1 < len(source) && source[i+1] == '{':
			holes = true
			i = holeEnd(source, i+2, levels)
		}
	}
	return len(source), holes, false
}

// holeEnd is the offset of the bracket that closes a hole.
func holeEnd(source string, at, levels int) int {
	depth := 0
	for i := at; i < len(source); i++ {
		switch source[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return i
			}
		case '\n':
			if levels < maxTemplates {
				return i
			}
		case '\'':
			if levels > 0 {
				end, _, _ := textEnd(source, i, levels-1)
				i = max(i, end-1)
			}
		}
	}
	return len(source)
}

// template reads the text with holes at the cursor.
func (p *parser) template() *syntax.Node {
	t, mark := p.Next(), p.Mark()
	text := t.Start + 1
	flush := func(to int) {
		if to > text {
			p.Push(p.Empty(syntax.String, unescape(p.Source[text:to]), text, to))
		}
	}
	for i := text; i < t.End-1; i++ {
		switch {
		case p.Source[i] == '\\':
			i++
		case p.Source[i] == '$' && p.Source[i+1] == '{':
			flush(i)
			end := min(holeEnd(p.Source[:t.End], i+2, maxTemplates), t.End)
			p.hole(i+2, end)
			i, text = end, min(end+1, t.End)
		}
	}
	flush(t.End - 1)
	return p.Close(syntax.Template, "", t.Start, mark)
}

func (p *parser) hole(from, to int) {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.GapBetween(from, to))
		return
	}
	p.Inner(p.scan(from, to), from, func() {
		if p.Done() {
			return
		}
		p.Push(p.expression())
		if !p.Done() {
			p.Push(p.GapTo(len(p.Tokens)))
		}
	})
}

// unescape resolves \n, \r, \t, \\, \', \$ and \u{…}.
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
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'u':
			digits, _, ok := strings.Cut(strings.TrimPrefix(s[i+1:], "{"), "}")
			r, err := strconv.ParseUint(digits, 16, 32)
			if ok && err == nil && strings.HasPrefix(s[i+1:], "{") {
				b.WriteRune(rune(r))
				i += len(digits) + 2
				continue
			}
			b.WriteByte('u')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
