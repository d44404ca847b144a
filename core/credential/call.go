package credential

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// sqlPassword judges the literal of CREATE USER … IDENTIFIED BY '…' and of
// WITH PASSWORD = '…'.
func (s *scanner) sqlPassword(at int) {
	const words = len("identified by")
	start := s.blanks(at + words)
	if start < len(s.text) && s.text[start] == '=' {
		start = s.blanks(start + 1)
	}
	a := assignment{name: "password", from: at}
	if !s.quoteAt(start) || !s.quotedValue(start+1, s.text[start:start+1], &a) {
		return
	}
	grade := passwordGrade(string(s.text[a.start:a.end]), "")
	if grade < fair || s.role.words {
		return
	}
	s.addID(rules.Password, rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true})
}

// loginCall judges the second literal of login("user", "password").
func (s *scanner) loginCall(at int) {
	start := s.blanks(at + len("login("))
	user := assignment{}
	if !s.quoteAt(start) || !s.quotedValue(start+1, s.text[start:start+1], &user) {
		return
	}
	next := s.blanks(user.end + 1)
	if next >= len(s.text) || s.text[next] != ',' {
		return
	}
	next = s.blanks(next + 1)
	a := assignment{from: at}
	if !s.quoteAt(next) || !s.quotedValue(next+1, s.text[next:next+1], &a) || a.open {
		return
	}
	value, name := string(s.text[a.start:a.end]), string(s.text[user.start:user.end])
	grade := passwordGrade(value, name)
	if s.role.words || s.role.aside && grade < fair || grade < weak || grade == weak && !strings.Contains(name, "@") {
		return
	}
	s.addID(rules.Password, rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true})
}
