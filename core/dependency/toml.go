package dependency

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/BurntSushi/toml"

	"github.com/sallyport-gate/sallyport/internal/tomldepth"
)

// decodeTOML reads TOML that is not nested without bound: the decoder recurses,
// and a stack that overflows cannot be caught.
func decodeTOML(content []byte, into any) error {
	if err := tomldepth.Check(content, maxDepth); err != nil {
		return err
	}
	_, err := toml.NewDecoder(bytes.NewReader(content)).Decode(into)
	var fault toml.ParseError
	if errors.As(err, &fault) {
		return fmt.Errorf("line %d: not valid TOML", fault.Position.Line)
	}
	return err
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
