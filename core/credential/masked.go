package credential

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// mask stands where a credential stood.
const mask = "[credential]"

// Masked returns a text with every credential in it replaced: what other parts
// of the gate quote from the repository may hold one. What only a name could
// give away, such as a password without its name, is not seen.
func (c *Check) Masked(text string) string {
	if len(text) < 8 {
		return text
	}
	s := &scanner{check: c, text: []byte(text), room: newRoom(), names: names{}}
	s.scan()
	if len(s.candidates) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, f := range c.settle(s.candidates) {
		if f.Confidence == finding.Info && c.kinds[f.kind].Rank < rules.Format {
			continue
		}
		b.WriteString(text[at:f.Start] + mask)
		at = f.End
	}
	return b.String() + text[at:]
}
