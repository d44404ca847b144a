// Package logline owns what both CI hosts need before untrusted text may stand
// in their logs: a line that cannot be read as a command of theirs. It refuses
// to keep text byte for byte where that would be dangerous; outputs and files,
// which are read by programs, do not go through it.
//
// The runners look for their markers with culture-sensitive comparisons, which
// ignore zero-width characters. That is why invisible characters are written out
// (report.Plain does it) before markers are looked for.
package logline

import (
	"strings"
	"unicode"

	"github.com/sallyport-gate/sallyport/core/report"
)

// GitHub reads "##[command]" anywhere in a line and "::command::" at its start,
// Azure Pipelines "##vso[command]" anywhere, and colours "##[section]" lines.
const (
	section = "##["
	command = "##vso["
	start   = "::"
)

// Text makes untrusted text safe to stand anywhere in one line of either host's
// log: one line, nothing invisible, no marker of a command.
func Text(untrusted string) string { return Line(report.Sentence(untrusted)) }

// Line is Text for a line whose spaces matter.
func Line(untrusted string) string {
	line := report.Plain(untrusted)
	if strings.Contains(line, "##") {
		line = strings.ReplaceAll(line, section, "## [")
		// The agent's comparison is case-sensitive today; ours does not rely on it.
		line = breakFold(line, command, "## ")
	}
	if bare := strings.TrimLeftFunc(line, unicode.IsSpace); strings.HasPrefix(bare, start) {
		line = line[:len(line)-len(bare)] + ": :" + bare[len(start):]
	}
	return line
}

// breakFold replaces the "##" of every marker, whatever the case of its letters.
func breakFold(line, marker, replacement string) string {
	var b strings.Builder
	for at := 0; at < len(line); {
		if at+len(marker) <= len(line) && strings.EqualFold(line[at:at+len(marker)], marker) {
			b.WriteString(replacement)
			at += len("##")
			continue
		}
		b.WriteByte(line[at])
		at++
	}
	return b.String()
}
