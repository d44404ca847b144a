package dockerfile

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// wordEnd is the offset behind the word at an offset; quotes keep it together.
func (p *parser) wordEnd(at, end int) int {
	for at < end && p.source[at] > ' ' {
		switch c := p.source[at]; {
		case c == '"' || c == '\'':
			at = p.quoteEnd(at, end)
		case c == p.escape && at+1 < end:
			at += 2
		default:
			at++
		}
	}
	return min(at, end)
}

// quoteEnd is the offset behind a quoted part; behind the quote when it does not end.
func (p *parser) quoteEnd(at, end int) int {
	quote := p.source[at]
	for i := at + 1; i < end; i++ {
		switch {
		case p.source[i] == p.escape && quote == '"':
			i++
		case p.source[i] == quote:
			return i + 1
		}
	}
	return at + 1
}

// value reads a word: String, Number, Name of a variable, or Template.
func (p *parser) value(at, end int) *syntax.Node {
	word := p.source[at:end]
	switch {
	case p.pattern() && word == "...":
		return p.Leaf(syntax.Ellipsis, "", at, end)
	case p.pattern() && strings.HasPrefix(word, "$...") && syntax.IsMetavariable("$"+word[4:]):
		return p.Leaf(syntax.MetaEllipsis, word, at, end)
	case p.pattern() && syntax.IsMetavariable(word):
		return p.Leaf(syntax.Metavariable, word, at, end)
	case word != "" && strings.Trim(word, "0123456789") == "":
		return p.Leaf(syntax.Number, word, at, end)
	}
	mark := p.Mark()
	p.parts(at, end)
	switch {
	case p.Pushed(mark) == 0:
		return p.Leaf(syntax.String, "", at, end)
	case p.Pushed(mark) == 1:
		n := p.Take(mark)[0]
		n.Start, n.End = at, end
		return n
	}
	return p.Close(syntax.Template, "", at, end, mark)
}

// parts pushes texts and variables, quotes and escapes resolved.
func (p *parser) parts(at, end int) {
	var text strings.Builder
	from, quote := at, byte(0)
	flush := func(to int) {
		if text.Len() > 0 {
			p.Push(p.Leaf(syntax.String, text.String(), from, to))
			text.Reset()
		}
	}
	for at < end {
		c := p.source[at]
		switch {
		case quote == 0 && (c == '"' || c == '\'') && p.quoteEnd(at, end) > at+1, quote != 0 && c == quote:
			quote ^= c
			at++
		case c == p.escape && at+1 < end && quote != '\'':
			text.WriteByte(p.source[at+1])
			at += 2
		case c == '$' && quote != '\'' && p.variableEnd(at, end) > at:
			flush(at)
			stop := p.variableEnd(at, end)
			p.Push(p.variable(at, stop))
			at, from = stop, stop
		default:
			text.WriteByte(c)
			at++
		}
	}
	flush(end)
}

// variableEnd is the offset behind $name or ${name…}, or at when none is here.
func (p *parser) variableEnd(at, end int) int {
	i := at + 1
	if i < end && p.source[i] == '{' {
		for i < end && p.source[i] != '}' {
			i++
		}
		return min(i+1, end)
	}
	for i < end && isNameByte(p.source[i]) {
		i++
	}
	if i == at+1 {
		return at
	}
	return i
}

func (p *parser) variable(at, end int) *syntax.Node {
	word := p.source[at:end]
	if p.pattern() && syntax.IsMetavariable(word) {
		return p.Leaf(syntax.Metavariable, word, at, end)
	}
	name := strings.Trim(word[1:], "{}")
	for i := range len(name) {
		if !isNameByte(name[i]) { // ${name:-value}
			name = name[:i]
			break
		}
	}
	return p.Leaf(syntax.Name, "$"+name, at, end)
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// heredocs lists the closing words of the here-documents that a line opens.
func heredocs(text string) []string {
	var words []string
	for at := 0; ; {
		i := strings.Index(text[at:], "<<")
		if i < 0 {
			return words
		}
		at += i + 2
		if at < len(text) && text[at] == '<' { // a here-string
			at++
			continue
		}
		word := strings.TrimPrefix(text[at:], "-")
		if word != "" && (word[0] == '"' || word[0] == '\'') {
			word = word[1:]
		}
		end := 0
		for end < len(word) && isNameByte(word[end]) {
			end++
		}
		if end > 0 && word[0] > '9' {
			words = append(words, word[:end])
		}
	}
}

// bodyEnd finds the line of the closing word from the cursor on: where it begins
// and the offset behind it.
func (p *parser) bodyEnd(word string) (end, next int) {
	for at := p.at; at < len(p.source); {
		stop := len(p.source)
		if n := strings.IndexByte(p.source[at:], '\n'); n >= 0 {
			stop = at + n
		}
		if strings.TrimSpace(p.source[at:stop]) == word {
			return at, min(stop+1, len(p.source))
		}
		at = stop + 1
	}
	return len(p.source), len(p.source)
}

// documents passes over the here-documents of COPY and ADD, as texts.
func (p *parser) documents(at, end int) int {
	for _, word := range heredocs(p.source[at:end]) {
		body := p.at
		stop, next := p.bodyEnd(word)
		p.Push(p.Leaf(syntax.String, p.source[body:stop], body, stop))
		p.at, end = next, stop
	}
	return end
}
