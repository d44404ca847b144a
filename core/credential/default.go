package credential

import "bytes"

// defaultOf finds the default of a parameter behind its name at [start, end):
//
//	variable "db_password" { default = "…" }                      Terraform
//	"adminPassword": { "type": "securestring", "defaultValue": "…" }   ARM
//	param adminPassword string = '…'                              Bicep
//
// and what a parameters file gives: "adminPassword": { "value": "…" }.
func (s *scanner) defaultOf(name string, start, end int) (assignment, bool) {
	a := assignment{name: name, from: start}
	if at, ok := s.bicepDefault(start, end); ok {
		return a, s.value(at, start, &a) && a.quoted
	}
	const reach = 300
	open := 0
	for open < 16 && end+open < len(s.text) && beforeBlock[s.text[end+open]] {
		open++
	}
	if end+open == len(s.text) || s.text[end+open] != '{' {
		return a, false
	}
	window := s.text[end+open : min(len(s.text), end+reach)]
	if shut := bytes.IndexByte(window, '}'); shut >= 0 {
		window = window[:shut]
	}
	for _, word := range []string{"default", "defaultValue", "value"} {
		if at, ok := assignedIn(window, word); ok {
			return a, s.value(end+open+at, start, &a) && a.quoted
		}
	}
	return a, false
}

var beforeBlock = byteSet(" \t\r\n\"':=")

// assignedIn finds a word that stands alone, and the offset behind the sign of
// assignment that follows it.
func assignedIn(block []byte, word string) (int, bool) {
	for from := 0; ; {
		i := bytes.Index(block[from:], []byte(word))
		if i < 0 {
			return 0, false
		}
		at := from + i + len(word)
		from = at
		if before := block[at-len(word)-1]; isLetter(before) || before == '_' {
			continue
		}
		rest := bytes.TrimLeft(block[at:], " \t\"'")
		if len(rest) > 0 && (rest[0] == '=' || rest[0] == ':') {
			return len(block) - len(rest) + 1, true
		}
	}
}

func (s *scanner) bicepDefault(start, end int) (int, bool) {
	if !bytes.HasSuffix(s.text[max(0, start-6):start], []byte("param ")) {
		return 0, false
	}
	rest := s.text[end:min(len(s.text), end+40)]
	if i := bytes.IndexAny(rest, "=\n"); i >= 0 && rest[i] == '=' {
		return end + i + 1, true
	}
	return 0, false
}
