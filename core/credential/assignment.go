package credential

import (
	"bytes"
	"strings"
)

// assignment is a name with a literal value, as one line of many languages and
// configuration formats writes it.
type assignment struct {
	name       string
	from       int  // where the name begins
	start, end int  // the value's range, without quotes
	quoted     bool // the value stood in quotes or between tags
	loose      bool // a comparison, a command line's switch, a call: weaker than "="
	open       bool // the literal goes on: something is added to it
}

// maxValue bounds a value, in bytes: keys end long before, prose does not.
const maxValue = 512

// assignment reads what follows a name that stands at [start, end); marks at its
// end may have been left out of it.
func (s *scanner) assignment(name string, start, end int) (assignment, bool) {
	end = min(end, start+len(name))
	a := assignment{name: name, from: start}
	at, ok := s.operator(start, end, &a)
	if !ok {
		return a, false
	}
	return a, s.value(at, start, &a)
}

// operator skips what closes the name, a type, and the sign of assignment, and
// returns where the value begins.
func (s *scanner) operator(start, end int, a *assignment) (int, bool) {
	quoted := start > 0 && (s.text[start-1] == '"' || s.text[start-1] == '\'' || s.text[start-1] == '`')
	at := end
	for at < len(s.text) && at < end+8 && (s.text[at] == '"' || s.text[at] == '\'' || s.text[at] == '`' || s.text[at] == ']' || s.text[at] == '*' || s.text[at] == '\\') {
		at++
	}
	if at < len(s.text) && s.text[at] == '>' && start > 0 && (s.text[start-1] == '<' || s.text[start-1] == ':') {
		a.quoted = true
		return at + 1, true // an XML element
	}
	if at == end && start > 0 && s.text[start-1] == '<' && at < len(s.text) && s.text[at] == ' ' {
		if n := bytes.IndexAny(s.text[at:min(len(s.text), at+80)], "<>\n"); n > 0 && s.text[at+n] == '>' && s.text[at+n-1] != '/' {
			a.quoted = true // an XML element with attributes
			return at + n + 1, true
		}
	}
	if at > end && s.text[at-1] == ']' && at < len(s.text) && s.text[at] == ':' {
		return 0, false // a selector of CSS
	}
	closed := at > end
	at = s.blanks(at)
	switch rest := s.text[at:min(len(s.text), at+24)]; {
	case len(rest) == 0:
		return 0, false
	case bytes.HasPrefix(rest, []byte("==")), bytes.HasPrefix(rest, []byte("!=")):
		a.loose = true
		return at + 2 + bytes.IndexFunc(append(rest[2:len(rest):len(rest)], ' '), notEquals), true
	case bytes.HasPrefix(rest, []byte("=>")), bytes.HasPrefix(rest, []byte(":=")), bytes.HasPrefix(rest, []byte("?=")), bytes.HasPrefix(rest, []byte("+=")):
		return at + 2, true
	case bytes.HasPrefix(rest, []byte("||=")), bytes.HasPrefix(rest, []byte("??=")):
		return at + 3, true
	case bytes.HasPrefix(rest, []byte(":-")) && start > 0 && s.text[start-1] == '{':
		a.loose = true
		return at + 2, true // a shell's ${NAME:-default}
	case bytes.HasPrefix(rest, []byte("::")):
		return 0, false
	case rest[0] == '=', rest[0] == ':':
		return s.afterType(at, rest[0]), true
	case rest[0] == ',' && quoted && closed:
		return s.nextValue(at, a, s.called(start-1))
	case rest[0] == '(' && !quoted && setter(a.name):
		a.loose = true
		inner := at + 1
		for inner < len(s.text) && inner < at+32 && inName(s.text[inner]) {
			inner++ // setKey(Base64.decode("…"))
		}
		if inner > at+1 && inner < len(s.text) && s.text[inner] == '(' {
			return inner + 1, s.quoteAt(inner + 1)
		}
		return at + 1, s.quoteAt(at + 1)
	}
	return s.spaced(start, end, at, a)
}

// called says that the quote at an offset opens the first argument of a call: a
// literal behind a comma is otherwise one of a list.
func (s *scanner) called(quote int) bool {
	i := quote
	for i > 0 && quote-i < 16 && (s.text[i-1] == ' ' || s.text[i-1] == '\t' || s.text[i-1] == '\n' || s.text[i-1] == '\r') {
		i--
	}
	return i > 0 && s.text[i-1] == '('
}

func notEquals(r rune) bool { return r != '=' }

// setter says that a name is that of a call which sets something: "setToken",
// "client.WithPassword".
func setter(name string) bool {
	words := splitName(name[strings.LastIndexByte(name, '.')+1:])
	return len(words) > 1 && (words[0] == "set" || words[0] == "with" || words[len(words)-2] == "set" || words[len(words)-2] == "with")
}

// afterType skips ": string =" and its like; a colon without a sign of equality
// behind one word is the assignment itself.
func (s *scanner) afterType(at int, sign byte) int {
	if sign == '=' {
		return at + 1
	}
	i := s.blanks(at + 1)
	word := i
	for i < len(s.text) && i < word+32 && (isLetter(s.text[i]) || s.text[i] == '.' || s.text[i] == '[' || s.text[i] == ']' || s.text[i] == '?' || s.text[i] == '|') {
		i++
	}
	i = s.blanks(i)
	if i > word && i+1 < len(s.text) && s.text[i] == '=' && s.text[i+1] != '=' && s.text[i+1] != '>' {
		return i + 1
	}
	return at + 1
}

// spaced reads forms without a sign: "--password value", "ENV PASSWORD value",
// .netrc, and a name that is itself the value of "name" with "value" behind it.
func (s *scanner) spaced(start, end, at int, a *assignment) (int, bool) {
	line := s.text[s.lineStart(start, 64):start]
	switch {
	case at > end && start > 0 && s.text[start] == '-' && !bytes.Contains(line, []byte("//")):
		a.loose = true
		return at, true
	case at > end && (bytes.Equal(bytes.TrimSpace(line), []byte("ENV")) || bytes.Contains(line, []byte("login "))):
		return at, true
	case at > end && at < len(s.text) && (s.text[at] == '"' || s.text[at] == '\'') && (len(bytes.TrimSpace(line)) == 0 || a.name == "PASSWORD"):
		a.loose = true // `password "value"` on a line of its own: Gradle, mail clients; PASSWORD 'value' in SQL
		return at, true
	}
	return s.nextValue(at, a, false)
}

// nextValue finds "value" behind a name: `key="Password" value="…"`, and the
// next line of YAML or JSON. A quoted literal behind a comma is one as well.
func (s *scanner) nextValue(at int, a *assignment, comma bool) (int, bool) {
	const reach = 80
	i := at
	for i < len(s.text) && i < at+reach && (s.text[i] <= ' ' || s.text[i] == ',' || s.text[i] == '"' || s.text[i] == '\'' || s.text[i] == '\\') {
		if comma && i > at && (s.text[i] == '"' || s.text[i] == '\'') && !bytes.HasPrefix(s.text[i+1:], []byte("value")) && !bytes.Contains(s.text[at:i], []byte("\n")) {
			a.loose = true
			return i, true
		}
		i++
	}
	if i+6 > len(s.text) || !equalFold(s.text[i:i+5], "value") {
		return 0, false
	}
	i += 5
	for i < len(s.text) && i < at+reach && (s.text[i] == '"' || s.text[i] == '\'' || s.text[i] == '\\') {
		i++
	}
	i = s.blanks(i)
	if i < len(s.text) && (s.text[i] == ':' || s.text[i] == '=') {
		return i + 1, true
	}
	return 0, false
}

// value reads the literal at an offset.
func (s *scanner) value(at, name int, a *assignment) bool {
	if a.quoted { // an XML element
		n := bytes.IndexByte(s.text[at:min(len(s.text), at+maxValue)], '<')
		a.start, a.end = at, at+max(n, 0)
		return n > 0
	}
	if at = s.blanks(at); at < len(s.text) && s.text[at] == '[' && s.quoteAt(s.blanks(at+1)) {
		at = s.blanks(at + 1) // the first of a list
	}
	for n := 0; n < 2 && at+1 < len(s.text) && isPrefixLetter(s.text[at]) && (s.text[at+1] == '"' || s.text[at+1] == '\'' || isPrefixLetter(s.text[at+1]) && at+2 < len(s.text) && s.text[at+2] == '"'); n++ {
		at++
	}
	quote := at
	for quote < len(s.text) && quote < at+7 && s.text[quote] == '\\' {
		quote++ // as deep as the literal is nested in others
	}
	if s.quoteAt(quote) {
		return s.quotedValue(quote+1, s.text[at:quote+1], a)
	}
	return s.bareValue(at, name, a)
}

func isPrefixLetter(b byte) bool {
	return b == '@' || b == '$' || b == 'r' || b == 'b' || b == 'u' || b == 'f' || b == 'L' || b == 'N'
}

// quotedValue reads up to the same quote on the same line.
func (s *scanner) quotedValue(at int, quote []byte, a *assignment) bool {
	window := s.text[at:min(len(s.text), at+maxValue)]
	for i := 0; i < len(window); i++ {
		switch {
		case window[i] == '\n':
			return false
		case bytes.HasPrefix(window[i:], quote):
			a.start, a.end, a.quoted = at, at+i, true
			rest := s.blanks(at + i + len(quote))
			a.open = rest < len(s.text) && (s.text[rest] == '+' || s.text[rest] == '.' && rest+1 < len(s.text) && s.text[rest+1] == ' ' || s.text[rest] == '%')
			return i > 0
		case window[i] == '\\' && len(quote) == 1:
			i++
		}
	}
	return false
}

// bareValue reads an unquoted value: to the next blank, or to the next mark
// that ends it in a connection string, a query or a tag.
func (s *scanner) bareValue(at, name int, a *assignment) bool {
	ends := &endsAlways
	switch before := s.before(name); {
	case before == ';' || s.connected(name):
		ends = &endsPart
	case before == '?' || before == '&' || (before == '"' || before == '\'') && s.text[at-1] == '=':
		ends = &endsParameter
	case before == ',' || before == '{' || before == '(' || before == ' ':
		ends = &endsItem
	}
	i := at
	for i < len(s.text) && i < at+maxValue && !ends[s.text[i]] {
		i++
	}
	for i > at && (s.text[i-1] == ',' || s.text[i-1] == ';' || s.text[i-1] == '\\') {
		i--
	}
	a.start, a.end = at, i
	if i > at && (s.text[i-1] == '[' || s.text[i-1] == '(') {
		return false // the begin of an expression
	}
	a.open = !a.loose && !s.isShellAssignment(at, a) && s.goesOn(i)
	return i > at && i < at+maxValue
}

// goesOn says that more words follow an unquoted value that ends at an offset:
// it is a sentence, or a call. "user=a password=b host=c" is neither.
func (s *scanner) goesOn(end int) bool {
	next := s.blanks(end)
	if next == end || next == len(s.text) || !isLetter(s.text[next]) {
		return false
	}
	for i := next; i < len(s.text) && i < next+32; i++ {
		if !inName(s.text[i]) {
			return s.text[i] != '='
		}
	}
	return true
}

// isShellAssignment says that name and value are written as a shell wants it:
// NAME=value, before a command or behind a switch.
func (s *scanner) isShellAssignment(at int, a *assignment) bool {
	if at == 0 || s.text[at-1] != '=' || len(a.name) < 3 {
		return false
	}
	for i := range len(a.name) {
		if isLower(a.name[i]) {
			return false
		}
	}
	return true
}

// The bytes that end an unquoted value: anywhere, in a connection string, in a
// URL's query, in a list.
var (
	endsAlways    = byteSet(" \t\r\n\"'`<>")
	endsPart      = byteSet(" \t\r\n\"'`<>;")
	endsParameter = byteSet(" \t\r\n\"'`<>&#")
	endsItem      = byteSet(" \t\r\n\"'`<>,})")
)

func byteSet(members string) (set [256]bool) {
	for i := range len(members) {
		set[members[i]] = true
	}
	return set
}

func (s *scanner) before(at int) byte {
	if at == 0 {
		return '\n'
	}
	return s.text[at-1]
}

// blanks skips spaces and tabs, a few.
func (s *scanner) blanks(at int) int {
	for limit := at + 64; at < len(s.text) && at < limit && (s.text[at] == ' ' || s.text[at] == '\t'); {
		at++
	}
	return at
}

func (s *scanner) quoteAt(at int) bool {
	return at < len(s.text) && (s.text[at] == '"' || s.text[at] == '\'' || s.text[at] == '`')
}

// lineStart is where the line of an offset begins, looking back so far at most.
func (s *scanner) lineStart(at, reach int) int {
	from := max(0, at-reach)
	return from + 1 + bytes.LastIndexByte(s.text[from:at], '\n')
}

// equalFold compares with lower-case ASCII.
func equalFold(text []byte, want string) bool {
	if len(text) != len(want) {
		return false
	}
	for i := range len(want) {
		if lower(text[i]) != want[i] {
			return false
		}
	}
	return true
}
