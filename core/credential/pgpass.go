package credential

import (
	"bytes"
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// postgresPasswords reads PostgreSQL's own file of passwords: a line is
// host:port:database:user:password, with a backslash in front of a colon that is
// part of one (https://www.postgresql.org/docs/current/libpq-pgpass.html).
func (s *scanner) postgresPasswords(file string) {
	if name := path.Base(file); name != ".pgpass" && name != "pgpass.conf" {
		return
	}
	at := 0
	for line := range bytes.SplitAfterSeq(s.text, []byte("\n")) {
		text := bytes.TrimRight(line, "\r\n")
		if start := afterColons(text, 4); start > 0 && text[0] != '#' {
			s.postgresPassword(at+start, at+len(text))
		}
		at += len(line)
	}
}

func (s *scanner) postgresPassword(start, end int) {
	value := strings.ReplaceAll(string(s.text[start:end]), `\`, "")
	if value == "" || value == "*" || isReference(value) || isPlaceholder(value) {
		return
	}
	s.addID(rules.Password, rules.Match{Start: start, End: end, Confidence: finding.Likely, Note: "tools read their password from this file", Normal: value, Soft: true})
}

// afterColons is the offset behind the n-th colon, or -1.
func afterColons(line []byte, n int) int {
	for i, b := range line {
		if b == ':' && (i == 0 || line[i-1] != '\\') {
			if n--; n == 0 {
				return i + 1
			}
		}
	}
	return -1
}
