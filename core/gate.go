package core

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/sarif"
)

// Outside is what the process lends to the gate.
type Outside struct {
	Version     string
	Environment []string         // for the git program, proxies and authorities
	Stdin       io.Reader        // what the path "-" reads
	Program     string           // this very program's file, which runs itself for what needs a process of its own; "" cannot
	Cache       string           // the user's folder for caches; "" keeps nothing
	Now         func() time.Time // the clock
	Dialect     sarif.Dialect    // which host's SARIF is written beside the full one
}

// Gate is the whole way on any host: options in, verdict out. It returns the
// process's exit code.
func Gate(ctx context.Context, host Host, args []string, outside Outside) (exit int) {
	defer func() {
		if r := recover(); r != nil {
			host.Fail(fmt.Errorf("the gate crashed (%s); please report it", check.PanicKind(r)))
			exit = host.Exit(finding.Undecided.ExitCode())
		}
	}()
	flags, flagMistakes := option.ParseFlags(args)
	config, mistakes := option.Decode(flags, host.Options())
	if err := errors.Join(flagMistakes, mistakes); err != nil {
		host.Reject(Masked(err))
		return host.Exit(finding.ExitInput)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, config.Timeout, fmt.Errorf("the time limit of %s was reached; raise timeout or narrow path", config.Timeout))
	defer cancel()
	platform, err := host.Platform(config)
	if err != nil {
		host.Reject(err)
		return host.Exit(finding.ExitInput)
	}
	setup := Setup{Config: config, Change: host.Change(), Outside: outside, Platform: platform, Progress: host.Progress}
	outcome, err := Run(ctx, setup)
	var input InputError
	switch {
	case errors.As(err, &input):
		host.Reject(Masked(input.Mistakes))
		return host.Exit(finding.ExitInput)
	case err != nil:
		host.Fail(Masked(err))
		return host.Exit(finding.Undecided.ExitCode())
	}
	return host.Exit(publish(host, outcome))
}

// publish tells the outcome. A verdict that could not be told is not a pass.
func publish(host Host, outcome Outcome) int {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	code := outcome.Report.Verdict().ExitCode()
	if err := host.Publish(ctx, outcome.Report, outcome.Files); err != nil {
		host.Fail(fmt.Errorf("publish the outcome: %w", err))
		if code == 0 {
			code = finding.Undecided.ExitCode()
		}
	}
	return code
}
