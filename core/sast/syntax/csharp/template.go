package csharp

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

// maxTemplates bounds interpolated strings within each other's holes, because
// each level is scanned again from the level above.
const maxTemplates = 8

// piece is a part of an interpolated string: text, or a hole's expression.
type piece struct {
	start, end int
	hole       bool
}

// templateEnd is the offset behind the interpolated string whose first quote
// stands at an offset.
func templateEnd(source string, at, dollars int, verbatim bool, level int) int {
	end, _ := templatePieces(source, at, dollars, verbatim, level, false)
	return end
}

func templatePieces(source string, at, dollars int, verbatim bool, level int, collect bool) (int, []piece) {
	quotes := 0
	for at+quotes < len(source) && source[at+quotes] == '"' {
		quotes++
	}
	if quotes < 3 || verbatim {
		if quotes == 2 && !verbatim {
			return at + 2, nil
		}
		quotes = 1
	}
	var pieces []piece
	text := at + quotes
	flush := func(to int) {
		if collect && to > text {
			pieces = append(pieces, piece{start: text, end: to})
		}
	}
	braces := 1
	if quotes >= 3 {
		braces = dollars
	}
	for i := at + quotes; i < len(source); {
		switch c := source[i]; {
		case c == '"' && quotes >= 3:
			n := run(source, i, '"')
			if n >= quotes {
				flush(i + n - quotes)
				return i + n, pieces
			}
			i += n
		case c == '"' && verbatim && i+1 < len(source) && source[i+1] == '"':
			i += 2
		case c == '"':
			flush(i)
			return i + 1, pieces
		case c == '\\' && !verbatim && quotes < 3:
			i += 2
		case c == '\n' && quotes < 3 && !verbatim:
			flush(i)
			return i, pieces
		case c == '{':
			n := run(source, i, '{')
			if n < braces || quotes < 3 && n%2 == 0 {
				i += n
				continue
			}
			flush(i + n - braces)
			start := i + n
			end, behind := holeEnd(source, start, braces, level)
			if collect {
				pieces = append(pieces, piece{start: start, end: end, hole: true})
			}
			i, text = behind, behind
		default:
			i++
		}
	}
	flush(len(source))
	return len(source), pieces
}

func run(source string, at int, c byte) int {
	n := 0
	for at+n < len(source) && source[at+n] == c {
		n++
	}
	return n
}

// holeEnd finds the end of a hole's expression (before its alignment or
// format) and the offset behind the hole.
func holeEnd(source string, at, braces, level int) (end, behind int) {
	depth := 0
	end = -1
	for i := at; i < len(source); {
		c := source[i]
		if end >= 0 && c != '}' { // in the format
			if c == '"' && (i == 0 || source[i-1] != '\\') {
				return end, i // the literal ends within the hole
			}
			i++
			continue
		}
		switch c {
		case '"', '\'', '$', '@':
			i = skipLiteral(source, i, level)
			continue
		case '/':
			if i+1 < len(source) && source[i+1] == '*' {
				if n := strings.Index(source[i+2:], "*/"); n >= 0 {
					i += n + 4
					continue
				}
			}
		case '(', '[', '{':
			depth++
		case ')', ']':
			depth--
		case '}':
			if depth <= 0 {
				if end < 0 {
					end = i
				}
				return end, i + min(braces, run(source, i, '}'))
			}
			depth--
		case ':':
			if i+1 < len(source) && source[i+1] == ':' {
				i += 2
				continue
			}
			if depth <= 0 && end < 0 {
				end = i
			}
		case ',':
			if depth <= 0 && end < 0 && !(i-at < 200 && typeComma(source[at:i])) {
				end = i
			}
		}
		i++
	}
	if end < 0 {
		end = len(source)
	}
	return end, len(source)
}

// typeComma says whether a comma at the hole's top level separates type
// arguments, as in {Get<A, B>()}.
func typeComma(before string) bool {
	return strings.Count(before, "<") > strings.Count(before, ">")
}

func skipLiteral(source string, at, level int) int {
	i, dollars, verbatim := prefix(source, at)
	if i < len(source) && source[i] == '"' && dollars > 0 {
		if level >= maxTemplates {
			return quoted(source, i, '"')
		}
		return templateEnd(source, i, dollars, verbatim, level+1)
	}
	if _, _, end := literal(source, at); end > at {
		return end
	}
	return at + 1
}

// template reads the interpolated literal at the cursor.
func (p *parser) template() *syntax.Node {
	t := p.Next()
	at, dollars, verbatim := prefix(p.Source, t.Start)
	_, pieces := templatePieces(p.Source[:t.End], at, dollars, verbatim, 0, true)
	mark := p.Mark()
	rawText := !verbatim && strings.HasPrefix(p.Source[at:], `"""`)
	for _, piece := range pieces {
		if !piece.hole {
			p.Push(p.Empty(syntax.String, templateText(p.Source[piece.start:piece.end], rawText, verbatim), piece.start, piece.end))
			continue
		}
		if !p.Deeper() {
			p.Push(p.GapBetween(piece.start, piece.end))
		} else {
			p.hole(piece)
		}
		p.Shallower()
	}
	return p.Close(syntax.Template, "", t.Start, mark)
}

func (p *parser) hole(h piece) {
	tokens := cfamily.Scan(p.Source, h.start, h.end, p.Mode, cfamily.Dialect{Literal: literal, AtNames: true, Directive: func(at, _ int) int { return at }})
	p.inside(tokens, h.start, func() {
		if p.Done() {
			return
		}
		p.Push(p.expression())
		if !p.Done() {
			p.Push(p.GapTo(len(p.Tokens)))
		}
	})
}

func templateText(s string, raw, verbatim bool) string {
	if raw {
		return s
	}
	if verbatim {
		s = strings.ReplaceAll(s, `""`, `"`)
	} else {
		s = cfamily.Unescape(s, false)
	}
	s = strings.ReplaceAll(s, "{{", "{")
	return strings.ReplaceAll(s, "}}", "}")
}
