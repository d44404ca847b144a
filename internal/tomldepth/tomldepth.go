// Package tomldepth bounds the nesting of TOML before a decoder that recurses
// sees it: a stack that overflows cannot be caught.
package tomldepth

import (
	"bytes"
	"fmt"
)

// Check fails with its line where content is nested deeper than the levels. It
// counts brackets, and the dots of keys, outside of strings and comments:
// each dot is a level too, and the decoder's time grows with the square of a key's
// parts. It need not understand the file: where it reads a string wrongly, the
// decoder refuses it.
func Check(content []byte, levels int) error {
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
		if depth+dots > levels {
			return fmt.Errorf("line %d: nested deeper than %d levels", line, levels)
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
