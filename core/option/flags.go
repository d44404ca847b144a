package option

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ParseFlags reads a command line of "--name=value", "--name value" and
// "--name" (for a Boolean), and at most one positional argument, which is path.
// "--" ends the flags. The error joins every mistake.
func ParseFlags(args []string) (map[string]string, error) {
	values := map[string]string{}
	var mistakes []error
	set := func(name, value string) {
		if old, twice := values[name]; twice && old != value {
			mistakes = append(mistakes, fmt.Errorf("option %s is given twice", name))
		}
		values[name] = value
	}
	flags := true
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case flags && arg == "--":
			flags = false
		case !flags || !strings.HasPrefix(arg, "-") || arg == "-":
			if first, twice := values["path"]; twice && first != arg {
				mistakes = append(mistakes, fmt.Errorf("there are two paths, %q and %q; one is examined at a time", first, arg))
				continue
			}
			set("path", arg)
		default:
			name, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
			switch {
			case hasValue && value == "":
				mistakes = append(mistakes, fmt.Errorf("option %s has no value; leave it away for its default", name))
			case hasValue:
				set(name, value)
			case boolean(name):
				set(name, "true")
			case i+1 < len(args) && !strings.HasPrefix(args[i+1], "-"):
				i++
				set(name, args[i])
			default:
				set(name, "")
				mistakes = append(mistakes, fmt.Errorf("option %s has no value; write --%s=VALUE", name, name))
			}
		}
	}
	return values, errors.Join(mistakes...)
}

func boolean(name string) bool {
	return slices.ContainsFunc(Table(), func(o Option) bool { return o.Name == name && o.Kind == Boolean })
}
