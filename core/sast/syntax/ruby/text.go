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
	start, quote := p.At, p.Peek(0)
	p.Move(1)
	n := p.text(start, quote, quote, quote == '\'')
	if quote == '`' {
		return p.Node(syntax.Call, "", start, p.Leaf(syntax.Name, "`", start, start), n)
	}
	for links := 0; links < maxChain; links++ {
		at, end := p.At, p.End
		p.blank()
		next := p.Peek(0)
		if next != '"' && next != '\'' || n.Kind == syntax.Gap {
			p.At, p.End = at, end
			break
		}
		from := p.At
		p.Move(1)
		more := p.text(from, next, next, next == '\'')
		if n.Kind == syntax.String && more.Kind == syntax.String {
			n.Text, n.End = n.Text+more.Text, p.End
			continue
		}
		n = p.Node(syntax.Template, "", start, n, more)
	}
	return n
}

// text reads up to the closing byte, behind which it ends. Brackets nest.
func (p *parser) text(start int, opening, closing byte, raw bool) *syntax.Node {
	mark := p.Mark()
	if !p.pieces(len(p.Source), opening, closing, raw) {
		p.Take(mark)
		return p.Gap(start, p.At)
	}
	p.Move(1)
	return p.textNode(start, p.At, mark)
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
	from, depth := p.At, 0
	flush := func() {
		if p.At > from {
			p.Push(p.Leaf(syntax.String, unescape(p.Source[from:p.At], raw), from, p.At))
		}
	}
	for p.At < limit {
		switch c := p.Source[p.At]; {
		case c == '\\' && p.At+1 < limit:
			p.At += 2
			continue
		case c == closing && depth == 0 && closing != 0:
			flush()
			return true
		case c == closing && closing != 0:
			depth--
		case c == opening && opening != closing:
			depth++
		case c == '#' && p.Peek(1) == '{' && !raw:
			flush()
			p.hole()
			from = p.At
			continue
		}
		p.At++
	}
	flush()
	p.End = p.At
	return closing == 0
}

// hole reads "#{statements}".
func (p *parser) hole() {
	start, mark := p.At, p.Mark()
	noDo, noMark := p.noDo, p.noMark
	defer p.Shallower()
	p.Move(2)
	if !p.Deeper() {
		p.Push(p.gapLine())
		return
	}
	p.noDo, p.noMark = false, false
	p.statements()
	p.expect('}')
	p.noDo, p.noMark = noDo, noMark
	if p.Pushed(mark) != 1 {
		p.Push(p.Finish(syntax.Block, "", start, mark))
	}
}

// percent is the length of the opening of %w[ and its like, 0 when it is none.
func (p *parser) percent() int {
	c := p.Peek(1)
	if strings.IndexByte("wWiIqQrxs", c) >= 0 && c != 0 {
		if d := p.Peek(2); d != 0 && d != '=' && d < 0x80 && !isNameByte(d) && !isSpace(d) {
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
	start, length := p.At, p.percent()
	kind, opening := byte('Q'), p.Peek(length-1)
	if length == 3 {
		kind = p.Peek(1)
	}
	closing := closingOf(opening)
	if kind == 'r' {
		return p.regex(length, opening, closing)
	}
	p.Move(length)
	n := p.text(start, opening, closing, kind == 'q' || kind == 'w' || kind == 'i' || kind == 's')
	switch kind {
	case 'w', 'W', 'i', 'I':
		return p.wordList(n, kind|0x20 == 'i')
	case 'x':
		return p.Node(syntax.Call, "", start, p.Leaf(syntax.Name, "`", start, start), n)
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
		if i := strings.Index(p.Source[min(at, n.End):n.End], w); i >= 0 {
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
	start, depth := p.At, 0
	if p.unclosed[string(closing)] {
		return p.gapLine()
	}
	for i := p.At + length; i < len(p.Source); i++ {
		switch c := p.Source[i]; {
		case c == '\\':
			i++
		case c == closing && depth == 0:
			for i++; i < len(p.Source) && p.Source[i] >= 'a' && p.Source[i] <= 'z'; i++ {
			}
			p.Move(i - p.At)
			return p.Word(syntax.Literal, p.Source[start:p.At], start)
		case c == closing:
			depth--
		case c == opening && opening != closing:
			depth++
		case c == '#' && opening == closing && i+1 < len(p.Source) && p.Source[i+1] == '{':
			for i < len(p.Source) && p.Source[i] != '}' && p.Source[i] != '\n' {
				i++
			}
		}
	}
	p.unclosed[string(closing)] = true
	return p.gapLine()
}

// heredocHead looks at "<<~WORD": its sign, word, whether it is raw, and its length.
func (p *parser) heredocHead() (sign byte, word string, raw bool, length int) {
	if !p.Has("<<") {
		return 0, "", false, 0
	}
	i := p.At + 2
	if i < len(p.Source) && (p.Source[i] == '~' || p.Source[i] == '-') {
		sign = p.Source[i]
		i++
	}
	if i < len(p.Source) && (p.Source[i] == '"' || p.Source[i] == '\'' || p.Source[i] == '`') {
		end := quoteEnd(p.Source, i)
		if end-i < 3 || end >= len(p.Source) && p.Source[len(p.Source)-1] != p.Source[i] {
			return 0, "", false, 0
		}
		return sign, p.Source[i+1 : end-1], p.Source[i] == '\'', end - p.At
	}
	from := i
	for i < len(p.Source) && isNameByte(p.Source[i]) {
		i++
	}
	if i == from || isDigit(p.Source[from]) || sign == 0 && (p.Source[from] < 'A' || p.Source[from] > 'Z') {
		return 0, "", false, 0
	}
	return sign, p.Source[from:i], false, i - p.At
}

// heredoc reads a here-document, whose body follows on the line; nil when none
// begins here.
func (p *parser) heredoc() *syntax.Node {
	sign, word, raw, length := p.heredocHead()
	line := strings.IndexByte(p.Source[p.At:], '\n')
	if length == 0 || line < 0 {
		return nil
	}
	line += p.At
	body, ok := p.jumps[line]
	if !ok {
		body = line + 1
	}
	if p.unclosed[word] {
		return nil
	}
	end, next := bodyEnd(p.Source, body, word, sign != 0)
	if end < 0 {
		p.unclosed[word] = true
		return nil
	}
	start := p.At
	p.Move(length)
	p.jumps[line] = next
	at, behind, mark := p.At, p.End, p.Mark()
	p.At = body
	p.pieces(end, 0, 0, raw)
	p.At, p.End = at, behind
	if p.Pushed(mark) == 1 && p.Child(mark, 0).Kind == syntax.String || p.Pushed(mark) == 0 {
		text := ""
		if p.Pushed(mark) == 1 {
			text = p.Take(mark)[0].Text
		}
		if sign == '~' {
			text = syntax.Dedent(text)
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
