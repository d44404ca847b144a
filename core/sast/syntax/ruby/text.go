package ruby

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// quoteEnd is the offset behind a quoted text on one line.
func quoteEnd(source string, at int) int {
	for i := at + 1; i < len(source) && source[i] != '\n'; i++ {
		switch source[i] {
		case '\\':
			i++
		case source[at]:
			return i + 1
		}
	}
	return len(source)
}

// quoted reads "text", 'text' and `text`; texts side by side are one.
func (p *parser) quoted() *syntax.Node {
	start, quote := p.at, p.peek(0)
	p.move(1)
	n := p.text(start, quote, quote, quote == '\'')
	if quote == '`' {
		return p.node(syntax.Call, "", start, p.Leaf(syntax.Name, "`", start, start), n)
	}
	for links := 0; links < maxChain; links++ {
		at, end := p.at, p.end
		p.blank()
		next := p.peek(0)
		if next != '"' && next != '\'' || n.Kind == syntax.Gap {
			p.at, p.end = at, end
			break
		}
		from := p.at
		p.move(1)
		more := p.text(from, next, next, next == '\'')
		if n.Kind == syntax.String && more.Kind == syntax.String {
			n.Text, n.End = n.Text+more.Text, p.end
			continue
		}
		n = p.node(syntax.Template, "", start, n, more)
	}
	return n
}

// text reads up to the closing byte, behind which it ends. Brackets nest.
func (p *parser) text(start int, opening, closing byte, raw bool) *syntax.Node {
	mark := p.Mark()
	if !p.pieces(len(p.source), opening, closing, raw) {
		p.Take(mark)
		return p.Gap(start, p.at)
	}
	p.move(1)
	return p.textNode(start, p.at, mark)
}

func (p *parser) textNode(start, end, mark int) *syntax.Node {
	switch {
	case p.Pushed(mark) == 0:
		return p.Leaf(syntax.String, "", start, end)
	case p.Pushed(mark) == 1 && p.Child(mark, 0).Kind == syntax.String && p.Child(mark, 0).Start <= start+3:
		return p.Leaf(syntax.String, p.Take(mark)[0].Text, start, end)
	}
	return p.Close(syntax.Template, "", start, end, mark)
}

// pieces pushes texts and what stands in #{…}, up to the closing byte (0 for none)
// or the limit; false when neither is there.
func (p *parser) pieces(limit int, opening, closing byte, raw bool) bool {
	from, depth := p.at, 0
	flush := func() {
		if p.at > from {
			p.Push(p.Leaf(syntax.String, unescape(p.source[from:p.at], raw), from, p.at))
		}
	}
	for p.at < limit {
		switch c := p.source[p.at]; {
		case c == '\\' && p.at+1 < limit:
			p.at += 2
			continue
		case c == closing && depth == 0 && closing != 0:
			flush()
			return true
		case c == closing && closing != 0:
			depth--
		case c == opening && opening != closing:
			depth++
		case c == '#' && p.peek(1) == '{' && !raw:
			flush()
			p.hole()
			from = p.at
			continue
		}
		p.at++
	}
	flush()
	p.end = p.at
	return closing == 0
}

// hole reads "#{statements}".
func (p *parser) hole() {
	start, mark := p.at, p.Mark()
	noDo, noMark := p.noDo, p.noMark
	defer p.Shallower()
	p.move(2)
	if !p.Deeper() {
		p.Push(p.gapLine())
		return
	}
	p.noDo, p.noMark = false, false
	p.statements()
	p.expect('}')
	p.noDo, p.noMark = noDo, noMark
	if p.Pushed(mark) != 1 {
		p.Push(p.close(syntax.Block, "", start, mark))
	}
}

// percent is the length of the opening of %w[ and its like, 0 when it is none.
func (p *parser) percent() int {
	c := p.peek(1)
	if strings.IndexByte("wWiIqQrxs", c) >= 0 && c != 0 {
		if d := p.peek(2); d != 0 && d != '=' && d < 0x80 && !isNameByte(d) && !isSpace(d) {
			return 3
		}
		return 0
	}
	if c != 0 && strings.IndexByte("([{<|", c) >= 0 {
		return 2
	}
	return 0
}

func closingOf(opening byte) byte {
	if i := strings.IndexByte("([{<", opening); i >= 0 {
		return ")]}>"[i]
	}
	return opening
}

// percentText reads %w[a b], %q(text), %r{re}, %x(command) and %(text).
func (p *parser) percentText() *syntax.Node {
	start, length := p.at, p.percent()
	kind, opening := byte('Q'), p.peek(length-1)
	if length == 3 {
		kind = p.peek(1)
	}
	closing := closingOf(opening)
	if kind == 'r' {
		return p.regex(length, opening, closing)
	}
	p.move(length)
	n := p.text(start, opening, closing, kind == 'q' || kind == 'w' || kind == 'i' || kind == 's')
	switch kind {
	case 'w', 'W', 'i', 'I':
		return p.wordList(n, kind|0x20 == 'i')
	case 'x':
		return p.node(syntax.Call, "", start, p.Leaf(syntax.Name, "`", start, start), n)
	}
	return n
}

// wordList makes a List of the words of a text.
func (p *parser) wordList(n *syntax.Node, symbols bool) *syntax.Node {
	if n.Kind != syntax.String {
		n.Kind, n.Text = syntax.List, "["
		return n
	}
	mark, at := p.Mark(), n.Start+3
	for _, w := range strings.Fields(n.Text) {
		if i := strings.Index(p.source[min(at, n.End):n.End], w); i >= 0 {
			at += i
		}
		kind, text := syntax.String, w
		if symbols {
			kind, text = syntax.Literal, ":"+w
		}
		p.Push(p.Leaf(kind, text, min(at, n.End), min(at+len(w), n.End)))
		at += len(w)
	}
	return p.Close(syntax.List, "[", n.Start, n.End, mark)
}

// regex reads a regular expression, behind an opening of the length.
func (p *parser) regex(length int, opening, closing byte) *syntax.Node {
	start, depth := p.at, 0
	if p.unclosed[string(closing)] {
		return p.gapLine()
	}
	for i := p.at + length; i < len(p.source); i++ {
		switch c := p.source[i]; {
		case c == '\\':
			i++
		case c == closing && depth == 0:
			for i++; i < len(p.source) && p.source[i] >= 'a' && p.source[i] <= 'z'; i++ {
			}
			p.move(i - p.at)
			return p.leaf(syntax.Literal, p.source[start:p.at], start)
		case c == closing:
			depth--
		case c == opening && opening != closing:
			depth++
		case c == '#' && opening == closing && i+1 < len(p.source) && p.source[i+1] == '{':
			for i < len(p.source) && p.source[i] != '}' && p.source[i] != '\n' {
				i++
			}
		}
	}
	p.unclosed[string(closing)] = true
	return p.gapLine()
}

// heredocHead looks at "<<~WORD": its sign, word, whether it is raw, and its length.
func (p *parser) heredocHead() (sign byte, word string, raw bool, length int) {
	if !p.has("<<") {
		return 0, "", false, 0
	}
	i := p.at + 2
	if i < len(p.source) && (p.source[i] == '~' || p.source[i] == '-') {
		sign = p.source[i]
		i++
	}
	if i < len(p.source) && (p.source[i] == '"' || p.source[i] == '\'' || p.source[i] == '`') {
		end := quoteEnd(p.source, i)
		if end-i < 3 || end >= len(p.source) && p.source[len(p.source)-1] != p.source[i] {
			return 0, "", false, 0
		}
		return sign, p.source[i+1 : end-1], p.source[i] == '\'', end - p.at
	}
	from := i
	for i < len(p.source) && isNameByte(p.source[i]) {
		i++
	}
	if i == from || isDigit(p.source[from]) || sign == 0 && (p.source[from] < 'A' || p.source[from] > 'Z') {
		return 0, "", false, 0
	}
	return sign, p.source[from:i], false, i - p.at
}

// heredoc reads a here-document, whose body follows on the line; nil when none
// begins here.
func (p *parser) heredoc() *syntax.Node {
	sign, word, raw, length := p.heredocHead()
	line := strings.IndexByte(p.source[p.at:], '\n')
	if length == 0 || line < 0 {
		return nil
	}
	line += p.at
	body, ok := p.jumps[line]
	if !ok {
		body = line + 1
	}
	if p.unclosed[word] {
		return nil
	}
	end, next := bodyEnd(p.source, body, word, sign != 0)
	if end < 0 {
		p.unclosed[word] = true
		return nil
	}
	start := p.at
	p.move(length)
	p.jumps[line] = next
	at, behind, mark := p.at, p.end, p.Mark()
	p.at = body
	p.pieces(end, 0, 0, raw)
	p.at, p.end = at, behind
	if p.Pushed(mark) == 1 && p.Child(mark, 0).Kind == syntax.String || p.Pushed(mark) == 0 {
		text := ""
		if p.Pushed(mark) == 1 {
			text = p.Take(mark)[0].Text
		}
		if sign == '~' {
			text = dedent(text)
		}
		return p.Leaf(syntax.String, text, start, max(end, at))
	}
	return p.Close(syntax.Template, "", start, max(end, at), mark)
}

// bodyEnd finds the line of the closing word: its start and the offset behind it.
func bodyEnd(source string, at int, word string, indented bool) (end, next int) {
	for at < len(source) {
		stop := len(source)
		if n := strings.IndexByte(source[at:], '\n'); n >= 0 {
			stop = at + n
		}
		line := strings.TrimSuffix(source[at:stop], "\r")
		if indented {
			line = strings.TrimLeft(line, " \t")
		}
		if line == word {
			return at, min(stop+1, len(source))
		}
		at = stop + 1
	}
	return -1, -1
}

func dedent(text string) string {
	lines := strings.SplitAfter(text, "\n")
	indent := -1
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if width := len(line) - len(strings.TrimLeft(line, " \t")); indent < 0 || width < indent {
			indent = width
		}
	}
	for i, line := range lines {
		lines[i] = line[min(max(indent, 0), len(line)-len(strings.TrimLeft(line, " \t"))):]
	}
	return strings.Join(lines, "")
}

// unescape resolves the escapes of double quotes; raw are those of single ones.
func unescape(s string, raw bool) string {
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
		switch {
		case raw:
			if s[i] != '\\' && s[i] != '\'' {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
		case s[i] == '\n':
		case s[i] == 'u' && i+4 < len(s) && s[i+1] != '{':
			if r, err := strconv.ParseUint(s[i+1:i+5], 16, 32); err == nil {
				b.WriteRune(rune(r))
				i += 4
			}
		case strings.IndexByte("abefnrstv0", s[i]) >= 0:
			b.WriteByte("\a\b\x1b\f\n\r \t\v\x00"[strings.IndexByte("abefnrstv0", s[i])])
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
