package credential

import (
	"bytes"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// command is a program that takes a password behind a switch whose name says
// nothing: sshpass -p X, curl -u user:X.
type command struct {
	name string // with a blank behind it, lower case
	flag string
	pair bool // the value is user:password
}

var commands = []command{
	{"sshpass ", "-p", false}, {"mysql ", "-p", false}, {"mysqldump ", "-p", false}, {"mysqladmin ", "-p", false},
	{"az login ", "-p", false}, {"docker login ", "-p", false}, {"podman login ", "-p", false}, {"helm registry login ", "-p", false}, {"oc login ", "-p", false},
	{"redis-cli ", "-a", false}, {"mongo ", "-p", false}, {"mongosh ", "-p", false}, {"mongodump ", "-p", false}, {"sqlcmd ", "-p", false}, {"bcp ", "-p", false}, {"psexec ", "-p", false},
	{"openssl ", "-passin pass:", false}, {"openssl ", "-passout pass:", false}, {"openssl ", "-k", false}, {"keytool ", "-storepass", false}, {"keytool ", "-keypass", false},
	{"curl ", "-u", true}, {"curl ", "--user", true}, {"curl ", "--proxy-user", true}, {"wget ", "--http-passwd", false}, {"ldapsearch ", "-w", false}, {"ldapmodify ", "-w", false},
	{"smbclient ", "-u", true}, {"rabbitmqadmin ", "-p", false}, {"influx ", "-password", false}, {"nuget ", "-password", false},
}

// commandFinders makes one finder for each program.
func commandFinders() []contextFinder {
	var finders []contextFinder
	seen := map[string]bool{}
	for _, c := range commands {
		if !seen[c.name] {
			seen[c.name] = true
			finders = append(finders, contextFinder{c.name, func(s *scanner, at int) { s.command(c.name, at) }})
		}
	}
	return append(finders, contextFinder{"net use ", (*scanner).netUse})
}

// command looks for the program's switches in the rest of its line.
func (s *scanner) command(name string, at int) {
	if at > 0 && (isLetter(s.text[at-1]) || isDigit(s.text[at-1]) || s.text[at-1] == '-') {
		return
	}
	line, from := s.arguments(at + len(name))
	for _, c := range commands {
		if c.name != name {
			continue
		}
		if i := flagAt(line, c.flag); i >= 0 {
			s.argument(c, from+i+len(c.flag))
		}
	}
}

// arguments is the rest of a command's line, with the lines that a backslash joins.
func (s *scanner) arguments(from int) ([]byte, int) {
	const longest = 400
	line := s.text[from:min(len(s.text), from+longest)]
	for end := 0; ; {
		i := bytes.IndexByte(line[end:], '\n')
		if i < 0 {
			return line, from
		}
		if end += i; end == 0 || line[end-1] != '\\' {
			return line[:end], from
		}
		end++
	}
}

// flagAt finds a switch as a word, in its own case; one of a single letter may
// have its value behind it without a blank.
func flagAt(line []byte, flag string) int {
	for from := 0; ; {
		i := bytes.Index(line[from:], []byte(flag))
		if i < 0 {
			return -1
		}
		at := from + i
		if at == 0 || line[at-1] == ' ' || line[at-1] == '\t' {
			return at
		}
		from = at + len(flag)
	}
}

// argument judges the value behind a switch.
func (s *scanner) argument(c command, at int) {
	start := s.blanks(at)
	if start < len(s.text) && s.text[start] == '=' {
		start++
	}
	if len(c.flag) > 2 && start == at && !strings.HasSuffix(c.flag, ":") && s.text[min(start, len(s.text)-1)] != '=' && !s.quoteAt(start) {
		if start == 0 || s.text[start-1] != '=' {
			return // a longer switch
		}
	}
	a := assignment{from: at}
	if s.quoteAt(start) {
		if !s.quotedValue(start+1, s.text[start:start+1], &a) {
			return
		}
	} else if !s.bareValue(start, at, &a) {
		return
	}
	if c.pair {
		i := bytes.IndexByte(s.text[a.start:a.end], ':')
		if i < 0 {
			return
		}
		a.start += i + 1
	}
	s.judgeArgument(a)
}

// netUse judges net use \\server\share password /user:name.
func (s *scanner) netUse(at int) {
	line, from := s.arguments(at + len("net use "))
	if !bytes.Contains(bytes.ToLower(line), []byte("/user:")) {
		return
	}
	at = from
	for field := range bytes.FieldsSeq(line) {
		start := at + bytes.Index(s.text[at:from+len(line)], field)
		at = start + len(field)
		if field[0] != '/' && field[0] != '\\' && field[0] != '*' && !bytes.HasSuffix(field, []byte(":")) {
			s.judgeArgument(assignment{from: start, start: start, end: start + len(field)})
		}
	}
}

func (s *scanner) judgeArgument(a assignment) {
	value := string(s.text[a.start:a.end])
	if grade := passwordGrade(value, ""); grade < fair || s.role.words || strings.HasPrefix(value, "-") {
		return
	}
	s.addID(rules.CommandPassword, rules.Match{Start: a.start, End: a.end, Confidence: finding.Likely, Soft: true})
}
