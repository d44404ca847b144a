package hosttest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// gitHubCommands are the names that the runner has registered. The deprecated
// ones are still obeyed.
func gitHubCommands() []string {
	return []string{"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
		"internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"}
}

// ReadGitHub reads a step's standard output or error as a GitHub runner does.
func ReadGitHub(output string) Log {
	var log Log
	registered := gitHubCommands()
	stopped := ""
	for _, line := range lines(output) {
		command, found := gitHubCommand(line, registered)
		switch {
		case found && stopped != "" && strings.EqualFold(command.Name, stopped):
			registered = slices.DeleteFunc(registered, func(s string) bool { return s == stopped })
			stopped = ""
		case !found, stopped != "":
			log.Lines = append(log.Lines, line)
		default:
			log.Commands = append(log.Commands, command)
			if command.Name == "stop-commands" {
				stopped = strings.ToLower(command.Data)
				registered = append(registered, stopped)
			}
		}
	}
	return log
}

func gitHubCommand(line string, registered []string) (Command, bool) {
	for _, reading := range readings(line) {
		if c, found := gitHubV2(reading, registered); found {
			return c, true
		}
		if c, found := gitHubLegacy(reading, registered); found {
			return c, true
		}
	}
	return Command{}, false
}

// gitHubV2 reads "::name key=value,key=value::data" at the start of a line.
func gitHubV2(line string, registered []string) (Command, bool) {
	rest, found := strings.CutPrefix(strings.TrimSpace(line), "::")
	if !found {
		return Command{}, false
	}
	info, data, found := strings.Cut(rest, "::")
	if !found {
		return Command{}, false
	}
	name, props, _ := strings.Cut(info, " ")
	if !slices.Contains(registered, strings.ToLower(name)) {
		return Command{}, false
	}
	unescapeData := strings.NewReplacer("%0D", "\r", "%0A", "\n")
	unescapeProperty := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	return Command{
		Name: strings.ToLower(name),
		Properties: properties(strings.TrimSpace(props), ",", func(s string) string {
			return strings.ReplaceAll(unescapeProperty.Replace(s), "%25", "%")
		}),
		Data: strings.ReplaceAll(unescapeData.Replace(data), "%25", "%"),
	}, true
}

// gitHubLegacy reads "##[name key=value;key=value]data" anywhere in a line.
func gitHubLegacy(line string, registered []string) (Command, bool) {
	_, rest, found := strings.Cut(line, "##[")
	if !found {
		return Command{}, false
	}
	info, data, found := strings.Cut(rest, "]")
	if !found {
		return Command{}, false
	}
	name, props, _ := strings.Cut(info, " ")
	if !slices.Contains(registered, strings.ToLower(name)) {
		return Command{}, false
	}
	unescaper := strings.NewReplacer("%3B", ";", "%0D", "\r", "%0A", "\n", "%5D", "]")
	unescape := func(s string) string { return strings.ReplaceAll(unescaper.Replace(s), "%25", "%") }
	return Command{Name: strings.ToLower(name), Properties: properties(props, ";", unescape), Data: unescape(data)}, true
}

// ReadGitHubFile reads what a step appended to GITHUB_OUTPUT or GITHUB_ENV, in
// the forms NAME=VALUE and NAME<<DELIMITER. A later value replaces an earlier one.
func ReadGitHubFile(content string) (map[string]string, error) {
	values := map[string]string{}
	rest := strings.Split(strings.TrimSuffix(content, "\n"), "\n")
	for len(rest) > 0 {
		line := rest[0]
		rest = rest[1:]
		if line == "" {
			continue
		}
		equals, heredoc := strings.Index(line, "="), strings.Index(line, "<<")
		switch {
		case equals >= 0 && (heredoc < 0 || equals < heredoc):
			values[line[:equals]] = line[equals+1:]
		case heredoc > 0 && heredoc+2 < len(line):
			end := slices.Index(rest, line[heredoc+2:])
			if end < 0 {
				return nil, errors.New("a heredoc has no end")
			}
			values[line[:heredoc]] = strings.Join(rest[:end], "\n")
			rest = rest[end+1:]
		default:
			return nil, fmt.Errorf("line %q has no form that the runner knows", line)
		}
	}
	return values, nil
}
