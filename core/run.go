// Package core is the gate itself: it opens the tree, runs the checks side by
// side, has the policy judge what they found, and writes the report. Hosts
// bring options in and carry the outcome out.
package core

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Setup is what a run is given.
type Setup struct {
	Config   option.Config
	Change   report.Change
	Outside  Outside
	Platform Platform // nil without one
	Progress func(stage string)

	NewBaseline bool // the run writes the policy's baseline, so that it need not be there yet
}

// Outcome is what a run leaves.
type Outcome struct {
	Report *report.Report
	Files  map[string]string // absolute paths of what was written, by name
}

// writingTime bounds the report of a run, also of one whose own time is over.
const writingTime = 2 * time.Minute

// Run is the whole way of the data. An InputError means that nothing was judged
// and nothing written; any other error means that the run broke off. What could
// not be examined is no error: it is in the report, which is then undecided.
func Run(ctx context.Context, setup Setup) (outcome Outcome, err error) {
	defer pace(setup.Config)()
	p, err := prepare(ctx, setup)
	if err != nil {
		return Outcome{}, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	var r *report.Report
	switch {
	case setup.Config.Mode == option.Rollback:
		r, err = p.rollback(ctx)
	case setup.Config.Plan:
		r, err = p.plan(ctx)
	case setup.Config.Mode == option.Hotfix:
		r, err = p.hotfix(ctx)
	default:
		r, err = p.release(ctx)
	}
	if err != nil {
		return Outcome{}, err
	}
	r.Judgement.Warnings = append(r.Judgement.Warnings, p.notes...)
	setup.Progress("write the report")
	r.Duration = setup.Outside.Now().Sub(p.started)
	// An ended run is undecided, and what it found until then is still reported.
	writing, cancel := context.WithTimeout(context.WithoutCancel(ctx), writingTime)
	defer cancel()
	files, err := p.write(writing, r)
	if err == nil && p.mayGoForward(r) {
		files, err = p.goForward(ctx, r)
	}
	if err != nil {
		return Outcome{}, fmt.Errorf("write the report: %w", err)
	}
	return Outcome{Report: r, Files: files}, nil
}
