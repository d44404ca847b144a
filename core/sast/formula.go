package sast

import (
	"regexp"
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
	}
	return nil, r.fail(key, "the operator %q is not supported", key.Value)
}

func (r *ruleReader) pattern(value *yaml.Node) (*formula, error) {
	if value.Kind != yaml.ScalarNode || strings.TrimSpace(value.Value) == "" {
		return nil, r.fail(value, "a pattern is a text")
	}
	f := &formula{operator: isPattern, number: r.count, text: strings.TrimSpace(value.Value), line: value.Line}
	r.count++
	return f, nil
}

func (r *ruleReader) regex(kind operator, value *yaml.Node) (*formula, error) {
	compiled, err := regexp.Compile("(?m)" + value.Value)
	if err != nil {
		return nil, r.fail(value, "regular expression %q is not supported: look-around and back-references are not", value.Value)
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
	positive := false
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
		positive = positive || child.operator < isNot
		f.children = append(f.children, child)
	}
	if !positive {
		return nil, r.fail(value, "%w", errNoPositive)
	}
	return f, nil
}

func (r *ruleReader) condition(f *formula, key, value *yaml.Node) error {
	switch key.Value {
	case "focus-metavariable":
		names := texts(value)
		if len(names) == 0 {
			return r.fail(value, "focus-metavariable names a metavariable")
		}
		f.focus = append(f.focus, names)
		return nil
	case "metavariable-regex", "metavariable-pattern", "metavariable-comparison":
		return r.metavariable(f, key, value)
	}
	return r.fail(key, "the operator %q is not supported", key.Value)
}

func (r *ruleReader) metavariable(f *formula, key, value *yaml.Node) error {
	c := condition{}
	search := &yaml.Node{Kind: yaml.MappingNode, Line: value.Line}
	for i := 0; i+1 < len(value.Content); i += 2 {
		k, v := value.Content[i], value.Content[i+1]
		switch {
		case k.Value == "metavariable":
			c.metavariable = v.Value
		case key.Value == "metavariable-regex" && k.Value == "regex":
			compiled, err := regexp.Compile(`\A(?:` + v.Value + `)`)
			if err != nil {
				return r.fail(v, "regular expression %q is not supported: look-around and back-references are not", v.Value)
			}
			c.regex = compiled
		case key.Value == "metavariable-regex" && k.Value == "constant-propagation":
			c.constants = v.Value == "true"
		case key.Value == "metavariable-comparison" && k.Value == "comparison":
			name, made, err := newComparison(v.Value)
			if err != nil {
				return r.fail(v, "%w", err)
			}
			c.comparison = made
			if c.metavariable == "" {
				c.metavariable = name
			}
		case key.Value == "metavariable-pattern" && k.Value != "language" && k.Value != "type":
			search.Content = append(search.Content, k, v)
		default:
			return r.fail(k, "%s has no key %q here", key.Value, k.Value)
		}
	}
	if key.Value == "metavariable-pattern" {
		inner, err := r.formula(search)
		if err != nil {
			return err
		}
		c.formula = inner
	}
	if c.metavariable == "" || c.regex == nil && c.formula == nil && c.comparison == nil {
		return r.fail(value, "%s is not complete", key.Value)
	}
	f.conditions = append(f.conditions, c)
	return nil
}
