package credential

import (
	"bytes"
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// soleValue judges a small file that holds one value and comments, when its own
// name says that the value is secret: "master.key", "db.password".
func (s *scanner) soleValue(file string) {
	const largest = 2048
	if len(s.text) > largest || !namesSole(path.Base(file)) || len(s.candidates) > 0 {
		return
	}
	start, end, at := -1, 0, 0
	for line := range bytes.SplitAfterSeq(s.text, []byte("\n")) {
		value := bytes.TrimSpace(line)
		switch {
		case len(value) == 0 || value[0] == '#' || bytes.HasPrefix(value, []byte("//")):
		case start >= 0:
			return // two values: a file of another kind
		default:
			start = at + bytes.Index(line, value)
			end = start + len(value)
		}
		at += len(line)
	}
	if start < 0 || !isRandom(string(s.text[start:end])) {
		return
	}
	s.addID(rules.Secret, rules.Match{Start: start, End: end, Confidence: finding.Likely, Note: "the file holds nothing else, and its name says secret", Soft: true})
}

func namesSole(name string) bool {
	stem, extension := strings.TrimSuffix(name, path.Ext(name)), strings.TrimPrefix(path.Ext(name), ".")
	return extension == "key" || classify(extension) != nothing || extension == "" && classify(stem) != nothing
}
