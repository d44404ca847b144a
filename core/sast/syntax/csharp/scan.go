package csharp

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

func (p *parser) scan(from, to int) []syntax.Token {
	d := directives{source: p.Source}
	tokens := cfamily.Scan(p.Source, from, to, p.Mode, cfamily.Dialect{Literal: literal, AtNames: true, Directive: d.line})
	tokens = d.choose(tokens)
	p.Seams = d.seams
	for _, gap := range d.left {
		p.GapBetween(gap[0], gap[1])
	}
	return tokens
}

// literal reads every kind of string and character literal.
func literal(source string, at int) (syntax.TokenKind, string, int) {
	i, dollars, verbatim := prefix(source, at)
	if i >= len(source) {
		return syntax.BadToken, "", at
	}
	switch {
	case source[i] == '\'' && i == at:
		return plainString(source, at, '\'')
	case source[i] != '"':
		return syntax.BadToken, "", at
	case dollars > 0:
		end := templateEnd(source, i, dollars, verbatim, 0)
		return closed(syntax.TemplateToken, source, i, end), source[at:end], end
	case !verbatim && strings.HasPrefix(source[i:], `"""`):
		body, end := raw(source, i)
		return closed(syntax.StringToken, source, i, end), rawValue(body), utf8Suffix(source, end)
	case verbatim:
		end := verbatimEnd(source, i)
		return closed(syntax.StringToken, source, i, end), strings.ReplaceAll(content(source[i+1:end]), `""`, `"`), utf8Suffix(source, end)
	}
	return plainString(source, i, '"')
}

func plainString(source string, at int, quote byte) (syntax.TokenKind, string, int) {
	end := quoted(source, at, quote)
	return closed(syntax.StringToken, source, at, end), cfamily.Unescape(content(source[at+1:end]), false), utf8Suffix(source, end)
}

// closed is the kind of a literal from at to end, or BadToken if its closing
// quote is missing.
func closed(kind syntax.TokenKind, source string, at, end int) syntax.TokenKind {
	if end-at < 2 || source[end-1] != source[at] {
		return syntax.BadToken
	}
	return kind
}

// maxDollars bounds the prefix of an interpolated raw string.
const maxDollars = 16

// prefix reads the "$" and "@" before a literal's first quote and returns the
// offset behind them.
func prefix(source string, at int) (quote, dollars int, verbatim bool) {
	for quote = at; quote < len(source) && dollars < maxDollars; quote++ {
		switch {
		case source[quote] == '$':
			dollars++
		case source[quote] == '@' && !verbatim:
			verbatim = true
		default:
			return quote, dollars, verbatim
		}
	}
	return quote, dollars, verbatim
}

// content drops the closing quote, which may be missing.
func content(s string) string {
	if n := len(s) - 1; n >= 0 && (s[n] == '"' || s[n] == '\'') {
		return s[:n]
	}
	return s
}

func utf8Suffix(source string, end int) int {
	if s := source[end:]; len(s) > 1 && (s[0] == 'u' || s[0] == 'U') && s[1] == '8' {
		return end + 2
	}
	return end
}

// quoted is the offset behind a literal that ends on its line.
func quoted(source string, at int, quote byte) int {
	for i := at + 1; i < len(source); i++ {
		switch source[i] {
		case quote:
			return i + 1
		case '\\':
			if i+1 < len(source) && source[i+1] != '\n' {
				i++
			}
		case '\n':
			return i
		}
	}
	return len(source)
}

func verbatimEnd(source string, at int) int {
	for i := at + 1; i < len(source); i++ {
		if source[i] != '"' {
			continue
		}
		if i+1 < len(source) && source[i+1] == '"' {
			i++
			continue
		}
		return i + 1
	}
	return len(source)
}

// raw reads """…""" with any number of quotes from three.
func raw(source string, at int) (body string, end int) {
	quotes := 0
	for at+quotes < len(source) && source[at+quotes] == '"' {
		quotes++
	}
	from := at + quotes
	n := strings.Index(source[from:], source[at:from])
	if n < 0 {
		return source[from:], len(source)
	}
	end = from + n
	for end+quotes < len(source) && source[end+quotes] == '"' { // quotes that belong to the content
		end++
	}
	return source[from:end], end + quotes
}

func rawValue(body string) string {
	if !strings.Contains(body, "\n") {
		return body
	}
	return cfamily.TrimIndent(body, false)
}
