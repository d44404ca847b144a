package terminal

import (
	"context"
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
)

// command is something that the program does beside the gate.
type command struct {
	words string // what the user types
	line  string // what help says about it
	run   func(context.Context, Environment, []string, core.Outside) error
}

func commands() []command {
	return []command{
		{"advisories build", "make an advisory index: --output FILE [--time TIME] SOURCE...", buildAdvisories},
		{"advisories info", "tell an index's age and coverage: [FILE]", showAdvisories},
		{"explain", "show a rule's page: RULE", explain},
		{"policy check", "check a policy file: [FILE]", checkPolicy},
		{"rules", "list every rule", listRules},
		{"version", "print the version", printVersion},
	}
}

// Main runs a command, or the gate when the first argument is none.
func Main(ctx context.Context, env Environment, args []string, outside core.Outside) int {
	if len(args) > 0 && (args[0] == "help" || args[0] == "--help" || args[0] == "-h") {
		fmt.Fprint(env.Out, help())
		return 0
	}
	for _, c := range commands() {
		words := strings.Fields(c.words)
		if len(args) < len(words) || strings.Join(args[:len(words)], " ") != c.words {
			continue
		}
		if err := c.run(ctx, env, args[len(words):], outside); err != nil {
			New(env, "").Reject(err)
			return finding.ExitInput
		}
		return 0
	}
	return core.Gate(ctx, New(env, format(args)), args, outside)
}

// format looks ahead for the one option that the host itself needs; what is
// wrong with it is told by the decoding of all options.
func format(args []string) string {
	flags, _ := option.ParseFlags(args)
	return flags["format"]
}

func help() string {
	var b strings.Builder
	b.WriteString("sallyport examines a repository and says whether it may be deployed.\n\n" +
		"  sallyport [OPTIONS] [PATH]\n\n" +
		"Exit: 0 open, 1 closed, 2 wrong input or policy, 3 undecided (something could not be examined).\n\nOptions:\n")
	for _, o := range option.Table() {
		value := "=" + strings.ToUpper(o.Name)
		if len(o.Values) > 0 && o.Kind == option.Choice {
			value = "=" + strings.Join(o.Values, "|")
		}
		fmt.Fprintf(&b, "  --%s%s\n", o.Name, value)
		fmt.Fprintf(&b, "        %s", strings.ReplaceAll(o.Meaning, "`", ""))
		if o.Default != "" {
			fmt.Fprintf(&b, " Default: %s.", o.Default)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  sallyport %-18s %s\n", c.words, c.line)
	}
	return b.String()
}
