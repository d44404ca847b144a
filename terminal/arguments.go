package terminal

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// arguments are what stands behind a command: flags that take a value, and the rest.
type arguments struct {
	values map[string]string
	rest   []string
}

// parseArguments reads --name value and --name=value for the names that the
// command knows. It tells every mistake at once; usage ends the message.
func parseArguments(args []string, usage string, names ...string) (arguments, error) {
	parsed := arguments{values: map[string]string{}}
	var mistakes []error
	for i := 0; i < len(args); i++ {
		name, value, assigned := strings.Cut(args[i], "=")
		if !strings.HasPrefix(name, "-") || args[i] == "-" {
			parsed.rest = append(parsed.rest, args[i])
			continue
		}
		word := strings.TrimLeft(name, "-")
		if !slices.Contains(names, word) {
			mistakes = append(mistakes, fmt.Errorf("%q is not known here; %s", name, usage))
			continue
		}
		if !assigned && i+1 < len(args) {
			i++
			value = args[i]
		}
		if value == "" {
			mistakes = append(mistakes, fmt.Errorf("%s needs a value; %s", name, usage))
		}
		if _, repeated := parsed.values[word]; repeated {
			mistakes = append(mistakes, fmt.Errorf("%s stands twice; %s", name, usage))
		}
		parsed.values[word] = value
	}
	return parsed, errors.Join(mistakes...)
}
