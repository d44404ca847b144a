package rules

import (
	"bytes"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// named is a kind whose values have a length and an alphabet and nothing that
// gives them away: the vendor's word in the name that they are assigned to does.
type named struct {
	id, title string
	words     []string // lower case; one of them must stand in the name
	alphabet  *class
	least     int // characters
	most      int // 0 means least
	uuid      bool
	lead      string // the value's first letters, when they are always the same
	severity  finding.Severity
	opens     string
	revoke    string
	page      string
	instead   string
}

func (n named) kind() Kind {
	if n.uuid {
		n.alphabet, n.least = isUUIDLetter, 36
	}
	n.most = max(n.most, n.least)
	if n.severity == finding.SeverityUnknown {
		n.severity = finding.High
	}
	if n.instead == "" {
		n.instead = UseVault
	}
	return Kind{ID: n.id, Title: n.title, Opens: n.opens, Revoke: n.revoke, Page: n.page, Instead: n.instead,
		Severity: n.severity, Confidence: finding.Strong, Rank: Format, Anchors: n.words, Fold: true, Find: n.find, Hit: n.hit, Miss: n.miss}
}

var (
	isUUIDLetter = newClass(digits + "abcdefABCDEF-")
	isName       = newClass(alphanum + "_-.")
	isAssigning  = newClass(" \t\"'`=:>,([\\")
)

// find reads the name round the vendor's word, a sign of assignment, and a
// value of exactly the right length.
func (n named) find(text []byte, at int) (Match, bool) {
	const longest = 64
	end := at + isName.run(text, at, longest)
	start := at - isName.back(text, at, longest)
	value := end + isAssigning.run(text, end, 12)
	if value == end || !bytes.ContainsAny(text[end:value], "=:>,") || !namesKey(text[start:end]) {
		return Match{}, false
	}
	if !bytes.HasPrefix(text[value:], []byte(n.lead)) {
		return Match{}, false
	}
	length := n.alphabet.run(text, value, n.most+1)
	key := text[value : value+length]
	if length < n.least || length > n.most || repetitive(key) || n.uuid && !isUUIDText(key) || !n.uuid && distinctClasses(key) < 2 {
		return Match{}, false
	}
	return Match{Start: value, End: value + length, Prefix: n.lead, Confidence: finding.Strong, Note: "its name and its format say so", Soft: true}, true
}

// namesKey says that a name ends in what holds a secret.
func namesKey(name []byte) bool {
	low := bytes.ToLower(name)
	for _, noun := range []string{"key", "token", "secret", "password", "auth", "pat", "credential", "license", "login"} {
		if bytes.Contains(low, []byte(noun)) {
			return !bytes.Contains(low, []byte("public"))
		}
	}
	return false
}

func isUUIDText(value []byte) bool {
	for i, b := range value {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (b == '-') {
			return false
		}
	}
	return len(value) == 36
}

func (n named) hit(s *planted.Source) string { return n.words[0] + "_token=" + n.value(s) }

func (n named) value(s *planted.Source) string {
	if n.uuid {
		hex := s.Text(planted.Hex, 32)
		return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:]
	}
	return n.lead + s.Text(n.alphabet.alphabet(), n.least-len(n.lead))
}

// miss is one character short.
func (n named) miss(s *planted.Source) string {
	value := n.value(s)
	return n.words[0] + "_token=" + value[:n.least-1]
}
