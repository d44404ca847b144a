package yaml

import (
	"bytes"
	"errors"
	"io"

	yaml "go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// documents splits a stream before its lines "---" and behind its lines "...".
// Directives, "%YAML 1.2", belong to none.
func documents(source []byte) []span {
	var all []span
	start := 0
	flush := func(end int) {
		if len(bytes.TrimSpace(source[start:end])) > 0 {
			all = append(all, span{start, end})
		}
		start = end
	}
	for at := 0; at < len(source); {
		end := lineEnd(source, at)
		switch line := source[at:end]; {
		case marks(line, "---"):
			flush(at)
		case marks(line, "..."):
			flush(at)
			start = end
		case bytes.HasPrefix(line, []byte("%")) && at == start:
			start = end
		}
		at = end
	}
	flush(len(source))
	return all
}

func marks(line []byte, mark string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(mark))
	return ok && (len(rest) == 0 || rest[0] <= ' ')
}

// lineEnd is the offset behind the line break.
func lineEnd(source []byte, at int) int {
	if i := bytes.IndexByte(source[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(source)
}

// sections splits a document before each line that is not indented.
func sections(source []byte, d span) []span {
	var all []span
	start := d.start
	for at := d.start; at < d.end; {
		end := min(lineEnd(source, at), d.end)
		if c := source[at]; at > start && c > ' ' && c != '#' && c != '}' && c != ']' && !continues(source[start:at], c) {
			all = append(all, span{start, at})
			start = at
		}
		at = end
	}
	return append(all, span{start, d.end})
}

// continues says whether an item "- a" belongs to the key before it, which is
// not indented any more than the item is.
func continues(section []byte, first byte) bool {
	return first == '-' && section[0] != '-'
}

// read gives the library a piece of the source; ok is false when it is no YAML.
func (r *reader) read(d span) (nodes []*syntax.Node, ok bool) {
	document, err := decode(r.text[d.start:d.end])
	if err != nil {
		return nil, false
	}
	if document.Kind == 0 {
		return nil, true
	}
	r.place = newPlace(r.text, d)
	for _, c := range document.Content {
		nodes = append(nodes, r.node(c, -1))
	}
	return nodes, true
}

var errNotYAML = errors.New("not YAML")

// decode calls the library, and takes a panic in it for "no YAML".
func decode(text []byte) (document yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			err = errNotYAML
		}
	}()
	library := yaml.NewDecoder(bytes.NewReader(text))
	if err := library.Decode(&document); err != nil && err != io.EOF {
		return document, err
	}
	// What follows on a document that ended early would be lost without a word.
	if err := library.Decode(&yaml.Node{}); err != io.EOF {
		return document, errNotYAML
	}
	return document, nil
}
