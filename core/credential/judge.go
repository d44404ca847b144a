package credential

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// judge weighs an assignment: what its name says, what its value looks like,
// and what the file is for.
func (s *scanner) judge(a assignment, class class) {
	if s.connection(a) {
		return
	}
	if a.open || !a.quoted && s.role.code && !s.inLiteral(a) && !s.inRawString(a.from) {
		return
	}
	value := string(s.text[a.start:a.end])
	if class != password && s.inner(a, value) {
		return
	}
	switch class {
	case password:
		s.judgePassword(a, value)
	case registryAuth:
		s.judgeRegistry(a, value)
	default:
		s.judgeSecret(a, class, value)
	}
}

// inLiteral says that a value without quotes of its own is a part of a literal:
// a URL's query, a form's body, a connection string.
func (s *scanner) inLiteral(a assignment) bool {
	switch s.before(a.from) {
	case '?', '&', ';', '\\':
		return true
	case '"', '\'', '`':
		return a.end < len(s.text) && (s.quoteAt(a.end) || s.text[a.end] == '&' || s.text[a.end] == ';')
	case ' ', ',':
		return s.follows(a)
	}
	return false
}

// follows says that "name=value" stands behind another one in quotes:
// "user=a password=b".
func (s *scanner) follows(a assignment) bool {
	if s.text[a.start-1] != '=' {
		return false
	}
	line := s.text[s.lineStart(a.from, 200) : a.from-1]
	word := line[bytes.LastIndexAny(line, " ,\"'`")+1:]
	sign := bytes.IndexByte(word, '=')
	return sign > 0 && sign < len(word)-1 && bytes.ContainsAny(line, "\"'`")
}

// inRawString says that an offset is inside a literal of several lines, where
// code holds a configuration: between back quotes, or between three quotes.
// Offsets ascend.
func (s *scanner) inRawString(at int) bool {
	at = max(at, s.rawSeen)
	between := s.text[s.rawSeen:at]
	s.rawSeen = at
	s.backQuotes += bytes.Count(between, []byte("`"))
	s.tripleQuotes += bytes.Count(between, []byte(`"""`))
	return s.role.back && s.backQuotes%2 == 1 || s.tripleQuotes%2 == 1
}

// inner judges the strings of an object that is itself written in a string:
// token: "{\"name\":\"root\",\"sig\":\"…\"}". False when the value is none.
func (s *scanner) inner(a assignment, value string) bool {
	if !strings.HasPrefix(value, "{\\\"") {
		return false
	}
	at := a.start
	for part := range strings.SplitSeq(value, "\\\"") {
		if isRandom(part) {
			s.addID(rules.Secret, rules.Match{Start: at, End: at + len(part), Confidence: finding.Likely, Soft: true})
		}
		at += len(part) + 2
	}
	return true
}

func (s *scanner) judgePassword(a assignment, value string) {
	grade := passwordGrade(value, a.name)
	if grade == unlikely || s.role.words {
		return
	}
	a.loose = a.loose || s.inComment(a.start)
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true}
	switch {
	case grade == weak && s.role.keeps && !s.role.aside:
		m.Note = "tools read their password from this file"
	case grade == weak && (s.role.code || s.role.markup || s.role.aside || a.loose):
		return
	case grade == weak && isCommon(strings.ToLower(value)):
		m.Confidence, m.Note = finding.Info, "it is a password that everyone knows"
	case isHash(value):
		m.Confidence, m.Note = finding.Info, "it looks like a hash"
	case grade == strong && !a.loose && !s.role.markup:
		m.Confidence, m.Note = finding.Strong, "name and value are those of a password"
	}
	s.addID(rules.Password, m)
}

func (s *scanner) judgeSecret(a assignment, class class, value string) {
	for _, scheme := range []string{"Bearer ", "token ", "base64:", "hex:"} {
		if rest, cut := strings.CutPrefix(value, scheme); cut {
			value, a.start = rest, a.start+len(scheme)
		}
	}
	if a.end-a.start == 40 && isAWSSecretName(a.name) {
		if m, ok := rules.SecretAccessKey(s.text, a.start, a.end); ok {
			m.Note = "name and format are those of such a key"
			s.addID("aws-secret-access-key", m)
			return
		}
	}
	if class == plainKey && !isStrongKey(value, a) || class == secret && strings.HasSuffix(strings.ToLower(a.name), "id") && !isUUID(value) {
		return
	}
	if s.role.words || !isDrawn(value) && !(class == secret && isMadeUp(value, a.name)) && !(a.quoted && isDigitKey(value)) && (!isUUID(value) || isPlaceholder(value)) {
		return
	}
	a.loose = a.loose || s.inComment(a.start)
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true}
	if rules.Malformed(value) {
		m.Confidence, m.Note = finding.Info, "it begins like a token of a vendor, and has not its form"
	} else if class == secret && isRandom(value) && !isUUID(value) && len(value) >= 20 && !a.loose && !s.role.markup {
		m.Confidence, m.Note = finding.Strong, "its name says secret and its value is random"
	}
	s.addID(rules.Secret, m)
}

// isStrongKey says that a value behind a name that only says "key" is one: all
// kinds of characters, as long as such keys are, and not the hash of something.
func isStrongKey(value string, a assignment) bool {
	c := count(value)
	if isKeyboard(value, c) {
		return true
	}
	return a.quoted && !a.loose && len(value) >= 20 && len(value) <= 128 && c.lowers > 0 && c.uppers > 0 && c.digits > 0 &&
		c.marks <= 3 && value[0] != '/' && isRandom(value) && isGibberish(value)
}

// isMadeUp says that a value may be a secret that someone made up.
func isMadeUp(value, name string) bool {
	return passwordGrade(value, name) >= fair && !isConstant(value)
}

var unmarked = strings.NewReplacer("_", "", "-", "", ".", "")

func isAWSSecretName(name string) bool {
	plain := unmarked.Replace(strings.ToLower(name))
	return strings.HasSuffix(plain, "secretaccesskey") || strings.Contains(plain, "aws") && strings.HasSuffix(plain, "secretkey") || strings.Contains(plain, "awssecret")
}

// judgeRegistry wants user and password in base64, as Docker's and npm's
// configurations hold them.
func (s *scanner) judgeRegistry(a assignment, value string) {
	_, secret, ok := basicPair(value)
	if !ok && len(value) >= 12 && isDrawn(value) {
		s.addID(rules.RegistryAuth, rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true})
		return
	}
	if !ok || passwordGrade(secret, "") == unlikely {
		return
	}
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Strong, Note: "it decodes to a user and a password", Soft: true}
	if passwordGrade(secret, "") == weak {
		m.Confidence = finding.Likely
	}
	s.addID(rules.RegistryAuth, m)
}

// inComment says that the line begins with the mark of a comment.
func (s *scanner) inComment(at int) bool {
	line := bytes.TrimLeft(s.text[s.lineStart(at, 200):at], " \t")
	for _, mark := range []string{"//", "* ", "# ", "-- ", ";; ", "<!--"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return false
}

// basicPair decodes "user:password" from base64.
func basicPair(value string) (user, password string, ok bool) {
	if len(value) < 8 || len(value) > maxValue {
		return "", "", false
	}
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(value, "="))
	if err != nil {
		return "", "", false
	}
	for _, b := range raw {
		if b < ' ' || b > '~' {
			return "", "", false
		}
	}
	user, password, ok = strings.Cut(string(raw), ":")
	return user, password, ok && password != ""
}

func (s *scanner) addID(id string, m rules.Match) { s.add(s.check.byID[id], m) }
