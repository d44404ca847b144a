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
func (s *scanner) judge(a assignment) {
	if s.connection(a) {
		return
	}
	class := classify(a.name)
	if class == nothing || a.open || !a.quoted && (s.role.code || s.role.markup && a.loose) {
		return
	}
	if s.role.code && s.inDocComment(a.start) {
		a.loose = true
	}
	value := string(s.text[a.start:a.end])
	switch class {
	case password:
		s.judgePassword(a, value)
	case registryAuth:
		s.judgeRegistry(a, value)
	default:
		s.judgeSecret(a, class, value)
	}
}

func (s *scanner) judgePassword(a assignment, value string) {
	grade := passwordGrade(value, a.name)
	if grade == unlikely || s.role.words || s.role.markup && grade < strong {
		return
	}
	if grade == weak && (s.role.code || a.loose) {
		return
	}
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true}
	switch {
	case isHash(value):
		m.Confidence, m.Note = finding.Info, "it looks like a hash"
	case grade == strong && !a.loose:
		m.Confidence, m.Note = finding.Strong, "name and value are those of a password"
	}
	s.addID(rules.Password, m)
}

func (s *scanner) judgeSecret(a assignment, class class, value string) {
	value, trimmed := strings.CutPrefix(value, "Bearer ")
	if trimmed {
		a.start += len("Bearer ")
	}
	if isAWSSecretName(a.name) {
		if m, ok := rules.SecretAccessKey(s.text, a.start, a.end); ok {
			m.Note = "name and format are those of such a key"
			s.addID("aws-secret-access-key", m)
			return
		}
	}
	random := isRandom(value)
	if !random || s.role.words || s.role.markup && class == token {
		if class == secret && !random && passwordGrade(value, a.name) >= fair && !isConstant(value) && !a.loose && !s.role.markup && !s.role.words {
			s.addID(rules.Secret, rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true})
		}
		return
	}
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true}
	switch {
	case isUUID(value) && class == token && !strings.Contains(strings.ToLower(a.name), "authtoken"):
		m.Confidence, m.Note = finding.Info, "it is a UUID, which may be an id or a secret"
	case class == secret && !isUUID(value) && len(value) >= 20 && !a.loose:
		m.Confidence, m.Note = finding.Strong, "its name says secret and its value is random"
	}
	s.addID(rules.Secret, m)
}

func isAWSSecretName(name string) bool {
	plain := strings.NewReplacer("_", "", "-", "", ".", "").Replace(strings.ToLower(name))
	return strings.HasSuffix(plain, "secretaccesskey") || strings.Contains(plain, "aws") && strings.HasSuffix(plain, "secretkey") || strings.Contains(plain, "awssecret")
}

// judgeRegistry wants user and password in base64, as Docker's and npm's
// configurations hold them.
func (s *scanner) judgeRegistry(a assignment, value string) {
	_, secret, ok := basicPair(value)
	if !ok && len(value) >= 40 && isRandom(value) {
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

// inDocComment says that the line begins with the star of a documenting comment.
func (s *scanner) inDocComment(at int) bool {
	line := bytes.TrimLeft(s.text[s.lineStart(at, 200):at], " \t")
	return bytes.HasPrefix(line, []byte("* ")) || bytes.HasPrefix(line, []byte("/// "))
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
