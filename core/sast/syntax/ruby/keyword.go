package ruby

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// named reads a keyword's construct, a literal, or a name with its arguments.
func (p *parser) named() *syntax.Node {
	start, word := p.at, p.word()
	if p.hasWord(word) {
		if n := p.keyword(word, start); n != nil {
			return n
		}
	}
	name := p.methodName()
	p.move(max(1, len(name)))
	return p.command(p.leaf(syntax.Name, name, start))
}

func (p *parser) keyword(word string, start int) *syntax.Node {
	switch word {
	case "nil":
		p.move(3)
		return p.leaf(syntax.Literal, "null", start)
	case "true", "false":
		p.move(len(word))
		return p.leaf(syntax.Literal, word, start)
	case "self", "__FILE__", "__LINE__", "__method__", "__dir__":
		p.move(len(word))
		return p.leaf(syntax.Name, word, start)
	case "if", "unless", "while", "until", "case", "for", "begin", "def", "class", "module":
		return p.compound(word, start)
	case "return", "next", "break":
		p.move(len(word))
		return p.leave(word, start)
	case "redo", "retry":
		p.move(len(word))
		return p.leaf(syntax.Jump, "continue", start)
	case "yield", "super":
		p.move(len(word))
		return p.invoked(word, start)
	case "alias", "undef":
		mark := p.Mark()
		for c := p.peek(0); c != '\n' && c != ';' && c != 0 && c != '#'; c = p.peek(0) {
			p.move(1)
		}
		return p.close(syntax.Other, word, start, mark)
	case "BEGIN", "END":
		mark := p.Mark()
		p.move(len(word))
		if p.blank(); p.accept('{') {
			p.finish(false)
		}
		return p.close(syntax.Other, word, start, mark)
	}
	return nil
}

// invoked reads yield and super, always as a call.
func (p *parser) invoked(word string, start int) *syntax.Node {
	callee := p.leaf(syntax.Name, word, start)
	if p.peek(0) == '(' {
		return p.call(callee)
	}
	if n := p.command(callee); n != callee {
		return n
	}
	return p.node(syntax.Call, "", start, callee)
}

// leave reads return, next and break with their values.
func (p *parser) leave(word string, start int) *syntax.Node {
	mark := p.Mark()
	at, end := p.at, p.end
	p.blank()
	if c := p.peek(0); c == '\n' || c == 0 || c == ';' || c == '}' || c == ')' || c == '#' || c == ':' && p.noMark || isInfix(p.word()) {
		p.at, p.end = at, end
	} else {
		p.Push(p.values())
	}
	switch word {
	case "return":
		return p.close(syntax.Return, "", start, mark)
	case "next":
		word = "continue"
	}
	return p.close(syntax.Jump, word, start, mark)
}

func (p *parser) compound(word string, start int) *syntax.Node {
	noDo, noMark := p.noDo, p.noMark
	defer func() { p.noDo, p.noMark = noDo, noMark; p.Shallower() }()
	if !p.Deeper() {
		return p.gapLine()
	}
	p.noDo, p.noMark = false, false
	p.move(len(word))
	p.blank()
	mark := p.Mark()
	switch word {
	case "if", "unless":
		return p.conditional(word, start)
	case "while", "until":
		p.Push(p.negated(word, p.header()))
		p.Push(p.block())
		p.expectEnd()
		return p.close(syntax.Loop, "while", start, mark)
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
		if n.Start, n.End = start, p.end; len(gaps) > 0 {
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
	p.accept(';')
	p.lines()
	p.acceptWord("then")
	p.Push(p.block())
	p.lines()
	at := p.at
	switch {
	case p.acceptWord("elsif"):
		p.blank()
		defer p.Shallower()
		if !p.Deeper() {
			p.Push(p.gapLine())
			break
		}
		p.Push(p.conditional("if", at)) // it reads the end, too
		return p.close(syntax.If, "", start, mark)
	case p.acceptWord("else"):
		p.Push(p.block())
	}
	p.expectEnd()
	return p.close(syntax.If, "", start, mark)
}

func (p *parser) each(start int) *syntax.Node {
	mark, at := p.Mark(), p.at
	targets := p.Mark()
	for {
		p.Push(p.target())
		if p.blank(); !p.accept(',') {
			break
		}
		p.blank()
	}
	target := p.Child(targets, 0)
	if p.Pushed(targets) > 1 {
		target = p.close(syntax.List, "(", at, targets)
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
	p.Push(p.node(syntax.Variable, text, at, target, list))
	p.Push(p.block())
	p.expectEnd()
	return p.close(syntax.Loop, "foreach", start, mark)
}

func (p *parser) choose(start int) *syntax.Node {
	mark := p.Mark()
	if c := p.peek(0); c != '\n' && c != '#' && c != ';' {
		p.Push(p.statement())
	}
	for p.lines(); ; p.lines() {
		at, inner := p.at, p.Mark()
		switch {
		case p.peek(0) == ';':
			p.at++
			continue
		case p.acceptWord("when"), p.acceptWord("in"):
			p.blank()
			p.options()
			p.Push(p.block())
			p.Push(p.close(syntax.Case, "", at, inner))
			continue
		case p.acceptWord("else"):
			p.Push(p.block())
			p.Push(p.close(syntax.Case, "", at, inner))
			continue
		}
		if n := p.ellipsis(); n != nil {
			p.Push(n)
			continue
		}
		break
	}
	p.expectEnd()
	return p.close(syntax.Switch, "", start, mark)
}

// options pushes the values or patterns of a when or in.
func (p *parser) options() {
	for {
		before := p.at
		p.Push(p.argument(false))
		for p.blank(); p.hasWord("if") || p.hasWord("unless"); p.blank() {
			p.move(len(p.word()))
			p.blank()
			p.Push(p.logical())
		}
		if !p.accept(',') || p.at == before {
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
	if p.accept('(') {
		p.parameters(')')
	} else if p.blank(); p.peek(0) != '=' {
		p.parameters('\n')
	}
	at, end := p.at, p.end
	if p.blank(); p.peek(0) == '=' && p.peek(1) != '=' {
		p.move(1)
		p.lines()
		body := p.statement()
		p.Push(p.wrapped(body))
		return p.close(syntax.Function, name, start, mark)
	}
	p.at, p.end = at, end
	p.Push(p.rescued())
	p.expectEnd()
	return p.close(syntax.Function, name, start, mark)
}

// methodHead reads a method's name; of self.name the name.
func (p *parser) methodHead() string {
	for {
		from := p.at
		switch c := p.peek(0); {
		case c == '$' && p.pattern():
			p.move(len(p.global()))
		case isNameByte(c):
			p.move(len(p.methodName()))
			if p.peek(0) == '=' && p.peek(1) != '=' && p.peek(1) != '~' && p.peek(1) != '>' && (p.peek(1) == '(' || p.peek(1) == ' ' && isNameByte(p.peek(2))) && !isSpace(p.peek(-1)) {
				p.move(1)
			}
		default:
			p.move(p.operatorName())
		}
		name := p.source[from:p.at]
		if p.peek(0) != '.' || name == "" {
			return name
		}
		p.move(1)
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
	if p.has("<<") {
		p.move(2)
		p.blank()
		at := p.at
		p.Push(p.node(syntax.Base, "", at, p.expression()))
	} else {
		from := p.at
		for c := p.peek(0); isNameByte(c) || c == ':' && p.peek(1) == ':' || c == ':' && p.peek(-1) == ':' || c == '$'; c = p.peek(0) {
			p.move(1)
		}
		name = strings.ReplaceAll(strings.TrimPrefix(p.source[from:p.at], "::"), "::", ".")
		if p.blank(); p.peek(0) == '<' {
			p.move(1)
			p.blank()
			at := p.at
			base := p.expression()
			typ := p.Leaf(syntax.Type, strings.Join(strings.Fields(p.source[base.Start:base.End]), ""), base.Start, base.End)
			p.Push(p.node(syntax.Base, "", at, typ))
		}
	}
	p.Push(p.rescued())
	p.expectEnd()
	return p.close(syntax.Class, name, start, mark)
}
