package core

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Proofs are the approvals that a platform knows of.
type Proofs struct {
	List    []hotfix.Proof
	Authors []string // every name of whoever made the change, as the platform knows them
}

// Approving is a Platform that knows who approved the run or its commit. The
// error means that it could not be asked.
type Approving interface {
	Approvals(ctx context.Context) (Proofs, error)
}

// authorise finds out who answers for a hotfix. A platform that cannot be asked
// is a gap where its answer was needed.
func (p *prepared) authorise(ctx context.Context, r *report.Report) []finding.Finding {
	approval, faults, failed := p.approve(ctx)
	r.Approval = &approval
	if failed != nil && len(faults) > 0 {
		r.Gaps = append(r.Gaps, finding.Gap{Kind: finding.Unreadable, Message: "ask who approved the hotfix: " + failed.Error()})
		slices.SortFunc(r.Gaps, finding.Gap.Compare)
	}
	return faults
}

// override is the approval of a rollback against advice; nil when nobody asks
// for one, or it does not hold.
func (p *prepared) override(ctx context.Context, r *report.Report) *receipt.Approval {
	if p.Config.Approver == "" && p.signed == nil {
		return nil
	}
	approval, faults, _ := p.approve(ctx)
	for _, f := range faults {
		p.notes = append(p.notes, "The approval does not count: "+f.Message)
	}
	if len(faults) > 0 {
		return nil
	}
	r.Approval = &approval
	return &approval
}

// approve holds what the run was told against what is proven.
func (p *prepared) approve(ctx context.Context) (receipt.Approval, []finding.Finding, error) {
	proofs, failed := p.proofs(ctx)
	wish := hotfix.Wish{Approver: p.Config.Approver, Authors: append(slices.Clone(p.authors), proofs.Authors...), Reason: p.Config.Reason,
		Incident: p.Config.Incident, Commit: p.head, Environment: p.Config.Environment, Now: p.Outside.Now()}
	approval, faults := wish.Authorise(proofs.List, p.policy, p.policyPath)
	return approval, faults, failed
}

// proofs asks only where the policy wants proof. A signed file is not asked for
// twice: when it is there, the platform is not needed.
func (p *prepared) proofs(ctx context.Context) (Proofs, error) {
	if p.signed != nil {
		return Proofs{List: []hotfix.Proof{*p.signed}}, nil
	}
	platform, asks := p.Platform.(Approving)
	if !asks || p.policy.Hotfix.Approver != policy.ApproverRequired {
		return Proofs{}, nil
	}
	p.Progress("ask who approved it")
	return platform.Approvals(ctx)
}

// judgeWithDebts judges twice: what the run found says which debts it pays, and
// debts that stay overdue close the gate.
func (p *prepared) judgeWithDebts(ctx context.Context, r *report.Report, results []examined, known map[string]bool, extra []finding.Finding) {
	extra = append(slices.Clone(extra), p.leftBefore()...)
	p.judge(r, results, known, extra)
	owed := receipt.Outstanding(p.entries, p.Config.Environment)
	if len(owed) == 0 && len(r.Debts) == 0 {
		return
	}
	left := p.pay(ctx, r, owed)
	burden := hotfix.Burden{Owed: left, New: len(r.Debts), Hotfix: p.Config.Mode == option.Hotfix, Now: p.started}
	if r.Approval != nil {
		burden.Incident = r.Approval.Incident
	}
	if faults := burden.Close(p.policy, p.policyPath); len(faults) > 0 {
		p.judge(r, results, known, append(slices.Clone(extra), faults...))
	}
	for _, o := range left {
		r.Judgement.Warnings = append(r.Judgement.Warnings, fmt.Sprintf("The hotfix at %.12s owes the %s until %s (receipt %s).", o.Commit, hotfix.What(o.Check), o.Due, o.Name))
	}
	r.Judgement.Warnings = append(r.Judgement.Warnings, p.late...)
}

// leftBefore tells that a rollback left the commit that is to be released.
func (p *prepared) leftBefore() []finding.Finding {
	block, is := receipt.Blocked(p.entries, p.Config.Environment)[p.head]
	if !is {
		return nil
	}
	return []finding.Finding{policy.Fault(policy.RuleBlockedVersion, finding.Location{Path: p.policyPath, StartLine: 1},
		fmt.Sprintf("Commit %.12s was left by a rollback of %s at %s and is blocked since (receipt %s).", p.head, p.Config.Environment, block.Time, block.Name),
		"Mend it and release the repair as a new commit; or let somebody answer for going back to it (mode=rollback with target, approver and reason).", p.head)}
}

// pay finds the debts that this run makes up for and returns the others.
func (p *prepared) pay(ctx context.Context, r *report.Report, owed []receipt.Owed) (left []receipt.Owed) {
	recorded := false // a payment that no receipt tells of is none
	if len(owed) > 0 {
		missing, err := p.noReceipt(ctx, r)
		recorded = err == nil && missing == "" && p.ledger != nil && p.ledgerGap == nil
	}
	for _, o := range owed {
		if recorded && p.pays(ctx, r, o) {
			r.Pays = append(r.Pays, o)
		} else {
			left = append(left, o)
		}
	}
	return left
}

// pays tells whether the owed check was done now: on the hotfix's commit or a
// descendant, on everything, and without a finding that closes the gate. Such a
// finding late is worse than the debt: the hotfix has it since it is live.
func (p *prepared) pays(ctx context.Context, r *report.Report, o receipt.Owed) bool {
	done := slices.ContainsFunc(r.Checks, func(c report.Check) bool {
		return c.Name == o.Check && c.State == finding.Examined && c.Scope == ""
	})
	if !done {
		return false
	}
	descends, err := p.repository.Descends(ctx, p.head, o.Commit)
	if err != nil || !descends {
		return false
	}
	if slices.ContainsFunc(r.Judgement.Findings, func(j finding.Judged) bool {
		return j.Status == finding.Blocks && strings.HasPrefix(j.Rule, o.Check+"/")
	}) {
		p.late = append(p.late, fmt.Sprintf("The %s that the hotfix at %.12s put off finds now what closes the gate, and what runs in %s may have it. Go back (mode=rollback) or mend it and roll forward (mode=hotfix).",
			hotfix.What(o.Check), o.Commit, o.Environment))
		return false
	}
	return true
}
