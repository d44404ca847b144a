package sast

import (
	"go.yaml.in/yaml/v3"
)

// match reads a formula in the newer syntax: a text is a pattern, and all, any,
// not, inside and anywhere hold formulas; where holds the conditions.
func (r *ruleReader) match(node *yaml.Node) (*formula, error) {
	if r.depth++; r.depth > maxFormulaDepth {
		return nil, r.fail(node, "patterns are nested more than %d deep", maxFormulaDepth)
	}
	defer func() { r.depth-- }()
	if node.Kind == yaml.ScalarNode {
		return r.pattern(node)
	}
	if node.Kind != yaml.MappingNode {
		return nil, r.fail(node, "match is a pattern or a mapping such as {all: […]}")
	}
	var found *formula
	var where *yaml.Node
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Value == "where" {
			where = value
			continue
		}
		f, err := r.matchOperator(key, value)
		switch {
		case err != nil:
			return nil, err
		case found != nil:
			return nil, r.fail(key, "%s stands beside another operator; put both under all", key.Value)
		}
		found = f
	}
	if found == nil {
		return nil, r.fail(node, "it has no pattern")
	}
	if where == nil {
		return found, nil
	}
	if found.operator != isAll {
		found = &formula{operator: isAll, line: node.Line, children: []*formula{found}}
	}
	return found, r.where(found, where)
}

func (r *ruleReader) matchOperator(key, value *yaml.Node) (*formula, error) {
	switch key.Value {
	case "pattern":
		return r.pattern(value)
	case "regex":
		return r.regex(isRegex, value)
	case "all":
		f, err := r.matches(isAll, value)
		if err == nil && !f.isPositive() && r.inner == 0 {
			err = r.fail(value, "%w", errNoPositive)
		}
		return f, err
	case "any":
		return r.matches(isAny, value)
	case "not", "inside", "anywhere":
		inner, err := r.match(value)
		if err != nil {
			return nil, err
		}
		kind := isInside
		switch key.Value {
		case "not":
			kind = isNot
			if inner.operator == isRegex { // not a regex removes what overlaps
				inner.operator = isNotRegex
				return inner, nil
			}
		case "anywhere":
			kind = isAnywhere
		}
		return &formula{operator: kind, line: value.Line, children: []*formula{inner}}, nil
	}
	return nil, r.fail(key, "the operator %q is not supported", key.Value)
}

func (r *ruleReader) matches(kind operator, value *yaml.Node) (*formula, error) {
	if value.Kind != yaml.SequenceNode || len(value.Content) == 0 {
		return nil, r.fail(value, "all and any are lists")
	}
	f := &formula{operator: kind, line: value.Line}
	for _, item := range value.Content {
		child, err := r.match(item)
		if err != nil {
			return nil, err
		}
		f.children = append(f.children, child)
	}
	return f, nil
}

// where reads conditions: {focus: …}, {comparison: …} or {metavariable: …, …}.
func (r *ruleReader) where(f *formula, list *yaml.Node) error {
	if list.Kind != yaml.SequenceNode {
		return r.fail(list, "where is a list")
	}
	for _, item := range list.Content {
		if item.Kind != yaml.MappingNode {
			return r.fail(item, "a condition is a mapping")
		}
		if focus := valueOf(item, "focus"); focus != nil && len(item.Content) == 2 {
			if err := r.focus(f, focus); err != nil {
				return err
			}
			continue
		}
		c, err := r.newCondition(item, r.match)
		if err != nil {
			return err
		}
		f.conditions = append(f.conditions, *c)
	}
	return nil
}
