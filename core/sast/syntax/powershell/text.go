package powershell

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// variableAhead says whether "$" begins a variable or a subexpression.
func (p *parser) variableAhead() bool {
	next := p.Peek(1)
	return isNameByte(next) || next == '{' || next == '(' || next == '$' || next == '?' || next == '^' || next == ':' && isNameByte(p.Peek(2))
}

// variable reads $name, ${any name}, $scope:name, $( … ), and in a pattern $X.
func (p *parser) variable() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start := p.At
	if p.Peek(1) == '(' {
		return p.grouped(2)
	}
	p.Move(1)
	name := ""
	switch c := p.Peek(0); {
	case c == '{':
		n := strings.IndexByte(p.Source[p.At:], '}')
		if n < 0 {
			p.Move(1)
			return p.Gap(start, p.At)
		}
		name = p.Source[p.At+1 : p.At+n]
		p.Move(n + 1)
	case isNameByte(c):
		for isNameByte(p.Peek(0)) || p.Peek(0) == ':' && isNameByte(p.Peek(1)) {
			p.Move(1)
		}
		name = p.Source[start+1 : p.At]
	case c == '$', c == '?', c == '^':
		p.Move(1)
		name = string(c)
	default:
		return p.Gap(start, p.At)
	}
	if p.Pattern() && syntax.IsMetavariable(p.Source[start:p.At]) {
		return p.Word(syntax.Metavariable, p.Source[start:p.At], start)
	}
	name = strings.ToLower(name)
	switch name {
	case "true", "false", "null":
		return p.Word(syntax.Literal, name, start)
	case "this":
		return p.Word(syntax.Name, name, start)
	}
	if scope, rest, ok := strings.Cut(name, ":"); ok {
		switch scope {
		case "global", "local", "script", "private", "using", "variable", "":
			name = rest
		}
	}
	return p.Word(syntax.Name, "$"+name, start)
}

// text reads a quoted string.
func (p *parser) text() *syntax.Node {
	start := p.At
	if p.Peek(0) == '\'' {
		for i := p.At + 1; i < len(p.Source); i++ {
			if p.Source[i] != '\'' {
				continue
			}
			if i+1 < len(p.Source) && p.Source[i+1] == '\'' {
				i++
				continue
			}
			p.Move(i + 1 - p.At)
			return p.Word(syntax.String, strings.ReplaceAll(p.Source[start+1:i], "''", "'"), start)
		}
		p.Move(len(p.Source))
		return p.Gap(start, p.At)
	}
	p.Move(1)
	return p.expanded(start, false)
}

// hereText reads a string over lines, between @" and "@.
func (p *parser) hereText() *syntax.Node {
	start, quote := p.At, p.Source[p.At+1:p.At+2]
	n := strings.IndexByte(p.Source[p.At:], '\n')
	if n < 0 || strings.TrimSpace(p.Source[p.At+2:p.At+n]) != "" {
		p.Move(2)
		return p.Gap(start, p.At)
	}
	p.Move(n + 1)
	if quote == `"` {
		return p.expanded(start, true)
	}
	from := p.At - 1
	i := strings.Index(p.Source[from:], "\n'@")
	if i < 0 {
		p.Move(len(p.Source))
		return p.Gap(start, p.At)
	}
	value := ""
	if i > 0 {
		value = strings.TrimSuffix(p.Source[from+1:from+i], "\r")
	}
	p.Move(from + i + 3 - p.At)
	return p.Word(syntax.String, value, start)
}

// expanded reads the rest of a string in which variables are; here says that it
// runs over lines, up to a line that begins with "@.
func (p *parser) expanded(start int, here bool) *syntax.Node {
	mark := p.Mark()
	from := p.At
	flush := func(last bool) {
		text := unescape(p.Source[from:p.At])
		switch {
		case here && last:
			text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		case !here:
			text = strings.ReplaceAll(text, `""`, `"`)
		}
		if text != "" {
			p.Push(p.Word(syntax.String, text, from))
		}
	}
	for p.At < len(p.Source) {
		switch c := p.Peek(0); {
		case c == '"' && !here && p.Peek(1) == '"':
			p.At += 2
		case c == '"' && (!here || p.Peek(-1) == '\n' && p.Peek(1) == '@'):
			flush(true)
			p.Move(1)
			if here {
				p.Move(1)
			}
			return p.expandedNode(start, mark)
		case c == '`' && p.At+1 < len(p.Source):
			p.At += 2
		case c == '$' && p.variableAhead():
			flush(false)
			p.Push(p.variable())
			from = p.At
		default:
			p.At++
		}
	}
	p.Take(mark)
	p.End = p.At
	return p.Gap(start, p.At)
}

// expandedNode is a String when nothing but text was read.
func (p *parser) expandedNode(start, mark int) *syntax.Node {
	switch p.Pushed(mark) {
	case 0:
		return p.Word(syntax.String, "", start)
	case 1:
		if n := p.Child(mark, 0); n.Kind == syntax.String || n.Kind == syntax.Metavariable {
			p.Take(mark)
			return p.Word(syntax.String, n.Text, start)
		}
	}
	return p.Finish(syntax.Template, "", start, mark)
}

// unescape resolves the escapes that begin with a grave accent.
func unescape(s string) string {
	if !strings.Contains(s, "`") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '`' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if j := strings.IndexByte("0abefnrtv", s[i]); j >= 0 {
			b.WriteByte("\x00\a\b\x1b\f\n\r\t\v"[j])
			continue
		}
		if digits, _, ok := strings.Cut(strings.TrimPrefix(s[i+1:], "{"), "}"); s[i] == 'u' && ok && strings.HasPrefix(s[i+1:], "{") {
			if r, err := strconv.ParseUint(digits, 16, 32); err == nil {
				b.WriteRune(rune(r))
				i += len(digits) + 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
