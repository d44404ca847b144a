package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// named reads a keyword's construct, a literal, or a name with its arguments.
func (p *parser) named() *syntax.Node {
	start, word := p.At, p.word()
	if p.hasWord(word) {
		if n := p.keyword(word, start); n != nil {
			return n
		}
	}
	name := p.methodName()
	p.Move(max(1, len(name)))
	return p.command(p.Word(syntax.Name, name, start))
}

func (p *parser) keyword(word string, start int) *syntax.Node {
	switch word {
	case "nil":
		p.Move(3)
		return p.Word(syntax.Literal, "null", start)
	case "true", "false":
		p.Move(len(word))
		return p.Word(syntax.Literal, word, start)
	case "self", "__FILE__", "__LINE__", "__method__", "__dir__":
		p.Move(len(word))
		return p.Word(syntax.Name, word, start)
	case "if", "unless", "while", "until", "case", "for", "begin", "def", "class", "module":
		return p.compound(word, start)
	case "return", "next", "break":
		p.Move(len(word))
		return p.leave(word, start)
	case "redo", "retry":
		p.Move(len(word))
		return p.Word(syntax.Jump, "continue", start)
	case "yield", "super":
		p.Move(len(word))
		return p.invoked(word, start)
	case "alias", "undef":
		mark := p.Mark()
		for c := p.Peek(0); c != '\n' && c != ';' && c != 0 && c != '#'; c = p.Peek(0) {
			p.Move(1)
		}
		return p.Finish(syntax.Other, word, start, mark)
	case "BEGIN", "END":
		mark := p.Mark()
		p.Move(len(word))
		if p.blank(); p.Accept('{') {
			p.finish(false)
		}
		return p.Finish(syntax.Other, word, start, mark)
	}
	return nil
}

// invoked reads yield and super, always as a call.
func (p *parser) invoked(word string, start int) *syntax.Node {
	callee := p.Word(syntax.Name, word, start)
	if p.Peek(0) == '(' {
		return p.call(callee)
	}
	if n := p.command(callee); n != callee {
		return n
	}
	return p.Node(syntax.Call, "", start, callee)
}

// leave reads return, next and break with their values.
func (p *parser) leave(word string, start int) *syntax.Node {
	mark := p.Mark()
	at, end := p.At, p.End
	p.blank()
	if c := p.Peek(0); c == '\n' || c == 0 || c == ';' || c == '}' || c == ')' || c == '#' || c == ':' && p.noMark || isInfix(p.word()) {
		p.At, p.End = at, end
	} else {
		p.Push(p.values())
	}
	switch word {
	case "return":
		return p.Finish(syntax.Return, "", start, mark)
	case "next":
		word = "continue"
	}
	return p.Finish(syntax.Jump, word, start, mark)
}

func (p *parser) compound(word string, start int) *syntax.Node {
	noDo, noMark := p.noDo, p.noMark
	defer func() { p.noDo, p.noMark = noDo, noMark; p.Shallower() }()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.noDo, p.noMark = false, false
	p.Move(len(word))
	p.blank()
	mark := p.Mark()
	switch word {
	case "if", "unless":
		return p.conditional(word, start)
	case "while", "until":
		p.Push(p.negated(word, p.header()))
		p.Push(p.block())
		p.expectEnd()
		return p.Finish(syntax.Loop, "while", start, mark)
	case "for":
		return p.each(start)
	case "case":
		return p.choose(start)
	case "begin":
		n := p.rescued()
		p.Push(n)
		p.expectEnd()
		gaps := p.Take(mark)[1:]
		if len(n.Children) == 1 && n.Children[0].Kind == syntax.Try {
			n = n.Children[0]
		}
		if n.Start, n.End = start, p.End; len(gaps) > 0 {
			n.Children = append(n.Children[:len(n.Children):len(n.Children)], gaps...)
		}
		return n
	case "def":
		return p.method(start)
	}
	return p.class(word, start)
}

// header reads the condition of a loop, before "do".
func (p *parser) header() *syntax.Node {
	p.noDo = true
	n := p.logical()
	p.noDo = false
	p.blank()
	p.acceptWord("do")
	return n
}

func (p *parser) conditional(word string, start int) *syntax.Node {
	mark := p.Mark()
	p.Push(p.negated(word, p.logical()))
	p.lines()
	p.Accept(';')
	p.lines()
	p.acceptWord("then")
	p.Push(p.block())
	p.lines()
	at := p.At
	switch {
	case p.acceptWord("elsif"):
		p.blank()
		defer p.Shallower()
		if !p.Deeper() {
			p.Push(p.gapLine())
			break
		}
		p.Push(p.conditional("if", at)) // it reads the end, too
		return p.Finish(syntax.If, "", start, mark)
	case p.acceptWord("else"):
		p.Push(p.block())
	}
	p.expectEnd()
	return p.Finish(syntax.If, "", start, mark)
}

func (p *parser) each(start int) *syntax.Node {
	mark, at := p.Mark(), p.At
	targets := p.Mark()
	for {
		p.Push(p.target())
		if p.blank(); !p.Accept(',') {
			break
		}
		p.blank()
	}
	target := p.Child(targets, 0)
	if p.Pushed(targets) > 1 {
		target = p.Finish(syntax.List, "(", at, targets)
	} else {
		p.Take(targets)
	}
	p.assigns(target)
	var list *syntax.Node
	if p.acceptWord("in") {
		p.blank()
		list = p.header()
	}
	text := ""
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		text = target.Text
	}
	p.Push(p.Node(syntax.Variable, text, at, target, list))
	p.Push(p.block())
	p.expectEnd()
	return p.Finish(syntax.Loop, "foreach", start, mark)
}

func (p *parser) choose(start int) *syntax.Node {
	mark := p.Mark()
	if c := p.Peek(0); c != '\n' && c != '#' && c != ';' {
		p.Push(p.statement())
	}
	for p.lines(); ; p.lines() {
		at, inner := p.At, p.Mark()
		switch {
		case p.Peek(0) == ';':
			p.At++
			continue
		case p.acceptWord("when"), p.acceptWord("in"):
			p.blank()
			p.options()
			p.Push(p.block())
			p.Push(p.Finish(syntax.Case, "", at, inner))
			continue
		case p.acceptWord("else"):
			p.Push(p.block())
			p.Push(p.Finish(syntax.Case, "", at, inner))
			continue
		}
		if n := p.ellipsis(); n != nil {
			p.Push(n)
			continue
		}
		break
	}
	p.expectEnd()
	return p.Finish(syntax.Switch, "", start, mark)
}

// options pushes the values or patterns of a when or in.
func (p *parser) options() {
	for {
		before := p.At
		p.Push(p.argument(false))
		for p.blank(); p.hasWord("if") || p.hasWord("unless"); p.blank() {
			p.Move(len(p.word()))
			p.blank()
			p.Push(p.logical())
		}
		if !p.Accept(',') || p.At == before {
			break
		}
		p.lines()
	}
	p.blank()
	p.acceptWord("then")
}

// method reads "def name(parameters) … end" and "def name = value".
func (p *parser) method(start int) *syntax.Node {
	mark, locals := p.Mark(), p.locals
	p.locals = map[string]bool{}
	defer func() { p.locals = locals }()
	name := p.methodHead()
	if p.Accept('(') {
		p.parameters(')')
	} else if p.blank(); p.Peek(0) != '=' {
		p.parameters('\n')
	}
	at, end := p.At, p.End
	if p.blank(); p.Peek(0) == '=' && p.Peek(1) != '=' {
		p.Move(1)
		p.lines()
		body := p.statement()
		p.Push(p.wrapped(body))
		return p.Finish(syntax.Function, name, start, mark)
	}
	p.At, p.End = at, end
	p.Push(p.rescued())
	p.expectEnd()
	return p.Finish(syntax.Function, name, start, mark)
}

// methodHead reads a method's name; of self.name the name.
func (p *parser) methodHead() string {
	for {
		from := p.At
		switch c := p.Peek(0); {
		case c == '$' && p.Pattern():
			p.Move(len(p.global()))
		case isNameByte(c):
			p.Move(len(p.methodName()))
			if p.Peek(0) == '=' && p.Peek(1) != '=' && p.Peek(1) != '~' && p.Peek(1) != '>' && (p.Peek(1) == '(' || p.Peek(1) == ' ' && isNameByte(p.Peek(2))) && !isSpace(p.Peek(-1)) {
				p.Move(1)
			}
		default:
			p.Move(p.operatorName())
		}
		name := p.Source[from:p.At]
		if p.Peek(0) != '.' || name == "" {
			return name
		}
		p.Move(1)
	}
}

func (p *parser) class(word string, start int) *syntax.Node {
	mark, locals := p.Mark(), p.locals
	p.locals = map[string]bool{}
	defer func() { p.locals = locals }()
	name := ""
	if word == "module" {
		p.Push(p.Leaf(syntax.Modifier, word, start, start+len(word)))
	}
	if p.Has("<<") {
		p.Move(2)
		p.blank()
		at := p.At
		p.Push(p.Node(syntax.Base, "", at, p.expression()))
	} else {
		from := p.At
		for c := p.Peek(0); isNameByte(c) || c == ':' && p.Peek(1) == ':' || c == ':' && p.Peek(-1) == ':' || c == '$'; c = p.Peek(0) {
			p.Move(1)
		}
		name = strings.ReplaceAll(strings.TrimPrefix(p.Source[from:p.At], "::"), "::", ".")
		if p.blank(); p.Peek(0) == '<' {
			p.Move(1)
			p.blank()
			at := p.At
			base := p.expression()
			typ := p.Leaf(syntax.Type, strings.Join(strings.Fields(p.Source[base.Start:base.End]), ""), base.Start, base.End)
			p.Push(p.Node(syntax.Base, "", at, typ))
		}
	}
	p.Push(p.rescued())
	p.expectEnd()
	return p.Finish(syntax.Class, name, start, mark)
}
