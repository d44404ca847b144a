package dependency

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// maxXML is the size in bytes of the largest project file or POM that is read.
const maxXML = 8 << 20

// element is an XML element without its namespace.
type element struct {
	name       string
	attributes []xml.Attr
	text       string // its own character data before any child, trimmed
	raw        []byte // text while it is being read
	line       int
	children   []*element
}

type parsedXML struct {
	root *element
	err  error
}

// document parses a file of the tree once; the same props file and parent POM
// serve many projects.
func (s *scan) document(ctx context.Context, file repo.File) (*element, error) {
	if known, ok := s.xml[file.Path]; ok {
		return known.root, known.err
	}
	content, err := s.content(ctx, file)
	if err != nil {
		return nil, err
	}
	root, err := parseXML(content)
	s.xml[file.Path] = parsedXML{root, err}
	return root, err
}

func parseXML(content []byte) (*element, error) {
	if len(content) > maxXML {
		return nil, fmt.Errorf("%d bytes; at most %d are read", len(content), maxXML)
	}
	decoder := xml.NewDecoder(bytes.NewReader(content))
	decoder.CharsetReader = charset
	top := &element{}
	stack := []*element{top}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := decoder.InputPos()
		if err != nil {
			return nil, fmt.Errorf("line %d: not valid XML", line)
		}
		current := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, fmt.Errorf("line %d: nested deeper than %d levels", line, maxDepth)
			}
			child := &element{name: t.Name.Local, attributes: t.Copy().Attr, line: line}
			current.children = append(current.children, child)
			stack = append(stack, child)
		case xml.EndElement:
			current.text, current.raw = string(bytes.TrimSpace(current.raw)), nil
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(current.children) == 0 { // text behind children is blank space
				current.raw = append(current.raw, t...)
			}
		}
	}
	if len(top.children) != 1 {
		return nil, errors.New("line 1: it has no root element")
	}
	return top.children[0], nil
}

// charset reads the Latin encodings that old project files declare. What was
// UTF-16 is UTF-8 by now, whatever the declaration says.
func charset(label string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii":
		return input, nil
	case "iso-8859-1", "latin1", "windows-1252":
		b, err := io.ReadAll(input)
		runes := make([]rune, len(b))
		for i, c := range b {
			runes[i] = rune(c)
		}
		return strings.NewReader(string(runes)), err
	}
	return nil, fmt.Errorf("encoding %q is not read", label)
}

// attribute finds an attribute; MSBuild ignores the case.
func (e *element) attribute(name string) string {
	for _, a := range e.attributes {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// child finds the first child element with the name, in any case.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// value is a child's text; empty when there is no such child.
func (e *element) value(name string) string {
	if c := e.child(name); c != nil {
		return c.text
	}
	return ""
}
