package credential

import (
	"bytes"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// authorized says that the word "authorization" precedes an offset.
func (s *scanner) authorized(at int) bool {
	before := strings.ToLower(string(s.text[max(0, at-100):at]))
	return strings.Contains(before, "authorization")
}

// word returns the range of header characters behind an offset.
func (s *scanner) word(at int) (start, end int) {
	start = s.blanks(at)
	end = start
	for end < len(s.text) && end-start < maxValue && (isLetter(s.text[end]) || isDigit(s.text[end]) || bytes.IndexByte([]byte("+/=-_.~"), s.text[end]) >= 0) {
		end++
	}
	return start, end
}

func (s *scanner) basicHeader(at int) {
	if !s.authorized(at) {
		return
	}
	start, end := s.word(at + len("basic "))
	user, secret, ok := basicPair(string(s.text[start:end]))
	if !ok || passwordGrade(secret, user) == unlikely {
		return
	}
	m := rules.Match{Start: start, End: end, Confidence: finding.Likely, Soft: true, Note: "it decodes to a user and a password"}
	if passwordGrade(secret, user) >= fair && !s.role.markup {
		m.Confidence = finding.Strong
	}
	s.addID(rules.BasicHeader, m)
}

func (s *scanner) bearerHeader(at int) {
	start, end := s.word(at + len("bearer "))
	if !isRandom(string(s.text[start:end])) {
		return
	}
	m := rules.Match{Start: start, End: end, Confidence: finding.Likely, Soft: true}
	if s.authorized(at) && end-start >= 20 && !s.role.markup {
		m.Confidence, m.Note = finding.Strong, "it stands in a header and is random"
	}
	s.addID(rules.BearerHeader, m)
}

// secureString judges the literal that PowerShell turns into a secure string.
func (s *scanner) secureString(at int) {
	const window = 300
	line := s.text[at:min(len(s.text), at+window)]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if !bytes.Contains(bytes.ToLower(line), []byte("asplaintext")) {
		return
	}
	open := bytes.IndexAny(line, "\"'")
	if open < 0 {
		return
	}
	length := bytes.IndexByte(line[open+1:], line[open])
	if length <= 0 || line[open+1] == '$' {
		return
	}
	start := at + open + 1
	grade := passwordGrade(string(line[open+1:open+1+length]), "")
	if grade == unlikely {
		return
	}
	m := rules.Match{Start: start, End: start + length, Confidence: finding.Strong, Note: "it is a literal", Soft: true}
	if grade == weak {
		m.Confidence = finding.Likely
	}
	s.addID(rules.SecureString, m)
}

// machineKey wants at least 16 bytes of hex; "AutoGenerate" is none.
func (s *scanner) machineKey(at int) {
	start, end := s.attribute(at)
	value := strings.ToLower(string(s.text[start:end]))
	if len(value) < 32 || strings.Trim(value, "0123456789abcdef") != "" || count(value).distinct < 8 {
		return
	}
	s.addID(rules.MachineKey, rules.Match{Start: start, End: end, Confidence: finding.Strong, Note: "its format is right", Soft: true})
}

func (s *scanner) publishProfile(at int) {
	start, end := s.attribute(at)
	value := string(s.text[start:end])
	if len(value) < 8 || passwordGrade(value, "") < fair {
		return
	}
	s.addID(rules.PublishProfile, rules.Match{Start: start, End: end, Confidence: finding.Strong, Note: "it stands in a publish profile", Soft: true})
}

// attribute returns the range of the quoted value behind the next "=".
func (s *scanner) attribute(at int) (start, end int) {
	window := s.text[at:min(len(s.text), at+maxValue)]
	i := bytes.IndexByte(window, '=')
	if i < 0 || i+1 >= len(window) || window[i+1] != '"' && window[i+1] != '\'' {
		return at, at
	}
	n := bytes.IndexByte(window[i+2:], window[i+1])
	if n < 0 {
		return at, at
	}
	return at + i + 2, at + i + 2 + n
}
