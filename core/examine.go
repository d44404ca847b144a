package core

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// job is one check with the tree that it examines.
type job struct {
	check check.Check
	tree  *repo.Tree
}

// examined is what came of a job.
type examined struct {
	check.Result
	state    finding.CheckState
	ended    bool   // the run's end stopped it; it did not fail by itself
	scope    string // "change" when only what differs from the live version was examined
	duration time.Duration
}

// examine runs the jobs side by side, one result slot each. A check that
// panics, fails or stays silent on its canary takes no other down.
func examine(ctx context.Context, jobs []job, now func() time.Time, progress func(string)) []examined {
	results := make([]examined, len(jobs))
	var checks sync.WaitGroup
	for i, j := range jobs {
		progress("examine " + j.check.Name())
		checks.Go(func() {
			began := now()
			results[i] = j.within(ctx, patience)
			results[i].duration = now().Sub(began)
		})
	}
	checks.Wait()
	m := newMasker()
	for i := range results {
		m.result(&results[i])
	}
	return results
}

// patience is how long a check may take to stop after the run was ended.
const patience = 5 * time.Second

// within runs the job, and stops waiting for one that does not heed its
// context: a check that hangs must not keep the verdict back.
func (j job) within(ctx context.Context, patience time.Duration) examined {
	done := make(chan examined, 1)
	go func() { done <- j.run(ctx) }()
	select {
	case e := <-done:
		return e
	case <-ctx.Done():
	}
	select {
	case e := <-done:
		return e
	case <-time.After(patience):
		return examined{ended: true, state: finding.CheckState{Name: j.check.Name(), State: finding.Failed,
			Message: "the run was ended and the check did not stop; please report it"}}
	}
}

func (j job) run(ctx context.Context) (e examined) {
	state := finding.CheckState{Name: j.check.Name(), State: finding.Examined}
	defer func() {
		if r := recover(); r != nil {
			state.State, state.Message = finding.Failed, fmt.Sprintf("the check crashed (%s); please report it", check.PanicKind(r))
			e.state = state
		}
	}()
	err := j.check.Canary(ctx)
	if err != nil && !endedBy(ctx, err) {
		state.State, state.Message = finding.Failed, "the canary stayed silent: "+err.Error()
		return examined{state: state}
	}
	var result check.Result
	if err == nil {
		result, err = j.check.Run(ctx, j.tree)
	}
	ended := endedBy(ctx, err)
	switch {
	case ended:
		state.State, state.Message = finding.Failed, "the run was ended before the check was done: "+context.Cause(ctx).Error()
	case err != nil:
		state.State, state.Message = finding.Failed, err.Error()
	}
	return examined{Result: result, state: state, ended: ended}
}

// endedBy tells whether an error is only that the run was ended.
func endedBy(ctx context.Context, err error) bool {
	return ctx.Err() != nil && (errors.Is(err, context.Cause(ctx)) || errors.Is(err, ctx.Err()))
}
