package csharp

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/cfamily"
)

func (p *parser) scan(from, to int) []syntax.Token {
	d := directives{source: p.Source}
	tokens := cfamily.Scan(p.Source, from, to, p.Mode, cfamily.Dialect{Literal: literal, Directive: d.line})
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
		end := quoted(source, i, '\'')
		return syntax.StringToken, cfamily.Unescape(content(source[i+1:end], 1), false), end
	case source[i] != '"':
		return syntax.BadToken, "", at
	case dollars > 0:
		end := templateEnd(source, i, dollars, verbatim, 0)
		return syntax.TemplateToken, source[at:end], end
	case !verbatim && strings.HasPrefix(source[i:], `"""`):
		body, end := raw(source, i)
		return syntax.StringToken, rawValue(body), utf8Suffix(source, end)
	case verbatim:
		end := verbatimEnd(source, i)
		return syntax.StringToken, strings.ReplaceAll(content(source[i+1:end], 1), `""`, `"`), utf8Suffix(source, end)
	}
	end := quoted(source, i, '"')
	return syntax.StringToken, cfamily.Unescape(content(source[i+1:end], 1), false), utf8Suffix(source, end)
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

// content drops the closing delimiter, which may be missing at a line's end.
func content(s string, delimiter int) string {
	if n := len(s) - delimiter; n >= 0 && (s[n] == '"' || s[n] == '\'') {
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
