package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// word is the word at the cursor, in lower case.
func (p *parser) word() string {
	i := p.At
	for i < len(p.Source) && (isNameByte(p.Source[i]) || p.Source[i] == '-') {
		i++
	}
	return strings.ToLower(p.Source[p.At:i])
}

// follows is the byte behind the word of a length, blanks and, with broken, line
// breaks passed over.
func (p *parser) follows(length int, broken bool) byte {
	at := p.At
	p.At += length
	if p.blank(); broken {
		p.lines()
	}
	c := p.Peek(0)
	p.At = at
	return c
}

// keyword reads the statement whose keyword stands at the cursor; false when
// there is none.
func (p *parser) keyword() bool {
	word, start := p.word(), p.At
	next := func(any string) bool { return strings.IndexByte(any, p.follows(len(word), true)) >= 0 }
	switch word {
	case "if":
		return next("(") && p.read(word, p.conditional)
	case "while":
		return next("(") && p.read(word, p.while)
	case "for":
		return next("(") && p.read(word, p.counted)
	case "foreach":
		return next("(-") && p.read(word, p.foreach)
	case "do":
		return next("{") && p.read(word, p.do)
	case "switch":
		return next("(-") && p.read(word, p.choose)
	case "try":
		return next("{") && p.read(word, p.try)
	case "trap":
		return next("{[") && p.read(word, func(start int) *syntax.Node {
			return p.caught(syntax.Other, "trap", start)
		})
	case "function", "filter", "workflow":
		return p.read(word, p.function)
	case "configuration":
		return isNameByte(p.follows(len(word), false)) && p.read(word, p.function)
	case "class", "enum":
		return isNameByte(p.follows(len(word), false)) && p.read(word, func(start int) *syntax.Node { return p.class(start, word) })
	case "param":
		return next("(") && p.read(word, p.param)
	case "begin", "process", "end", "clean", "dynamicparam", "data":
		return next("{") && p.read(word, func(int) *syntax.Node { return p.block() })
	case "return", "throw", "exit":
		return p.read(word, func(start int) *syntax.Node { return p.leave(start, word) })
	case "break", "continue":
		p.Move(len(word))
		if p.blank(); isNameByte(p.Peek(0)) {
			p.Move(len(p.word()))
		}
		p.Push(p.Leaf(syntax.Jump, word, start, p.End))
		return true
	case "using":
		return isNameByte(p.follows(len(word), false)) && p.read(word, p.using)
	}
	return false
}

func (p *parser) read(word string, rest func(start int) *syntax.Node) bool {
	start := p.At
	p.Move(len(word))
	p.blank()
	p.Push(rest(start))
	return true
}

// condition reads "( pipeline )".
func (p *parser) condition() *syntax.Node {
	p.lines()
	if !p.Accept('(') {
		return p.Gap(p.End, p.End)
	}
	mark := p.Mark()
	p.lines()
	if n := p.ellipsis(); n != nil {
		p.Push(n)
	} else if p.Peek(0) != ')' {
		p.Push(p.chain())
	}
	p.expect(')')
	if p.Pushed(mark) == 1 {
		return p.Take(mark)[0]
	}
	return p.Finish(syntax.Other, "condition", p.End, mark)
}

func (p *parser) conditional(start int) *syntax.Node {
	defer p.Shallower()
	if !p.Deeper() {
		return p.gapLine()
	}
	mark := p.Mark()
	p.Push(p.condition())
	p.Push(p.block())
	switch {
	case p.ahead(func() bool { return p.hasWord("elseif") }):
		at := p.At
		p.Move(6)
		p.Push(p.conditional(at))
	case p.ahead(func() bool { return p.hasWord("else") }):
		p.Move(4)
		p.Push(p.block())
	}
	return p.Finish(syntax.If, "", start, mark)
}

func (p *parser) while(start int) *syntax.Node {
	mark := p.Mark()
	p.Push(p.condition())
	p.Push(p.block())
	return p.Finish(syntax.Loop, "while", start, mark)
}

func (p *parser) do(start int) *syntax.Node {
	body := p.block()
	p.lines()
	word := p.word()
	var condition *syntax.Node
	if word == "while" || word == "until" {
		p.Move(len(word))
		condition = p.condition()
	}
	return p.Node(syntax.Loop, "do", start, condition, body)
}

// counted reads "for (a; b; c) { … }".
func (p *parser) counted(start int) *syntax.Node {
	mark := p.Mark()
	p.Accept('(')
	for range 3 {
		if p.lines(); p.Peek(0) != ';' && p.Peek(0) != ')' {
			p.Push(p.chain())
		}
		p.lines()
		p.Accept(';')
	}
	p.expect(')')
	p.Push(p.block())
	return p.Finish(syntax.Loop, "for", start, mark)
}

func (p *parser) foreach(start int) *syntax.Node {
	for p.Peek(0) == '-' { // -parallel
		p.Move(len(p.word()))
		p.blank()
	}
	mark := p.Mark()
	if p.Accept('(') {
		p.lines()
		at := p.At
		target := p.single()
		p.lines()
		var list *syntax.Node
		if p.hasWord("in") {
			p.Move(2)
			p.lines()
			list = p.chain()
		}
		name := ""
		if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
			name = target.Text
		}
		p.Push(p.Node(syntax.Variable, name, at, target, list))
		p.expect(')')
	}
	p.Push(p.block())
	return p.Finish(syntax.Loop, "foreach", start, mark)
}

func (p *parser) choose(start int) *syntax.Node {
	for p.Peek(0) == '-' {
		p.Move(len(p.word()))
		p.blank()
		if c := p.Peek(0); c != '-' && c != '(' && c != '{' { // -file path
			p.single()
			p.blank()
		}
	}
	mark := p.Mark()
	if p.lines(); p.Peek(0) == '(' {
		p.Push(p.condition())
	}
	if p.lines(); p.Accept('{') {
		for p.lines(); p.At < len(p.Source) && p.Peek(0) != '}'; p.lines() {
			before := p.At
			if p.Accept(';') {
				continue
			}
			if p.Push(p.option()); p.At == before {
				break
			}
		}
		p.expect('}')
	}
	return p.Finish(syntax.Switch, "", start, mark)
}

// option reads "pattern { … }" of a switch.
func (p *parser) option() *syntax.Node {
	if n := p.ellipsis(); n != nil {
		return n
	}
	start, mark := p.At, p.Mark()
	switch {
	case p.hasWord("default"):
		p.Move(7)
	case p.Peek(0) == '{':
		p.Push(p.lambda())
	default:
		p.Push(p.argumentValue())
	}
	p.Push(p.block())
	return p.Finish(syntax.Case, "", start, mark)
}

func (p *parser) try(start int) *syntax.Node {
	mark := p.Mark()
	p.Push(p.block())
	for p.ahead(func() bool { return p.hasWord("catch") }) {
		at := p.At
		p.Move(5)
		p.Push(p.caught(syntax.Catch, "", at))
	}
	if p.ahead(func() bool { return p.hasWord("finally") }) {
		at := p.At
		p.Move(7)
		p.Push(p.Node(syntax.Finally, "", at, p.block()))
	}
	return p.Finish(syntax.Try, "", start, mark)
}

// caught reads "[types] { … }" of catch and trap.
func (p *parser) caught(kind syntax.Kind, text string, start int) *syntax.Node {
	mark := p.Mark()
	p.lines()
	if at, types := p.At, p.Mark(); p.Peek(0) == '[' {
		for p.Peek(0) == '[' {
			p.Push(p.typeLiteral())
			p.lines()
			p.Accept(',')
			p.lines()
		}
		p.Push(p.Finish(syntax.Parameter, "", at, types))
	}
	p.Push(p.block())
	return p.Finish(kind, text, start, mark)
}

func (p *parser) leave(start int, word string) *syntax.Node {
	kind, text := syntax.Return, ""
	switch word {
	case "throw":
		kind = syntax.Throw
	case "exit":
		kind, text = syntax.Return, "exit"
	}
	mark := p.Mark()
	switch p.Peek(0) {
	case 0, ';', '\n', '}', ')':
	default:
		p.Push(p.chain())
	}
	return p.Finish(kind, text, start, mark)
}

func (p *parser) using(start int) *syntax.Node {
	word := p.word()
	p.Move(len(word))
	p.blank()
	from := p.At
	for p.At < len(p.Source) && strings.IndexByte(" \t\r\n;#", p.Source[p.At]) < 0 {
		p.Move(1)
	}
	module := strings.Trim(p.Source[from:p.At], "'\"")
	if word == "namespace" {
		module = typeName(module)
		return p.Node(syntax.Import, module, start, p.Leaf(syntax.ImportName, "*", p.At, p.At))
	}
	return p.Node(syntax.Import, module, start)
}
