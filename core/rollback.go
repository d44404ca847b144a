package core

import (
	"context"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// rollback decides about going back from receipts alone: the tree is not looked
// at, and nothing is rebuilt.
func (p *prepared) rollback(ctx context.Context) (*report.Report, error) {
	p.Progress("judge going back")
	r := p.blank()
	decision, err := rollback.Decide(ctx, rollback.Request{
		Target: p.Config.Target, Environment: p.Config.Environment, Entries: p.entries, Ledger: p.ledgerGap,
		Policy: p.policy, Today: p.started, Rejudge: p.rejudge,
	})
	if err != nil {
		return nil, InputError{fmt.Errorf("option target: %w", err)}
	}
	r.Rollback = &decision
	r.Gaps = decision.Gaps
	r.Judgement = decision.Judgement(p.policyPath)
	if decision.Action == rollback.Allow {
		r.Steps = p.steps
	}
	return r, nil
}

// rejudge matches a recorded inventory against today's advisories.
func (p *prepared) rejudge(ctx context.Context, sbom []byte) ([]finding.Finding, []finding.Gap, error) {
	recorded, err := inventory.ReadCycloneDX(sbom)
	if err != nil {
		return nil, nil, fmt.Errorf("read the recorded inventory: %w", err)
	}
	return dependency.Match(ctx, recorded, p.matching())
}
