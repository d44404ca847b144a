package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/reach"
)

// command is something that the program does beside the gate.
type command struct {
	words string // what the user types
	line  string // what help says about it; empty: it is the gate's own
	run   func(context.Context, Environment, []string, core.Outside) error
}

func commands() []command {
	return []command{
		{"advisories build", "make an advisory index: --output FILE|FOLDER [--time TIME] [--previous INDEX] [--key KEY] SOURCE...", buildAdvisories},
		{"advisories info", "tell an index's age and coverage: [FILE]", showAdvisories},
		{"advisories update", "take in what changed: [--from URL] [--output FILE|FOLDER] [--key KEY] [INDEX] [LIST...]", updateAdvisories},
		{"baseline", "promise away what blocks now: --reason=TEXT --owner=NAME --expires=DATE [OPTIONS] [PATH]", writeBaseline},
		{"explain", "show a rule's page: RULE", explain},
		{"policy check", "check a policy file: [FILE]", checkPolicy},
		{reach.Command, "", serveReach},
		{"receipt approve", "approve a hotfix: --key=KEY --incident=ID --reason=TEXT --output=FILE [--commit=REVISION] [--expires=24h]", approve},
		{"receipt audit", "tell what was deployed past the gate: --receipts=LEDGER [--record=FILE] [--token=env:NAME]", auditReceipts},
		{"receipt keygen", "make a signing key: --output=FILE [--name=SIGNER] [--for=receipts|approvals]", makeKey},
		{"receipt pay", "pay what hotfixes owe: --receipts=LEDGER [--job=NAME] [OPTIONS] [PATH]", payDebts},
		{"receipt show", "show a ledger or one receipt: [FILE] [--receipts=LEDGER]", showReceipts},
		{"receipt verify", "verify offline: FILE --trust=FILE [--commit=HASH] [--policy=FILE] [--sbom=FILE] [--digest=sha256:…], or --receipts=LEDGER", verifyReceipts},
		{"rules test", "run rules on their fixtures: FOLDER", testRules},
		{"rules", "list every rule", listRules},
		{"suppress", "promise away one finding: RULE FINGERPRINT --reason=TEXT --owner=NAME --expires=DATE", suppressOne},
		{"version", "print the version", printVersion},
	}
}

// IsCommand says whether the arguments call a command, or mean to. Commands are
// for people and scripts, so they run in a terminal's way on every host.
func IsCommand(args []string) bool {
	if len(args) == 0 {
		return false
	}
	first := func(c command) bool { return strings.Fields(c.words)[0] == args[0] }
	return isHelp(args[0]) || slices.ContainsFunc(commands(), first)
}

func isHelp(word string) bool { return word == "help" || word == "--help" || word == "-h" }

// Main runs a command, or the gate when the first argument is none.
func Main(ctx context.Context, env Environment, args []string, outside core.Outside) int {
	if !IsCommand(args) {
		return core.Gate(ctx, New(env, format(args)), args, outside)
	}
	if isHelp(args[0]) {
		fmt.Fprint(env.Out, help())
		return 0
	}
	err := perform(ctx, env, args, outside)
	var input core.InputError
	var told verdict
	switch {
	case err == nil:
		return 0
	case errors.As(err, &told):
		New(env, "").tell(told)
		return told.ExitCode()
	case errors.Is(err, errRules):
		return finding.Closed.ExitCode()
	case errors.Is(err, advisory.ErrFetch):
		New(env, "").Fail(core.Masked(err))
		return finding.Undecided.ExitCode()
	case errors.As(err, &input):
		err = input.Mistakes
	}
	New(env, "").Reject(core.Masked(err))
	return finding.ExitInput
}

func perform(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	var near []string
	for _, c := range commands() {
		words := strings.Fields(c.words)
		if len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return c.run(ctx, env, args[len(words):], outside)
		}
		if words[0] == args[0] {
			near = append(near, "`sallyport "+c.words+"`")
		}
	}
	return fmt.Errorf("there is no such command; there is %s (a folder of that name is examined as ./%s)", strings.Join(near, ", "), args[0])
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
		if c.line == "" {
			continue
		}
		fmt.Fprintf(&b, "  sallyport %-18s %s\n", c.words, c.line)
	}
	return b.String()
}
