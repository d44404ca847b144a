package sast

import (
	"errors"
	"fmt"
	"strings"
)

// predicate is the condition of a metavariable-comparison, an expression in a
// part of Python: numbers, texts, lists, metavariables, arithmetic, comparisons,
// "in", "and", "or", "not", int(), float(), str() and re.match().
type predicate struct {
	operator string // "value", "list", "$" for a metavariable, a function's name, or an operator
	text     string // of "$"
	value    any    // of "value": float64, string, bool or nil
	regex    *expression
	operands []*predicate
}

// maxPredicateDepth bounds how deep a comparison nests.
const maxPredicateDepth = 50

func newPredicate(text string) (*predicate, error) {
	p := &predicateParser{depth: maxPredicateDepth}
	if err := p.scan(text); err != nil {
		return nil, err
	}
	made, err := p.binary(0)
	if err == nil && p.at < len(p.tokens) {
		err = fmt.Errorf("the comparison has %q where it should end", bounded(p.tokens[p.at], maxQuote))
	}
	return made, err
}

type predicateParser struct {
	tokens []string
	at     int
	depth  int
}

// scan splits a text into tokens; a text token keeps its opening quote.
func (p *predicateParser) scan(text string) error {
	for i := 0; i < len(text); {
		c := text[i]
		start := i
		switch {
		case c <= ' ':
			i++
			continue
		case c == '"' || c == '\'':
			end := closingQuote(text, i)
			if end < 0 {
				return errors.New("the comparison has a text without an end")
			}
			p.tokens = append(p.tokens, text[i:end])
			i = end + 1
			continue
		case isWordByte(c) || c == '$':
			for i < len(text) && (isWordByte(text[i]) || text[i] == '$' || text[i] == '.') {
				i++
			}
		default:
			i += operatorLength(text[i:])
		}
		p.tokens = append(p.tokens, text[start:i])
	}
	return nil
}

func closingQuote(text string, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[start]:
			return i
		}
	}
	return -1
}

func operatorLength(text string) int {
	for _, o := range []string{"**", "//", "==", "!=", "<=", ">=", "<<", ">>"} {
		if strings.HasPrefix(text, o) {
			return 2
		}
	}
	return 1
}

func (p *predicateParser) peek() string {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return ""
}

func (p *predicateParser) accept(token string) bool {
	if p.peek() == token {
		p.at++
		return true
	}
	return false
}

// levels are Python's binary operators, weakest first.
func levels() [][]string {
	return [][]string{
		{"or"}, {"and"}, nil /* not */, {"==", "!=", "<", "<=", ">", ">=", "in", "not in"},
		{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "//", "%"},
	}
}

func (p *predicateParser) binary(level int) (*predicate, error) {
	all := levels()
	if p.depth--; p.depth < 0 {
		return nil, errors.New("the comparison is nested too deep")
	}
	defer func() { p.depth++ }()
	if level == len(all) {
		return p.unary()
	}
	if all[level] == nil && p.accept("not") {
		operand, err := p.binary(level)
		return &predicate{operator: "not", operands: []*predicate{operand}}, err
	}
	left, err := p.binary(level + 1)
	for err == nil {
		operator := p.operator(all[level])
		if operator == "" {
			return left, nil
		}
		var right *predicate
		right, err = p.binary(level + 1)
		left = &predicate{operator: operator, operands: []*predicate{left, right}}
	}
	return nil, err
}

func (p *predicateParser) operator(wanted []string) string {
	next := p.peek()
	for _, o := range wanted {
		if o == "not in" && next == "not" && p.at+1 < len(p.tokens) && p.tokens[p.at+1] == "in" {
			p.at += 2
			return o
		}
		if next == o {
			p.at++
			return o
		}
	}
	return ""
}

func (p *predicateParser) unary() (*predicate, error) {
	if p.depth--; p.depth < 0 {
		return nil, errors.New("the comparison is nested too deep")
	}
	defer func() { p.depth++ }()
	for _, sign := range []string{"-", "+", "~"} {
		if p.accept(sign) {
			operand, err := p.unary()
			return &predicate{operator: "unary" + sign, operands: []*predicate{operand}}, err
		}
	}
	base, err := p.primary()
	if err == nil && p.accept("**") {
		var exponent *predicate
		exponent, err = p.unary()
		return &predicate{operator: "**", operands: []*predicate{base, exponent}}, err
	}
	return base, err
}

func (p *predicateParser) primary() (*predicate, error) {
	if p.at >= len(p.tokens) {
		return nil, errors.New("the comparison ends too early")
	}
	token := p.tokens[p.at]
	p.at++
	switch c := token[0]; {
	case c == '(' || c == '[':
		closing := ")"
		if c == '[' {
			closing = "]"
		}
		items, err := p.items(closing)
		if c == '(' && len(items) == 1 {
			return items[0], err
		}
		return &predicate{operator: "list", operands: items}, err
	case c == '"' || c == '\'':
		return &predicate{operator: "value", value: unescape(token[1:])}, nil
	case c == '$':
		return &predicate{operator: "$", text: token}, nil
	case token == "True" || token == "False":
		return &predicate{operator: "value", value: token == "True"}, nil
	case token == "None":
		return &predicate{operator: "value"}, nil
	case c >= '0' && c <= '9':
		number, ok := numberOf(token, 0)
		if !ok {
			return nil, fmt.Errorf("%q in a comparison is no number", bounded(token, maxQuote))
		}
		return &predicate{operator: "value", value: number}, nil
	}
	return p.call(token)
}

func (p *predicateParser) items(closing string) (items []*predicate, err error) {
	for !p.accept(closing) {
		item, err := p.binary(0)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		if !p.accept(",") && p.peek() != closing {
			return nil, fmt.Errorf("the comparison lacks a %q", closing)
		}
	}
	return items, nil
}

func (p *predicateParser) call(name string) (*predicate, error) {
	wanted := 1
	switch name {
	case "int", "float", "str":
	case "re.match":
		wanted = 2
	case "today", "strptime":
		return nil, fmt.Errorf("%s in a comparison asks the clock, and the same code must give the same findings on every day", name)
	default:
		return nil, fmt.Errorf("%q in a comparison is not supported; int, float, str and re.match are", bounded(name, maxQuote))
	}
	if !p.accept("(") {
		return nil, fmt.Errorf("%s in a comparison needs brackets", name)
	}
	operands, err := p.items(")")
	if err != nil {
		return nil, err
	}
	if len(operands) != wanted {
		return nil, fmt.Errorf("%s in a comparison takes %d arguments", name, wanted)
	}
	made := &predicate{operator: name, operands: operands}
	if name == "re.match" {
		text, ok := operands[0].value.(string)
		if !ok {
			return nil, errors.New("re.match in a comparison needs its expression as a text")
		}
		made.regex, err = newExpression(`\A(?:`, text+")")
	}
	return made, err
}

func unescape(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			switch next := text[i+1]; next {
			case '\\', '"', '\'':
				out.WriteByte(next)
				i++
				continue
			}
		}
		out.WriteByte(text[i])
	}
	return out.String()
}
