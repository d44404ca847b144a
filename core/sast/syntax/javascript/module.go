package javascript

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

func (p *parser) importStatement() {
	start, mark := p.next().Start, p.mark()
	p.importKind()
	if p.tok.Kind == syntax.NameToken && p.tok.Text != "from" || p.is("from") && p.peek().Text == "from" {
		t := p.next()
		if p.types && p.is("=") {
			p.importAssignment(start, mark, t)
			return
		}
		if kind := p.nameKind(t.Text); kind == syntax.MetaEllipsis {
			p.push(p.name(t))
		} else {
			p.push(p.node(syntax.ImportName, "default", t.Start, p.name(t)))
		}
		p.accept(",")
	}
	switch {
	case p.is("*"):
		at := p.next().Start
		p.expect("as")
		if p.tok.Kind == syntax.NameToken {
			t := p.next()
			p.push(p.node(syntax.ImportName, "*", at, p.name(t)))
		}
	case p.is("{"):
		p.next()
		p.items("}", func() { p.push(p.importName()) })
	case p.pattern && p.is("..."):
		p.push(p.ellipsis())
	}
	if p.previousEnd > start+len("import") {
		p.expect("from")
	}
	module := p.module()
	p.attributes()
	p.push(p.close(syntax.Import, module, start, mark))
	p.semicolon()
}

// importKind passes over the "type" of "import type".
func (p *parser) importKind() {
	if !p.is("type") && !p.is("typeof") && !p.is("defer") && !p.is("source") {
		return
	}
	next := p.peek()
	if isPunctuation(next, "{") || isPunctuation(next, "*") || next.Kind == syntax.NameToken && next.Text != "from" {
		p.next()
		p.previousEnd = p.tok.Start
	}
}

// module reads a module's name; a gap is pushed when there is none.
func (p *parser) module() string {
	switch {
	case p.tok.Kind == syntax.StringToken:
		return p.stringLiteral().Text
	case p.pattern && p.tok.Kind == syntax.NameToken && p.nameKind(p.tok.Text) == syntax.Metavariable:
		return p.next().Text
	}
	p.push(p.gap(p.tok.Start, p.tok.Start))
	return ""
}

// attributes passes over with {type: "json"}.
func (p *parser) attributes() {
	if (p.is("with") || p.is("assert") && !p.tok.Newline) && isPunctuation(p.peek(), "{") {
		p.next()
		p.skipOne()
	}
}

// importName reads a, a as b, type a, and "a" as b.
func (p *parser) importName() *syntax.Node {
	if p.pattern && p.is("...") {
		return p.ellipsis()
	}
	start := p.tok.Start
	if p.is("type") || p.is("typeof") {
		if next := p.peek(); next.Kind == syntax.NameToken && next.Text != "as" {
			p.next()
		}
	}
	if p.tok.Kind == syntax.StringToken {
		return p.importAlias(start, p.stringLiteral().Text)
	}
	if p.tok.Kind != syntax.NameToken {
		return p.unexpected()
	}
	t := p.next()
	if p.nameKind(t.Text) == syntax.MetaEllipsis {
		return p.name(t)
	}
	return p.importAlias(start, t.Text)
}

func (p *parser) importAlias(start int, text string) *syntax.Node {
	if !p.accept("as") || p.tok.Kind != syntax.NameToken && p.tok.Kind != syntax.StringToken {
		return p.node(syntax.ImportName, text, start)
	}
	t := p.next()
	return p.node(syntax.ImportName, text, start, p.name(t))
}

// importAssignment reads import x = require("m") and import x = a.b.
func (p *parser) importAssignment(start, mark int, name syntax.Token) {
	p.next()
	if p.is("require") && isPunctuation(p.peek(), "(") {
		p.next()
		p.next()
		p.push(p.leaf(syntax.ImportName, "", name.Start, name.End))
		p.stack[len(p.stack)-1].Children = []*syntax.Node{p.name(name)}
		module := p.module()
		p.expect(")")
		p.push(p.close(syntax.Import, module, start, mark))
		p.semicolon()
		return
	}
	p.push(p.name(name), p.assignment())
	p.push(p.close(syntax.Variable, name.Text, start, mark))
	p.semicolon()
}

func (p *parser) exportStatement() {
	start := p.tok.Start
	export := p.modifier()
	switch {
	case p.is("default"):
		p.exportDefault(export)
	case p.is("*") || p.is("{") || p.is("type") && p.typeExport():
		p.exportNames(start)
	case p.types && p.is("="):
		p.next()
		p.push(p.node(syntax.Other, "export", start, p.expression()))
		p.semicolon()
	case p.types && p.is("as"):
		p.next()
		p.accept("namespace")
		p.push(p.node(syntax.Other, "export", start, p.target()))
		p.semicolon()
	case p.types && p.is("import"):
		p.importStatement()
	default:
		p.declaration(export)
	}
}

func (p *parser) typeExport() bool {
	next := p.peek()
	return isPunctuation(next, "{") || isPunctuation(next, "*")
}

func (p *parser) exportDefault(export *syntax.Node) {
	standard := p.modifier()
	next := p.peek()
	switch {
	case p.is("function"), p.is("async") && next.Text == "function" && !next.Newline, p.is("class"), p.is("@"),
		p.types && p.is("abstract") && next.Text == "class", p.types && p.is("interface") && next.Kind == syntax.NameToken,
		p.types && p.is("enum"):
		p.declaration(export, standard)
	default:
		p.push(p.node(syntax.Other, "export", export.Start, p.assignment()))
		p.semicolon()
	}
}

// exportNames reads export {a, b as c} and export * with or without a module.
func (p *parser) exportNames(start int) {
	mark := p.mark()
	if p.is("type") {
		p.next()
	}
	if p.is("*") {
		at := p.next().Start
		p.push(p.importAlias(at, "*"))
	} else {
		p.next()
		p.items("}", func() { p.push(p.importName()) })
	}
	if p.accept("from") {
		if p.tok.Kind == syntax.StringToken {
			p.push(p.stringLiteral())
		} else {
			p.push(p.gap(p.tok.Start, p.tok.Start))
		}
		p.attributes()
	}
	p.push(p.close(syntax.Other, "export", start, mark))
	p.semicolon()
}

// decorated reads a decorated class.
func (p *parser) decorated() {
	start := p.tok.Start
	annotations := p.annotations()
	var modifiers []*syntax.Node
	for p.is("export") || p.is("default") || p.types && (p.is("abstract") || p.is("declare")) {
		modifiers = append(modifiers, p.modifier())
	}
	switch {
	case p.is("class"):
		p.push(p.class(start, modifiers, append(annotations, p.annotations()...)))
	case p.pattern && len(annotations) == 1 && p.done():
		p.push(annotations[0])
	case p.pattern && (p.is("function") || p.is("async")):
		n := p.function(nil)
		n.Children = append(annotations, n.Children...)
		n.Start = start
		p.push(n)
	default:
		p.push(p.node(syntax.Other, "decorators", start, append(annotations, p.gap(p.tok.Start, p.tok.Start))...))
	}
}

// declaration reads what may stand behind modifiers such as export.
func (p *parser) declaration(modifiers ...*syntax.Node) {
	switch {
	case p.is("function"), p.is("async") && p.peek().Text == "function":
		n := p.function(modifiers)
		p.push(n)
		if n.Child(syntax.Block) == nil {
			p.semicolon()
		}
	case p.is("class"):
		p.push(p.class(p.startOf(modifiers), modifiers, nil))
	case p.is("@"):
		annotations := p.annotations()
		for p.types && p.is("abstract") {
			modifiers = append(modifiers, p.modifier())
		}
		if p.is("class") {
			p.push(p.class(p.startOf(modifiers), modifiers, annotations))
			return
		}
		p.push(p.gap(p.tok.Start, p.tok.Start))
	case p.is("const") && p.types && p.peek().Text == "enum":
		p.declaration(append(modifiers, p.modifier())...)
	case p.is("var"), p.is("let"), p.is("const"), p.is("using"), p.is("await"):
		p.variables(modifiers)
	case p.types && p.declared(modifiers):
	default:
		at := p.tok.Start
		p.push(p.skipStatement())
		if p.tok.Start == at {
			p.push(p.gap(at, at))
		}
	}
}

func (p *parser) startOf(modifiers []*syntax.Node) int {
	if len(modifiers) > 0 {
		return modifiers[0].Start
	}
	return p.tok.Start
}
