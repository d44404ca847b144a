package java

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// maxTypeDepth bounds type arguments within type arguments.
const maxTypeDepth = 60

// typeEnd looks, without reading, for a type at a token index and returns the
// index behind it, or -1. Declarations, casts and method references are told
// from expressions by it; the memory keeps it linear.
func (p *parser) typeEnd(at int) int {
	if at >= len(p.types) {
		return -1
	}
	if known := p.types[at]; known != 0 {
		if int(known) > len(p.Tokens) {
			return -1
		}
		return int(known)
	}
	end := -1
	if p.typeDepth < maxTypeDepth {
		p.typeDepth++
		end = p.findTypeEnd(at)
		p.typeDepth--
	}
	p.types[at] = int32(end)
	return end
}

func (p *parser) findTypeEnd(at int) int {
	at = p.annotationsEnd(at)
	t := p.TokenAt(at)
	switch {
	case t.Is("?"):
		if bound := p.TokenAt(at + 1); bound.Is("extends") || bound.Is("super") {
			return p.typeEnd(at + 2)
		}
		return at + 1
	case t.Kind != syntax.NameToken:
		return -1
	case predefined(t.Text):
		return p.suffixEnd(at + 1)
	case reserved(t.Text):
		return -1
	}
	for {
		at++
		if p.TokenAt(at).Is("<") {
			if end := p.argumentsEnd(at); end > 0 {
				at = end
			}
		}
		if !p.TokenAt(at).Is(".") {
			return p.suffixEnd(at)
		}
		next := p.annotationsEnd(at + 1)
		if !isName(p.TokenAt(next)) {
			return p.suffixEnd(at)
		}
		at = next
	}
}

// annotationsEnd is the index behind annotations within a type.
func (p *parser) annotationsEnd(at int) int {
	for p.TokenAt(at).Is("@") && isName(p.TokenAt(at+1)) {
		at += 2
		for p.TokenAt(at).Is(".") && isName(p.TokenAt(at+1)) {
			at += 2
		}
		if p.TokenAt(at).Is("(") {
			m := p.Matching(at)
			if m < 0 {
				return at
			}
			at = m + 1
		}
	}
	return at
}

// suffixEnd takes "[]" behind a type.
func (p *parser) suffixEnd(at int) int {
	for {
		i := at
		if p.TokenAt(i).Is("@") {
			i = p.annotationsEnd(i)
		}
		if !p.TokenAt(i).Is("[") || !p.TokenAt(i+1).Is("]") {
			return at
		}
		at = i + 2
	}
}

// argumentsEnd is the index behind type arguments that begin with "<" at an
// index, or -1.
func (p *parser) argumentsEnd(at int) int {
	if at >= len(p.arguments) {
		return -1
	}
	if known := p.arguments[at]; known != 0 {
		if int(known) > len(p.Tokens) {
			return -1
		}
		return int(known)
	}
	end := -1
	if p.typeDepth < maxTypeDepth {
		end = p.findArgumentsEnd(at + 1)
	}
	p.arguments[at] = int32(end)
	return end
}

func (p *parser) findArgumentsEnd(at int) int {
	if p.TokenAt(at).Is(">") { // the diamond
		return at + 1
	}
	for {
		if p.Pattern() && p.TokenAt(at).Is("...") {
			at++
		} else {
			at = p.typeEnd(at)
		}
		for at > 0 && p.TokenAt(at).Is("&") { // an intersection's bounds
			at = p.typeEnd(at + 1)
		}
		if at < 0 {
			return -1
		}
		switch t := p.TokenAt(at); {
		case t.Is(">"):
			return at + 1
		case !t.Is(","):
			return -1
		}
		at++
	}
}

// parseType reads the type at the cursor, or leaves a gap.
func (p *parser) parseType() *syntax.Node {
	if end := p.typeEnd(p.At); end > 0 {
		return p.typeTo(end)
	}
	if p.IsEllipsis() {
		return p.Ellipsis()
	}
	return p.GapInside()
}

// typeTo makes a Type of the tokens up to an index.
func (p *parser) typeTo(end int) *syntax.Node {
	from := p.At
	n := p.typeNode(from, end, 0)
	p.At = end
	return n
}

func (p *parser) typeNode(from, to, depth int) *syntax.Node {
	start := p.Tokens[from].Start
	mark := p.Mark()
	if depth < maxTypeDepth {
		p.typeArguments(from, to, depth)
	}
	children := p.Take(mark)
	n := p.Empty(syntax.Type, p.typeText(from, to), start, p.Tokens[to-1].End)
	n.Children = children
	return n
}

// typeText is the type as written, without white space and annotations.
func (p *parser) typeText(from, to int) string {
	plain := true
	for i := from; i < to && plain; i++ {
		plain = !p.Tokens[i].Is("@")
	}
	if plain {
		return p.Written(from, to)
	}
	var b strings.Builder
	for i := from; i < to; {
		if end := p.annotationsEnd(i); end > i {
			i = end
			continue
		}
		b.WriteString(p.Tokens[i].Text)
		i++
	}
	return b.String()
}

func (p *parser) typeArguments(from, to, depth int) {
	for i := from; i < to; i++ {
		if end := p.annotationsEnd(i); end > i {
			i = end - 1
			continue
		}
		if !p.Tokens[i].Is("<") {
			continue
		}
		for i++; i < to && !p.Tokens[i].Is(">"); {
			if end := p.typeEnd(i); end > i && end <= to {
				p.Push(p.typeNode(i, end, depth+1))
				i = end
				continue
			}
			if p.Tokens[i].Is("...") {
				p.Push(p.Empty(syntax.Ellipsis, "", p.Tokens[i].Start, p.Tokens[i].End))
			}
			i++
		}
	}
}

// typeNameWithoutArguments is a.Foo for a.Foo<Bar>.
func (p *parser) typeNameWithoutArguments(from, to int) string {
	text := p.typeText(from, to)
	open := strings.IndexByte(text, '<')
	if open < 0 {
		return text
	}
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '<':
			depth++
		case r == '>':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
