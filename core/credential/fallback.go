package credential

import "bytes"

// fallback finds the literal that a program takes when a variable is not set:
// process.env.DB_PASSWORD || "…", env ?: "…", set ? env : "…", ENV["X"] or '…'.
// It looks at the rest of the line behind a name at [start, end).
func (s *scanner) fallback(name string, start, end int) (assignment, bool) {
	const reach = 200
	line := s.text[end:min(len(s.text), end+reach)]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	at := fallbackAt(line)
	if at < 0 {
		return assignment{}, false
	}
	a := assignment{name: name, from: start, loose: true}
	return a, s.value(end+at, start, &a) && a.quoted
}

// fallbackAt returns where a fallback's literal may begin, or -1.
func fallbackAt(line []byte) int {
	for _, sign := range []string{"||", "??", "?:", " or "} {
		if i := bytes.Index(line, []byte(sign)); i >= 0 {
			return i + len(sign)
		}
	}
	question := bytes.Index(line, []byte(" ? "))
	if question < 0 {
		return -1
	}
	if i := bytes.Index(line[question:], []byte(" : ")); i >= 0 {
		return question + i + len(" : ")
	}
	return -1
}
