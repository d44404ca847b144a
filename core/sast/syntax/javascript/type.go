package javascript

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// typ reads a type. Its node has the type's arguments as children and nothing
// of what stands in object and function types.
func (p *parser) typ() *syntax.Node {
	defer p.shallower()
	if !p.deeper() {
		return p.tooDeep()
	}
	if p.pattern && p.tok.Kind == syntax.NameToken && p.nameKind(p.tok.Text) == syntax.Metavariable {
		if next := p.peek(); !isPunctuation(next, ".") && !isPunctuation(next, "<") && !isPunctuation(next, "|") && !isPunctuation(next, "&") && !isPunctuation(next, "[") {
			return p.name(p.next())
		}
	}
	if p.pattern && p.is("...") {
		return p.ellipsis()
	}
	start, mark := p.tok.Start, p.mark()
	simple := p.union()
	if p.is("extends") && !p.tok.Newline {
		p.conditionalType()
		simple = false
	}
	if !simple {
		p.stack = p.stack[:mark]
	}
	end := max(start, p.previousEnd)
	n := p.leaf(syntax.Type, p.written(start, end), start, end)
	return p.adopt(n, mark)
}

// conditionalType reads extends A ? B : C; without the question mark the type is
// a parameter with a bound.
func (p *parser) conditionalType() {
	p.next()
	mark := p.mark()
	p.union()
	if p.accept("?") {
		p.typ()
		p.expect(":")
		p.typ()
	}
	p.stack = p.stack[:mark]
}

// union reads types joined by | and &. It says whether it was one reference,
// whose arguments it pushed.
func (p *parser) union() bool {
	simple := true
	for p.is("|") || p.is("&") {
		p.next()
		simple = false
	}
	mark := p.mark()
	for {
		if !p.typeOperand() {
			simple = false
		}
		if !p.is("|") && !p.is("&") {
			break
		}
		p.next()
		simple = false
	}
	if !simple {
		p.stack = p.stack[:mark]
	}
	return simple
}

func (p *parser) typeOperand() bool {
	simple := p.typePrimary()
	for !p.tok.Newline {
		switch {
		case p.is("["):
			p.skipOne()
		case p.is("is"):
			p.next()
			p.typ()
		default:
			return simple
		}
		simple = false
	}
	return simple
}

// typePrimary says whether it read a reference.
func (p *parser) typePrimary() bool {
	switch p.tok.Kind {
	case syntax.NameToken:
		return p.typeWord()
	case syntax.StringToken, syntax.NumberToken:
		p.next()
		return false
	case syntax.TemplateToken:
		p.stop(templateEnd(p.source, p.tok.Start))
		p.next()
		return false
	}
	switch p.tok.Text {
	case "(":
		p.skipOne()
		if p.accept("=>") {
			p.typ()
		}
	case "{", "[":
		p.skipOne()
	case "<":
		p.typeParameters()
		p.typ()
	case "-", "?", "+", "*", "...":
		sign := p.next().Text
		if sign != "*" {
			p.typ()
		}
	default:
		p.push(p.unexpected())
	}
	return false
}

func (p *parser) typeWord() bool {
	word := p.tok.Text
	next := p.peek()
	switch word {
	case "keyof", "unique", "readonly", "infer", "asserts", "abstract":
		if startsType(next) && (!next.Newline || word == "abstract") && !(next.Text == "is") {
			p.next()
			p.typ()
			return false
		}
	case "new":
		p.next()
		p.typ()
		return false
	case "typeof":
		p.next()
	}
	if p.is("import") && isPunctuation(p.peek(), "(") {
		p.next()
		p.skipOne()
	} else {
		p.next()
	}
	for p.is(".") {
		p.next()
		if p.tok.Kind == syntax.NameToken {
			p.next()
		}
	}
	if (p.is("<") || p.is("<<")) && !p.tok.Newline {
		p.angled()
	}
	return word != "typeof"
}

func startsType(t syntax.Token) bool {
	switch t.Kind {
	case syntax.NameToken:
		return t.Text != "extends" && t.Text != "as" && t.Text != "in"
	case syntax.StringToken, syntax.TemplateToken, syntax.NumberToken:
		return true
	}
	return isPunctuation(t, "(") || isPunctuation(t, "[") || isPunctuation(t, "{") || isPunctuation(t, "<") ||
		isPunctuation(t, "|") || isPunctuation(t, "&") || isPunctuation(t, "-")
}

// angled reads type arguments or parameters and pushes the types.
func (p *parser) angled() {
	if p.is("<<") {
		p.split()
	}
	p.next()
	for !p.done() && !p.closesAngle() {
		at := p.tok.Start
		for p.is("const") && startsType(p.peek()) || (p.is("in") || p.is("out")) && p.peek().Kind == syntax.NameToken {
			p.next()
		}
		p.push(p.typ())
		if p.accept(":") { // Flow's bound
			p.typ()
		}
		if p.accept("=") {
			p.typ()
		}
		if p.accept(",") {
			continue
		}
		if !p.closesAngle() || p.tok.Start == at {
			break
		}
	}
	if !p.closesAngle() {
		p.push(p.gap(p.tok.Start, p.tok.Start))
		return
	}
	p.split()
	p.next()
}

func (p *parser) closesAngle() bool {
	return p.tok.Kind == syntax.PunctuationToken && p.tok.Text[0] == '>'
}

// typeParameters passes over <T extends U>, if it stands here.
func (p *parser) typeParameters() {
	if p.is("<") {
		mark := p.mark()
		p.angled()
		p.stack = p.stack[:mark]
	}
}

// typeArguments passes over the type arguments of a call. It reads nothing when
// they are none, but a comparison.
func (p *parser) typeArguments() bool {
	if p.trials <= 0 || !startsType(p.peek()) && !isPunctuation(p.peek(), "<") {
		return false
	}
	s := p.save()
	p.trial++
	p.angled()
	p.trial--
	p.stack = p.stack[:s.stack]
	if len(p.gaps) == s.gaps && p.argumentsEnd() {
		return true
	}
	p.restore(s)
	return false
}

// argumentsEnd says whether the current token may follow type arguments.
func (p *parser) argumentsEnd() bool {
	switch p.tok.Kind {
	case syntax.TemplateToken, syntax.EndToken:
		return true
	case syntax.PunctuationToken:
		switch p.tok.Text {
		case "(", ")", "]", "}", ":", ";", ",", ".", "?.", "==", "===", "!=", "!==", "&&", "||", "??", "?", "=", "^", "&", "|":
			return true
		}
		return p.tok.Newline && !startsExpression(p.tok)
	}
	return p.tok.Newline || p.is("extends") || p.is("implements") || p.is("as")
}

// written is source text without white space.
func (p *parser) written(start, end int) string {
	text := p.source[start:end]
	if !strings.ContainsAny(text, " \t\r\n") {
		return text
	}
	return strings.Join(strings.Fields(text), "")
}
