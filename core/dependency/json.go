package dependency

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// maxDepth bounds the nesting of every format that is read here.
const maxDepth = 200

// jsonReader reads JSON in one pass, front to back, and knows its line. Each
// method takes exactly one value (or, for object and array, lets visit take
// each member), so that time is linear in the file.
type jsonReader struct {
	b     []byte
	at    int
	line  int
	depth int
}

func newJSON(content []byte) *jsonReader { return &jsonReader{b: content, line: 1} }

func (r *jsonReader) fail(want string) error {
	if r.at >= len(r.b) {
		return fmt.Errorf("line %d: the file ends too early; %s would be right", r.line, want)
	}
	return fmt.Errorf("line %d: not valid JSON; %s would be right", r.line, want)
}

// peek is the first byte of what comes next, 0 at the end.
func (r *jsonReader) peek() byte {
	for r.at < len(r.b) {
		switch c := r.b[r.at]; c {
		case '\n':
			r.line++
		case ' ', '\t', '\r':
		default:
			return c
		}
		r.at++
	}
	return 0
}

func (r *jsonReader) take(c byte, want string) error {
	if r.peek() != c {
		return r.fail(want)
	}
	r.at++
	return nil
}

// object calls visit for each member, with the line of its key.
func (r *jsonReader) object(visit func(key string, line int) error) error {
	return r.list('{', '}', func() error {
		r.peek()
		line := r.line
		key, err := r.text()
		if err != nil {
			return err
		}
		if err := r.take(':', "a colon"); err != nil {
			return err
		}
		return visit(key, line)
	})
}

// array calls visit for each item.
func (r *jsonReader) array(visit func() error) error { return r.list('[', ']', visit) }

func (r *jsonReader) list(open, close byte, visit func() error) error {
	if err := r.take(open, fmt.Sprintf("a value that begins with %q", open)); err != nil {
		return err
	}
	if r.depth++; r.depth > maxDepth {
		return fmt.Errorf("line %d: nested deeper than %d levels", r.line, maxDepth)
	}
	defer func() { r.depth-- }()
	if r.peek() == close {
		r.at++
		return nil
	}
	for {
		if err := visit(); err != nil {
			return err
		}
		switch r.peek() {
		case ',':
			r.at++
		case close:
			r.at++
			return nil
		default:
			return r.fail(fmt.Sprintf("a comma or %q", close))
		}
	}
}

func (r *jsonReader) text() (string, error) {
	if err := r.take('"', "a string"); err != nil {
		return "", err
	}
	start := r.at
	for escaped := false; r.at < len(r.b); r.at++ {
		switch c := r.b[r.at]; {
		case c == '"' && !escaped:
			r.at++
			return string(r.b[start : r.at-1]), nil
		case c == '"':
			r.at++
			var s string
			if json.Unmarshal(r.b[start-1:r.at], &s) != nil {
				return "", r.fail("a string with valid escapes")
			}
			return s, nil
		case c == '\\':
			escaped = true
			r.at++
		case c < ' ':
			return "", r.fail("a string on one line")
		}
	}
	return "", r.fail("the end of a string")
}

// textOr is the string that comes next, or empty when something else does.
func (r *jsonReader) textOr() (string, error) {
	if r.peek() != '"' {
		return "", r.skip()
	}
	return r.text()
}

// flag says whether true comes next.
func (r *jsonReader) flag() (bool, error) {
	r.peek()
	is := bytes.HasPrefix(r.b[r.at:], []byte("true"))
	return is, r.skip()
}

// keys are the member names of the object that comes next; anything else has none.
func (r *jsonReader) keys() ([]string, error) {
	if r.peek() != '{' {
		return nil, r.skip()
	}
	var names []string
	err := r.object(func(key string, _ int) error {
		names = append(names, key)
		return r.skip()
	})
	return names, err
}

// members calls visit for each member of the object that comes next; anything
// else has none.
func (r *jsonReader) members(visit func(name string) error) error {
	if r.peek() != '{' {
		return r.skip()
	}
	return r.object(func(name string, _ int) error { return visit(name) })
}

func (r *jsonReader) skip() error {
	switch c := r.peek(); c {
	case '{':
		return r.object(func(string, int) error { return r.skip() })
	case '[':
		return r.array(r.skip)
	case '"':
		_, err := r.text()
		return err
	case 0:
		return r.fail("a value")
	}
	start := r.at
	for r.at < len(r.b) && bytes.IndexByte([]byte(" \t\r\n,:]}"), r.b[r.at]) < 0 {
		r.at++
	}
	if !json.Valid(r.b[start:r.at]) {
		return r.fail("a value")
	}
	return nil
}

// end checks that nothing follows.
func (r *jsonReader) end() error {
	if r.peek() != 0 || r.at < len(r.b) {
		return r.fail("the end of the file")
	}
	return nil
}
