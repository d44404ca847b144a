package php

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// scanner turns source into tokens. A qualified name is one token.
type scanner struct {
	source  string
	at      int
	pattern bool
	newline bool
	tokens  []syntax.Token
}

func scan(source string, mode syntax.Mode) []syntax.Token {
	s := &scanner{source: source, pattern: mode == syntax.Pattern, tokens: make([]syntax.Token, 0, len(source)/6+4)}
	if !s.pattern || strings.HasPrefix(strings.TrimSpace(source), "<?") {
		s.html()
	}
	s.code(len(source))
	return s.tokens
}

// html passes over what stands outside of "<?php … ?>".
func (s *scanner) html() {
	for {
		i := strings.Index(s.source[s.at:], "<?")
		if i < 0 {
			s.at = len(s.source)
			return
		}
		s.at += i
		rest := s.source[s.at:]
		switch {
		case len(rest) >= 5 && strings.EqualFold(rest[:5], "<?php"):
			s.at += 5
			return
		case strings.HasPrefix(rest, "<?="):
			s.at += 3
			s.add(syntax.NameToken, "echo", s.at-3)
			return
		case strings.HasPrefix(rest, "<?xml"):
			s.at += 5
		default:
			s.at += 2
			return
		}
	}
}

func (s *scanner) add(kind syntax.TokenKind, text string, start int) {
	s.tokens = append(s.tokens, syntax.Token{Kind: kind, Text: text, Start: start, End: s.at, Newline: s.newline})
	s.newline = false
}

func (s *scanner) has(prefix string) bool { return strings.HasPrefix(s.source[s.at:], prefix) }

// code reads tokens up to an offset.
func (s *scanner) code(end int) {
	s.source = s.source[:end]
	for s.at < end {
		start, c := s.at, s.source[s.at]
		switch {
		case c == '\n':
			s.newline = true
			s.at++
		case c <= ' ':
			s.at++
		case s.has("?>"):
			s.at += 2
			s.add(syntax.PunctuationToken, ";", start)
			s.html()
		case c == '#' && !s.has("#["), s.has("//"):
			s.lineComment()
		case s.has("/*"):
			s.at += 2
			if i := strings.Index(s.source[s.at:], "*/"); i >= 0 {
				s.newline = s.newline || strings.Contains(s.source[start:s.at+i], "\n")
				s.at += i + 2
			} else {
				s.at = end
			}
		default:
			s.token(c)
		}
	}
}

func (s *scanner) lineComment() {
	for s.at < len(s.source) && s.source[s.at] != '\n' && !s.has("?>") {
		s.at++
	}
}

func (s *scanner) token(c byte) {
	start := s.at
	switch {
	case c == '$' && s.dollar(), s.nameAt():
		s.add(syntax.NameToken, s.source[start:s.at], start)
	case c >= '0' && c <= '9' || c == '.' && s.at+1 < len(s.source) && s.source[s.at+1] >= '0' && s.source[s.at+1] <= '9':
		s.number()
		s.add(syntax.NumberToken, s.source[start:s.at], start)
	case c == '\'':
		s.quoted(start)
	case c == '"' || c == '`':
		s.expanded(start, c)
	case s.has("<<<") && s.heredoc(start):
	case s.pattern && (s.has("<...") || s.has("...>")):
		s.at += 4
		s.add(syntax.PunctuationToken, s.source[start:s.at], start)
	default:
		s.at += operatorLength(s.source[s.at:])
		kind := syntax.PunctuationToken
		if c >= 0x80 || c < ' ' {
			kind = syntax.BadToken
		}
		s.add(kind, s.source[start:s.at], start)
	}
}

// dollar moves behind $name and, in a pattern, $...NAME.
func (s *scanner) dollar() bool {
	i := s.at + 1
	if s.pattern && strings.HasPrefix(s.source[i:], "...") && i+3 < len(s.source) && isNameByte(s.source[i+3]) {
		i += 3
	}
	from := i
	for i < len(s.source) && isNameByte(s.source[i]) {
		i++
	}
	if i == from || s.source[from] >= '0' && s.source[from] <= '9' {
		return false
	}
	s.at = i
	return true
}

// nameAt moves behind a name, with its namespaces.
func (s *scanner) nameAt() bool {
	i := s.at
	for i < len(s.source) {
		c := s.source[i]
		separates := c == '\\' && i+1 < len(s.source) && isNameByte(s.source[i+1]) && (s.source[i+1] < '0' || s.source[i+1] > '9')
		if !separates && (!isNameByte(c) || i == s.at && c >= '0' && c <= '9') {
			break
		}
		i++
	}
	if i == s.at {
		return false
	}
	s.at = i
	return true
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func (s *scanner) number() {
	for s.at < len(s.source) {
		c := s.source[s.at]
		sign := (c == '+' || c == '-') && s.source[s.at-1]|0x20 == 'e' && s.at+1 < len(s.source) && s.source[s.at+1] >= '0' && s.source[s.at+1] <= '9'
		point := c == '.' && !s.has("..") && s.at+1 < len(s.source) && s.source[s.at+1] >= '0' && s.source[s.at+1] <= '9'
		if !isNameByte(c) && !sign && !point {
			return
		}
		s.at++
	}
}

// operatorLength is the length of the longest operator at the start of t.
func operatorLength(t string) int {
	at := func(i int) byte {
		if i < len(t) {
			return t[i]
		}
		return 0
	}
	c, next, third := t[0], at(1), at(2)
	switch c {
	case '(', ')', '[', ']', '{', '}', ';', ',', '~', '@', '$', '#':
		return 1
	case '<', '>', '=', '!', '*', '?', '.':
		three := t[:min(3, len(t))]
		switch three {
		case "<=>", "===", "!==", "**=", "...", "<<=", ">>=", "??=", "?->":
			return 3
		}
	}
	switch {
	case next == c && strings.IndexByte("&|?+-:=<>*", c) >= 0, c == '-' && next == '>', c == '=' && next == '>', c == '<' && next == '>':
		return 2
	case next == '=' && strings.IndexByte("=!<>+-*/.%&|^", c) >= 0 && !(c == '=' && third == '>'):
		return 2
	}
	return 1
}
