package credential

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

var databaseSchemes = wordSet("mongodb postgres postgresql mysql mysql2 mariadb redis rediss amqp amqps mssql sqlserver oracle cockroachdb clickhouse cassandra couchbase neo4j bolt jdbc pgsql srv psycopg2 pymysql asyncpg mongodb+srv ldap ldaps smtp smtps")

// urlPassword judges the user information between "://" and "@".
func (s *scanner) urlPassword(at int) {
	const longest = 256
	scheme := at
	for scheme > 0 && at-scheme < 24 && (isLetter(s.text[scheme-1]) || isDigit(s.text[scheme-1]) || s.text[scheme-1] == '+') {
		scheme--
	}
	rest := s.text[at+3 : min(len(s.text), at+3+longest)]
	end := bytes.IndexAny(rest, " \t\r\n\"'`<>/?#|\\@")
	for end > 0 && rest[end] == '/' && bytes.IndexByte(rest[:end], ':') > 0 && slashBeforeAt(rest[end:]) {
		next := bytes.IndexAny(rest[end+1:], " \t\r\n\"'`<>?#|\\@")
		if next < 0 {
			return
		}
		end += 1 + next
	}
	if s.role.keeps {
		end = max(end, lastAt(rest)) // an at sign in the password, as git writes it
	}
	if scheme == at || end <= 0 || rest[end] != '@' {
		return
	}
	user, secret, ok := strings.Cut(string(rest[:end]), ":")
	start := at + 3 + len(user) + 1
	host := hostOf(rest[end+1:])
	if !ok || secret == "" || host == "" {
		return
	}
	s.judgeURL(strings.ToLower(string(s.text[scheme:at])), user, secret, host, start)
}

// lastAt is the offset of the last at sign before a blank, or -1.
func lastAt(rest []byte) int {
	if i := bytes.IndexAny(rest, " \t\r\n\"'`<>"); i >= 0 {
		rest = rest[:i]
	}
	return bytes.LastIndexByte(rest, '@')
}

// slashBeforeAt says that a slash belongs to an unescaped password: an at sign
// follows before anything that cannot be in one.
func slashBeforeAt(rest []byte) bool {
	i := bytes.IndexAny(rest, " \t\r\n\"'`<>?#|\\:@,;(){}")
	return i > 0 && rest[i] == '@'
}

func hostOf(rest []byte) string {
	n := bytes.IndexAny(rest, " \t\r\n\"'`<>/?#\\")
	if n < 0 {
		n = len(rest)
	}
	return strings.ToLower(string(rest[:min(n, 253)]))
}

func (s *scanner) judgeURL(scheme, user, secret, host string, start int) {
	plain := secret
	if decoded, err := url.PathUnescape(secret); err == nil && decoded != "" {
		plain = decoded
	}
	grade := passwordGrade(plain, "")
	low := strings.ToLower(plain)
	host, _, _ = strings.Cut(host, ":")
	if grade == unlikely || isReference(user+" ") && user != "" || low == "pass" || low == "pw" || grade == weak && strings.Contains(low, "pass") && (isLocal(host) || isPrivateHost(host)) || user == "mailto" || grade == weak && strings.ContainsAny(host, "<{$%") || strings.HasPrefix(host, "example.") {
		return
	}
	if low == strings.ToLower(user) {
		grade = weak
	}
	if grade == weak && (s.role.code || s.role.markup || s.role.aside) {
		return
	}
	id := rules.URLPassword
	if databaseSchemes[scheme] {
		id = rules.DatabaseURL
	}
	m := rules.Match{Start: start, End: start + len(secret), Confidence: finding.Likely, Normal: plain, Soft: true}
	if grade == weak && (isCommon(low) || isLocal(host) || isPrivateHost(host)) {
		m.Confidence, m.Note = finding.Info, "it is a password that everyone knows"
	}
	if strings.Contains(host, ".") && !isLocal(host) && !isPrivateHost(host) && (grade == strong || grade == fair && id == rules.DatabaseURL && len(plain) >= 8) && !s.role.markup {
		m.Confidence, m.Note = finding.Strong, "user, password and host are all there"
	}
	s.addID(id, m)
}

// isPrivateHost says that a host is reached from inside a network only.
func isPrivateHost(host string) bool {
	for _, prefix := range []string{"10.", "192.168.", "172.16.", "172.17.", "172.18.", "host.", "your", "my."} {
		if strings.HasPrefix(host, prefix) {
			return true
		}
	}
	for _, suffix := range []string{".local", ".internal", ".test", ".example", ".invalid", ".localhost", ".lan", "example.com", "example.org", "example.net", "domain.com", "company.com", "host.com", "server.com"} {
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}
