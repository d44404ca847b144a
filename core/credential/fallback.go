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
	if bytes.IndexByte(line, '"') < 0 && bytes.IndexByte(line, '\'') < 0 {
		return assignment{}, false
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
	asked := false // behind " ? ", a colon parts the two answers
	for i := 0; i+3 < len(line); i++ {
		switch c, next := line[i], line[i+1]; {
		case c == '|' && next == '|', c == '?' && (next == '?' || next == ':'):
			return i + 2
		case c == ' ' && next == 'o' && line[i+2] == 'r' && line[i+3] == ' ':
			return i + 4
		case c == ' ' && next == '?' && line[i+2] == ' ':
			asked = true
		case asked && c == ' ' && next == ':' && line[i+2] == ' ':
			return i + 3
		}
	}
	return -1
}
