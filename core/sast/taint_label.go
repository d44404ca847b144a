package sast

import (
	"fmt"
	"strings"
)

// plainLabel is the label of a source that names none; a sink that requires
// nothing requires it.
const plainLabel = "__SOURCE__"

// requirement is a condition on the labels of a value: "A and not (B or C)".
type requirement struct {
	operator string // "and", "or", "not", or "" for a label
	label    string
	parts    []*requirement
}

func (r *requirement) holds(t *taint) bool {
	switch r.operator {
	case "not":
		return !r.parts[0].holds(t)
	case "and":
		return r.parts[0].holds(t) && r.parts[1].holds(t)
	case "or":
		return r.parts[0].holds(t) || r.parts[1].holds(t)
	}
	return t.has(r.label)
}

// maxRequirement bounds the words of a requirement.
const maxRequirement = 100

// readRequirement reads a requirement as the rule language writes it.
func readRequirement(text string) (*requirement, error) {
	words := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(text))
	if len(words) > maxRequirement {
		return nil, fmt.Errorf("requires has %d words; at most %d are read", len(words), maxRequirement)
	}
	p := requirementParser{words}
	r := p.either()
	if r == nil || len(p.words) > 0 {
		return nil, fmt.Errorf("requires is labels with and, or, not and parentheses, not %q", text)
	}
	return r, nil
}

type requirementParser struct{ words []string }

func (p *requirementParser) take(word string) bool {
	if len(p.words) == 0 || p.words[0] != word {
		return false
	}
	p.words = p.words[1:]
	return true
}

func (p *requirementParser) either() *requirement {
	return p.chain("or", func() *requirement { return p.chain("and", p.one) })
}

func (p *requirementParser) chain(operator string, next func() *requirement) *requirement {
	left := next()
	for left != nil && p.take(operator) {
		right := next()
		if right == nil {
			return nil
		}
		left = &requirement{operator: operator, parts: []*requirement{left, right}}
	}
	return left
}

func (p *requirementParser) one() *requirement {
	switch {
	case len(p.words) == 0:
		return nil
	case p.take("not"):
		if inner := p.one(); inner != nil {
			return &requirement{operator: "not", parts: []*requirement{inner}}
		}
		return nil
	case p.take("("):
		if inner := p.either(); inner != nil && p.take(")") {
			return inner
		}
		return nil
	}
	label := p.words[0]
	if plainWord(label) == "" || label == "and" || label == "or" {
		return nil
	}
	p.words = p.words[1:]
	return &requirement{label: label}
}
