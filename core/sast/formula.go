package sast

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxFormulaDepth bounds how deep patterns nest in a rule file.
const maxFormulaDepth = 20

// formula reads a mapping with exactly one operator.
func (r *ruleReader) formula(node *yaml.Node) (*formula, error) {
	if node.Kind != yaml.MappingNode {
		return nil, r.fail(node, "a pattern is a mapping such as {pattern: …}")
	}
	var found *formula
	var conditions []*yaml.Node
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if isCondition(key.Value) {
			conditions = append(conditions, key, value)
			continue
		}
		f, err := r.operator(key, value)
		switch {
		case err != nil:
			return nil, err
		case found != nil:
			return nil, r.fail(key, "%s stands beside another operator; put both under patterns", key.Value)
		}
		found = f
	}
	if found == nil {
		return nil, r.fail(node, "it has no pattern")
	}
	if conditions == nil {
		return found, nil
	}
	all := &formula{operator: isAll, line: node.Line, children: []*formula{found}}
	for i := 0; i < len(conditions); i += 2 {
		if err := r.condition(all, conditions[i], conditions[i+1]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// isPositive says whether a conjunction has something to start from.
func (f *formula) isPositive() bool {
	return slices.ContainsFunc(f.children, func(c *formula) bool { return c.operator < isNot })
}

func isCondition(key string) bool {
	return strings.HasPrefix(key, "metavariable-") || key == "focus-metavariable"
}

func (r *ruleReader) operator(key, value *yaml.Node) (*formula, error) {
	if r.depth++; r.depth > maxFormulaDepth {
		return nil, r.fail(key, "patterns are nested more than %d deep", maxFormulaDepth)
	}
	defer func() { r.depth-- }()
	switch key.Value {
	case "pattern":
		return r.pattern(value)
	case "pattern-regex":
		return r.regex(isRegex, value)
	case "pattern-not-regex":
		return r.regex(isNotRegex, value)
	case "patterns":
		return r.conjunction(value)
	case "pattern-either":
		return r.list(isAny, value)
	case "pattern-inside":
		return r.wrapped(isInside, value)
	case "pattern-not":
		return r.wrapped(isNot, value)
	case "pattern-not-inside":
		return r.wrapped(isNotInside, value)
	case "semgrep-internal-pattern-anywhere":
		return r.wrapped(isAnywhere, value)
	}
	return nil, r.fail(key, "the operator %q is not supported", key.Value)
}

func (r *ruleReader) pattern(value *yaml.Node) (*formula, error) {
	if value.Kind != yaml.ScalarNode || strings.TrimSpace(value.Value) == "" {
		return nil, r.fail(value, "a pattern is a text")
	}
	f := &formula{operator: isPattern, number: r.count, text: strings.TrimSpace(value.Value), line: value.Line, language: r.language}
	r.count++
	return f, nil
}

func (r *ruleReader) regex(kind operator, value *yaml.Node) (*formula, error) {
	compiled, err := newExpression("(?m)", value.Value)
	if err != nil {
		return nil, r.fail(value, "%w", err)
	}
	return &formula{operator: kind, regex: compiled, line: value.Line}, nil
}

func (r *ruleReader) wrapped(kind operator, value *yaml.Node) (*formula, error) {
	var inner *formula
	var err error
	if value.Kind == yaml.ScalarNode {
		inner, err = r.pattern(value)
	} else {
		inner, err = r.formula(value)
	}
	if err != nil {
		return nil, err
	}
	return &formula{operator: kind, line: value.Line, children: []*formula{inner}}, nil
}

func (r *ruleReader) list(kind operator, value *yaml.Node) (*formula, error) {
	if value.Kind != yaml.SequenceNode || len(value.Content) == 0 {
		return nil, r.fail(value, "patterns and pattern-either are lists")
	}
	f := &formula{operator: kind, line: value.Line}
	for _, item := range value.Content {
		child, err := r.formula(item)
		if err != nil {
			return nil, err
		}
		f.children = append(f.children, child)
	}
	return f, nil
}

// conjunction reads patterns: operators and conditions side by side.
func (r *ruleReader) conjunction(value *yaml.Node) (*formula, error) {
	if value.Kind != yaml.SequenceNode {
		return nil, r.fail(value, "patterns is a list")
	}
	f := &formula{operator: isAll, line: value.Line}
	for _, item := range value.Content {
		if item.Kind == yaml.MappingNode && len(item.Content) == 2 && isCondition(item.Content[0].Value) {
			if err := r.condition(f, item.Content[0], item.Content[1]); err != nil {
				return nil, err
			}
			continue
		}
		child, err := r.formula(item)
		if err != nil {
			return nil, err
		}
		f.children = append(f.children, child)
	}
	if !f.isPositive() && r.inner == 0 {
		return nil, r.fail(value, "%w", errNoPositive)
	}
	return f, nil
}
