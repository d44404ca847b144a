package javascript

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// value is what the text between quotes stands for.
func value(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	raw = plainEscapes(raw)
	if strings.Contains(raw, "\\\r\n") {
		raw = strings.ReplaceAll(raw, "\\\r\n", "")
	}
	return cfamily.Unescape(strings.ReplaceAll(raw, "\\\n", ""), true)
}

// plainEscapes writes escapes as the shared decoder knows them: \u{1F600} as
// \U0001F600, \x41 as \u0041; and what JavaScript has no escape for, such as
// \s, as the plain letter.
func plainEscapes(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 >= len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		if strings.HasPrefix(raw[i:], `\u{`) {
			if end := strings.IndexByte(raw[i:min(len(raw), i+12)], '}'); end > 3 && end <= 11 {
				b.WriteString(`\U` + strings.Repeat("0", 11-end) + raw[i+3:i+end])
				i += end
				continue
			}
		}
		switch next := raw[i+1]; {
		case next == 'x' && i+4 <= len(raw):
			b.WriteString(`\u00`)
		case strings.IndexByte("aesU", next) >= 0:
			b.WriteByte(next)
		default:
			b.WriteString(raw[i : i+2])
		}
		i++
	}
	return b.String()
}

// stringLiteral reads the current string token.
func (p *parser) stringLiteral() *syntax.Node {
	t := p.next()
	return p.leaf(syntax.String, value(t.Text[1:len(t.Text)-1]), t.Start, t.End)
}

// template reads a template literal, whose first quote is the current token. One
// without holes is a String, unless it is the argument of a tag.
func (p *parser) template(tagged bool) *syntax.Node {
	if !p.deeper() {
		defer p.shallower()
		start := p.tok.Start
		p.stop(templateEnd(p.source, start))
		p.next()
		return p.gap(start, p.previousEnd)
	}
	defer p.shallower()
	start, s := p.tok.Start, p.source
	mark, holes, closed := p.mark(), false, false
	from, i := start+1, start+1
	for i < len(s) && !closed {
		switch {
		case s[i] == '\\':
			i = min(i+2, len(s))
		case s[i] == '`':
			p.text(from, i)
			i++
			closed = true
		case s[i] == '$' && i+1 < len(s) && s[i+1] == '{':
			p.text(from, i)
			holes = true
			i = p.hole(i + 2)
			from = i
		default:
			i++
		}
	}
	if !closed {
		p.push(p.gap(min(from, len(s)), len(s)))
	}
	p.tok = syntax.Token{Kind: syntax.TemplateToken, Text: s[start:i], Start: start}
	p.stop(i)
	p.next()
	if !holes && !tagged && closed && !(p.pattern && s[start+1:i-1] == "...") {
		p.stack = p.stack[:mark]
		return p.leaf(syntax.String, value(s[start+1:i-1]), start, i)
	}
	return p.close(syntax.Template, "", start, mark)
}

func (p *parser) text(from, to int) {
	if from < to {
		p.push(p.leaf(syntax.String, value(p.source[from:to]), from, to))
	}
}

// hole reads an expression from an offset up to the bracket that closes it and
// returns the offset behind that.
func (p *parser) hole(at int) int {
	noIn, inThen := p.noIn, p.inThen
	p.noIn, p.inThen = false, false
	p.at, p.previousEnd = at, at
	p.scan()
	if !p.is("}") {
		p.push(p.expression())
	}
	if !p.is("}") {
		p.push(p.skipTo("}"))
	}
	p.noIn, p.inThen = noIn, inThen
	return p.tok.End
}

// templateEnd is the offset behind the template that begins at an offset,
// found without reading its holes.
func templateEnd(s string, at int) int {
	const text = -1
	open := []int{text} // what is open: a template's text, or a hole with so many brackets
	for i := at + 1; i < len(s); i++ {
		top := len(open) - 1
		switch c := s[i]; {
		case open[top] == text && c == '\\':
			i++
		case c == '`' && open[top] == text:
			if open = open[:top]; top == 0 {
				return i + 1
			}
		case open[top] == text:
			if c == '$' && i+1 < len(s) && s[i+1] == '{' {
				open = append(open, 0)
				i++
			}
		case c == '`':
			open = append(open, text)
		case c == '{':
			open[top]++
		case c == '}' && open[top] > 0:
			open[top]--
		case c == '}':
			open = open[:top]
		}
	}
	return len(s)
}
