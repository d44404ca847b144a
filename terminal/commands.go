package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

func printVersion(_ context.Context, env Environment, args []string, outside core.Outside) error {
	if len(args) > 0 {
		return errors.New("`sallyport version` takes no arguments")
	}
	fmt.Fprintln(env.Out, outside.Version)
	return nil
}

// checkPolicy tells every mistake in a policy file, or that there is none.
func checkPolicy(_ context.Context, env Environment, args []string, _ core.Outside) error {
	if len(args) > 1 {
		return errors.New("`sallyport policy check` takes one file")
	}
	name := append(args, ".sallyport.yml")[0]
	content, err := env.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read policy: %w", err)
	}
	if _, err := policy.Parse(name, content); err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%s is a policy without mistakes.\n", name)
	return nil
}

// listRules prints a line for each rule.
func listRules(_ context.Context, env Environment, args []string, _ core.Outside) error {
	if len(args) > 0 {
		return errors.New("`sallyport rules` takes no arguments")
	}
	rules, err := core.Rules()
	if err != nil {
		return err
	}
	for _, r := range rules {
		fmt.Fprintf(env.Out, "%-50s %-8s %-6s %s\n", r.ID, r.Severity, r.Confidence, r.Title)
	}
	return nil
}

// explain prints a rule's page.
func explain(_ context.Context, env Environment, args []string, _ core.Outside) error {
	if len(args) != 1 {
		return errors.New("`sallyport explain` takes one rule, for example credential/azure-storage-account-key")
	}
	rules, err := core.Rules()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rules, func(r finding.Rule) bool { return r.ID == args[0] || strings.HasSuffix(r.ID, "/"+args[0]) })
	if i < 0 {
		return fmt.Errorf("there is no rule %q; `sallyport rules` lists them", args[0])
	}
	r := rules[i]
	fmt.Fprintf(env.Out, "%s\n%s\n\nSeverity %s, confidence %s%s.\n\n%s\n\n%s\n\n%s\n",
		r.ID, r.Title, r.Severity, r.Confidence, weaknesses(r.CWE), r.Summary, strings.TrimSpace(r.Help), r.HelpURI)
	return nil
}

func weaknesses(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, ", CWE-%d", n)
	}
	return b.String()
}
