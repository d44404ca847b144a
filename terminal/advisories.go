package terminal

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/internal/atomic"
)

// buildAdvisories makes an index of OSV records: --output FILE [--time TIME] SOURCE...
func buildAdvisories(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	b, err := buildArguments(args, outside.Now())
	if err != nil {
		return err
	}
	content, manifest, err := advisory.Build(ctx, b.sources, advisory.Options{Time: b.time})
	if err != nil {
		return err
	}
	if err := atomic.WriteFile(b.output, content); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	manifest.Source = filepath.Base(b.output)
	fmt.Fprint(env.Out, advisory.RenderInfo(manifest))
	return nil
}

// building is what `advisories build` was asked for.
type building struct {
	output  string
	time    time.Time // when the records were fetched; zero: the newest of them tells
	sources []advisory.Source
}

func buildArguments(args []string, now time.Time) (building, error) {
	const usage = "write `sallyport advisories build --output FILE [--time TIME] SOURCE...`"
	var b building
	for i := 0; i < len(args); i++ {
		name, value, assigned := strings.Cut(args[i], "=")
		if !strings.HasPrefix(name, "-") {
			b.sources = append(b.sources, advisory.Source{Path: args[i]})
			continue
		}
		if !assigned && i+1 < len(args) {
			i++
			value = args[i]
		}
		switch strings.TrimLeft(name, "-") {
		case "output":
			b.output = value
		case "time":
			fetched, err := time.Parse(time.RFC3339, value)
			if err != nil || fetched.After(now) {
				return building{}, fmt.Errorf("--time %q is no time in the past; write when the records were fetched, for example %s", value, now.UTC().Format(time.RFC3339))
			}
			b.time = fetched
		default:
			return building{}, fmt.Errorf("%q is not known here; %s", name, usage)
		}
	}
	if b.output == "" || len(b.sources) == 0 {
		return building{}, errors.New("the output or the sources are missing; " + usage)
	}
	return b, nil
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
