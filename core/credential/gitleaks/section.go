package gitleaks

import (
	"bytes"
	"errors"
	"maps"
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// section reads one table, and says where its mistakes are.
type section struct {
	*parser
	values table
	what   string
	at     int  // the line that it begins in
	failed bool // it had a mistake
}

func (p *parser) section(values table, what string, at int) *section {
	s := &section{parser: p, values: table{}, what: what, at: at}
	for key, value := range values {
		s.values[strings.ToLower(key)] = value
	}
	return s
}

func (s *section) keys() []string { return slices.Sorted(maps.Keys(s.values)) }

// line is that of a key of the section, or the section's own.
func (s *section) line(key string) int { return s.lines.keyAfter(s.at, key) }

func (s *section) want(key, form string) {
	s.failed = true
	s.wrong(s.line(key), "%s of %s is not %s", key, s.what, form)
}

func (s *section) text(key string) string {
	text, ok := s.values[key].(string)
	if !ok && s.values[key] != nil {
		s.want(key, "text")
	}
	return text
}

func (s *section) number(key string) int {
	n, ok := s.values[key].(int64)
	if !ok && s.values[key] != nil || n > math.MaxInt32 {
		s.want(key, "a whole number")
	}
	return int(n)
}

func (s *section) real(key string) float64 {
	switch n := s.values[key].(type) {
	case float64:
		return n
	case int64:
		return float64(n)
	case nil:
	default:
		s.want(key, "a number")
	}
	return 0
}

func (s *section) texts(key string) []string {
	list, ok := s.values[key].([]any)
	if !ok && s.values[key] != nil {
		s.want(key, "a list of texts")
	}
	var texts []string
	for _, item := range list {
		text, ok := item.(string)
		if !ok || text == "" {
			s.want(key, "a list of texts that are not empty")
			continue
		}
		texts = append(texts, text)
	}
	return texts
}

// expression compiles a regular expression, nil when there is none.
func (s *section) expression(key string) *regexp.Regexp { return s.compile(key, s.text(key)) }

func (s *section) expressions(key string) []*regexp.Regexp {
	var list []*regexp.Regexp
	for _, text := range s.texts(key) {
		if r := s.compile(key, text); r != nil {
			list = append(list, r)
		}
	}
	return list
}

func (s *section) compile(key, text string) *regexp.Regexp {
	if text == "" {
		return nil
	}
	r, err := regexp.Compile(text)
	if err != nil {
		reason := err.Error()
		var fault *syntax.Error
		if errors.As(err, &fault) { // without the expression, which may hold what it looks for
			reason = fault.Code.String()
		}
		s.failed = true
		s.wrong(s.line(key), "%s of %s: %s; write it in RE2's syntax", key, s.what, reason)
		return nil
	}
	return r
}

// tables are the tables under any of the keys: one, or a list.
func (s *section) tables(keys ...string) []table {
	var list []table
	for _, key := range keys {
		switch value := s.values[key].(type) {
		case map[string]any:
			list = append(list, value)
		case []map[string]any:
			for _, t := range value {
				list = append(list, t)
			}
		case nil:
		default:
			s.want(key, "a table")
		}
	}
	return list
}

// sections knows in which lines tables and keys stand. It reads lines and not
// TOML, so that it may be wrong about text in multi-line strings; only the lines
// in messages hang on it.
type sections struct{ lines []string }

func sectionLines(content []byte) sections {
	var s sections
	for line := range bytes.Lines(content) {
		s.lines = append(s.lines, strings.ToLower(strings.TrimSpace(string(line))))
	}
	return s
}

// nth is the line of the n-th table of a list, or of the first table of that name.
func (s sections) nth(name string, n int) int {
	for i, line := range s.lines {
		header := strings.Trim(line, "[] ")
		if !strings.HasPrefix(line, "[") || header != name && header+"s" != name {
			continue
		}
		if n--; n < 0 {
			return i + 1
		}
	}
	return 1
}

// key is the line of a table or key at the top.
func (s sections) key(name string) int {
	for i, line := range s.lines {
		if strings.Trim(line, "[] ") == name || isKey(line, name) {
			return i + 1
		}
	}
	return 1
}

// keyAfter is the line of a key in the table that begins at a line.
func (s sections) keyAfter(at int, name string) int {
	for i := at; i < len(s.lines); i++ {
		switch line := s.lines[i]; {
		case isKey(line, name):
			return i + 1
		case strings.HasPrefix(line, "[[") && strings.Trim(line, "[] ") == "rules":
			return at
		}
	}
	return at
}

func isKey(line, name string) bool {
	key, _, found := strings.Cut(line, "=")
	return found && strings.Trim(key, " \t\"'") == name
}
