package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/receipt"
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
	since := p.sinceLive(ctx, t)
	floor, others := p.candidates()
	results := examine(ctx, since.jobs(p.named(floor)), p.Outside.Now, p.Progress)
	since.mark(results)
	left := p.budget() - p.Outside.Now().Sub(p.started)
	selection := hotfix.Plan(nil, others, left)
	selection.Budget = p.budget()
	end := p.started.Add(p.budget() - p.later(selection))
	chosen, killed := p.examineUntil(ctx, t, selection, end)
	results = append(append(results, chosen...), p.glance(ctx, since, selection, end)...)
	p.reach(ctx, t, results, end.Sub(p.Outside.Now()))
	r := p.report(t, p.inOrder(results))
	p.number(r, append(floor, others...))
	p.addJobs(r, selection, "runs later in the pipeline")
	r.Debts = hotfix.Debts(selection, killed, p.started, p.policy.Hotfix.Due)
	faults := p.authorise(ctx, r)
	p.judgeWithDebts(ctx, r, results, p.known(ctx, t, results, end.Sub(p.Outside.Now())), faults)
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
		if !isJob(c) {
			results = append(results, examined{state: finding.CheckState{Name: c.Name, State: finding.Skipped, Message: "would run"}, duration: c.Duration})
		}
	}
	r := p.report(t, p.inOrder(results))
	p.number(r, append(floor, others...))
	p.addJobs(r, selection, "would run later in the pipeline")
	r.Debts = hotfix.Debts(selection, nil, p.started, p.policy.Hotfix.Due)
	r.Judgement = finding.Judgement{Verdict: finding.Undecided, Reasons: append([]string{"Nothing was examined."}, p.numbers(selection)...)}
	return r, nil
}

// numbers says how a hotfix's plan came about.
func (p *prepared) numbers(s hotfix.Selection) []string {
	if p.Config.Mode != "hotfix" {
		return nil
	}
	lines := []string{fmt.Sprintf("Of the budget of %s, %s are planned.", s.Budget, s.Spent.Round(100*time.Millisecond))}
	say := func(verb string, list []hotfix.Candidate) {
		for _, c := range list {
			lines = append(lines, fmt.Sprintf("%s %s the %s: value %d, expected to take %s (%s).", "The plan", verb, hotfix.What(c.Name), c.Value, c.Duration.Round(100*time.Millisecond), c.Basis))
		}
	}
	say("runs", s.Run)
	say("owes", s.Owed)
	return lines
}

// candidates are the checks that were asked for and the pipeline's own jobs,
// with their worth and the time that they are expected to take: the floor, and
// the others.
func (p *prepared) candidates() (floor, others []hotfix.Candidate) {
	measured := hotfix.Measured(p.entries)
	for _, c := range p.checks {
		candidate := hotfix.Expect(c.Name(), p.policy.Hotfix, measured)
		if slices.Contains(p.policy.Hotfix.Floor, c.Name()) {
			floor = append(floor, candidate)
		} else {
			others = append(others, candidate)
		}
	}
	for _, j := range p.policy.Hotfix.Jobs {
		others = append(others, hotfix.Candidate{Name: receipt.JobPrefix + j.Name, Value: j.Value, Duration: j.Duration, Basis: hotfix.Declared})
	}
	return floor, others
}

func isJob(c hotfix.Candidate) bool { return strings.HasPrefix(c.Name, receipt.JobPrefix) }

func (p *prepared) budget() time.Duration { return cmp.Or(p.Config.Budget, p.policy.Hotfix.Budget) }

// later is the time that the chosen jobs of the pipeline need after the gate.
func (p *prepared) later(s hotfix.Selection) (sum time.Duration) {
	for _, c := range s.Run {
		if isJob(c) {
			sum += c.Duration
		}
	}
	return sum
}

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

// examineUntil runs the chosen checks until the deadline. A check that the
// deadline stopped is owed; what it found by then still counts.
func (p *prepared) examineUntil(ctx context.Context, t trees, selection hotfix.Selection, end time.Time) (results []examined, killed []string) {
	within, cancel := context.WithTimeoutCause(ctx, end.Sub(p.Outside.Now()), errBudget)
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
		if !isJob(c) {
			results = append(results, examined{state: finding.CheckState{Name: c.Name, State: finding.Owed,
				Message: fmt.Sprintf("it did not fit into the budget of %s", selection.Budget.Round(time.Second))}})
		}
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

// number puts worth and expectation beside the checks, for the receipt.
func (p *prepared) number(r *report.Report, candidates []hotfix.Candidate) {
	if p.Config.Mode != "hotfix" {
		return
	}
	for i := range r.Checks {
		for _, c := range candidates {
			if c.Name == r.Checks[i].Name {
				r.Checks[i].Value, r.Checks[i].Expected = c.Value, c.Duration
			}
		}
	}
}

// addJobs tells of the pipeline's own jobs, and which of all checks and jobs run
// now and which are put off.
func (p *prepared) addJobs(r *report.Report, s hotfix.Selection, running string) {
	add := func(list []hotfix.Candidate, state finding.State, message string) {
		for _, c := range list {
			if isJob(c) {
				r.Checks = append(r.Checks, report.Check{CheckState: finding.CheckState{Name: c.Name, State: state, Message: message},
					Title: "Job " + jobOf(c.Name), Value: c.Value, Expected: c.Duration})
			}
		}
	}
	add(s.Run, finding.Skipped, running)
	add(s.Owed, finding.Owed, fmt.Sprintf("it did not fit into the budget of %s", s.Budget.Round(time.Second)))
	for _, c := range r.Checks {
		if c.State == finding.Owed {
			r.Owed = append(r.Owed, jobOf(c.Name))
		} else {
			r.Run = append(r.Run, jobOf(c.Name))
		}
	}
}

func jobOf(name string) string { return strings.TrimPrefix(name, receipt.JobPrefix) }
