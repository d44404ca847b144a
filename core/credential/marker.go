package credential

import (
	"bytes"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// maxMarked is how far from a value its line is searched for a mark, in bytes.
const maxMarked = 4096

// marker is the mark of another tool on the lines of a value, or "". Whether it
// counts is the policy's business.
func marker(text []byte, start, end int) string {
	from, to := max(start-maxMarked, 0), min(end+maxMarked, len(text))
	if i := bytes.LastIndexByte(text[from:start], '\n'); i >= 0 {
		from += i + 1
	}
	if i := bytes.IndexByte(text[end:to], '\n'); i >= 0 {
		to = end + i
	}
	if bytes.Contains(text[from:to], []byte(finding.GitleaksAllow)) {
		return finding.GitleaksAllow
	}
	return ""
}
