package javascript

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// operand reads what stands before members, indexes and calls.
func (p *parser) operand() *syntax.Node {
	t := p.tok
	switch t.Kind {
	case syntax.NameToken:
		return p.word()
	case syntax.NumberToken:
		p.next()
		return p.leaf(syntax.Number, t.Text, t.Start, t.End)
	case syntax.StringToken:
		return p.stringLiteral()
	case syntax.TemplateToken:
		return p.template(false)
	case syntax.PunctuationToken:
		if n := p.bracketed(); n != nil {
			return n
		}
	}
	return p.unexpected()
}

// unexpected makes a gap of a token that begins no expression, unless it may
// belong to what is around.
func (p *parser) unexpected() *syntax.Node {
	t := p.tok
	if t.Kind == syntax.EndToken || t.Kind == syntax.PunctuationToken && strings.Contains(") ] } , ; :", t.Text) {
		return p.gap(t.Start, t.Start)
	}
	p.skipOne()
	return p.gap(t.Start, max(t.Start, p.previousEnd))
}

func (p *parser) bracketed() *syntax.Node {
	t := p.tok
	switch t.Text {
	case "(":
		return p.parenthesis()
	case "[":
		return p.list()
	case "{":
		return p.object()
	case "/", "/=":
		if p.regex() {
			t = p.next()
			return p.leaf(syntax.Literal, t.Text, t.Start, t.End)
		}
	case "<":
		if p.jsx {
			return p.markup()
		}
	case "@":
		return p.decoratedClass()
	case "...":
		if p.pattern {
			p.next()
			return p.leaf(syntax.Ellipsis, "", t.Start, t.End)
		}
	case "<...":
		if p.pattern {
			return p.deepEllipsis()
		}
	}
	return nil
}

func (p *parser) deepEllipsis() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.inBrackets(func() { p.push(p.expression()) })
	p.expect("...>")
	return p.close(syntax.DeepEllipsis, "", start, mark)
}

// word reads an operand that begins with a name or keyword.
func (p *parser) word() *syntax.Node {
	t := p.tok
	switch t.Text {
	case "function":
		return p.function(nil)
	case "async":
		if next := p.peek(); next.Kind == syntax.NameToken && next.Text == "function" && !next.Newline {
			return p.function(nil)
		}
	case "class":
		return p.class(t.Start, nil, nil)
	case "new":
		return p.creation()
	case "true", "false", "null":
		p.next()
		return p.leaf(syntax.Literal, t.Text, t.Start, t.End)
	case "undefined":
		p.next()
		return p.leaf(syntax.Literal, "null", t.Start, t.End)
	}
	if reserved(t.Text) && t.Text != "this" && t.Text != "super" && t.Text != "import" {
		return p.unexpected()
	}
	p.next()
	return p.name(t)
}

// name makes the node of a name; in a pattern it may be a metavariable.
func (p *parser) name(t syntax.Token) *syntax.Node {
	return p.leaf(p.nameKind(t.Text), t.Text, t.Start, t.End)
}

func (p *parser) nameKind(text string) syntax.Kind {
	if !p.pattern || text[0] != '$' || len(text) < 2 {
		return syntax.Name
	}
	if strings.HasPrefix(text, "$...") {
		return syntax.MetaEllipsis
	}
	for _, c := range text[1:] {
		if c != '_' && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return syntax.Name
		}
	}
	return syntax.Metavariable
}

// reserved words are never names. Those that only some code reserves are not
// among them.
func reserved(word string) bool {
	switch word {
	case "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
		"export", "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null",
		"return", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "enum":
		return true
	}
	return false
}

func (p *parser) list() *syntax.Node {
	start, mark := p.next().Start, p.mark()
	p.inBrackets(func() {
		p.items("]", func() {
			if p.is(",") { // a hole
				p.push(p.leaf(syntax.Literal, "null", p.tok.Start, p.tok.Start))
				return
			}
			p.push(p.element())
		})
	})
	return p.close(syntax.List, "[", start, mark)
}

// creation reads new X(...).
func (p *parser) creation() *syntax.Node {
	defer p.shallower()
	if !p.deeper() {
		return p.tooDeep()
	}
	start := p.next().Start
	if p.is(".") { // new.target
		p.next()
		return p.member(p.leaf(syntax.Name, "new", start, start+3), start)
	}
	at, mark := p.tok.Start, p.mark()
	text := ""
	var class *syntax.Node
	if p.is("new") {
		class = p.creation()
	} else {
		class = p.suffixes(p.operand(), at, false)
	}
	if class.Kind == syntax.Name || class.Kind == syntax.Member || class.Kind == syntax.Metavariable {
		if text = dotted(class); text != "" && class.Kind != syntax.Metavariable {
			class = p.leaf(syntax.Type, text, class.Start, class.End)
		}
	}
	p.push(class)
	if p.is("(") {
		p.arguments()
	}
	return p.close(syntax.New, text, start, mark)
}

// dotted writes members of a name as "a.b.c", or returns "".
func dotted(n *syntax.Node) string {
	var parts []string
	for n.Kind == syntax.Member && len(n.Children) == 1 && n.Text != "" && len(parts) < 50 {
		parts = append(parts, n.Text)
		n = n.Children[0]
	}
	if n.Kind != syntax.Name && n.Kind != syntax.Metavariable {
		return ""
	}
	text := n.Text
	for i := len(parts) - 1; i >= 0; i-- {
		text += "." + parts[i]
	}
	return text
}
