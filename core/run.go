// Package core is the gate itself: it opens the tree, runs the checks side by
// side, has the policy judge what they found, and writes the report. Hosts
// bring options in and carry the outcome out.
package core

import (
	"context"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Setup is what a run is given.
type Setup struct {
	Config   option.Config
	Change   report.Change
	Outside  Outside
	Progress func(stage string)
}

// Outcome is what a run leaves.
type Outcome struct {
	Report *report.Report
	Files  map[string]string // absolute paths of what was written, by name; empty for a plan
}

// Run is the whole way of the data. An InputError means that nothing was judged
// and nothing written; any other error means that the run broke off. What could
// not be examined is no error: it is in the report, which is then undecided.
func Run(ctx context.Context, setup Setup) (Outcome, error) {
	return Outcome{}, InputError{context.Canceled}
}
