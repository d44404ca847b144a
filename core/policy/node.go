package policy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// reader walks the policy's nodes and keeps every mistake with its line.
type reader struct {
	name     string
	mistakes []mistake
}

type mistake struct {
	line int
	text string
}

// wrong records a mistake. The text says what is wrong; what would be right.
func (r *reader) wrong(line int, format string, args ...any) {
	r.mistakes = append(r.mistakes, mistake{max(line, 1), fmt.Sprintf(format, args...)})
}

// err joins the mistakes in the order of the file, or is nil.
func (r *reader) err() error {
	slices.SortStableFunc(r.mistakes, func(a, b mistake) int { return cmp.Compare(a.line, b.line) })
	var errs []error
	for _, m := range r.mistakes {
		errs = append(errs, fmt.Errorf("%s:%d: %s", r.name, m.line, m.text))
	}
	return errors.Join(errs...)
}

// field is one key that a mapping may have.
type field struct {
	key  string
	read func(*yaml.Node)
	must bool
	hide bool // refused by read, so never proposed
}

// fields reads a mapping: unknown, repeated and missing keys are mistakes.
// what names the mapping in messages, for example "release.block".
func (r *reader) fields(node *yaml.Node, what string, known ...field) {
	if !r.is(node, yaml.MappingNode, what, "keys and values") {
		return
	}
	first := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			r.wrong(key.Line, "a key of %s is not a word; write one of %s", what, keys(known))
			continue
		}
		if line, repeated := first[key.Value]; repeated {
			r.wrong(key.Line, "%s is there twice, first in line %d; keep one", quote(key.Value), line)
			continue
		}
		first[key.Value] = key.Line
		at := slices.IndexFunc(known, func(f field) bool { return f.key == key.Value })
		if at < 0 {
			r.unknown(key.Line, "key", key.Value, what, keyList(known))
			continue
		}
		known[at].read(value)
	}
	for _, f := range known {
		if _, present := first[f.key]; f.must && !present {
			r.wrong(node.Line, "%s has no %s; add it", what, f.key)
		}
	}
}

func (r *reader) unknown(line int, kind, word, what string, known []string) {
	if meant := nearest(word, known); meant != "" {
		r.wrong(line, "%s is not a %s of %s; did you mean %q?", quote(word), kind, what, meant)
		return
	}
	r.wrong(line, "%s is not a %s of %s; write one of %s", quote(word), kind, what, strings.Join(known, ", "))
}

func keyList(known []field) []string {
	var list []string
	for _, f := range known {
		if !f.hide {
			list = append(list, f.key)
		}
	}
	return list
}

func keys(known []field) string { return strings.Join(keyList(known), ", ") }

// items calls read for each entry of a list.
func (r *reader) items(node *yaml.Node, what string, read func(*yaml.Node)) {
	if !r.is(node, yaml.SequenceNode, what, "a list") {
		return
	}
	for _, item := range node.Content {
		read(item)
	}
}

// text reads a string that is not empty, of one line and at most 1,000 bytes.
func (r *reader) text(node *yaml.Node, what string) (string, bool) {
	if !r.is(node, yaml.ScalarNode, what, "text") {
		return "", false
	}
	switch value := node.Value; {
	case node.ShortTag() != "!!str":
		r.wrong(node.Line, "%s is %s, not text; put it into quotes", what, quote(value))
	case strings.TrimSpace(value) == "":
		r.wrong(node.Line, "%s is empty; write something or leave the key out", what)
	case len(value) > 1000:
		r.wrong(node.Line, "%s is longer than 1,000 bytes; shorten it", what)
	case strings.IndexFunc(strings.TrimSuffix(value, "\n"), isControl) >= 0:
		r.wrong(node.Line, "%s has a line break or control character; write it on one line", what)
	default:
		return strings.TrimSpace(value), true
	}
	return "", false
}

// word reads one of the known words.
func (r *reader) word(node *yaml.Node, what string, known ...string) (string, bool) {
	if !r.is(node, yaml.ScalarNode, what, "one of "+strings.Join(known, ", ")) {
		return "", false
	}
	if !slices.Contains(known, node.Value) {
		r.unknown(node.Line, "value", node.Value, what, known)
		return "", false
	}
	return node.Value, true
}

func (r *reader) boolean(node *yaml.Node, what string, to *bool) {
	if value, ok := r.word(node, what, "true", "false"); ok {
		*to = value == "true"
	}
}

// is tells whether a node has the kind that what needs; an empty value has none.
func (r *reader) is(node *yaml.Node, kind yaml.Kind, what, want string) bool {
	if node.Kind == kind && node.ShortTag() != "!!null" {
		return true
	}
	r.wrong(node.Line, "%s is %s; write %s", what, kindName(node), want)
	return false
}

func kindName(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a group of keys"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case node.ShortTag() == "!!null":
		return "empty"
	default:
		return quote(node.Value)
	}
}

// quote shows a word of the file, shortened and with control characters escaped.
func quote(word string) string {
	if len(word) > 60 {
		word = word[:60] + "…"
	}
	return fmt.Sprintf("%q", word)
}
