package vex

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// MaxDocument is the longest document that is read, in bytes.
const MaxDocument = 16 << 20

// Context begins the "@context" of every OpenVEX document; a version follows.
const Context = "https://openvex.dev/ns"

// justifications are OpenVEX's labels for NotAffected.
func justifications() []string {
	return []string{
		"component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
		"vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist",
	}
}

// Read reads a document; name stands for it in messages. The error joins every
// mistake, each as `NAME:LINE: what is wrong; what would be right`.
func Read(name string, content []byte) ([]Statement, error) {
	if len(content) > MaxDocument {
		return nil, fmt.Errorf("%s:1: the document is %d bytes long; at most %d are read", name, len(content), MaxDocument)
	}
	d := &document{name: name, content: content, decoder: json.NewDecoder(bytes.NewReader(content))}
	if err := d.read(); err != nil {
		return nil, fmt.Errorf("%s:%d: this is no OpenVEX document: %w", name, d.line(d.decoder.InputOffset()), err)
	}
	return d.statements()
}

// document is one reading, key by key, so that statements keep their lines.
type document struct {
	name    string
	content []byte
	decoder *json.Decoder
	head    struct {
		Context   string `json:"@context"`
		Author    string `json:"author"`
		Timestamp string `json:"timestamp"`
	}
	raw []located
}

type located struct {
	line int
	text json.RawMessage
}

func (d *document) line(offset int64) int {
	return 1 + bytes.Count(d.content[:min(int(offset), len(d.content))], []byte("\n"))
}

func (d *document) read() error {
	if err := d.expect('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for d.decoder.More() {
		token, err := d.decoder.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if seen[key] {
			return fmt.Errorf("the key %q is there twice; keep one", key)
		}
		seen[key] = true
		if err := d.value(key); err != nil {
			return err
		}
	}
	if err := d.expect('}'); err != nil {
		return err
	}
	switch _, err := d.decoder.Token(); {
	case !errors.Is(err, io.EOF):
		return errors.New("something follows behind its end")
	case !strings.HasPrefix(d.head.Context, Context):
		return fmt.Errorf("its @context is %.80q; %s/v0.2.0 would be right", d.head.Context, Context)
	case !seen["statements"]:
		return errors.New("it has no statements")
	}
	return nil
}

func (d *document) expect(delimiter json.Delim) error {
	token, err := d.decoder.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err == nil && token != delimiter {
		err = fmt.Errorf("%s was expected", delimiter)
	}
	return err
}

func (d *document) value(key string) error {
	switch key {
	case "@context":
		return d.decoder.Decode(&d.head.Context)
	case "author":
		return d.decoder.Decode(&d.head.Author)
	case "timestamp":
		return d.decoder.Decode(&d.head.Timestamp)
	case "statements":
		return d.list()
	}
	var skipped json.RawMessage
	return d.decoder.Decode(&skipped)
}

func (d *document) list() error {
	if err := d.expect('['); err != nil {
		return err
	}
	for d.decoder.More() {
		start := int(d.decoder.InputOffset())
		for start < len(d.content) && strings.IndexByte(", \t\r\n", d.content[start]) >= 0 {
			start++
		}
		s := located{line: d.line(int64(start))}
		if err := d.decoder.Decode(&s.text); err != nil {
			return err
		}
		d.raw = append(d.raw, s)
	}
	return d.expect(']')
}

func (d *document) statements() ([]Statement, error) {
	var all []Statement
	var mistakes []error
	for _, raw := range d.raw {
		s, err := d.statement(raw)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s:%d: %w", d.name, raw.line, err))
		}
		all = append(all, s)
	}
	if err := errors.Join(mistakes...); err != nil {
		return nil, err
	}
	return all, nil
}

// written is a statement as the format has it. Before version 0.2.0 flaws and
// products were plain strings.
type written struct {
	Vulnerability flaw      `json:"vulnerability"`
	Products      []product `json:"products"`
	Subcomponents []product `json:"subcomponents"`
	Status        string    `json:"status"`
	Justification string    `json:"justification"`
	Impact        string    `json:"impact_statement"`
	Timestamp     string    `json:"timestamp"`
}

type flaw struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
}

func (f *flaw) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &f.Name) == nil {
		return nil
	}
	type plain flaw
	return json.Unmarshal(text, (*plain)(f))
}

type product struct {
	ID          string `json:"@id"`
	Identifiers struct {
		PURL string `json:"purl"`
	} `json:"identifiers"`
	Subcomponents []product `json:"subcomponents"`
}

func (p *product) UnmarshalJSON(text []byte) error {
	if json.Unmarshal(text, &p.ID) == nil {
		return nil
	}
	type plain product
	return json.Unmarshal(text, (*plain)(p))
}

// urls are the package URLs of the product, or of its parts when it names some.
func (p product) urls() []string {
	var urls []string
	for _, part := range p.Subcomponents {
		urls = append(urls, part.urls()...)
	}
	if len(p.Subcomponents) > 0 {
		return urls
	}
	for _, id := range []string{p.ID, p.Identifiers.PURL} {
		if strings.HasPrefix(id, "pkg:") {
			urls = append(urls, id)
		}
	}
	return urls
}

func (d *document) statement(raw located) (Statement, error) {
	var w written
	if err := json.Unmarshal(raw.text, &w); err != nil {
		return Statement{}, fmt.Errorf("the statement cannot be read: %w", err)
	}
	s := Statement{
		Status: w.Status, Justification: w.Justification, Impact: w.Impact, Author: d.head.Author, File: d.name, Line: raw.line,
	}
	for _, id := range append([]string{w.Vulnerability.Name}, w.Vulnerability.Aliases...) {
		if id != "" {
			s.Flaws = append(s.Flaws, id)
		}
	}
	for _, p := range w.Products {
		p.Subcomponents = append(p.Subcomponents, w.Subcomponents...)
		s.Products = append(s.Products, p.urls()...)
	}
	s.Time = when(w.Timestamp, d.head.Timestamp)
	return s, s.check()
}

// when is the first time that is given; the zero time when none can be read.
func when(texts ...string) time.Time {
	for _, text := range texts {
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

func (s Statement) check() error {
	switch {
	case len(s.Flaws) == 0:
		return errors.New("the statement names no vulnerability; add its name")
	case !slices.Contains([]string{NotAffected, Affected, Fixed, UnderInvestigation}, s.Status):
		return fmt.Errorf("the status is %.60q; write one of not_affected, affected, fixed, under_investigation", s.Status)
	case s.Justification != "" && !slices.Contains(justifications(), s.Justification):
		return fmt.Errorf("the justification is %.60q; write one of %s", s.Justification, strings.Join(justifications(), ", "))
	case s.Status == NotAffected && s.Justification == "" && strings.TrimSpace(s.Impact) == "":
		return errors.New("not_affected has no justification; say why, with one of " + strings.Join(justifications(), ", "))
	}
	return nil
}
