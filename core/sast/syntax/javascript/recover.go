package javascript

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// skipTo skips to the closing bracket, or to a comma before it if wanted, and
// returns the gap. It stops at a bracket that closes something further out.
func (p *parser) skipTo(closing string, commas ...string) *syntax.Node {
	start := p.tok.Start
	for !p.done() {
		if closing != "}" && (p.is(";") || p.tok.Newline && startsStatement(p.tok)) {
			break
		}
		if p.tok.Kind == syntax.PunctuationToken {
			switch p.tok.Text {
			case closing, ")", "]", "}":
				if p.is(closing) || p.is("}") {
					return p.gap(start, max(start, p.previousEnd))
				}
			case ",":
				if len(commas) > 0 {
					return p.gap(start, max(start, p.previousEnd))
				}
			}
		}
		p.skipOne()
	}
	return p.gap(start, max(start, p.previousEnd))
}

// skipStatement skips what cannot be read up to where a statement may begin.
func (p *parser) skipStatement() *syntax.Node {
	start := p.tok.Start
	for first := true; !p.done() && !p.is("}"); first = false {
		if !first && p.tok.Newline && (startsStatement(p.tok) || p.tok.Kind == syntax.NameToken && p.mayEnd()) {
			break
		}
		if p.accept(";") {
			break
		}
		p.skipOne()
	}
	return p.gap(start, max(start, p.previousEnd))
}

// mayEnd says whether a statement may end behind the last token.
func (p *parser) mayEnd() bool {
	if p.previousEnd == 0 {
		return false
	}
	c := p.source[p.previousEnd-1]
	return isNameByte(c) || strings.IndexByte(")]}'\"`", c) >= 0
}

func startsStatement(t syntax.Token) bool {
	if t.Kind != syntax.NameToken {
		return t.Text == "@" && t.Kind == syntax.PunctuationToken
	}
	switch t.Text {
	case "var", "let", "const", "function", "class", "if", "for", "while", "do", "switch", "try", "return",
		"throw", "break", "continue", "import", "export", "async", "interface", "type", "enum", "namespace",
		"module", "declare", "abstract":
		return true
	}
	return false
}

// skipOne skips a token, or a bracket with everything in it.
func (p *parser) skipOne() {
	depth := 0
	previous := syntax.Token{}
	for !p.done() {
		p.skipLiteral(previous)
		previous = p.tok
		if p.tok.Kind == syntax.PunctuationToken {
			switch p.tok.Text {
			case "(", "[", "{":
				depth++
			case ")", "]", "}":
				depth--
			}
		}
		p.next()
		if depth <= 0 {
			return
		}
	}
	if depth > 0 { // a bracket stays open
		p.gap(p.previousEnd, p.previousEnd)
	}
}

// skipLiteral makes a template or a regular expression a whole token.
func (p *parser) skipLiteral(previous syntax.Token) {
	switch {
	case p.tok.Kind == syntax.TemplateToken:
		p.stop(templateEnd(p.source, p.tok.Start))
	case p.is("/") || p.is("/="):
		switch previous.Kind {
		case syntax.NumberToken, syntax.StringToken, syntax.TemplateToken, syntax.RegexToken, syntax.EndToken:
			return
		case syntax.NameToken:
			if !operatorWord(previous.Text) {
				return
			}
		case syntax.PunctuationToken:
			if previous.Text == ")" || previous.Text == "]" || previous.Text == "}" {
				return
			}
		}
		p.regex()
	}
}

func operatorWord(word string) bool {
	switch word {
	case "return", "typeof", "case", "in", "of", "instanceof", "void", "delete", "await", "yield", "throw", "else", "do":
		return true
	}
	return false
}

// tooDeep skips a construct that lies too deep.
func (p *parser) tooDeep() *syntax.Node {
	start := p.tok.Start
	if p.done() || p.is("}") || p.is(")") || p.is("]") {
		return p.gap(start, start)
	}
	for !p.done() && !p.is("}") && !p.is(")") && !p.is("]") && !p.is(",") && !p.is(";") {
		p.skipOne()
	}
	return p.gap(start, max(start, p.previousEnd))
}

// items reads a list up to its closing bracket and moves behind it.
func (p *parser) items(closing string, item func()) {
	for !p.done() && !p.is(closing) {
		at := p.tok.Start
		item()
		if p.accept(",") || p.is(closing) {
			continue
		}
		p.push(p.skipTo(closing, ","))
		if p.tok.Start == at && !p.is(closing) && !p.is(",") {
			break
		}
		if !p.accept(",") && !p.is(closing) {
			break
		}
	}
	p.expect(closing)
}
