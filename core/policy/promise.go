package policy

import (
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

var (
	ruleID          = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)+$`)
	fingerprintText = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

func (r *reader) exclude(node *yaml.Node, p *Policy) {
	r.items(node, "exclude", func(item *yaml.Node) {
		e := Exclusion{Line: item.Line}
		r.fields(item, "an entry of exclude",
			field{key: "path", read: func(n *yaml.Node) { r.glob(n, &e.Path) }, must: true},
			field{key: "reason", read: func(n *yaml.Node) { e.Reason, _ = r.text(n, "reason") }, must: true},
			field{key: "owner", read: func(n *yaml.Node) { e.Owner, _ = r.text(n, "owner") }, must: true},
		)
		if e.Path != "" && matchesAll(e.Path) {
			r.wrong(item.Line, "exclude leaves out everything, so that nothing would be examined; name the parts that are not yours")
		}
		p.Exclude = append(p.Exclude, e)
	})
}

func (r *reader) suppress(node *yaml.Node, p *Policy) {
	r.items(node, "suppress", func(item *yaml.Node) {
		s := Suppression{Line: item.Line}
		r.fields(item, "an entry of suppress",
			field{key: "rule", read: func(n *yaml.Node) { r.rule(n, &s.Rule) }},
			field{key: "fingerprint", read: func(n *yaml.Node) { r.fingerprint(n, &s.Fingerprint) }},
			field{key: "path", read: func(n *yaml.Node) { r.glob(n, &s.Path) }, must: true},
			field{key: "reason", read: func(n *yaml.Node) { s.Reason, _ = r.text(n, "reason") }, must: true},
			field{key: "owner", read: func(n *yaml.Node) { s.Owner, _ = r.text(n, "owner") }, must: true},
			field{key: "expires", read: func(n *yaml.Node) { r.date(n, &s.Expires) }, must: true},
		)
		if item.Kind == yaml.MappingNode && has(item, "rule") == has(item, "fingerprint") {
			r.wrong(item.Line, "an entry of suppress needs either a rule or a fingerprint; name exactly one of them")
		}
		p.Suppress = append(p.Suppress, s)
	})
}

func has(mapping *yaml.Node, key string) bool {
	for i := 0; i < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return true
		}
	}
	return false
}

func (r *reader) rule(node *yaml.Node, to *string) {
	text, ok := r.text(node, "rule")
	switch {
	case !ok:
	case strings.HasPrefix(text, rulePrefix):
		r.wrong(node.Line, "%s cannot be suppressed; mend what it speaks of", quote(text))
	case !ruleID.MatchString(text):
		r.wrong(node.Line, "%s is not a rule's id; write it in full, as sast/csharp-sql-injection", quote(text))
	default:
		*to = text
	}
}

func (r *reader) fingerprint(node *yaml.Node, to *string) {
	if !r.is(node, yaml.ScalarNode, "fingerprint", "32 hexadecimal digits") {
		return
	}
	if !fingerprintText.MatchString(node.Value) {
		r.wrong(node.Line, "%s is not a fingerprint; copy its 32 lower-case hexadecimal digits from the report", quote(node.Value))
		return
	}
	*to = node.Value
}

func (r *reader) glob(node *yaml.Node, to *string) {
	text, ok := r.text(node, "path")
	if !ok {
		return
	}
	if err := checkGlob(text); err != nil {
		r.wrong(node.Line, "%s", err)
		return
	}
	*to = text
}

func (r *reader) date(node *yaml.Node, to *time.Time) {
	if !r.is(node, yaml.ScalarNode, "expires", "a date such as 2027-03-31") {
		return
	}
	date, err := time.Parse(dateLayout, node.Value)
	if err != nil {
		r.wrong(node.Line, "expires: %s is not a date; write YEAR-MONTH-DAY, for example 2027-03-31", quote(node.Value))
		return
	}
	*to = date
}
