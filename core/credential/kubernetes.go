package credential

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// kubernetesSecrets judges the values of manifests of kind Secret: who wrote
// the manifest has called them secret, whatever their names are. Values below
// "data:" are decoded first; the finding covers the encoded value, and its
// fingerprint is that of the plain one.
func (s *scanner) kubernetesSecrets() {
	if !s.role.manifest || !bytes.Contains(s.text, []byte("ecret")) {
		return
	}
	for at := 0; at < len(s.text); {
		end := len(s.text)
		if i := bytes.Index(s.text[at:], []byte("\n---")); i >= 0 {
			end = at + i + 1
		}
		if document := s.text[at:end]; isSecret(document) {
			s.secretDocument(at, document)
		}
		at = end + len("---")
	}
}

// isSecret says that one line of a document is "kind: Secret".
func isSecret(document []byte) bool {
	for line := range bytes.SplitSeq(document, []byte("\n")) {
		name, value, _ := bytes.Cut(line, []byte(":"))
		if bytes.Equal(bytes.Trim(name, " -"), []byte("kind")) && bytes.EqualFold(bytes.Trim(value, " \"'\r"), []byte("secret")) {
			return true
		}
	}
	return false
}

// secretDocument walks the lines of one document from offset at.
func (s *scanner) secretDocument(at int, document []byte) {
	block, depth := "", -1 // "data:" or "stringData:" that we are in, and its indentation
	for len(document) > 0 && !s.full {
		line, rest, _ := bytes.Cut(document, []byte("\n"))
		text := bytes.TrimRight(line, " \t\r")
		indent := len(text) - len(bytes.TrimLeft(text, " "))
		switch key := string(text[indent:]); {
		case key == "" || key[0] == '#':
		case key == "data:" || key == "stringData:":
			block, depth = key, indent
		case indent <= depth:
			depth = -1
		case depth >= 0 && len(text) <= maxManifestLine:
			s.secretEntry(block == "data:", at+indent, text[indent:], rest, indent)
		}
		at += len(line) + 1
		document = rest
	}
}

// maxManifestLine bounds what is decoded, in bytes.
const maxManifestLine = 64 << 10

// secretEntry judges one "name: value" of a secret; a value that begins with
// "|" or ">" stands in the deeper lines below.
func (s *scanner) secretEntry(encoded bool, at int, line, below []byte, indent int) {
	name, value, ok := bytes.Cut(line, []byte(":"))
	if !ok {
		return
	}
	start := at + len(name) + 1
	value, _, _ = bytes.Cut(value, []byte(" #"))
	plain := bytes.Trim(value, " \"'")
	start += max(0, bytes.Index(value, plain))
	end := start + len(plain)
	if len(plain) > 0 && len(plain) <= 2 && (plain[0] == '|' || plain[0] == '>') {
		start = at + len(line) + 1
		plain, end = deeper(below, indent, start)
		start = min(start, len(s.text)-1)
	}
	if encoded {
		s.encodedEntry(string(bytes.Trim(name, " \"'")), plain, start, end)
	} else if class := classify(string(name)); class == nothing || class == plainKey {
		s.judgeEntry(string(bytes.Trim(name, " \"'")), string(plain), start, end, "it stands in a Kubernetes secret")
	}
}

// deeper joins the lines that are indented further, and says where they end.
func deeper(below []byte, indent, at int) (joined []byte, end int) {
	end = at
	for len(below) > 0 && len(joined) < maxManifestLine {
		line, rest, _ := bytes.Cut(below, []byte("\n"))
		text := bytes.TrimLeft(line, " ")
		if len(line)-len(text) <= indent && len(text) > 0 {
			break
		}
		joined = append(joined, bytes.TrimRight(text, "\r ")...)
		end = at + len(bytes.TrimRight(line, "\r "))
		at += len(line) + 1
		below = rest
	}
	return joined, end
}

func (s *scanner) encodedEntry(name string, value []byte, start, end int) {
	if len(value) < 8 {
		return
	}
	plain, err := base64.StdEncoding.DecodeString(string(value))
	if err != nil || !utf8.Valid(plain) || bytes.IndexByte(plain, 0) >= 0 {
		return
	}
	inner := s.within(append(append([]byte(name), '='), bytes.TrimSpace(plain)...))
	if len(inner.candidates) > 0 {
		f := slices.MaxFunc(inner.candidates, s.check.compare)
		s.addInner(f, inner.text[f.Start:f.End], start, end, "it is written in base64")
		return
	}
	s.judgeEntry(name, strings.TrimSpace(string(plain)), start, end, "it stands in a Kubernetes secret, in base64")
}

// judgeEntry judges what a secret holds under a name that does not say so.
func (s *scanner) judgeEntry(name, plain string, start, end int, note string) {
	docker := strings.HasPrefix(name, ".docker") && strings.Contains(plain, `"auth"`)
	if !docker && (len(plain) < 4 || len(plain) > maxValue || isPlaceholder(plain) || isReference(plain) || isPublicEntry(name)) {
		return
	}
	s.addID(rules.Secret, rules.Match{Start: start, End: end, Confidence: finding.Likely, Note: note, Normal: plain, Soft: true})
}

// isPublicEntry knows what manifests keep in secrets beside what is secret.
func isPublicEntry(name string) bool {
	words := splitName(name)
	if len(words) == 0 {
		return true
	}
	switch words[len(words)-1] {
	case "user", "username", "login", "host", "hostname", "port", "url", "uri", "endpoint", "region", "database", "db", "dbname", "name", "namespace", "crt", "ca", "cert", "pem", "email", "bucket", "type", "id":
		return true
	}
	return false
}

// addInner reports a match inside an encoded value at the place of that value.
func (s *scanner) addInner(f candidate, plain []byte, start, end int, note string) {
	if f.Normal == "" {
		f.Normal = normal(plain)
	}
	if what := rules.Published(string(plain)); what != "" {
		f.Confidence, f.Note = finding.Info, "it is "+what
	}
	f.Note = joinNotes(note, f.Note)
	f.Start, f.End, f.Soft = start, end, false // the inner scan has weighed the file's role
	s.add(f.kind, f.Match)
}

func joinNotes(a, b string) string {
	if b == "" {
		return a
	}
	return a + "; " + b
}
