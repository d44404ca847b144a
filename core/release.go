package core

import (
	"cmp"
	"context"
	"slices"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/report"
)

// release runs every check that was asked for, to its end.
func (p *prepared) release(ctx context.Context) (*report.Report, error) {
	p.Progress("walk the tree")
	t, err := p.walk(ctx)
	if err != nil {
		return nil, err
	}
	defer t.close()
	results := examine(ctx, p.jobs(t, p.checks), p.Outside.Now, p.Progress)
	p.reach(ctx, t, results, reachTime)
	r := p.report(t, results)
	floor, jobs := p.candidates()
	p.addJobs(r, hotfix.Selection{Run: append(floor, jobs...)}, "runs later in the pipeline")
	p.judgeWithDebts(ctx, r, results, p.known(ctx, t, results, reachTime), nil)
	return r, nil
}

func (p *prepared) jobs(t trees, checks []check.Check) []job {
	var jobs []job
	for _, c := range checks {
		jobs = append(jobs, job{c, t.of(c)})
	}
	return jobs
}

// report begins the report of a run over a tree.
func (p *prepared) report(t trees, results []examined) *report.Report {
	r := p.blank()
	r.Walk = finding.Coverage{Files: len(t.scoped.Files()), Skips: t.scoped.Skips(), Gaps: t.whole.Gaps(), Notes: t.notes}
	r.Gaps = slices.Concat(emptiness(p, t), t.whole.Gaps(), t.gaps)
	if p.indexGap != nil {
		r.Gaps = append(r.Gaps, finding.Gap{Kind: finding.NoAdvisories, Message: "get the advisories: " + p.indexGap.Error()})
	}
	if p.ledgerGap != nil {
		r.Gaps = append(r.Gaps, finding.Gap{Kind: finding.Unreadable, Message: "read the receipts: " + p.ledgerGap.Error()})
	}
	for _, e := range results {
		r.Checks = append(r.Checks, report.Check{
			CheckState: e.state, Title: title(e.state.Name), Duration: e.duration, Scope: e.scope,
			Coverage: e.Coverage, Findings: len(e.Findings),
		})
		r.Gaps = append(r.Gaps, e.Coverage.Gaps...)
		if e.Inventory != nil {
			r.Inventory = e.Inventory
		}
		if e.Watermark != nil {
			r.Watermark = e.Watermark
		}
	}
	slices.SortFunc(r.Gaps, finding.Gap.Compare)
	return r
}

// blank is a report that says which run it is of, and no more.
func (p *prepared) blank() *report.Report {
	change := p.Change
	if change.Commit == "" {
		change.Commit = p.head
	}
	if p.base != "" {
		change.Base = p.base
	}
	r := &report.Report{
		Version: p.Outside.Version, Mode: p.Config.Mode, Scope: p.scope, Environment: p.Config.Environment,
		Root: p.Config.Path, Change: change, Started: p.started, Folder: p.Config.Report, PlanOnly: p.Config.Plan,
		Rules: policy.Rules(),
	}
	for _, c := range p.checks {
		r.Rules = append(r.Rules, c.Rules()...)
	}
	slices.SortFunc(r.Rules, func(a, b finding.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return r
}

// judge has the policy judge the findings. extra are findings of the gate
// itself, such as a missing approval.
func (p *prepared) judge(r *report.Report, results []examined, known map[string]bool, extra []finding.Finding) {
	findings := slices.Clone(extra)
	for _, e := range results {
		findings = append(findings, e.Findings...)
	}
	for i := range findings {
		if p.ignored.Covers(findings[i]) {
			findings[i].Marker = finding.GitleaksIgnore
		}
	}
	finding.Sort(findings)
	r.Judgement = policy.Judge(p.judged(), policy.Input{
		Mode: p.Config.Mode, PolicyPath: p.policyPath, Today: p.started, Partial: !p.seesEverything() || p.repository.Path != "" || partly(r),
		Findings: findings, Gaps: r.Gaps, Known: known, Checks: p.states(r),
	})
}

// partly tells whether a check saw only the change.
func partly(r *report.Report) bool {
	return slices.ContainsFunc(r.Checks, func(c report.Check) bool { return c.Scope != "" })
}

// judged is the policy that this run is held to. A commit hook, or what reads
// standard input, asks for the checks that it names and releases nothing, so it
// requires no other.
func (p *prepared) judged() policy.Policy {
	judged := p.policy
	if p.scope == option.Staged || p.scope == option.Input {
		judged.Release.Require = p.Config.Checks
	}
	return judged
}

// states lists every check there is, the ones that were not asked for too.
func (p *prepared) states(r *report.Report) []finding.CheckState {
	var states []finding.CheckState
	for _, name := range policy.CheckNames() {
		i := slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.Name == name })
		if i < 0 {
			states = append(states, finding.CheckState{Name: name, State: finding.Skipped, Message: "the checks option leaves it out"})
			continue
		}
		states = append(states, r.Checks[i].CheckState)
	}
	return states
}

// title is a check's name for people.
func title(name string) string {
	switch name {
	case "credential":
		return "Credentials"
	case "dependency":
		return "Dependencies"
	case "sast":
		return "Code (SAST)"
	default:
		return name
	}
}
