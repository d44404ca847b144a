// Package yaml reads YAML onto the generic syntax tree, through go.yaml.in/yaml's
// node trees, of which it adds the ends that those leave out.
//
// A mapping is Object (Pair*), a sequence List "["; an alias is Name "*a", and a
// value with a tag of its own, !Ref x, Call (Name "!Ref") (value). A lone
// "key: value" of a pattern is a Pair; "..." stands on a line of its own among
// keys or items.
//
// Template actions, {{ … }}, as Helm has them: a line of nothing else is passed
// over as a comment, so that both branches of a condition are read; any other is
// part of the text in which it stands. A document that is no YAML is read key by
// key, and only the keys that cannot be read are gaps.
package yaml

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// maxDepth bounds nested constructs; what lies deeper becomes a gap.
const maxDepth = 400

// Parse reads a YAML file or a rule's pattern.
func Parse(source []byte, mode syntax.Mode) *syntax.Tree {
	r := &reader{source: source, text: source, mode: mode}
	if mode == syntax.Pattern {
		root := r.pattern()
		return &syntax.Tree{Source: r.source, Root: root, Gaps: r.gaps}
	}
	if hasActions(source) {
		r.text, r.masked = mask(source), true
	}
	root := &syntax.Node{Kind: syntax.File, End: len(source)}
	for _, d := range documents(source) {
		root.Children = append(root.Children, r.document(d)...)
	}
	return &syntax.Tree{Source: source, Root: root, Gaps: r.gaps}
}

type reader struct {
	source []byte
	text   []byte // the source with its template actions hidden from the library
	masked bool
	mode   syntax.Mode
	gaps   []*syntax.Node
	place  place
	depth  int
}

func (r *reader) gap(start, end int) *syntax.Node {
	g := &syntax.Node{Kind: syntax.Gap, Start: start, End: end}
	r.gaps = append(r.gaps, g)
	return g
}

// span is [start, end) of the source.
type span struct{ start, end int }

// document reads one document, at worst key by key.
func (r *reader) document(d span) []*syntax.Node {
	if n, ok := r.read(d); ok {
		return n
	}
	// A byte order mark is given as three blanks, which would be an indentation.
	if d.start == 0 && d.end > 3 && string(r.source[:3]) == "   " && r.source[3] > ' ' {
		if n, ok := r.read(span{3, d.end}); ok {
			return n
		}
	}
	var all []*syntax.Node
	for _, s := range sections(r.source, d) {
		n, ok := r.read(s)
		if !ok {
			n = []*syntax.Node{r.gap(s.start, s.end)}
		}
		all = append(all, n...)
	}
	return joined(all)
}

// joined makes one object of the objects that a document was read in.
func joined(all []*syntax.Node) []*syntax.Node {
	var out []*syntax.Node
	for _, n := range all {
		if k := len(out); k > 0 && n.Kind == syntax.Object && out[k-1].Kind == syntax.Object {
			out[k-1].Children = append(out[k-1].Children, n.Children...)
			out[k-1].End = max(out[k-1].End, n.End)
			continue
		}
		out = append(out, n)
	}
	return out
}
