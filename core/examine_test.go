package core

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// fake is a check that does as it is told.
type fake struct {
	name   string
	canary error
	run    func() (check.Result, error)
}

func (f fake) Name() string                 { return f.name }
func (f fake) Rules() []finding.Rule        { return nil }
func (f fake) Canary(context.Context) error { return f.canary }
func (f fake) Run(ctx context.Context, _ *repo.Tree) (check.Result, error) {
	if f.run == nil {
		<-ctx.Done() // works until it is stopped
		return check.Result{}, context.Cause(ctx)
	}
	return f.run()
}

func TestACheckThatFailsTakesNoOtherDown(t *testing.T) {
	found := check.Result{Findings: []finding.Finding{{Rule: "sast/x"}}}
	well := func() (check.Result, error) { return found, nil }
	for _, test := range []struct {
		name     string
		check    fake
		state    finding.State
		message  string
		findings int
	}{
		{"a panic is a failed check, and its words are not repeated", fake{name: "a", run: func() (check.Result, error) { panic("hunter2") }}, finding.Failed, "crashed", 0},
		{"a runtime error too", fake{name: "a", run: func() (check.Result, error) { return found, []error{}[len(found.Findings)] }}, finding.Failed, "out of range", 0},
		{"findings beside an error still count", fake{name: "a", run: func() (check.Result, error) { return found, errors.New("disk on fire") }}, finding.Failed, "disk on fire", 1},
		{"a silent canary fails the check before it looks at the tree", fake{name: "a", canary: errors.New("nothing was found"), run: well}, finding.Failed, "canary", 0},
		{"an end that the run did not bring is a failure like any other", fake{name: "a", run: func() (check.Result, error) { return found, context.DeadlineExceeded }}, finding.Failed, "deadline", 1},
		{"all is well", fake{name: "a", run: well}, finding.Examined, "", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			jobs := []job{{check: test.check}, {check: fake{name: "b", run: well}}}
			got := examine(t.Context(), jobs, time.Now, func(string) {})
			if got[0].state.State != test.state || !strings.Contains(got[0].state.Message, test.message) {
				t.Errorf("state %q %q, want %q with %q", got[0].state.State, got[0].state.Message, test.state, test.message)
			}
			if strings.Contains(got[0].state.Message, "hunter2") {
				t.Errorf("the message %q repeats what the panic said", got[0].state.Message)
			}
			if len(got[0].Findings) != test.findings {
				t.Errorf("%d findings, want %d", len(got[0].Findings), test.findings)
			}
			if got[1].state.State != finding.Examined || len(got[1].Findings) != 1 {
				t.Errorf("the other check is %v", got[1].state)
			}
		})
	}
}

func TestACheckThatHangsDoesNotKeepTheVerdictBack(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	release := make(chan struct{})
	defer close(release)
	hangs := job{check: fake{name: "a", run: func() (check.Result, error) { <-release; return check.Result{}, nil }}}
	if got := hangs.within(ctx, time.Millisecond); got.state.State != finding.Failed || got.state.Name != "a" {
		t.Errorf("got %+v, want a failed check", got.state)
	}
}

func TestOnlyWhatTheBudgetStoppedIsOwed(t *testing.T) {
	broken := fake{name: "broken", run: func() (check.Result, error) { return check.Result{}, errors.New("disk on fire") }}
	slow := fake{name: "slow"}
	p := &prepared{Setup: Setup{Outside: Outside{Now: time.Now}, Progress: func(string) {}}, checks: []check.Check{broken, slow}}
	selection := hotfix.Selection{Run: []hotfix.Candidate{{Name: "broken"}, {Name: "slow"}}}
	results, killed := p.examineUntil(t.Context(), trees{}, selection, time.Now().Add(20*time.Millisecond))
	if results[0].state.State != finding.Failed {
		t.Errorf("the broken check is %q: its failure became a debt", results[0].state.State)
	}
	if results[1].state.State != finding.Owed || len(killed) != 1 || killed[0] != "slow" {
		t.Errorf("the slow check is %q, killed %v; want it owed", results[1].state.State, killed)
	}
}
