package javascript

import (
	"html"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// markup reads a JSX element, or an arrow function with type parameters.
func (p *parser) markup() *syntax.Node {
	if p.types && p.genericArrow() {
		start, mark := p.tok.Start, p.mark()
		p.typeParameters()
		g := p.group()
		if p.isArrow(g) {
			p.pushParameters(g)
			return p.arrow(start, mark)
		}
		return p.gap(start, p.previousEnd)
	}
	n := p.tag()
	p.tok.Kind = syntax.PunctuationToken
	p.stop(p.at)
	p.next()
	return n
}

// genericArrow says whether <T,> or <T extends U> stands here.
func (p *parser) genericArrow() bool {
	s := p.save()
	defer p.restore(s)
	p.next()
	if p.is("const") {
		return true
	}
	if p.tok.Kind != syntax.NameToken {
		return false
	}
	p.next()
	if p.is("extends") {
		p.next()
		return !p.is("=") && !p.is(">") && !p.is("/")
	}
	return p.is(",") || p.is("=")
}

// tag reads an element whose "<" is the current token. It leaves the cursor
// directly behind it, with no token read: what follows may be text.
func (p *parser) tag() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	if !p.deeper() {
		p.at = len(p.source) // only reading it would find its end
		p.shallower()
		p.previousEnd = p.at
		return p.gap(start, p.at)
	}
	defer p.shallower()
	p.scan()
	name := p.tagName()
	if p.types && p.is("<") {
		p.typeParameters()
	}
	if !p.attributesEnd() {
		p.children(name)
	}
	p.previousEnd = p.at
	return p.close(syntax.Element, name, start, mark)
}

// tagName reads a-b, a:b and a.b.
func (p *parser) tagName() string {
	if p.tok.Kind != syntax.NameToken {
		return ""
	}
	start := p.tok.Start
	for p.at < len(p.source) && (isNameByte(p.source[p.at]) || strings.IndexByte("-:.", p.source[p.at]) >= 0) {
		p.at++
	}
	end := p.at
	p.previousEnd = end
	p.scan()
	return p.source[start:end]
}

// attributesEnd pushes attributes up to the end of the opening tag and says
// whether that closed the element.
func (p *parser) attributesEnd() bool {
	for !p.done() {
		switch {
		case p.tok.Kind == syntax.PunctuationToken && p.tok.Text[0] == '>':
			p.split()
			return false
		case p.is("/") || p.is("/="):
			p.split()
			p.scan()
			if p.tok.Kind == syntax.PunctuationToken && p.tok.Text[0] == '>' {
				p.split()
				return true
			}
			p.push(p.gap(p.tok.Start, p.tok.Start))
		case p.is("{"):
			p.push(p.spreadAttribute())
		case p.pattern && p.is("..."):
			p.push(p.leaf(syntax.Ellipsis, "", p.tok.Start, p.tok.End))
			p.scan()
		case p.tok.Kind == syntax.NameToken:
			p.push(p.attribute())
		default:
			p.push(p.gap(p.tok.Start, p.tok.End))
			p.scan()
		}
	}
	p.push(p.gap(p.tok.Start, p.tok.Start))
	return true
}

func (p *parser) spreadAttribute() *syntax.Node {
	start, mark := p.tok.Start, p.mark()
	var n *syntax.Node
	p.next()
	p.inBrackets(func() {
		if !p.is("}") {
			n = p.element()
		}
	})
	p.push(n)
	if !p.is("}") {
		p.push(p.skipTo("}"))
	}
	end := p.tok.End
	p.at, p.previousEnd = end, end
	p.scan()
	children := p.take(mark)
	if len(children) == 1 {
		return children[0]
	}
	n = p.leaf(syntax.Other, "attribute", start, end)
	return p.fill(n, children)
}

func (p *parser) attribute() *syntax.Node {
	start := p.tok.Start
	t := p.tok
	for p.at < len(p.source) && (isNameByte(p.source[p.at]) || p.source[p.at] == '-' || p.source[p.at] == ':') {
		p.at++
	}
	end := p.at
	text := p.source[start:end]
	kind := syntax.String
	if p.nameKind(t.Text) != syntax.Name && end == t.End {
		kind = p.nameKind(t.Text)
	}
	name := p.leaf(kind, text, start, end)
	p.previousEnd = end
	if kind == syntax.MetaEllipsis {
		p.scan()
		return name
	}
	p.scan()
	if !p.is("=") {
		n := p.leaf(syntax.Pair, "", start, end)
		n.Children = []*syntax.Node{name, p.leaf(syntax.Literal, "true", end, end)}
		return n
	}
	p.previousEnd = p.tok.End
	value := p.attributeValue()
	return p.node(syntax.Pair, "", start, name, value)
}

// attributeValue reads what stands behind the equals sign, and the token after.
func (p *parser) attributeValue() *syntax.Node {
	p.blank()
	at := p.at
	if at < len(p.source) && (p.source[at] == '"' || p.source[at] == '\'') {
		if i := strings.IndexByte(p.source[at+1:], p.source[at]); i >= 0 {
			end := at + 1 + i + 1
			p.at, p.previousEnd = end, end
			p.scan()
			return p.leaf(syntax.String, html.UnescapeString(p.source[at+1:end-1]), at, end)
		}
	}
	p.scan()
	switch {
	case p.is("{"):
		n := p.container(p.tok.Start)
		p.scan()
		if n == nil {
			return p.gap(at, p.previousEnd)
		}
		return n
	case p.is("<"):
		n := p.tag()
		p.scan()
		return n
	case p.pattern && p.tok.Kind == syntax.NameToken && p.nameKind(p.tok.Text) == syntax.Metavariable:
		return p.name(p.next())
	case p.pattern && p.is("..."):
		t := p.next()
		return p.leaf(syntax.Ellipsis, "", t.Start, t.End)
	}
	return p.gap(p.tok.Start, p.tok.Start)
}

// container reads {expression}, whose bracket stands at an offset, and leaves
// the cursor directly behind it. It is nil when only a comment is inside.
func (p *parser) container(at int) *syntax.Node {
	mark := p.mark()
	p.at = at + 1
	p.previousEnd = p.at
	p.scan()
	p.inBrackets(func() {
		switch {
		case p.is("}"):
		case p.is("..."):
			p.push(p.element())
		default:
			p.push(p.expression())
		}
	})
	if !p.is("}") {
		p.push(p.skipTo("}"))
	}
	p.at = max(p.tok.End, at+1)
	p.previousEnd = p.at
	if len(p.stack) == mark {
		return nil
	}
	if len(p.stack) == mark+1 {
		n := p.stack[mark]
		p.stack = p.stack[:mark]
		return n
	}
	return p.close(syntax.Other, "container", at, mark)
}

// children reads text, expressions and elements up to the closing tag.
func (p *parser) children(name string) {
	s := p.source
	for p.at < len(s) {
		from := p.at
		for p.at < len(s) && s[p.at] != '<' && s[p.at] != '{' {
			p.at++
		}
		p.markupText(from, p.at)
		if p.at >= len(s) {
			break
		}
		if s[p.at] == '{' {
			p.push(p.container(p.at))
			continue
		}
		p.scan()
		open := p.tok
		p.split()
		if p.closingTag() {
			return
		}
		p.tok = open
		p.split()
		p.push(p.tag())
	}
	p.push(p.gap(p.at, p.at))
}

// closingTag moves behind a closing tag, if one begins at the current "<".
func (p *parser) closingTag() bool {
	at := p.at
	p.blank()
	if p.at >= len(p.source) || p.source[p.at] != '/' {
		p.at = at
		return false
	}
	if i := strings.IndexByte(p.source[p.at:], '>'); i >= 0 {
		p.at += i + 1
		return true
	}
	p.at = len(p.source)
	return true
}

// markupText pushes text the way JSX sees it: without the white space around
// line breaks.
func (p *parser) markupText(from, to int) {
	text := p.source[from:to]
	if strings.IndexByte(text, '\n') >= 0 {
		lines := strings.Split(text, "\n")
		kept := lines[:0]
		for i, line := range lines {
			if i > 0 {
				line = strings.TrimLeft(line, " \t\r")
			}
			if i < len(lines)-1 {
				line = strings.TrimRight(line, " \t\r")
			}
			if line != "" {
				kept = append(kept, line)
			}
		}
		text = strings.Join(kept, " ")
	}
	if text == "" {
		return
	}
	if p.pattern && strings.TrimSpace(text) == "..." {
		at := from + strings.Index(p.source[from:to], "...")
		p.push(p.leaf(syntax.Ellipsis, "", at, at+3))
		return
	}
	if trimmed := strings.TrimSpace(text); p.pattern && len(trimmed) > 1 && p.nameKind(trimmed) != syntax.Name {
		p.push(p.leaf(p.nameKind(trimmed), trimmed, from, to))
		return
	}
	p.push(p.leaf(syntax.String, html.UnescapeString(text), from, to))
}
