package sast

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

func (r *ruleReader) focus(f *formula, value *yaml.Node) error {
	names := texts(value)
	if len(names) == 0 {
		return r.fail(value, "focus-metavariable names a metavariable")
	}
	f.focus = append(f.focus, names)
	return nil
}

// condition reads metavariable-… and focus-metavariable into a formula.
func (r *ruleReader) condition(f *formula, key, value *yaml.Node) error {
	switch key.Value {
	case "focus-metavariable":
		return r.focus(f, value)
	case "metavariable-regex", "metavariable-pattern", "metavariable-comparison", "metavariable-analysis", "metavariable-type":
	default:
		return r.fail(key, "the operator %q is not supported", key.Value)
	}
	if value.Kind != yaml.MappingNode {
		return r.fail(value, "%s is a mapping", key.Value)
	}
	c, err := r.newCondition(value, r.formula)
	if err != nil {
		return err
	}
	if !c.is(key.Value) {
		return r.fail(value, "%s is not complete", key.Value)
	}
	f.conditions = append(f.conditions, *c)
	return nil
}

// is says whether a condition is what its key promises.
func (c *condition) is(key string) bool {
	switch key {
	case "metavariable-regex":
		return c.regex != nil
	case "metavariable-pattern":
		return c.formula != nil
	case "metavariable-comparison":
		return c.predicate != nil
	case "metavariable-analysis":
		return c.analyzer != ""
	}
	return len(c.types) > 0
}

// newCondition reads a mapping of exactly one condition. formula reads what is
// left when the condition's own keys are taken away.
func (r *ruleReader) newCondition(value *yaml.Node, formula func(*yaml.Node) (*formula, error)) (*condition, error) {
	c := &condition{}
	rest := &yaml.Node{Kind: yaml.MappingNode, Line: value.Line}
	for i := 0; i+1 < len(value.Content); i += 2 {
		taken, err := r.conditionKey(c, value.Content[i], value.Content[i+1])
		if err != nil {
			return nil, err
		}
		if !taken {
			rest.Content = append(rest.Content, value.Content[i], value.Content[i+1])
		}
	}
	if len(rest.Content) > 0 {
		var err error
		if c.formula, err = r.within(c.language, rest, formula); err != nil {
			return nil, err
		}
	}
	kinds := 0
	for _, is := range []bool{c.regex != nil, c.formula != nil, c.predicate != nil, c.analyzer != "", len(c.types) > 0} {
		if is {
			kinds++
		}
	}
	if kinds != 1 || c.metavariable == "" && c.predicate == nil {
		return nil, r.fail(value, "a condition names a metavariable and one thing that holds for it")
	}
	return c, nil
}

// within reads a formula whose patterns are in another language, and which may
// begin with a negation: it starts from what a metavariable stands for.
func (r *ruleReader) within(l *language, node *yaml.Node, read func(*yaml.Node) (*formula, error)) (*formula, error) {
	outer := r.language
	if l != nil {
		r.language = l
	}
	r.inner++
	defer func() { r.language = outer; r.inner-- }()
	return read(node)
}

func (r *ruleReader) conditionKey(c *condition, key, value *yaml.Node) (taken bool, err error) {
	switch key.Value {
	case "metavariable":
		c.metavariable = value.Value
	case "regex":
		if c.regex, err = newExpression(`\A(?:`, value.Value+")"); err != nil {
			return true, r.fail(value, "%w", err)
		}
	case "constant-propagation":
		c.constants = value.Value == "true"
	case "comparison":
		if c.predicate, err = newPredicate(value.Value); err != nil {
			return true, r.fail(value, "%w", err)
		}
	case "base":
		if c.base, err = strconv.Atoi(value.Value); err != nil || c.base < 2 || c.base > 36 {
			return true, r.fail(value, "base is a number from 2 to 36")
		}
	case "strip":
		c.strip = value.Value == "true"
	case "analyzer":
		if c.analyzer = value.Value; c.analyzer != "entropy" && c.analyzer != "redos" {
			return true, r.fail(value, "the analyzer %q is not supported; entropy and redos are", value.Value)
		}
	case "language":
		found := named(r.all, value.Value)
		if found == nil {
			return true, r.fail(value, "its language %q is not supported", value.Value)
		}
		c.language = found[0]
	case "type", "types":
		for _, text := range texts(value) {
			c.types = append(c.types, strings.TrimSpace(text))
		}
	default:
		return false, nil
	}
	return true, nil
}
