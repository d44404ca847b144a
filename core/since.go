package core

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// since is what a hotfix changes against the version that is live by its
// receipt, which may be another than the main branch. What the live receipt says
// was examined then need not be examined again.
type since struct {
	trees
	changed *repo.Tree     // nil when nobody knows what is live: then everything is examined
	live    *receipt.Entry // whose commit is compared with
}

// sinceLive finds the change. A live version that is not known, or not in this
// clone, leaves the whole tree to examine.
func (p *prepared) sinceLive(ctx context.Context, t trees) since {
	s := since{trees: t, live: p.liveReceipt()}
	if s.live == nil || p.scope != option.Tree || p.base != "" {
		return s
	}
	commit := s.live.Statement.Commit()
	if _, err := p.repository.Resolve(ctx, commit); err != nil {
		p.notes = append(p.notes, fmt.Sprintf("The live version %.12s is not in this clone, so that the floor examined everything.", commit))
		return s
	}
	changed, err := p.repository.Changed(ctx, t.whole, commit)
	if err != nil {
		p.notes = append(p.notes, fmt.Sprintf("What differs from the live version %.12s cannot be told, so that the floor examined everything: %v.", commit, err))
		return s
	}
	s.changed = changed
	return s
}

// liveReceipt is the newest receipt of the environment that passed.
func (p *prepared) liveReceipt() *receipt.Entry {
	if p.ledgerGap != nil {
		return nil
	}
	for _, e := range slices.Backward(p.entries) {
		if e.IsReceipt() && e.Statement.Passed() && e.Statement.Environment() == p.Config.Environment {
			return &e
		}
	}
	return nil
}

// narrow tells whether the change alone is enough for a check: the dependency
// check needs everything, and so does one that the live version's run put off.
func (s since) narrow(name string) bool {
	return s.changed != nil && name != "dependency" && slices.ContainsFunc(s.live.Statement.Predicate.Extension.Checks,
		func(c receipt.Check) bool { return c.Name == name && c.State == finding.Examined })
}

func (s since) jobs(checks []check.Check) []job {
	var jobs []job
	for _, c := range checks {
		tree := s.of(c)
		if s.narrow(c.Name()) {
			tree = s.changed
		}
		jobs = append(jobs, job{c, tree})
	}
	return jobs
}

func (s since) mark(results []examined) {
	for i := range results {
		if s.narrow(results[i].state.Name) {
			results[i].scope = option.Change
		}
	}
}

// glance lets the checks that are owed look at the change alone, in the time
// that is left. They are owed all the same; what they find counts.
func (p *prepared) glance(ctx context.Context, s since, selection hotfix.Selection, end time.Time) []examined {
	results := owed(selection)
	left := end.Sub(p.Outside.Now())
	if s.changed == nil || left <= 0 {
		return results
	}
	within, cancel := context.WithTimeoutCause(ctx, left, errBudget)
	defer cancel()
	var jobs []job
	for _, c := range p.named(selection.Owed) {
		jobs = append(jobs, job{c, s.changed})
	}
	for _, seen := range examine(within, jobs, p.Outside.Now, p.Progress) {
		i := slices.IndexFunc(results, func(e examined) bool { return e.state.Name == seen.state.Name })
		results[i].Findings, results[i].duration, results[i].scope = seen.Findings, seen.duration, option.Change
		if seen.state.State == finding.Examined {
			results[i].state.Message += "; what differs from the live version was examined"
		}
	}
	return results
}
