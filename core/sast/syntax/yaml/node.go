package yaml

import (
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// node reads a node of the library. indent is the column, from 0, of the
// collection around it.
func (r *reader) node(y *yaml.Node, indent int) *syntax.Node {
	start := r.start(y)
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > maxDepth {
		return r.gap(start, start)
	}
	start = r.properties(y, start)
	var n *syntax.Node
	switch y.Kind {
	case yaml.MappingNode:
		n = r.mapping(y, start)
	case yaml.SequenceNode:
		n = r.sequence(y, start)
	case yaml.AliasNode:
		n = r.leaf(syntax.Name, "*"+y.Value, start, start+1+len(y.Value))
	default:
		n = r.scalar(y, start, indent)
	}
	if tag := y.Tag; strings.HasPrefix(tag, "!") && !strings.HasPrefix(tag, "!!") && tag != "!" {
		name := &syntax.Node{Kind: syntax.Name, Text: tag, Start: n.Start, End: n.Start}
		n = &syntax.Node{Kind: syntax.Call, Start: n.Start, End: n.End, Children: []*syntax.Node{name, n}}
	}
	return n
}

// start is where a node begins; an empty one where the one before it ended.
func (r *reader) start(y *yaml.Node) int {
	if isEmpty(y) {
		return r.place.last
	}
	return r.place.at(y.Line, y.Column)
}

func isEmpty(y *yaml.Node) bool {
	return y.Kind == yaml.ScalarNode && y.Value == "" && y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// properties moves behind "!tag" and "&anchor".
func (r *reader) properties(y *yaml.Node, at int) int {
	if isEmpty(y) || y.Kind == yaml.AliasNode {
		return at
	}
	for at < r.place.end && (r.text[at] == '!' || r.text[at] == '&') {
		for at < r.place.end && r.source[at] > ' ' {
			at++
		}
		for at < r.place.end && r.source[at] <= ' ' {
			at++
		}
	}
	return at
}

func (r *reader) leaf(kind syntax.Kind, text string, start, end int) *syntax.Node {
	end = max(start, min(end, r.place.end))
	r.place.last = max(r.place.last, end)
	return &syntax.Node{Kind: kind, Text: text, Start: start, End: end}
}

func (r *reader) mapping(y *yaml.Node, start int) *syntax.Node {
	n := &syntax.Node{Kind: syntax.Object, Start: start}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := r.node(y.Content[i], y.Column-1)
		if i == 0 && y.Style&yaml.FlowStyle == 0 {
			n.Start = min(n.Start, key.Start)
		}
		if key.Kind == syntax.Ellipsis || key.Kind == syntax.MetaEllipsis {
			n.Children = append(n.Children, key)
			continue
		}
		value := r.node(y.Content[i+1], max(y.Content[i].Column-1, 0))
		n.Children = append(n.Children, &syntax.Node{Kind: syntax.Pair, Start: key.Start, End: value.End, Children: []*syntax.Node{key, value}})
	}
	return r.close(n, y, '}')
}

func (r *reader) sequence(y *yaml.Node, start int) *syntax.Node {
	n := &syntax.Node{Kind: syntax.List, Text: "[", Start: start}
	r.place.last = max(r.place.last, start+1)
	for _, c := range y.Content {
		n.Children = append(n.Children, r.node(c, y.Column-1))
	}
	return r.close(n, y, ']')
}

// close ends a collection behind its last child, or behind its bracket.
func (r *reader) close(n *syntax.Node, y *yaml.Node, bracket byte) *syntax.Node {
	n.End = max(n.Start, r.place.last)
	if y.Style&yaml.FlowStyle != 0 {
		at := n.End
		if len(n.Children) == 0 {
			at = min(n.Start+1, r.place.end)
		}
		n.End = r.behind(at, bracket)
	}
	for _, c := range n.Children {
		n.Start = min(n.Start, c.Start)
	}
	r.place.last = max(r.place.last, n.End)
	return n
}

// behind is the offset behind the bracket that follows, comments passed over.
func (r *reader) behind(at int, bracket byte) int {
	for i := at; i < r.place.end; i++ {
		switch c := r.text[i]; {
		case c == bracket:
			return i + 1
		case c == '#':
			for i+1 < r.place.end && r.text[i+1] != '\n' {
				i++
			}
		case c != ',' && c > ' ':
			return at
		}
	}
	return at
}
