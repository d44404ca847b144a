package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/sast"
)

// errRules is the outcome of rules that do not do what their fixtures say. It
// has been told already.
var errRules = errors.New("rules do not do what their fixtures say")

// testRules runs the rule files of a folder on the fixtures beside them.
func testRules(ctx context.Context, env Environment, args []string, _ core.Outside) error {
	if len(args) != 1 {
		return errors.New("`sallyport rules test` takes one folder of rule files, each with a fixture of the same name beside it")
	}
	info, err := os.Stat(args[0])
	switch {
	case err != nil:
		return fmt.Errorf("test rules: %w", err)
	case !info.IsDir():
		return fmt.Errorf("test rules: %q is no folder; name the folder that has the rule file and its fixture", args[0])
	}
	outcome, err := sast.TestRules(ctx, os.DirFS(args[0]), false)
	switch {
	case err != nil:
		return err
	case outcome.Rules == 0 && len(outcome.Problems) == 0:
		return fmt.Errorf("test rules: %q has no rule files (*.yaml, *.yml)", args[0])
	}
	for _, problem := range outcome.Problems {
		fmt.Fprintln(env.Out, report.Plain(problem))
	}
	fmt.Fprintf(env.Out, "%d rules: %d lines found as marked, %d silent as marked, %d problems.\n",
		outcome.Rules, outcome.Hits, outcome.Misses, len(outcome.Problems))
	if len(outcome.Problems) > 0 {
		return errRules
	}
	return nil
}
