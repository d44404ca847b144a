package gitleaks

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/sallyport-gate/sallyport/internal/tomldepth"
)

// MaxSize is the longest rule file that is read, in bytes.
const MaxSize = 8 << 20

// maxLevels bounds the nesting of a rule file.
const maxLevels = 50

// Set is what a rule file says.
type Set struct {
	Rules   []Rule
	Refused []string // what of it cannot be supported: "FILE:LINE: …"; the others run
}

// Parse reads a rule file; name stands for it in messages. The error joins every
// mistake, each as "FILE:LINE: what is wrong; what would be right".
func Parse(name string, content []byte) (Set, error) {
	p := &parser{name: name, lines: sectionLines(content)}
	var root table
	if err := p.decode(content, &root); err != nil {
		return Set{}, err
	}
	p.file(root)
	slices.SortStableFunc(p.mistakes, func(a, b mistake) int { return cmp.Compare(a.line, b.line) })
	var errs []error
	for _, m := range p.mistakes {
		errs = append(errs, fmt.Errorf("%s:%d: %s", name, m.line, m.text))
	}
	if err := errors.Join(errs...); err != nil {
		return Set{}, err
	}
	return p.set, nil
}

// table is a TOML table. gitleaks takes its keys in any case.
type table map[string]any

type mistake struct {
	line int
	text string
}

type parser struct {
	name     string
	lines    sections
	mistakes []mistake
	set      Set
}

func (p *parser) decode(content []byte, root *table) error {
	if len(content) > MaxSize {
		return fmt.Errorf("%s:1: the file is %d bytes long; at most %d are read", p.name, len(content), MaxSize)
	}
	if err := tomldepth.Check(content, maxLevels); err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	_, err := toml.NewDecoder(bytes.NewReader(content)).Decode(root)
	var fault toml.ParseError
	if errors.As(err, &fault) {
		return fmt.Errorf("%s:%d: this is not TOML: %s; write rules in gitleaks' format, or Semgrep's in a .yml file", p.name, fault.Position.Line, fault.Message)
	}
	if err != nil {
		return fmt.Errorf("%s:1: this is not TOML: %w", p.name, err)
	}
	return nil
}

func (p *parser) wrong(line int, format string, args ...any) {
	p.mistakes = append(p.mistakes, mistake{max(line, 1), fmt.Sprintf(format, args...)})
}

func (p *parser) refuse(line int, format string, args ...any) {
	p.set.Refused = append(p.set.Refused, fmt.Sprintf("%s:%d: %s", p.name, max(line, 1), fmt.Sprintf(format, args...)))
}

func (p *parser) file(root table) {
	var global []allowlist
	targeted := map[string][]allowlist{}
	top := p.section(root, "the file", 1)
	for _, key := range top.keys() {
		switch key {
		case "title", "description", "minversion":
		case "rules", "allowlist", "allowlists":
		case "extend":
			p.refuse(p.lines.key("extend"), "extend is not supported: name the other file in option rules too")
		default:
			p.refuse(p.lines.key(key), "the key %q is not known here", key)
		}
	}
	for i, t := range top.tables("allowlist", "allowlists") {
		s := p.section(t, "an allowlist", p.lines.nth("allowlists", i))
		list, ok := p.allowlist(s)
		targets := s.texts("targetrules")
		switch {
		case !ok:
		case len(targets) == 0:
			global = append(global, list)
		default:
			for _, id := range targets {
				targeted[id] = append(targeted[id], list)
			}
		}
	}
	rules := top.tables("rules")
	if len(rules) == 0 && len(p.set.Refused) == 0 {
		p.wrong(1, "the file has no [[rules]]; write at least one")
	}
	seen := map[string]bool{}
	for i, t := range rules {
		rule, ok := p.rule(t, p.lines.nth("rules", i))
		switch {
		case !ok:
			continue
		case seen[rule.ID]:
			p.wrong(p.lines.nth("rules", i), "the id %q is there twice; rename one", rule.ID)
			continue
		}
		seen[rule.ID] = true
		rule.allow = slices.Concat(rule.allow, global, targeted[rule.ID])
		p.set.Rules = append(p.set.Rules, rule)
	}
}

// id is what a rule's id may be, so that it can stand behind a slash.
var id = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

func (p *parser) rule(t table, line int) (Rule, bool) {
	s := p.section(t, "a rule", line)
	r := Rule{ID: s.text("id"), Description: s.text("description"), group: s.number("secretgroup"), entropy: s.real("entropy")}
	if !id.MatchString(r.ID) {
		p.wrong(s.line("id"), "the rule's id is %q; write letters, digits, dots and dashes", r.ID)
		return Rule{}, false
	}
	s.what = fmt.Sprintf("rule %q", r.ID)
	if reason := s.unsupported(); reason != "" {
		p.refuse(line, "%s is refused: %s", s.what, reason)
		return Rule{}, false
	}
	r.Regex, r.Path = s.expression("regex"), s.expression("path")
	switch {
	case s.failed:
		return Rule{}, false
	case r.Regex == nil && r.Path == nil:
		p.wrong(line, "%s has neither regex nor path; it would find nothing", s.what)
		return Rule{}, false
	case r.group < 0 || r.group > groups(r.Regex):
		p.wrong(s.line("secretgroup"), "%s: secretGroup is %d, and the regex has %d groups", s.what, r.group, groups(r.Regex))
		return Rule{}, false
	}
	for _, k := range s.texts("keywords") {
		r.Keywords = append(r.Keywords, strings.ToLower(k))
	}
	if r.Regex != nil {
		r.Reach = reach(r.Regex.String(), r.Keywords)
	}
	for _, t := range s.tables("allowlist", "allowlists") {
		list, ok := p.allowlist(p.section(t, "an allowlist of "+s.what, line))
		s.failed = s.failed || !ok
		r.allow = append(r.allow, list)
	}
	return r, !s.failed
}

func groups(r *regexp.Regexp) int {
	if r == nil {
		return 0
	}
	return r.NumSubexp()
}

// unsupported says why a rule cannot run as it was meant, or "".
func (s *section) unsupported() string {
	for _, key := range s.keys() {
		switch key {
		case "id", "description", "regex", "path", "secretgroup", "entropy", "keywords", "tags", "allowlist", "allowlists":
		case "required":
			return "it has several parts (required)"
		case "skipreport":
			return "it is a part of another (skipReport)"
		default:
			return fmt.Sprintf("the key %q is not known here", key)
		}
	}
	return ""
}

func (p *parser) allowlist(s *section) (allowlist, bool) {
	a := allowlist{paths: s.expressions("paths"), regexes: s.expressions("regexes"), target: s.text("regextarget")}
	for _, c := range s.texts("commits") {
		a.commits = append(a.commits, strings.ToLower(c))
	}
	for _, w := range s.texts("stopwords") {
		a.stopwords = append(a.stopwords, strings.ToLower(w))
	}
	for _, key := range s.keys() {
		if !slices.Contains([]string{"description", "condition", "commits", "paths", "regextarget", "regexes", "stopwords", "targetrules"}, key) {
			p.wrong(s.line(key), "the key %q of %s is not known", key, s.what)
		}
	}
	switch condition := strings.ToUpper(s.text("condition")); condition {
	case "", "OR", "||":
	case "AND", "&&":
		a.all = true
	default:
		p.wrong(s.line("condition"), "condition of %s is %q; write OR or AND", s.what, condition)
	}
	switch a.target {
	case "", "secret", "match", "line":
	default:
		p.wrong(s.line("regextarget"), "regexTarget of %s is %q; write secret, match or line", s.what, a.target)
	}
	if len(a.commits)+len(a.paths)+len(a.regexes)+len(a.stopwords) == 0 && !s.failed {
		p.wrong(s.at, "%s is empty; name commits, paths, regexes or stopwords", s.what)
		return a, false
	}
	return a, !s.failed
}
