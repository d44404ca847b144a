package dependency

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/BurntSushi/toml"
)

// decodeTOML reads TOML that is not nested without bound: the decoder recurses,
// and a stack that overflows cannot be caught.
func decodeTOML(content []byte, into any) error {
	if err := shallow(content); err != nil {
		return err
	}
	_, err := toml.NewDecoder(bytes.NewReader(content)).Decode(into)
	var fault toml.ParseError
	if errors.As(err, &fault) {
		return fmt.Errorf("line %d: not valid TOML", fault.Position.Line)
	}
	return err
}

// shallow counts brackets, and the dots of keys, outside of strings and comments:
// each dot is a level too, and the decoder's time grows with the square of a key's
// parts. It need not understand the file: where it reads a string wrongly, the
// decoder refuses it.
func shallow(content []byte) error {
	depth, dots, line := 0, 0, 1
	var open []int // the levels that each open bracket added
	for i := 0; i < len(content); i++ {
		switch c := content[i]; c {
		case '\n':
			line++
			dots = 0
		case ',':
			dots = 0
		case '.':
			dots++
		case '[', '{':
			open = append(open, dots+1)
			depth += dots + 1
			dots = 0
		case ']', '}':
			if len(open) > 0 {
				depth -= open[len(open)-1]
				open = open[:len(open)-1]
			}
			dots = 0
		case '#':
			for i+1 < len(content) && content[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			end := stringEnd(content, i)
			line += bytes.Count(content[i:end], []byte("\n"))
			i = end - 1
		}
		if depth+dots > maxDepth {
			return fmt.Errorf("line %d: nested deeper than %d levels", line, maxDepth)
		}
	}
	return nil
}

// stringEnd is the offset behind the string that begins at i.
func stringEnd(content []byte, i int) int {
	quote := content[i]
	triple := bytes.Repeat([]byte{quote}, 3)
	many := bytes.HasPrefix(content[i:], triple)
	if many {
		i += 2
	}
	for i++; i < len(content); i++ {
		switch {
		case content[i] == '\\' && quote == '"':
			i++
		case many && bytes.HasPrefix(content[i:], triple):
			i += 3
			for range 2 { // up to two quotes before the closing three are text
				if i < len(content) && content[i] == quote {
					i++
				}
			}
			return i
		case !many && (content[i] == quote || content[i] == '\n'):
			return i + 1
		}
	}
	return len(content)
}

// packageLines are the lines of the name in each [[package]] table, in order;
// all three lockfiles that use it are written by tools, one key on a line.
func packageLines(content []byte) []int {
	var lines []int
	number, inside := 0, false
	for raw := range bytes.Lines(content) {
		number++
		line := bytes.TrimSpace(raw)
		switch {
		case bytes.Equal(line, []byte("[[package]]")):
			lines = append(lines, number)
			inside = true
		case bytes.HasPrefix(line, []byte("[")):
			inside = false
		case inside && bytes.HasPrefix(line, []byte("name")) && bytes.HasPrefix(bytes.TrimSpace(line[4:]), []byte("=")):
			lines[len(lines)-1] = number
			inside = false
		}
	}
	return lines
}

func lineAt(lines []int, i int) int {
	if i < len(lines) {
		return lines[i]
	}
	return 1
}
