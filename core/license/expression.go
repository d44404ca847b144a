package license

import (
	"errors"
	"fmt"
	"strings"
)

// node is a parsed expression: a license, or two sides of an AND or OR.
type node struct {
	operator    string // "AND", "OR"; empty for a license
	left, right *node
	id          string // canonical, as canonical makes it
	exception   string // behind WITH, in lower case; empty without
}

// Bounds on what a hostile file states as a license.
const (
	maxText  = 4096
	maxDepth = 32
)

var errText = errors.New("it is not an SPDX expression")

// parse reads an expression of the SPDX specification 2.3, annex D. Operators
// are taken in either case. Whether SPDX knows an identifier is not asked.
func parse(text string) (*node, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("it is longer than %d bytes", maxText)
	}
	p := &parser{words: words(text)}
	n, err := p.either(0)
	if err == nil && len(p.words) > 0 {
		err = errText
	}
	return n, err
}

func words(text string) []string {
	return strings.Fields(strings.ReplaceAll(strings.ReplaceAll(text, "(", " ( "), ")", " ) "))
}

type parser struct{ words []string }

// take removes the next word when it is the wanted one.
func (p *parser) take(word string) bool {
	if len(p.words) == 0 || !strings.EqualFold(p.words[0], word) {
		return false
	}
	p.words = p.words[1:]
	return true
}

func (p *parser) either(depth int) (*node, error) {
	return p.chain("OR", func() (*node, error) {
		return p.chain("AND", func() (*node, error) { return p.one(depth) })
	})
}

// chain reads operands with one operator between them.
func (p *parser) chain(operator string, operand func() (*node, error)) (*node, error) {
	n, err := operand()
	for err == nil && p.take(operator) {
		var right *node
		right, err = operand()
		n = &node{operator: operator, left: n, right: right}
	}
	return n, err
}

func (p *parser) one(depth int) (*node, error) {
	if p.take("(") {
		if depth == maxDepth {
			return nil, errors.New("its parentheses are nested too deeply")
		}
		n, err := p.either(depth + 1)
		if err == nil && !p.take(")") {
			err = errText
		}
		return n, err
	}
	id, err := p.name()
	if err != nil {
		return nil, err
	}
	n := &node{id: canonical(id)}
	if p.take("WITH") {
		n.exception, err = p.name()
		n.exception = strings.ToLower(n.exception)
	}
	return n, err
}

func (p *parser) name() (string, error) {
	if len(p.words) == 0 || !isName(p.words[0]) {
		return "", errText
	}
	name := p.words[0]
	p.words = p.words[1:]
	return name, nil
}

// isName tells whether a word can be a license's identifier; a colon stands in
// references to another document.
func isName(word string) bool {
	for _, operator := range []string{"AND", "OR", "WITH"} {
		if strings.EqualFold(word, operator) {
			return false
		}
	}
	bare := strings.TrimSuffix(word, "+")
	return bare != "" && strings.IndexFunc(bare, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && r != '-' && r != '.' && r != ':'
	}) < 0
}

const (
	only    = "-only"
	orLater = "-or-later"
)

// canonical is an identifier in lower case, with what SPDX has deprecated of the
// GNU licenses written as today: GPL-2.0 is GPL-2.0-only, GPL-2.0+ is
// GPL-2.0-or-later.
func canonical(id string) string {
	id = strings.ToLower(id)
	bare, later := strings.CutSuffix(id, "+")
	gnu := strings.HasPrefix(id, "gpl-") || strings.HasPrefix(id, "lgpl-") || strings.HasPrefix(id, "agpl-") || strings.HasPrefix(id, "gfdl-")
	switch {
	case !gnu || strings.HasSuffix(id, only) || strings.HasSuffix(id, orLater) || strings.Contains(id, "-with-"):
		return id
	case later:
		return bare + orLater
	default:
		return id + only
	}
}
