package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// statements pushes statements up to the closing bracket or the end.
func (p *parser) statements(closing string) {
	for !p.done() {
		if closing != "" && p.is(closing) {
			return
		}
		at := p.tok.Start
		p.statement()
		if p.tok.Start == at && !p.done() {
			if p.is("}") && closing == "" {
				p.next()
				p.push(p.gap(at, p.previousEnd))
				continue
			}
			if closing != "" && p.is(closing) {
				return
			}
			if n := p.skipStatement(); p.tok.Start > at {
				p.push(n)
			} else {
				p.skipOne()
			}
		}
	}
}

func (p *parser) block() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	if !p.is("{") {
		return p.gap(start, start)
	}
	p.next()
	p.statements("}")
	p.expect("}")
	return p.close(syntax.Block, "", start, mark)
}

// branch reads a statement as the Block that a loop or branch has.
func (p *parser) branch() *syntax.Node {
	if p.is("{") {
		return p.block()
	}
	start, mark := p.tok.Start, p.mark()
	p.statement()
	return p.close(syntax.Block, "", start, mark)
}

// statement pushes the statement at the cursor: nothing for an empty one,
// several nodes for a declaration of several variables.
func (p *parser) statement() {
	defer p.shallower()
	if !p.deeper() {
		p.push(p.tooDeep())
		return
	}
	switch p.tok.Kind {
	case syntax.PunctuationToken:
		if p.markedStatement() {
			return
		}
	case syntax.NameToken:
		if p.wordStatement() {
			return
		}
	}
	p.push(p.expression())
	p.semicolon()
}

func (p *parser) markedStatement() bool {
	switch p.tok.Text {
	case "{":
		if (p.pattern || p.previousEnd == 0) && p.objectStatement() {
			return true
		}
		p.push(p.block())
	case ";":
		p.next()
	case "@":
		p.decorated()
	case "...":
		if !p.pattern || !p.ellipsisStatement() {
			return false
		}
		p.push(p.ellipsis())
	default:
		return false
	}
	return true
}

// semicolon ends a statement, by a semicolon or by the rules that insert one.
func (p *parser) semicolon() {
	if p.accept(";") || p.done() || p.is("}") || p.tok.Newline {
		return
	}
	if p.pattern && p.is("...>") {
		return
	}
	p.push(p.skipStatement())
}

// wordStatement reads a statement that begins with a word, if one does.
func (p *parser) wordStatement() bool {
	switch p.tok.Text {
	case "var", "const":
		if p.is("const") && p.types {
			if next := p.peek(); next.Text == "enum" {
				p.declaration(p.modifier())
				return true
			}
		}
		p.variables(nil)
	case "let":
		if next := p.peek(); next.Kind != syntax.NameToken && !isPunctuation(next, "[") && !isPunctuation(next, "{") || next.Text == "in" || next.Text == "instanceof" {
			return p.label()
		}
		p.variables(nil)
	case "using", "await":
		if !p.usingFollows() {
			return p.label()
		}
		p.variables(nil)
	case "function", "class":
		p.declaration()
	case "async":
		if next := p.peek(); next.Text != "function" || next.Newline {
			return p.label()
		}
		p.declaration()
	case "if":
		p.push(p.ifStatement())
	case "for":
		p.push(p.forStatement())
	case "while":
		p.push(p.whileStatement())
	case "do":
		p.push(p.doStatement())
	case "switch":
		p.push(p.switchStatement())
	case "try":
		p.push(p.tryStatement())
	case "with":
		p.push(p.withStatement())
	case "return", "throw":
		p.exit()
	case "break", "continue":
		p.jump()
	case "debugger":
		t := p.next()
		p.push(p.leaf(syntax.Other, "debugger", t.Start, t.End))
		p.semicolon()
	case "import":
		if next := p.peek(); isPunctuation(next, "(") || isPunctuation(next, ".") {
			return false
		}
		p.importStatement()
	case "export":
		p.exportStatement()
	default:
		if p.types && p.typeDeclaration() {
			return true
		}
		return p.label()
	}
	return true
}

// label reads a labelled statement, if one stands here.
func (p *parser) label() bool {
	if reserved(p.tok.Text) || !isPunctuation(p.peek(), ":") {
		return false
	}
	t, mark := p.next(), p.mark()
	p.next()
	p.push(p.name(t))
	p.statement()
	p.push(p.close(syntax.Other, "label", t.Start, mark))
	return true
}

// usingFollows says whether "using x" or "await using x" stands here.
func (p *parser) usingFollows() bool {
	s := p.save()
	defer p.restore(s)
	if p.accept("await") && (p.tok.Newline || !p.is("using")) {
		return false
	}
	p.next()
	return p.tok.Kind == syntax.NameToken && !p.tok.Newline && !reserved(p.tok.Text) && !p.is("of") && !p.is("as")
}

// variables pushes the variables of a declaration, with its semicolon.
func (p *parser) variables(modifiers []*syntax.Node) {
	p.declarators(modifiers)
	p.semicolon()
}

// declarators pushes one Variable for each declarator.
func (p *parser) declarators(modifiers []*syntax.Node) {
	start := p.tok.Start
	if len(modifiers) > 0 {
		start = modifiers[0].Start
	}
	modifiers = append([]*syntax.Node(nil), modifiers...)
	if p.is("await") {
		modifiers = append(modifiers, p.modifier())
	}
	modifiers = append(modifiers, p.modifier())
	for {
		p.push(p.declarator(start, modifiers))
		if !p.accept(",") {
			return
		}
		start = p.tok.Start
		for i, m := range modifiers {
			modifiers[i] = p.leaf(syntax.Modifier, m.Text, start, start)
		}
	}
}

func (p *parser) declarator(start int, modifiers []*syntax.Node) *syntax.Node {
	mark := p.mark()
	p.push(modifiers...)
	target := p.target()
	name := ""
	if target.Kind == syntax.Name || target.Kind == syntax.Metavariable {
		name = target.Text
	}
	p.push(target)
	if p.types {
		if p.is("!") {
			p.next()
		}
		if p.accept(":") {
			p.push(p.typ())
		}
	}
	if p.accept("=") {
		p.push(p.assignment())
	}
	return p.close(syntax.Variable, name, start, mark)
}

// target reads what a declaration binds.
func (p *parser) target() *syntax.Node {
	if p.is("[") || p.is("{") || p.pattern && p.is("...") {
		return p.operand()
	}
	if p.tok.Kind == syntax.NameToken && !reserved(p.tok.Text) {
		return p.name(p.next())
	}
	return p.unexpected()
}

func (p *parser) exit() {
	start, mark := p.tok.Start, p.mark()
	kind := syntax.Return
	if p.next().Text == "throw" {
		kind = syntax.Throw
	}
	if !p.is(";") && !p.is("}") && !p.done() && !p.tok.Newline {
		p.push(p.expression())
	}
	p.push(p.close(kind, "", start, mark))
	p.semicolon()
}

func (p *parser) jump() {
	t, mark := p.next(), p.mark()
	if p.tok.Kind == syntax.NameToken && !p.tok.Newline && !reserved(p.tok.Text) {
		p.push(p.name(p.next()))
	}
	p.push(p.close(syntax.Jump, t.Text, t.Start, mark))
	p.semicolon()
}
