package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// command reads the arguments that follow a method's name without parentheses.
func (p *parser) command(callee *syntax.Node) *syntax.Node {
	if c := p.Peek(0); c != ' ' && c != '\t' && c != '\\' {
		return callee
	}
	at, end := p.At, p.End
	p.blank()
	if !p.beginsArgument(callee) {
		p.At, p.End = at, end
		return callee
	}
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	mark, noDo := p.Mark(), p.noDo
	p.Push(callee)
	p.noDo = true
	p.bare()
	p.noDo = noDo
	return p.Finish(syntax.Call, "", callee.Start, mark)
}

// bare pushes arguments without parentheses.
func (p *parser) bare() {
	for {
		before := p.At
		p.Push(p.argument(true))
		at, end := p.At, p.End
		if p.blank(); p.Peek(0) != ',' || p.At == before {
			p.At, p.End = at, end
			return
		}
		p.Move(1)
		p.lines()
	}
}

// beginsArgument says whether what stands behind a name and a blank is its first
// argument, and no operator or keyword.
func (p *parser) beginsArgument(callee *syntax.Node) bool {
	local := callee.Kind == syntax.Name && callee.Text != "" && (p.locals[callee.Text] || callee.Text[0] >= 'A' && callee.Text[0] <= 'Z' && p.Peek(0) != '"' && p.Peek(0) != '\'')
	if local {
		return false
	}
	isName := callee.Kind == syntax.Name
	c, next := p.Peek(0), p.Peek(1)
	tight := !isSpace(next)
	switch {
	case p.Pattern() && (p.Has("...") && p.Peek(3) != '>' || p.Has("<... ")):
		return true
	case isNameByte(c) && !isDigit(c):
		return !isInfix(p.word()) || p.Source[min(len(p.Source)-1, p.At+len(p.word()))] == ':' && p.key() != nil && p.back()
	case isDigit(c), c == '"', c == '\'', c == '@', c == '$', c == '`', c == '-' && next == '>':
		return true
	case c == ':':
		return !p.noMark && tight && (next == ':' && isNameByte(p.Peek(2)) || isNameByte(next) || next == '@' || next == '$' || next == '"' || next == '\'' || p.operatorSymbol())
	case c == '[', c == '(':
		return true
	case c == '!':
		return next != '=' && next != '~'
	case c == '-':
		return isName && tight && next != '='
	case c == '*' || c == '&':
		return isName && tight && next != '=' && !(c == '&' && (next == '&' || next == '.'))
	case c == '/':
		return isName && tight && next != '='
	case c == '%':
		return p.percent() > 0
	case c == '<':
		_, _, _, length := p.heredocHead()
		return length > 0
	}
	return false
}

// back undoes the move of key.
func (p *parser) back() bool {
	for p.At > 0 && p.Peek(-1) != ' ' && p.Peek(-1) != '\t' {
		p.At--
	}
	return true
}

func (p *parser) operatorSymbol() bool {
	p.At++
	length := p.operatorName()
	p.At--
	return length > 0
}

// isInfix says whether a keyword may stand behind an expression.
func isInfix(word string) bool {
	switch word {
	case "if", "unless", "while", "until", "and", "or", "then", "do", "end", "in", "rescue", "else", "elsif", "ensure", "when":
		return true
	}
	return false
}

// attached adds the block that follows to a call.
func (p *parser) attached(n **syntax.Node) bool {
	callee, onlyDo := *n, false
	switch callee.Kind {
	case syntax.Call, syntax.Member, syntax.Metavariable:
	case syntax.Name:
		if callee.Text == "" || callee.Text[0] == '@' || callee.Text[0] == '$' {
			return false
		}
		onlyDo = p.locals[callee.Text] || callee.Text[0] >= 'A' && callee.Text[0] <= 'Z'
	default:
		return false
	}
	at, end := p.At, p.End
	p.blank()
	isDo := !p.noDo && p.hasWord("do")
	if !isDo && (onlyDo || p.Peek(0) != '{') {
		p.At, p.End = at, end
		return false
	}
	mark := p.Mark()
	if callee.Kind == syntax.Call {
		p.Push(callee.Children...)
	} else {
		p.Push(callee)
	}
	p.Push(p.lambda(isDo))
	*n = p.Finish(syntax.Call, "", callee.Start, mark)
	return true
}

// lambda reads "{ |a| … }" or "do |a| … end".
func (p *parser) lambda(isDo bool) *syntax.Node {
	start, mark, noDo, noMark := p.At, p.Mark(), p.noDo, p.noMark
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.noDo, p.noMark = false, false
	p.Move(1)
	if isDo {
		p.Move(1)
	}
	if p.lines(); p.Peek(0) == '|' && p.Peek(1) != '|' {
		p.Move(1)
		p.parameters('|')
	} else if p.Has("||") {
		p.Move(2)
	}
	p.finish(isDo)
	p.noDo, p.noMark = noDo, noMark
	return p.Finish(syntax.Lambda, "", start, mark)
}

// finish pushes the body of a lambda as a Block.
func (p *parser) finish(isDo bool) {
	if isDo {
		p.Push(p.rescued())
		p.expectEnd()
		return
	}
	p.Push(p.block())
	p.expect('}')
}

func (p *parser) expectEnd() {
	if p.lines(); p.acceptWord("end") {
		return
	}
	p.Push(p.Gap(p.End, p.End))
}

// rescued reads statements, and the rescue, else and ensure behind them.
func (p *parser) rescued() *syntax.Node {
	block := p.block()
	if p.lines(); !p.hasWord("rescue") && !p.hasWord("ensure") && !p.hasWord("else") {
		return block
	}
	mark := p.Mark()
	p.Push(block)
	for {
		p.lines()
		start, inner := p.At, p.Mark()
		switch {
		case p.acceptWord("rescue"):
			p.caught()
			p.Push(p.Finish(syntax.Catch, "", start, inner))
		case p.acceptWord("else"):
			p.Push(p.block())
			p.Push(p.Finish(syntax.Finally, "", start, inner))
		case p.acceptWord("ensure"):
			p.Push(p.block())
			p.Push(p.Finish(syntax.Finally, "", start, inner))
		default:
			return p.wrapped(p.Finish(syntax.Try, "", block.Start, mark))
		}
	}
}

// caught pushes "A, B => e" as a Parameter, and the Block.
func (p *parser) caught() {
	p.blank()
	start, mark := p.At, p.Mark()
	name := ""
	for c := p.Peek(0); c != '\n' && c != 0 && c != ';' && c != '#' && !p.hasWord("then"); c = p.Peek(0) {
		before := p.At
		switch {
		case p.Has("=>"):
			p.Move(2)
			p.blank()
			target := p.postfix(p.primary())
			p.assigns(target)
			name = target.Text
		case c == ',':
			p.Move(1)
			p.lines()
		default:
			n := p.element()
			p.Push(p.Leaf(syntax.Type, strings.Join(strings.Fields(p.Source[n.Start:n.End]), ""), n.Start, n.End))
		}
		if p.blank(); p.At == before {
			p.Push(p.gapLine())
			break
		}
	}
	if p.At > start && (name != "" || p.Pushed(mark) > 0) {
		p.Push(p.Finish(syntax.Parameter, name, start, mark))
	}
	p.acceptWord("then")
	p.Push(p.block())
}
