package task

import (
	"io"
	"strings"

	"github.com/sallyport-gate/sallyport/internal/logline"
)

// property is one of a command's; one without a value is left out, as the agent
// would drop it.
type property struct{ name, value string }

// command issues "##vso[name key=value;]data". The percent sign is encoded
// first, because the agent decodes it last.
func (t *Task) command(name string, properties []property, data string) {
	var b strings.Builder
	b.WriteString("##vso[" + name)
	separator := " "
	for _, p := range properties {
		if p.value != "" {
			b.WriteString(separator + p.name + "=" + encodeProperty.Replace(p.value))
			separator = ";"
		}
	}
	b.WriteString("]" + encodeData.Replace(data) + "\n")
	t.write(b.String())
}

// A Replacer never looks at what it has written, so "%" first is given.
var (
	encodeData     = strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A")
	encodeProperty = strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A", "]", "%5D", ";", "%3B")
)

func (t *Task) line(text string) {
	t.write(logline.Line(strings.TrimRight(text, "\r\n")) + "\n")
}

// write keeps the first error: a log that nobody reads cannot tell a verdict.
func (t *Task) write(text string) {
	if t.broken == nil {
		_, t.broken = io.WriteString(t.env.Out, text)
	}
}
