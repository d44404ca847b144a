package hosttest

import "strings"

// ReadAzure reads a step's standard output or error as an Azure Pipelines agent
// does: "##vso[area.event key=value;key=value]data" anywhere in a line.
// "##[name]" only colours a line there; it is reported as the command "#name",
// because ours must not contain one either.
func ReadAzure(output string) Log {
	var log Log
	for _, line := range lines(output) {
		command, found := azureCommand(line)
		switch {
		case found:
			log.Commands = append(log.Commands, command)
		case strings.Contains(line, "##vso"):
			log.Warnings = append(log.Warnings, line)
		default:
			log.Lines = append(log.Lines, line)
		}
	}
	return log
}

func azureCommand(line string) (Command, bool) {
	for _, reading := range readings(line) {
		if c, found := azureVSO(reading); found {
			return c, true
		}
		if _, rest, found := strings.Cut(reading, "##["); found {
			name, data, closed := strings.Cut(rest, "]")
			return Command{Name: "#" + strings.ToLower(name), Data: data}, closed
		}
	}
	return Command{}, false
}

func azureVSO(line string) (Command, bool) {
	at := strings.Index(strings.ToLower(line), "##vso[")
	if at < 0 {
		return Command{}, false
	}
	info, data, found := strings.Cut(line[at+len("##vso["):], "]")
	if !found {
		return Command{}, false
	}
	name, props, _ := strings.Cut(info, " ")
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '.' })
	if len(parts) != 2 {
		return Command{}, false
	}
	return Command{
		Name:       strings.ToLower(parts[0] + "." + parts[1]),
		Properties: properties(props, ";", azureUnescape),
		Data:       azureUnescape(data),
	}, true
}

// azureUnescape undoes the percent sign last, in a second pass, as the agent
// does with DECODE_PERCENTS on, its default.
func azureUnescape(s string) string {
	s = strings.NewReplacer("%3B", ";", "%0D", "\r", "%0A", "\n", "%5D", "]").Replace(s)
	return strings.ReplaceAll(s, "%AZP25", "%")
}
