package credential

import (
	"bytes"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// part examines what is new in a file: all of it, or of a history's content the
// lines that the one before it did not have. What the others hold was reported
// where they came from. Where the whole of a file says what its lines mean, all of
// it is examined.
func (c *Check) part(file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error) {
	from, to := file.From, file.To
	if from == 0 && to >= len(content) || to > len(content) || from > to || isManifest(file.Path) || bytes.IndexByte(content[:min(len(content), 8000)], 0) >= 0 {
		return c.examine(file.Path, content)
	}
	from, to = wholeArmour(content, from, to)
	found, gaps, err := c.examine(file.Path, content[from:to])
	if len(found) == 0 {
		return found, gaps, err
	}
	above := bytes.Count(content[:from], []byte("\n"))
	for i := range found {
		found[i].Location.StartLine += above
		if found[i].Location.EndLine > 0 {
			found[i].Location.EndLine += above
		}
	}
	return found, gaps, err
}

// maxArmour is the longest block between "-----BEGIN" and "-----END" that is
// kept whole, in bytes.
const maxArmour = 16 << 10

// wholeArmour widens a range that begins or ends inside such a block.
func wholeArmour(content []byte, from, to int) (int, int) {
	begin, end := []byte("-----BEGIN "), []byte("-----END ")
	before := content[max(from-maxArmour, 0):from]
	if bytes.Contains(before, begin) { // the search from behind is slow
		if i := bytes.LastIndex(before, begin); i > bytes.LastIndex(before, end) {
			from -= len(before) - i
		}
	}
	after := content[to:min(to+maxArmour, len(content))]
	i, next := bytes.Index(after, end), bytes.Index(after, begin)
	if i >= 0 && (next < 0 || i < next) {
		to += i + len(end)
		if line := bytes.IndexByte(content[to:], '\n'); line >= 0 {
			to += line + 1
		} else {
			to = len(content)
		}
	}
	return from, to
}
