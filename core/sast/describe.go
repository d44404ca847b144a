package sast

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// describe fills what the report shows from message and metadata.
func (r *ruleReader) describe(metadata *yaml.Node) {
	rule := r.rule
	rule.ID = checkName + "/" + r.id[strings.LastIndexByte(r.id, '/')+1:]
	rule.Title = strings.ReplaceAll(r.id[strings.LastIndexByte(r.id, '/')+1:], "-", " ")
	rule.Summary = bounded(rule.message, 1000)
	rule.Help = rule.message
	rule.Confidence = finding.Likely
	if metadata == nil || metadata.Kind != yaml.MappingNode {
		return
	}
	if v := valueOf(metadata, "title"); v != nil {
		rule.Title = bounded(v.Value, 120)
	}
	if v := valueOf(metadata, "summary"); v != nil {
		rule.Summary = bounded(v.Value, 1000)
	}
	if v := valueOf(metadata, "help"); v != nil {
		rule.Help = v.Value
	}
	for _, text := range texts(valueOf(metadata, "cwe")) {
		if number := cweForm.FindStringSubmatch(text); number != nil {
			if n, err := strconv.Atoi(number[1]); err == nil && !slices.Contains(rule.CWE, n) {
				rule.CWE = append(rule.CWE, n)
			}
		}
	}
	references := texts(valueOf(metadata, "references"))
	for _, reference := range append(references, texts(valueOf(metadata, "source"))...) {
		if rule.HelpURI == "" && strings.HasPrefix(reference, "https://") {
			rule.HelpURI = reference
		}
	}
	rule.Tags = texts(valueOf(metadata, "owasp"))
	if rule.own && len(references) > 0 {
		rule.Help = strings.TrimSpace(rule.Help) + "\n\nReferences:\n\n- <" + strings.Join(references, ">\n- <") + ">\n"
	}
	if v := valueOf(metadata, "severity"); v != nil && rule.own {
		_ = rule.Severity.UnmarshalText([]byte(v.Value))
	}
	if v := valueOf(metadata, "confidence"); v != nil {
		rule.Confidence = confidence(v.Value)
	}
}

var cweForm = regexp.MustCompile(`(?i)CWE-?\s*([0-9]{1,5})`)

func confidence(word string) finding.Confidence {
	switch strings.ToLower(word) {
	case "proven":
		return finding.Proven
	case "strong", "high":
		return finding.Strong
	case "info", "low":
		return finding.Info
	}
	return finding.Likely
}

func bounded(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// aliased is what an alias stands for: rules on one subject share their text.
func aliased(node *yaml.Node) *yaml.Node {
	if node != nil && node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}
