package sast

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// RuleFile is a file of rules in Semgrep's YAML.
type RuleFile struct {
	Name    string // shown in messages
	Content []byte
}

// maxRuleFile is the size in bytes beyond which a rule file is refused.
const maxRuleFile = 8 << 20

// refusal is a rule that cannot run.
type refusal struct {
	file, id, reason string
	line             int
}

func (r refusal) gap() finding.Gap {
	return finding.Gap{Check: checkName, Kind: finding.Refused, Path: r.file,
		Message: fmt.Sprintf("%s:%d: rule %q was refused: %s; the other rules run", r.file, r.line, r.id, r.reason)}
}

// readRules reads a file. The error is for a file that is no list of rules at all.
func readRules(file RuleFile, all []*language, own bool) ([]*rule, []refusal, error) {
	if len(file.Content) > maxRuleFile {
		return nil, nil, fmt.Errorf("%s:1: the rule file has %d bytes; at most %d are read", file.Name, len(file.Content), maxRuleFile)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(file.Content, &document); err != nil {
		return nil, nil, fmt.Errorf("%s: not YAML: %w; a rule file has a list under the key rules", file.Name, err)
	}
	if len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		return nil, nil, fmt.Errorf("%s:1: not a rule file; it has a list under the key rules", file.Name)
	}
	list := valueOf(document.Content[0], "rules")
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil, nil, fmt.Errorf("%s:%d: no list under the key rules", file.Name, document.Content[0].Line)
	}
	var rules []*rule
	var refused []refusal
	for _, node := range list.Content {
		r := &ruleReader{all: all, own: own, rule: &rule{own: own, file: file.Name, line: node.Line, options: options{matching: defaultMatching()}}}
		if err := r.read(node); err != nil {
			refused = append(refused, refusal{file.Name, r.id, err.Error(), max(r.line, node.Line)})
			continue
		}
		rules = append(rules, r.rule)
		refused = append(refused, r.partial...)
	}
	return rules, refused, nil
}

type ruleReader struct {
	all      []*language
	own      bool
	rule     *rule
	id       string // as written
	line     int    // of what was read last
	count    int    // patterns so far
	depth    int
	inner    int       // inside so many metavariable-patterns
	language *language // of the patterns being read; nil for the rule's own
	partial  []refusal
}

func (r *ruleReader) fail(at *yaml.Node, format string, arguments ...any) error {
	r.line = at.Line
	return fmt.Errorf(format, arguments...)
}

func (r *ruleReader) read(node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return r.fail(node, "a rule is a mapping")
	}
	if id := valueOf(node, "id"); id != nil {
		r.id = id.Value
	}
	if r.id == "" {
		return r.fail(node, "it has no id")
	}
	mode := "search"
	if m := valueOf(node, "mode"); m != nil {
		mode = m.Value
	}
	if mode != "search" && mode != "taint" {
		return r.fail(node, "mode %q is not supported; search and taint are", mode)
	}
	if mode == "taint" {
		r.rule.taint = &taintFormulas{}
	}
	search := &yaml.Node{Kind: yaml.MappingNode, Line: node.Line}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if err := r.key(node.Content[i], node.Content[i+1], search); err != nil {
			return err
		}
	}
	return r.finish(node, search)
}

// key reads one key of a rule; what belongs to its formula is gathered in search.
func (r *ruleReader) key(key, value *yaml.Node, search *yaml.Node) error {
	switch key.Value {
	case "id", "mode", "min-version", "max-version", "metadata":
		return nil
	case "fix", "fix-regex":
		return r.fix(key, value)
	case "message":
		r.rule.message = strings.TrimSpace(value.Value)
	case "severity":
		return r.severity(value)
	case "languages":
		return r.languages(value)
	case "paths":
		return r.paths(value)
	case "options":
		return r.options(value)
	case "pattern", "patterns", "pattern-either", "pattern-regex", "match":
		search.Content = append(search.Content, key, value)
	case "pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators":
		if r.rule.taint == nil {
			return r.fail(key, "%s needs mode: taint", key.Value)
		}
		return r.taint(key, value)
	default:
		return r.fail(key, "the key %q is not supported", key.Value)
	}
	return nil
}

func (r *ruleReader) severity(value *yaml.Node) error {
	switch strings.ToUpper(value.Value) {
	case "CRITICAL":
		r.rule.Severity = finding.Critical
	case "ERROR", "HIGH":
		r.rule.Severity = finding.High
	case "WARNING", "MEDIUM":
		r.rule.Severity = finding.Medium
	case "INFO", "LOW", "INVENTORY", "EXPERIMENT":
		r.rule.Severity = finding.Low
	default:
		return r.fail(value, "severity %q is not one of ERROR, WARNING, INFO", value.Value)
	}
	return nil
}

func (r *ruleReader) languages(value *yaml.Node) error {
	var unknown []string
	for _, word := range texts(value) {
		found := named(r.all, word)
		if found == nil {
			unknown = append(unknown, word)
		}
		for _, l := range found {
			if !slices.Contains(r.rule.languages, l) {
				r.rule.languages = append(r.rule.languages, l)
			}
		}
	}
	if len(r.rule.languages) == 0 {
		return r.fail(value, "none of its languages %q is supported", unknown)
	}
	if len(unknown) > 0 {
		r.partial = append(r.partial, refusal{r.rule.file, r.id, fmt.Sprintf("it runs, but not on %q, which are not supported", unknown), value.Line})
	}
	return nil
}

func (r *ruleReader) paths(value *yaml.Node) error {
	for i := 0; i+1 < len(value.Content); i += 2 {
		switch key := value.Content[i]; key.Value {
		case "include":
			r.rule.include = newGlobs(texts(value.Content[i+1]))
		case "exclude":
			r.rule.exclude = newGlobs(texts(value.Content[i+1]))
		default:
			return r.fail(key, "paths has include and exclude, not %q", key.Value)
		}
	}
	return nil
}

func (r *ruleReader) options(value *yaml.Node) error {
	for i := 0; i+1 < len(value.Content); i += 2 {
		key, on := value.Content[i], value.Content[i+1].Value == "true"
		known, err := r.matchingOption(key, value.Content[i+1])
		if err != nil {
			return err
		}
		if known {
			continue
		}
		switch key.Value {
		case "taint_assume_safe_numbers":
			r.rule.options.safeNumbers = on
		case "taint_assume_safe_booleans":
			r.rule.options.safeBooleans = on
		case "taint_assume_safe_comparisons":
		case "taint_assume_safe_functions":
			r.rule.options.safeFunctions = on
		case "taint_assume_safe_indexes":
			r.rule.options.safeIndexes = on
		case "taint_unify_mvars":
			r.rule.options.unify = on
		case "interfile":
			r.rule.options.interfile = on
		default:
			return r.fail(key, "the option %q is not supported", key.Value)
		}
	}
	return nil
}

func (r *ruleReader) taint(key, list *yaml.Node) error {
	if list.Kind != yaml.SequenceNode {
		return r.fail(list, "%s is a list", key.Value)
	}
	for _, node := range list.Content {
		made, err := r.taintPart(key.Value, node)
		if err != nil {
			return err
		}
		t := r.rule.taint
		switch key.Value {
		case "pattern-sources":
			t.sources = append(t.sources, made)
		case "pattern-sinks":
			t.sinks = append(t.sinks, made)
		case "pattern-sanitizers":
			t.sanitizers = append(t.sanitizers, made)
		default:
			if made.from == "" || made.to == "" {
				return r.fail(node, "a propagator needs from and to")
			}
			t.propagators = append(t.propagators, made)
		}
	}
	return nil
}

func (r *ruleReader) taintPart(kind string, node *yaml.Node) (*taintFormula, error) {
	made := &taintFormula{exact: kind == "pattern-sinks"}
	search := &yaml.Node{Kind: yaml.MappingNode, Line: node.Line}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch key.Value {
		case "exact":
			made.exact = value.Value == "true"
		case "by-side-effect":
			made.sideEffect = value.Value == "true" || value.Value == "only"
			made.onlySideEffect = value.Value == "only"
		case "label":
			made.label = value.Value
		case "requires":
			var err error
			if made.requires, err = readRequirement(value.Value); err != nil {
				return nil, r.fail(value, "%w", err)
			}
		case "from":
			made.from = value.Value
		case "to":
			made.to = value.Value
		default:
			search.Content = append(search.Content, key, value)
		}
	}
	var err error
	made.formula, err = r.formula(search)
	return made, err
}

func (r *ruleReader) finish(node, search *yaml.Node) error {
	if r.rule.languages == nil {
		return r.fail(node, "it has no languages")
	}
	if r.rule.message == "" {
		return r.fail(node, "it has no message")
	}
	if r.rule.Severity == finding.SeverityUnknown {
		return r.fail(node, "it has no severity")
	}
	if t := r.rule.taint; t != nil {
		if len(t.sources) == 0 || len(t.sinks) == 0 {
			return r.fail(node, "mode taint needs pattern-sources and pattern-sinks")
		}
		if len(search.Content) > 0 {
			return r.fail(node, "mode taint has no %s", search.Content[0].Value)
		}
	} else {
		read := r.formula
		if match := valueOf(search, "match"); match != nil && len(search.Content) == 2 {
			search, read = match, r.match
		}
		f, err := read(search)
		if err != nil {
			return err
		}
		r.rule.search = f
	}
	r.rule.options.mutators = r.rule.options.interfile
	if r.own {
		o := &r.rule.options
		o.safeNumbers, o.safeBooleans, o.mutators, o.safeIndexes = true, true, true, true
	}
	r.describe(aliased(valueOf(node, "metadata")))
	return nil
}

func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// texts reads a text or a list of texts.
func texts(node *yaml.Node) []string {
	switch {
	case node == nil:
		return nil
	case node.Kind == yaml.ScalarNode:
		return []string{node.Value}
	}
	var all []string
	for _, c := range node.Content {
		if c.Kind == yaml.ScalarNode {
			all = append(all, c.Value)
		}
	}
	return all
}

// errNoPositive is the reason for a conjunction that has nothing to start from.
var errNoPositive = errors.New("patterns needs at least one pattern, pattern-either, pattern-inside or pattern-regex")
