package core

import (
	"context"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Host is where the gate runs: it reads its environment into options and tells
// the outcome in its own words. It never decides anything.
type Host interface {
	// Options are the inputs that the user set, by option name. Unset ones are absent.
	Options() map[string]string
	// Change is what the host knows about what is being judged.
	Change() report.Change
	// Platform is the record of deployments that the host keeps; nil without one,
	// or without a token for it.
	Platform(option.Config) (Platform, error)
	// Progress is told once when a stage begins: "walk", a check's name, "report".
	Progress(stage string)
	// Publish tells the outcome: annotations, summary, outputs. files are the
	// absolute paths of what was written, by name ("sallyport.sarif", "summary.md", …).
	// The verdict never depends on it.
	Publish(ctx context.Context, r *report.Report, files map[string]string) error
	// Reject tells that the input or the policy is wrong and nothing was judged.
	Reject(err error)
	// Fail tells that the run broke off.
	Fail(err error)
	// Exit turns the contract's exit code into the process's: they differ where
	// the host has its own way to say "failed".
	Exit(code int) int
}
