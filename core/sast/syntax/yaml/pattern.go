package yaml

import (
	"regexp"
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// pattern reads a rule's pattern. A lone pair stands without its object.
func (r *reader) pattern() *syntax.Node {
	r.source = []byte(ellipses(deepForm.ReplaceAllStringFunc(string(r.source), quote)))
	r.text = r.source
	nodes, ok := r.read(span{0, len(r.source)})
	if !ok || len(nodes) == 0 {
		return r.gap(0, 0)
	}
	root := nodes[0]
	if root.Kind == syntax.Object && len(root.Children) == 1 && r.source[root.Start] != '{' {
		return root.Children[0]
	}
	return root
}

var deepForm = regexp.MustCompile(`<\.\.\. .* \.\.\.>`)

// quote hides a deep ellipsis in a text, as it may hold what ends a plain one.
func quote(deep string) string { return "'" + strings.ReplaceAll(deep, "'", "''") + "'" }

// ellipses turns a line "..." into what YAML can hold in its place: an item
// among items, a key among keys, a value otherwise.
func ellipses(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		word := strings.TrimSpace(line)
		if word != "..." && !isMetaEllipsis(word) {
			continue
		}
		indent := line[:strings.Index(line, word)]
		switch neighbour := sibling(lines, i, len(indent)); {
		case strings.HasPrefix(neighbour, "-"):
			lines[i] = indent + "- " + word
		case neighbour != "" || indent == "":
			lines[i] = indent + `? ` + word
		}
	}
	return strings.Join(lines, "\n")
}

// sibling is a line of the same indentation that is no ellipsis, "" if there is none.
func sibling(lines []string, at, indent int) string {
	for _, step := range []int{1, -1} {
		for i := at + step; i >= 0 && i < len(lines); i += step {
			word := strings.TrimLeft(lines[i], " ")
			depth := len(lines[i]) - len(word)
			if word == "" || depth > indent {
				continue
			}
			// The keys of an item stand behind its dash.
			if step < 0 && depth < indent && strings.HasPrefix(word, "- ") && depth+len(word)-len(strings.TrimLeft(word[1:], " ")) == indent {
				return strings.TrimLeft(word[1:], " ")
			}
			if depth < indent {
				break
			}
			if word = strings.TrimPrefix(word, "? "); word != "..." && !isMetaEllipsis(word) {
				return word
			}
		}
	}
	return ""
}

func isMetaEllipsis(word string) bool {
	rest, ok := strings.CutPrefix(word, "$...")
	return ok && syntax.IsMetavariable("$"+rest)
}

// meta reads a scalar of a pattern that is no text, or returns nil.
func (r *reader) meta(text string, style yaml.Style, start, end int) *syntax.Node {
	plain := style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	switch {
	case !plain && !strings.HasPrefix(text, "<... "):
		return nil
	case text == "...":
		return r.leaf(syntax.Ellipsis, "", start, end)
	case isMetaEllipsis(text):
		return r.leaf(syntax.MetaEllipsis, text, start, end)
	case syntax.IsMetavariable(text):
		return r.leaf(syntax.Metavariable, text, start, end)
	case strings.HasPrefix(text, "<...") && strings.HasSuffix(text, "...>") && len(text) > 8:
		inner := Parse([]byte(strings.TrimSpace(text[4:len(text)-4])), syntax.Pattern)
		inner.Root.Walk(func(n *syntax.Node) bool { n.Start, n.End = start, end; return true })
		r.gaps = append(r.gaps, inner.Gaps...)
		n := r.leaf(syntax.DeepEllipsis, "", start, end)
		n.Children = []*syntax.Node{inner.Root}
		return n
	}
	return nil
}
