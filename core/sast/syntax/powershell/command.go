package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// command reads a name or "& value" with its arguments.
func (p *parser) command() *syntax.Node {
	start, mark := p.At, p.Mark()
	if c := p.Peek(0); (c == '&' || c == '.' && strings.IndexByte(" \t$'\"({", p.Peek(1)) >= 0) && p.Peek(1) != 0 {
		p.Move(1)
		p.blank()
		p.Push(p.bareValue())
	} else {
		p.Push(p.commandName())
	}
	if p.Pushed(mark) == 0 || p.At == start {
		p.Take(mark)
		return p.gapLine()
	}
	p.arguments()
	return canonical(p.Finish(syntax.Call, "", start, mark))
}

// commandName reads the word at the cursor as a command's name.
func (p *parser) commandName() *syntax.Node {
	n := p.bareword()
	if n.Kind != syntax.String {
		return n
	}
	n.Kind, n.Text = syntax.Name, resolved(n.Text)
	return n
}

// resolved is the name of a command in lower case, without what may be left out.
func resolved(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".exe")
	if module, rest, ok := strings.Cut(name, `\`); ok && strings.Contains(rest, "-") && !strings.ContainsAny(module, ":./") && !strings.Contains(rest, `\`) {
		name = rest
	} else if ok && strings.HasPrefix(name, "microsoft.powershell.") {
		name = rest
	}
	return alias(name)
}

func (p *parser) arguments() {
	for {
		p.blank()
		c := p.Peek(0)
		if length := p.redirection(); length > 0 && p.Source[p.At+length-1] == '&' {
			p.Move(length + 1)
			continue
		}
		if p.At >= len(p.Source) || c == '\n' || strings.IndexByte(";|)}&", c) >= 0 || p.redirection() > 0 {
			return
		}
		before := p.At
		switch {
		case p.Has("--%"):
			p.Move(3)
			p.blank()
			from := p.At
			for p.At < len(p.Source) && p.Peek(0) != '\n' {
				p.Move(1)
			}
			p.Push(p.Word(syntax.String, strings.TrimSpace(p.Source[from:p.At]), from))
		case c == '-' && isNameByte(p.Peek(1)) && !isDigit(p.Peek(1)) && p.parameterEnd() > 0:
			p.Push(p.named())
		default:
			p.Push(p.argumentValue())
		}
		if p.At == before {
			return
		}
	}
}

// parameterEnd is the offset behind "-Name", or 0 if the word goes on as no
// parameter's name does.
func (p *parser) parameterEnd() int {
	i := p.At + 1
	for i < len(p.Source) && (isNameByte(p.Source[i]) || p.Source[i] == '-') {
		i++
	}
	if i < len(p.Source) && !isDelimiter(p.Source[i]) && p.Source[i] != ':' && p.Source[i] != '{' {
		return 0
	}
	return i
}

// named reads "-Name", "-Name value" or "-Name:value".
func (p *parser) named() *syntax.Node {
	start, mark := p.At, p.Mark()
	end := p.parameterEnd()
	name := strings.ToLower(p.Source[p.At+1 : end])
	p.Move(end - p.At)
	colon := p.Accept(':')
	at, before := p.At, p.End
	p.blank()
	switch c := p.Peek(0); {
	case p.Pattern() && p.Has("..."), p.At >= len(p.Source), c == '\n', strings.IndexByte(";|)}&,", c) >= 0, p.redirection() > 0,
		!colon && isSwitch(name), !colon && c == '-' && p.Peek(1) != 0 && !isDigit(p.Peek(1)):
		p.At, p.End = at, before
		if p.Pattern() {
			p.Push(p.Leaf(syntax.Ellipsis, "", at, at))
		}
	default:
		p.Push(p.argumentValue())
	}
	return p.Finish(syntax.Argument, name, start, mark)
}

// argumentValue reads an argument, or several with commas between them.
func (p *parser) argumentValue() *syntax.Node {
	first := p.bareValue()
	at, end := p.At, p.End
	if p.blank(); p.Peek(0) != ',' {
		p.At, p.End = at, end
		return first
	}
	mark := p.Mark()
	p.Push(first)
	for p.blank(); p.Peek(0) == ','; p.blank() {
		p.Move(1)
		p.lines()
		before := p.At
		if p.Push(p.bareValue()); p.At == before {
			break
		}
		at, end = p.At, p.End
	}
	p.At, p.End = max(at, p.End), max(end, p.End)
	return p.Finish(syntax.List, "[", first.Start, mark)
}

// bareValue reads one argument: a word is a text here.
func (p *parser) bareValue() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	switch c := p.Peek(0); {
	case c == '$', c == '(', c == '{', c == '\'', c == '"', c == '@' && strings.IndexByte("({'\"", p.Peek(1)) >= 0, c == '@' && isNameByte(p.Peek(1)):
		start := p.At
		n := p.postfix(p.primary())
		if isDelimiter(p.Peek(0)) || n.Kind == syntax.Gap {
			return n
		}
		mark := p.Mark()
		p.Push(n)
		p.pieces(start)
		return p.Finish(syntax.Template, "", start, mark)
	}
	return p.bareword()
}

// bareword reads a word: String, Number, or Template when variables stand in it.
func (p *parser) bareword() *syntax.Node {
	start, mark := p.At, p.Mark()
	p.pieces(start)
	switch p.Pushed(mark) {
	case 0:
		return p.Leaf(syntax.String, "", start, p.At)
	case 1:
		n := p.Take(mark)[0]
		if n.Kind == syntax.String && isNumber(n.Text) {
			n.Kind = syntax.Number
		}
		return n
	}
	return p.Finish(syntax.Template, "", start, mark)
}

// pieces pushes the texts and variables of a word.
func (p *parser) pieces(start int) {
	from := p.At
	flush := func() {
		if p.At > from {
			p.End = p.At
			p.Push(p.Word(syntax.String, unescape(p.Source[from:p.At]), from))
		}
	}
	for !isDelimiter(p.Peek(0)) {
		switch c := p.Peek(0); {
		case c == '`' && p.At+1 < len(p.Source):
			p.At += 2
		case c == '$' && p.variableAhead():
			flush()
			p.Push(p.variable())
			from = p.At
		case (c == '"' || c == '\'') && p.At > start:
			flush()
			p.Push(p.primary())
			from = p.At
		default:
			p.At++
		}
	}
	flush()
}

// isDelimiter says whether a byte ends a word.
func isDelimiter(c byte) bool {
	switch c {
	case 0, ' ', '\t', '\r', '\n', '|', ';', '&', '(', ')', '{', '}', ',', '>', '<':
		return true
	}
	return false
}

func isNumber(text string) bool {
	digits := strings.TrimLeft(text, "-+")
	return digits != "" && strings.Trim(digits, "0123456789.") == "" && isDigit(digits[0]) && strings.Count(digits, ".") < 2
}

// canonical turns New-Object into New, and gives a well-known parameter that may
// stand without its name as if it did.
func canonical(n *syntax.Node) *syntax.Node {
	callee := n.Children[0]
	if callee.Kind != syntax.Name {
		return n
	}
	for i, a := range n.Children {
		if a.Kind == syntax.Argument && len(a.Children) == 1 && a.Text == firstParameter(callee.Text) && a.Children[0].Kind != syntax.Ellipsis {
			n.Children[i] = a.Children[0]
		}
	}
	if callee.Text != "new-object" || len(n.Children) < 2 {
		return n
	}
	if t := n.Children[1]; t.Kind == syntax.String || t.Kind == syntax.Metavariable {
		text := t.Text
		if t.Kind == syntax.String {
			text = typeName(text)
		}
		n.Kind, n.Text = syntax.New, text
		n.Children = append([]*syntax.Node{{Kind: syntax.Type, Text: text, Start: t.Start, End: t.End}}, n.Children[2:]...)
	}
	return n
}
