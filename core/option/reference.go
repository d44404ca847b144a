package option

import (
	"fmt"
	"strings"
)

// Reference is the table of options in Markdown, for the documents.
func Reference() string {
	var b strings.Builder
	b.WriteString("| option | default | meaning |\n|---|---|---|\n")
	for _, o := range Table() {
		standard := "–"
		if o.Default != "" {
			standard = "`" + o.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", o.Name, standard, o.Meaning)
	}
	return b.String()
}
