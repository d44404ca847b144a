package powershell

import (
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// variableAhead says whether "$" begins a variable or a subexpression.
func (p *parser) variableAhead() bool {
	next := p.peek(1)
	return isNameByte(next) || next == '{' || next == '(' || next == '$' || next == '?' || next == '^' || next == ':' && isNameByte(p.peek(2))
}

// variable reads $name, ${any name}, $scope:name, $( … ), and in a pattern $X.
func (p *parser) variable() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start := p.at
	if p.peek(1) == '(' {
		return p.grouped(2)
	}
	p.move(1)
	name := ""
	switch c := p.peek(0); {
	case c == '{':
		n := strings.IndexByte(p.source[p.at:], '}')
		if n < 0 {
			p.move(1)
			return p.Gap(start, p.at)
		}
		name = p.source[p.at+1 : p.at+n]
		p.move(n + 1)
	case isNameByte(c):
		for isNameByte(p.peek(0)) || p.peek(0) == ':' && isNameByte(p.peek(1)) {
			p.move(1)
		}
		name = p.source[start+1 : p.at]
	case c == '$', c == '?', c == '^':
		p.move(1)
		name = string(c)
	default:
		return p.Gap(start, p.at)
	}
	if p.pattern() && syntax.IsMetavariable(p.source[start:p.at]) {
		return p.leaf(syntax.Metavariable, p.source[start:p.at], start)
	}
	name = strings.ToLower(name)
	switch name {
	case "true", "false", "null":
		return p.leaf(syntax.Literal, name, start)
	case "this":
		return p.leaf(syntax.Name, name, start)
	}
	if scope, rest, ok := strings.Cut(name, ":"); ok {
		switch scope {
		case "global", "local", "script", "private", "using", "variable", "":
			name = rest
		}
	}
	return p.leaf(syntax.Name, "$"+name, start)
}

// text reads a quoted string.
func (p *parser) text() *syntax.Node {
	start := p.at
	if p.peek(0) == '\'' {
		for i := p.at + 1; i < len(p.source); i++ {
			if p.source[i] != '\'' {
				continue
			}
			if i+1 < len(p.source) && p.source[i+1] == '\'' {
				i++
				continue
			}
			p.move(i + 1 - p.at)
			return p.leaf(syntax.String, strings.ReplaceAll(p.source[start+1:i], "''", "'"), start)
		}
		p.move(len(p.source))
		return p.Gap(start, p.at)
	}
	p.move(1)
	return p.expanded(start, false)
}

// hereText reads a string over lines, between @" and "@.
func (p *parser) hereText() *syntax.Node {
	start, quote := p.at, p.source[p.at+1:p.at+2]
	n := strings.IndexByte(p.source[p.at:], '\n')
	if n < 0 || strings.TrimSpace(p.source[p.at+2:p.at+n]) != "" {
		p.move(2)
		return p.Gap(start, p.at)
	}
	p.move(n + 1)
	if quote == `"` {
		return p.expanded(start, true)
	}
	from := p.at - 1
	i := strings.Index(p.source[from:], "\n'@")
	if i < 0 {
		p.move(len(p.source))
		return p.Gap(start, p.at)
	}
	value := ""
	if i > 0 {
		value = strings.TrimSuffix(p.source[from+1:from+i], "\r")
	}
	p.move(from + i + 3 - p.at)
	return p.leaf(syntax.String, value, start)
}

// expanded reads the rest of a string in which variables are; here says that it
// runs over lines, up to a line that begins with "@.
func (p *parser) expanded(start int, here bool) *syntax.Node {
	mark := p.Mark()
	from := p.at
	flush := func(last bool) {
		text := unescape(p.source[from:p.at])
		switch {
		case here && last:
			text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		case !here:
			text = strings.ReplaceAll(text, `""`, `"`)
		}
		if text != "" {
			p.Push(p.leaf(syntax.String, text, from))
		}
	}
	for p.at < len(p.source) {
		switch c := p.peek(0); {
		case c == '"' && !here && p.peek(1) == '"':
			p.at += 2
		case c == '"' && (!here || p.peek(-1) == '\n' && p.peek(1) == '@'):
			flush(true)
			p.move(1)
			if here {
				p.move(1)
			}
			return p.expandedNode(start, mark)
		case c == '`' && p.at+1 < len(p.source):
			p.at += 2
		case c == '$' && p.variableAhead():
			flush(false)
			p.Push(p.variable())
			from = p.at
		default:
			p.at++
		}
	}
	p.Take(mark)
	p.end = p.at
	return p.Gap(start, p.at)
}

// expandedNode is a String when nothing but text was read.
func (p *parser) expandedNode(start, mark int) *syntax.Node {
	switch p.Pushed(mark) {
	case 0:
		return p.leaf(syntax.String, "", start)
	case 1:
		if n := p.Child(mark, 0); n.Kind == syntax.String || n.Kind == syntax.Metavariable {
			p.Take(mark)
			return p.leaf(syntax.String, n.Text, start)
		}
	}
	return p.close(syntax.Template, "", start, mark)
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
