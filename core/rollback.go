package core

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/rollback"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// rollback decides about going back from receipts alone: the tree is not looked
// at, and nothing is rebuilt. With the swap option what was allowed is carried out.
func (p *prepared) rollback(ctx context.Context) (*report.Report, error) {
	seen := p.observed(ctx)
	open, err := p.unfinished(ctx, &seen)
	if err != nil {
		p.ledgerGap = err
	}
	p.Progress("judge going back")
	r := p.blank()
	decision, err := rollback.Decide(ctx, p.request(ctx, r, seen, open))
	if err != nil {
		return nil, InputError{fmt.Errorf("option target: %w", err)}
	}
	r.Rollback = &decision
	r.Gaps = decision.Gaps
	r.Judgement = decision.Judgement(p.policyPath)
	r.Debts = decision.Debts
	r.Measures = p.measures()
	if decision.Action.Allows() {
		r.Steps = p.steps
	}
	if decision.WrongSlot {
		r.Steps = rollback.DeployPlan(p.Config.Site, p.Config.Slot, decision.Target.Commit)
	}
	if p.Config.Swap && !p.Config.Plan {
		p.carry(ctx, r, decision, open)
	}
	return r, nil
}

func (p *prepared) request(ctx context.Context, r *report.Report, seen rollback.Observed, open *swap.Procedure) rollback.Request {
	request := rollback.Request{
		Target: p.Config.Target, Environment: p.Config.Environment, Entries: p.entries, Ledger: p.ledgerGap,
		Policy: p.policy, Today: p.started, Observed: seen, Rejudge: p.rejudge,
	}
	if open != nil {
		request.Target = open.Order.To.Commit
	}
	if approval := p.override(ctx, r); approval != nil {
		request.Approval = rollback.Approval{By: approval.By, Reason: approval.Reason}
	}
	return request
}

// unfinished finds what an earlier run began: its target is carried on with, and
// what was live then is what is left.
func (p *prepared) unfinished(ctx context.Context, seen *rollback.Observed) (*swap.Procedure, error) {
	if !p.Config.Swap || p.ledger == nil || p.ledgerGap != nil {
		return nil, nil
	}
	open, err := p.openProcedure(ctx)
	if open != nil {
		seen.Live = open.Order.From.Commit
	}
	return open, err
}

// maxInARow is how many rollbacks may follow one another without a release in
// between, with those that were swapped back: then a person has to look.
const maxInARow = 3

// carry carries the swap out, if the decision lets it or an earlier run began it.
func (p *prepared) carry(ctx context.Context, r *report.Report, decision rollback.Decision, open *swap.Procedure) {
	switch {
	case p.ledgerGap != nil, open == nil && !decision.Action.Allows():
		return // the decision says why
	case p.app == nil:
		told(r, swap.Result{End: swap.Held, Message: fmt.Sprintf("Nothing was carried out: there is no Azure identity (%v).", p.appGap), Commands: p.steps})
		return
	case open == nil && p.inARow() >= maxInARow:
		told(r, swap.Result{End: swap.Held, Message: fmt.Sprintf("%d rollbacks followed one another without a release in between; a person has to decide.", maxInARow), Commands: p.steps})
		return
	}
	order := swap.Order{Kind: orderRollback, Environment: p.Config.Environment, From: versionOf(decision.Live), To: versionOf(decision.Target),
		Silent: decision.Silent, Decision: string(decision.Action) + ". " + decision.Override}
	result := p.machine().Carry(ctx, order, decision.Action.Allows())
	if result.End == swap.Denied && decision.Action == rollback.Hold {
		result.End = swap.Held // not known is not denied
	}
	told(r, result)
	if result.End != swap.Committed {
		return
	}
	p.aftermath(ctx, r, result)
	if result.Order.Kind != orderRollback {
		doubt(r, "An earlier swap, of a hotfix, was carried on and is done. Run the same command again for this one.")
	}
	if !decision.Action.Allows() {
		doubt(r, "An earlier run was allowed to do this, and it is done; by what is known now it would not be allowed. Roll forward.")
	}
}

// inARow counts the rollbacks since the newest release.
func (p *prepared) inARow() int {
	count, since := 0, 0
	for i, e := range slices.Backward(p.entries) {
		s := e.Statement
		if !e.IsReceipt() || s.Environment() != p.Config.Environment || !s.Passed() {
			continue
		}
		if s.Mode() != "rollback" {
			since = i
			break
		}
		count++
	}
	return count + p.swappedBack(p.entries[since:])
}

// swappedBack counts the swaps that were undone because the target was sick: they
// leave no receipt.
func (p *prepared) swappedBack(entries []receipt.Entry) (count int) {
	events, err := swapEvents(entries)
	if err != nil {
		return maxInARow // nobody knows how many there were
	}
	for _, procedure := range swap.Procedures(events, strings.ToLower(p.Config.Site), strings.ToLower(p.Config.Slot)) {
		if slices.ContainsFunc(procedure.Intents, func(in swap.Intent) bool { return in.Back && in.Outcome == swap.Swapped }) {
			count++
		}
	}
	return count
}

// rejudge matches a recorded inventory against today's advisories.
func (p *prepared) rejudge(ctx context.Context, sbom []byte) ([]finding.Finding, []finding.Gap, error) {
	recorded, err := inventory.ReadCycloneDX(sbom)
	if err != nil {
		return nil, nil, fmt.Errorf("read the recorded inventory: %w", err)
	}
	return dependency.Match(ctx, recorded, p.matching())
}
