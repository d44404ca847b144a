package csharp

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// maxTypeDepth bounds type arguments within type arguments.
const maxTypeDepth = 60

// typeEnd looks, without reading, for a type at a token index and returns the
// index behind it, or -1. It is the ground on which declarations, casts and
// generic calls are told from expressions; the memory keeps it linear.
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
	t := p.TokenAt(at)
	switch {
	case t.Is("ref"), t.Is("scoped") && p.TokenAt(at+1).Kind == syntax.NameToken && p.TokenAt(at+2).Kind == syntax.NameToken:
		at++
		if p.TokenAt(at).Is("readonly") {
			at++
		}
		return p.typeEnd(at)
	case t.Is("delegate"):
		return p.functionPointerEnd(at + 1)
	case t.Is("("):
		end := p.tupleTypeEnd(at)
		if end < 0 {
			return -1
		}
		return p.suffixEnd(end)
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
		if sep := p.TokenAt(at); !sep.Is(".") && !sep.Is("::") || !isName(p.TokenAt(at+1)) {
			return p.suffixEnd(at)
		}
		at++
	}
}

// suffixEnd takes "?", "[,]" and "*" behind a type.
func (p *parser) suffixEnd(at int) int {
	for {
		t := p.TokenAt(at)
		if t.Kind != syntax.PunctuationToken {
			return at
		}
		switch t.Text {
		case "?", "*":
			at++
		case "[":
			end := at + 1
			for p.TokenAt(end).Is(",") {
				end++
			}
			if !p.TokenAt(end).Is("]") {
				return at
			}
			at = end + 1
		default:
			return at
		}
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
	for {
		switch t := p.TokenAt(at); {
		case t.Is(","), t.Is(">"): // Dictionary<,>
		case t.Is("...") && p.Pattern():
			at++
		default:
			for t := p.TokenAt(at); t.Is("in") || t.Is("out") || t.Is("ref") || t.Is("readonly"); t = p.TokenAt(at) {
				at++
			}
			end := p.typeEnd(at)
			if end < 0 {
				return -1
			}
			at = end
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

// tupleTypeEnd reads (int a, string b).
func (p *parser) tupleTypeEnd(at int) int {
	closing := p.Matching(at)
	if closing < 0 {
		return -1
	}
	at++
	for elements := 1; ; elements++ {
		at = p.typeEnd(at)
		if at < 0 {
			return -1
		}
		if isName(p.TokenAt(at)) {
			at++
		}
		switch {
		case at == closing && elements > 1:
			return at + 1
		case at >= closing || !p.TokenAt(at).Is(","):
			return -1
		}
		at++
	}
}

// functionPointerEnd reads delegate* unmanaged[Cdecl]<int, void>.
func (p *parser) functionPointerEnd(at int) int {
	if !p.TokenAt(at).Is("*") {
		return -1
	}
	at++
	if t := p.TokenAt(at); t.Is("managed") || t.Is("unmanaged") {
		at++
		if p.TokenAt(at).Is("[") {
			at = p.Matching(at) + 1
		}
	}
	if at <= 0 || !p.TokenAt(at).Is("<") {
		return -1
	}
	end := p.argumentsEnd(at)
	if end < 0 {
		return -1
	}
	return p.suffixEnd(end)
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
	n := p.Empty(syntax.Type, p.Written(from, to), start, p.Tokens[to-1].End)
	n.Children = children
	return n
}

func (p *parser) typeArguments(from, to, depth int) {
	for i := from; i < to; i++ {
		t := p.Tokens[i]
		if !t.Is("<") && !(t.Is("(") && i == from) {
			continue
		}
		i++
		for i < to {
			if p.Tokens[i].Is("...") {
				p.Push(p.Empty(syntax.Ellipsis, "", p.Tokens[i].Start, p.Tokens[i].End))
				i++
			} else if end := p.typeEnd(i); end > i && end <= to {
				p.Push(p.typeNode(i, end, depth+1))
				i = end
			} else {
				i++ // a variance word, a tuple element's name
			}
			if i < to && (p.Tokens[i].Is(">") || p.Tokens[i].Is(")")) {
				break
			}
			if i < to && isName(p.Tokens[i]) {
				i++
			}
			if i < to && p.Tokens[i].Is(",") {
				i++
			} else if i < to && (p.Tokens[i].Is(">") || p.Tokens[i].Is(")")) {
				break
			}
		}
	}
}

// typeNameWithoutArguments is System.Foo for System.Foo<Bar>.
func (p *parser) typeNameWithoutArguments(from, to int) string {
	end := from
	for end < to && !p.Tokens[end].Is("<") && !p.Tokens[end].Is("(") {
		end++
	}
	if end == to {
		return p.Written(from, to)
	}
	name := p.Written(from, end)
	depth := 0
	for ; end < to; end++ {
		switch t := p.Tokens[end]; {
		case t.Is("<"):
			depth++
		case t.Is(">"):
			depth--
		case depth == 0:
			name += t.Text
		}
	}
	return name
}
