package credential

import (
	"bytes"
	"encoding/base64"
	"slices"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// kubernetesSecrets decodes the values below "data:" in manifests of kind
// Secret and scans what is inside, one level deep. The finding covers the
// encoded value; its fingerprint is that of the plain one.
func (s *scanner) kubernetesSecrets() {
	if !s.role.manifest || !bytes.Contains(s.text, []byte("Secret")) {
		return
	}
	depth := -1 // indentation of the "data:" that we are in
	for at := 0; at < len(s.text) && !s.full; {
		end := len(s.text)
		if i := bytes.IndexByte(s.text[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := bytes.TrimRight(s.text[at:end], " \t\r")
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		switch {
		case len(line) == indent: // empty
		case bytes.Equal(line[indent:], []byte("data:")):
			depth = indent
		case depth >= 0 && indent <= depth:
			depth = -1
		case depth >= 0 && len(line) <= maxManifestLine:
			s.encodedValue(at+indent, line[indent:])
		}
		at = end + 1
	}
}

// maxManifestLine bounds what is decoded, in bytes.
const maxManifestLine = 64 << 10

// encodedValue scans one "name: base64" of a manifest.
func (s *scanner) encodedValue(at int, line []byte) {
	name, encoded, ok := bytes.Cut(line, []byte(":"))
	value := bytes.Trim(encoded, " \"'")
	if !ok || len(value) < 8 {
		return
	}
	plain, err := base64.StdEncoding.DecodeString(string(value))
	if err != nil || !utf8.Valid(plain) || bytes.IndexByte(plain, 0) >= 0 {
		return
	}
	start := at + len(name) + 1 + bytes.Index(encoded, value)
	inner := &scanner{check: s.check, role: role{aside: s.role.aside}}
	inner.text = append(append(append([]byte(nil), bytes.Trim(name, " \"'")...), '='), bytes.TrimSpace(plain)...)
	inner.anchors()
	if len(inner.candidates) > 0 {
		f := slices.MaxFunc(inner.candidates, s.check.compare)
		s.addInner(f, inner.text[f.Start:f.End], start, start+len(value))
	}
}

// addInner reports a match inside an encoded value at the place of that value.
func (s *scanner) addInner(f candidate, plain []byte, start, end int) {
	if f.Normal == "" {
		f.Normal = normal(plain)
	}
	if what := rules.Published(string(plain)); what != "" {
		f.Confidence, f.Note = finding.Info, "it is "+what
	}
	f.Note = joinNotes("it is written in base64", f.Note)
	f.Start, f.End, f.Soft = start, end, false // the inner scan has weighed the file's role
	s.add(f.kind, f.Match)
}

func joinNotes(a, b string) string {
	if b == "" {
		return a
	}
	return a + "; " + b
}
