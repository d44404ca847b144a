package credential

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// reach is how far to both sides of a secret the rest of its connection string
// is looked for, in bytes.
const reach = 400

// connection judges a name that is one part of a connection string; false when
// it is none, or none of ours.
func (s *scanner) connection(a assignment) bool {
	if last := lower(a.name[len(a.name)-1]); last != 'y' && last != 'd' && last != 't' {
		return false // most names, and no need to look further
	}
	name := strings.ToLower(a.name)
	switch {
	case strings.HasSuffix(name, "sharedaccesskey"):
		return s.keyPart(a, rules.AccessKey, 32, "sharedaccesskeyname=")
	case strings.HasSuffix(name, "accountkey"):
		return s.keyPart(a, rules.CosmosConnection, 64, "accountendpoint=") || s.keyPart(a, rules.StorageKey, 64, "accountname=")
	case name == "accesskey":
		return s.keyPart(a, rules.SignalR, 32, ".service.signalr.net") || s.keyPart(a, rules.WebPubSub, 32, ".webpubsub.azure.com") ||
			s.keyPart(a, rules.Communication, 32, ".communication.azure.com")
	case name == "secret":
		return s.keyPart(a, rules.AppConfiguration, 32, ".azconfig.io")
	case strings.HasSuffix(name, "password"), strings.HasSuffix(name, "pwd"):
		return s.passwordPart(a)
	}
	return false
}

// keyPart wants a key of so many bytes beside the part that goes with it.
func (s *scanner) keyPart(a assignment, id string, size int, beside string) bool {
	if !strings.Contains(s.around(a), beside) {
		return false
	}
	value := string(s.text[a.start:a.end])
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(raw) != size || isPlaceholder(value) && count(value).distinct < 12 {
		return true // a placeholder: judged, and not worth a word
	}
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Strong, Note: "its string is complete and its length is right", Soft: true}
	if rules.NearIdentifiable(value) {
		m.Confidence, m.Note = finding.Info, "its checksum does not fit, so it is no working key"
	}
	s.addID(id, m)
	return true
}

// serverParts name the server in the connection strings of databases.
var serverParts = []string{"server=", "data source=", "datasource=", "host=", "hostname=", "addr=", "address=", "initial catalog=", "database="}

func (s *scanner) passwordPart(a assignment) bool {
	part := s.connected(a.from) || s.closes(a)
	if !part && s.before(a.from) != ',' {
		return false
	}
	around := s.around(a)
	id := ""
	for _, part := range serverParts {
		if strings.Contains(around, part) {
			id = rules.SQLConnection
		}
	}
	if id == "" && s.before(a.from) == ',' && (strings.Contains(around, ":6380") || strings.Contains(around, ":6379") || strings.Contains(around, "redis")) {
		id = rules.RedisConnection
	}
	if id == "" || id == rules.SQLConnection && !part {
		return false
	}
	if id == rules.RedisConnection {
		if n := bytes.IndexByte(s.text[a.start:a.end], ','); n > 0 {
			a.end = a.start + n
		}
	}
	value := string(s.text[a.start:a.end])
	grade := passwordGrade(value, a.name)
	if grade == unlikely {
		return true
	}
	m := rules.Match{Start: a.start, End: a.end, Confidence: finding.Strong, Note: "it stands in a whole connection string", Soft: true}
	if grade == weak || isLocal(around) {
		m.Confidence, m.Note = finding.Likely, "it stands in a connection string for a machine of one's own"
	}
	s.addID(id, m)
	return true
}

// connected says that the name is a part of a string "a=b;c=d": a semicolon
// precedes it and a sign of equality stands before that on the same line.
func (s *scanner) connected(name int) bool {
	i := name
	for i > 0 && name-i < 16 && (s.text[i-1] == ' ' || s.text[i-1] == '\t') {
		i--
	}
	if i == 0 || s.text[i-1] != ';' {
		return false
	}
	from := max(0, i-120)
	return bytes.IndexByte(s.text[from:i], '=') >= 0
}

// closes says that a part of such a string follows the value.
func (s *scanner) closes(a assignment) bool {
	return !a.quoted && a.end < len(s.text) && s.text[a.end] == ';' && bytes.IndexByte(s.text[a.end:min(len(s.text), a.end+40)], '=') > 0
}

// around is the text of the same line and literal on both sides, in lower case.
func (s *scanner) around(a assignment) string {
	from, to := max(0, a.start-reach), min(len(s.text), a.end+reach)
	left, right := s.text[from:a.start], s.text[a.end:to]
	if i := bytes.LastIndexAny(left, "\"\n`"); i >= 0 {
		left = left[i+1:]
	}
	if i := bytes.IndexAny(right, "\"\n`"); i >= 0 {
		right = right[:i]
	}
	return strings.ToLower(string(left)) + strings.ToLower(string(right))
}

// isLocal says that a string or host speaks of the developer's own machine.
func isLocal(text string) bool {
	for _, mark := range []string{"localhost", "127.0.0.1", "(localdb)", "host.docker.internal", "0.0.0.0", "[::1]", "=.;", "=.\\", "=(local)", "sqlexpress", "example.com", "example.org", "example.net", "usedevelopmentstorage"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}
