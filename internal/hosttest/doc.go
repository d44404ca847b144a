// Package hosttest owns the other side of the hosts for tests: how a GitHub
// runner and an Azure Pipelines agent read what a step prints and writes. It
// refuses to be lenient: where a host compares by culture, which ignores
// zero-width characters, a line is also read without them, so that text passes
// only when it is harmless under either reading.
//
// Sources: actions/runner 2.336.0 (ActionCommand.cs, ActionCommandManager.cs,
// FileCommandManager.cs) and microsoft/azure-pipelines-agent (Command.cs,
// CommandStringConvertor.cs, WorkerCommandManager.cs). Known limit: what a host
// does with a command afterwards is not modelled, but for stop-commands.
package hosttest

import (
	"strings"
	"unicode"
)

// Command is something that a host would obey.
type Command struct {
	Name       string            // "error", "task.complete"; lower case
	Properties map[string]string // keys in lower case, because hosts ignore theirs
	Data       string
}

// Log is a step's output as its host reads it.
type Log struct {
	Commands []Command
	Lines    []string // what is shown as text
	Warnings []string // lines in which the host noticed a broken command
}

// Named returns the commands of one name.
func (l Log) Named(name string) []Command {
	var found []Command
	for _, c := range l.Commands {
		if c.Name == name {
			found = append(found, c)
		}
	}
	return found
}

// lines splits as .NET's StreamReader.ReadLine does: at LF, CR and CRLF.
func lines(output string) []string {
	output = strings.ReplaceAll(output, "\r\n", "\n")
	output = strings.ReplaceAll(output, "\r", "\n")
	return strings.Split(strings.TrimSuffix(output, "\n"), "\n")
}

// readings are the line itself and, when it differs, the line without what a
// culture-sensitive comparison ignores.
func readings(line string) []string {
	bare := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) || r == 0 {
			return -1
		}
		return r
	}, line)
	if bare == line {
		return []string{line}
	}
	return []string{line, bare}
}

// properties reads "key=value" pairs. A pair without a value is dropped, as the
// hosts do.
func properties(text, separator string, unescape func(string) string) map[string]string {
	found := map[string]string{}
	for pair := range strings.SplitSeq(text, separator) {
		key, value, _ := strings.Cut(pair, "=")
		if key != "" && value != "" {
			found[strings.ToLower(key)] = unescape(value)
		}
	}
	return found
}
