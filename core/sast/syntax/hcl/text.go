package hcl

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxTemplates bounds texts within each other's holes.
const maxTemplates = 8

// literal reads "text" and <<EOT texts over lines.
func literal(source string, at int) (syntax.TokenKind, string, int) {
	switch source[at] {
	case '"':
		end, holes, closed := textEnd(source, at, maxTemplates)
		switch {
		case !closed:
			return syntax.BadToken, source[at:end], end
		case holes:
			return syntax.TemplateToken, source[at:end], end
		}
		return syntax.StringToken, unescape(source[at+1 : end-1]), end
	case '<':
		return heredoc(source, at)
	}
	return syntax.BadToken, "", at
}

// heredoc reads "<<EOT" or "<<-EOT"; the first line and the last are not its text.
func heredoc(source string, at int) (syntax.TokenKind, string, int) {
	body, end := heredocBody(source, at)
	switch {
	case end == at:
		return syntax.BadToken, "", at
	case end < 0:
		return syntax.BadToken, source[at:], len(source)
	}
	text := source[body:lastLine(source, body, end)]
	if strings.Contains(text, "${") || strings.Contains(text, "%{") {
		return syntax.TemplateToken, source[at:end], end
	}
	if source[at+2] == '-' {
		text = syntax.Dedent(text)
	}
	return syntax.StringToken, text, end
}

// heredocBody finds where the text begins and the offset behind its end; end is at
// when none begins here, and negative when it does not end.
func heredocBody(source string, at int) (body, end int) {
	i := at + 2
	if !strings.HasPrefix(source[at:], "<<") {
		return at, at
	}
	if i < len(source) && source[i] == '-' {
		i++
	}
	from := i
	for i < len(source) && (source[i] == '_' || source[i] == '-' || source[i] >= '0' && source[i] <= '9' || source[i]|0x20 >= 'a' && source[i]|0x20 <= 'z') {
		i++
	}
	word := source[from:i]
	if i < len(source) && source[i] == '\r' {
		i++
	}
	if word == "" || i >= len(source) || source[i] != '\n' {
		return at, at
	}
	body = i + 1
	for line := body; line < len(source); {
		next := strings.IndexByte(source[line:], '\n')
		stop := len(source)
		if next >= 0 {
			stop = line + next
		}
		if strings.TrimSpace(source[line:stop]) == word {
			return body, line + strings.Index(source[line:stop], word) + len(word)
		}
		if next < 0 {
			break
		}
		line = stop + 1
	}
	return body, -1
}

// lastLine is where the line of the closing word begins.
func lastLine(source string, body, end int) int {
	return max(body, strings.LastIndexByte(source[:end], '\n')+1)
}

// textEnd finds the offset behind the text whose quote stands at an offset.
func textEnd(source string, at, levels int) (end int, holes, closed bool) {
	for i := at + 1; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case c == '"':
			return i + 1, holes, true
		case c == '\n':
			return i, holes, false
		case (c == '$' || c == '%') && i+1 < len(source) && source[i+1] == c && i+2 < len(source) && source[i+2] == '{':
			i += 2
		case (c == '$' || c == '%') && i+1 < len(source) && source[i+1] == '{':
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
		case '"':
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
	from, to, plain := t.Start+1, t.End-1, false
	if p.Source[t.Start] == '<' {
		body, _ := heredocBody(p.Source[:t.End], t.Start)
		from, to, plain = body, lastLine(p.Source, body, t.End), true
	}
	p.parts(from, to, plain)
	if p.Pushed(mark) == 1 && !plain {
		if n := p.Child(mark, 0); n.Kind != syntax.String {
			p.Take(mark)
			return n
		}
	}
	return p.Close(syntax.Template, "", t.Start, mark)
}

func (p *parser) parts(text, to int, plain bool) {
	flush := func(end int) {
		if end > text {
			value := p.Source[text:end]
			if !plain {
				value = unescape(value)
			}
			p.Push(p.Empty(syntax.String, value, text, end))
		}
	}
	for i := text; i < to; i++ {
		c := p.Source[i]
		switch {
		case c == '\\' && !plain:
			i++
		case (c == '$' || c == '%') && i+2 < to && p.Source[i+1] == c && p.Source[i+2] == '{':
			i += 2
		case (c == '$' || c == '%') && i+1 < to && p.Source[i+1] == '{':
			flush(i)
			end := min(holeEnd(p.Source[:to], i+2, maxTemplates), to)
			p.hole(i+2, end, c == '%')
			i, text = end, min(end+1, to)
		}
	}
	flush(to)
}

// hole reads "${expression}" or "%{if expression}" and its like.
func (p *parser) hole(from, to int, directive bool) {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.GapBetween(from, to))
		return
	}
	for from < to && p.Source[from] == '~' {
		from++
	}
	for to > from && p.Source[to-1] == '~' {
		to--
	}
	inline := p.inline
	p.inline = true
	p.Inner(p.scan(from, to), from, func() {
		if directive && p.directive() || p.Done() {
			return
		}
		p.Push(p.expression())
		if !p.Done() {
			p.Push(p.GapTo(len(p.Tokens)))
		}
	})
	p.inline = inline
}

// directive passes over the words of a directive; true when no expression follows.
func (p *parser) directive() bool {
	switch p.Next().Text {
	case "if":
		return false
	case "for":
		for !p.Done() && !p.Accept("in") {
			p.Next()
		}
		return false
	}
	p.At = len(p.Tokens)
	return true
}

// unescape resolves \n, \t, \", \\, \uXXXX, and $${ for a plain ${.
func unescape(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "$${", "${"), "%%{", "%{")
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
		case 'u', 'U':
			digits := 4
			if s[i] == 'U' {
				digits = 8
			}
			if i+digits < len(s) {
				if r, err := strconv.ParseUint(s[i+1:i+1+digits], 16, 32); err == nil {
					b.WriteRune(rune(r))
					i += digits
					continue
				}
			}
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
