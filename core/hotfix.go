package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/report"
)

// hotfix runs the floor to its end, then what fits into the time that is left.
// What was not chosen, or not done at the deadline, is owed.
func (p *prepared) hotfix(ctx context.Context) (*report.Report, error) {
	p.Progress("walk the tree")
	t, err := p.walk(ctx)
	if err != nil {
		return nil, err
	}
	defer t.close()
	floor, others := p.candidates()
	results := examine(ctx, p.jobs(t, p.named(floor)), p.Outside.Now, p.Progress)
	left := p.budget() - p.Outside.Now().Sub(p.started)
	selection := hotfix.Plan(nil, others, left)
	chosen, killed := p.examineWithin(ctx, t, selection, left)
	results = append(results, chosen...)
	results = append(results, owed(selection)...)
	r := p.report(t, p.inOrder(results))
	r.Debts = hotfix.Debts(selection, killed, p.started, p.policy.Hotfix.Due)
	p.judge(r, results, p.known(ctx, t), p.approval().Missing(p.policy, p.policyPath))
	return r, nil
}

// plan says what a run would do, and examines nothing.
func (p *prepared) plan(ctx context.Context) (*report.Report, error) {
	t, err := p.walk(ctx)
	if err != nil {
		return nil, err
	}
	defer t.close()
	floor, others := p.candidates()
	if p.Config.Mode != "hotfix" {
		floor, others = append(floor, others...), nil
	}
	selection := hotfix.Plan(floor, others, p.budget())
	results := owed(selection)
	for _, c := range selection.Run {
		results = append(results, examined{state: finding.CheckState{Name: c.Name, State: finding.Skipped, Message: "would run"}, duration: c.Duration})
	}
	r := p.report(t, p.inOrder(results))
	r.Debts = hotfix.Debts(selection, nil, p.started, p.policy.Hotfix.Due)
	r.Judgement = finding.Judgement{Verdict: finding.Undecided, Reasons: []string{"Nothing was examined."}}
	return r, nil
}

// candidates are the checks that were asked for, with their worth and the time
// that they took before: the floor, and the others.
func (p *prepared) candidates() (floor, others []hotfix.Candidate) {
	measured := hotfix.Measured(p.entries)
	for _, c := range p.checks {
		candidate := hotfix.Candidate{Name: c.Name(), Value: p.policy.Hotfix.Worth(c.Name()), Duration: measured[c.Name()]}
		if slices.Contains(p.policy.Hotfix.Floor, c.Name()) {
			floor = append(floor, candidate)
		} else {
			others = append(others, candidate)
		}
	}
	return floor, others
}

func (p *prepared) budget() time.Duration { return cmp.Or(p.Config.Budget, p.policy.Hotfix.Budget) }

// named are the checks of the candidates.
func (p *prepared) named(candidates []hotfix.Candidate) []check.Check {
	var checks []check.Check
	for _, c := range p.checks {
		if slices.ContainsFunc(candidates, func(h hotfix.Candidate) bool { return h.Name == c.Name() }) {
			checks = append(checks, c)
		}
	}
	return checks
}

// errBudget is why a check of a hotfix is stopped.
var errBudget = errors.New("the hotfix's budget was used up")

// examineWithin runs the chosen checks until the deadline. A check that the
// deadline stopped is owed; what it found by then still counts.
func (p *prepared) examineWithin(ctx context.Context, t trees, selection hotfix.Selection, left time.Duration) (results []examined, killed []string) {
	within, cancel := context.WithTimeoutCause(ctx, left, errBudget)
	defer cancel()
	results = examine(within, p.jobs(t, p.named(selection.Run)), p.Outside.Now, p.Progress)
	for i := range results {
		state := &results[i].state
		if results[i].ended && ctx.Err() == nil { // one that failed by itself stays failed
			state.State, state.Message = finding.Owed, errBudget.Error()
			killed = append(killed, state.Name)
		}
	}
	return results, killed
}

func owed(selection hotfix.Selection) []examined {
	var results []examined
	for _, c := range selection.Owed {
		results = append(results, examined{state: finding.CheckState{Name: c.Name, State: finding.Owed,
			Message: fmt.Sprintf("it did not fit into the budget of %s", selection.Budget.Round(time.Second))}})
	}
	return results
}

// inOrder sorts results as the checks option does.
func (p *prepared) inOrder(results []examined) []examined {
	sorted := slices.Clone(results)
	slices.SortFunc(sorted, func(a, b examined) int {
		return cmp.Compare(slices.Index(p.Config.Checks, a.state.Name), slices.Index(p.Config.Checks, b.state.Name))
	})
	return sorted
}

func (p *prepared) approval() hotfix.Approval {
	return hotfix.Approval{Approver: p.Config.Approver, Author: p.author, Reason: p.Config.Reason, Incident: p.Config.Incident}
}
