package syntax

import "strings"

// Dedent removes from each line the white space that all lines with text share.
func Dedent(text string) string {
	lines := strings.SplitAfter(text, "\n")
	indent := -1
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if width := len(line) - len(strings.TrimLeft(line, " \t")); indent < 0 || width < indent {
			indent = width
		}
	}
	for i, line := range lines {
		lines[i] = line[min(max(indent, 0), len(line)-len(strings.TrimLeft(line, " \t"))):]
	}
	return strings.Join(lines, "")
}
