package terminal

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/internal/atomic"
)

// buildAdvisories makes an index of OSV records: --output FILE SOURCE...
func buildAdvisories(ctx context.Context, env Environment, args []string, _ core.Outside) error {
	output, sources, err := buildArguments(args)
	if err != nil {
		return err
	}
	content, manifest, err := advisory.Build(ctx, sources, advisory.Options{})
	if err != nil {
		return err
	}
	if err := atomic.WriteFile(output, content); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	manifest.Source = filepath.Base(output)
	fmt.Fprint(env.Out, advisory.RenderInfo(manifest))
	return nil
}

func buildArguments(args []string) (output string, sources []advisory.Source, err error) {
	const usage = "write `sallyport advisories build --output FILE SOURCE...`"
	for i := 0; i < len(args); i++ {
		value, assigned := strings.CutPrefix(args[i], "--output=")
		switch {
		case assigned:
			output = value
		case args[i] == "--output" && i+1 < len(args):
			i++
			output = args[i]
		case strings.HasPrefix(args[i], "-"):
			return "", nil, fmt.Errorf("%q is not known here; %s", args[i], usage)
		default:
			sources = append(sources, advisory.Source{Path: args[i]})
		}
	}
	if output == "" || len(sources) == 0 {
		return "", nil, errors.New("the output or the sources are missing; " + usage)
	}
	return output, sources, nil
}

// showAdvisories tells the age and coverage of an index, of the embedded one
// without a name.
func showAdvisories(_ context.Context, env Environment, args []string, outside core.Outside) error {
	if len(args) > 1 {
		return errors.New("`sallyport advisories info` takes one index")
	}
	open := advisory.Embedded
	if len(args) == 1 {
		open = func() (*advisory.Index, error) { return advisory.Open(args[0]) }
	}
	index, err := open()
	if err != nil {
		return err
	}
	_, age := index.Manifest().Age(outside.Now())
	fmt.Fprintf(env.Out, "%s%s\n", advisory.RenderInfo(index.Manifest()), age)
	return nil
}
