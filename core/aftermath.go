package core

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/rollback"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// recordTime bounds what follows a committed swap. It is not cut short by the
// run's own end: live has changed already.
const recordTime = 2 * time.Minute

// aftermath writes down what a committed swap means: the receipt that blocks what
// was left, the platform's record, the lease, and at last the procedure's end.
// Each part may be done again. What could not be done leaves the procedure open,
// so that the same command carries on with it.
func (p *prepared) aftermath(ctx context.Context, r *report.Report, result swap.Result) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	digest, err := p.storeExecution(ctx, r, result)
	r.Receipt = digest
	if err == nil {
		err = p.tellPlatform(ctx, r, result, digest)
	}
	if err == nil {
		err = p.machine().Close(ctx, result)
	}
	if err != nil {
		r.Swap.Unrecorded = true
		doubt(r, fmt.Sprintf("It is done and not recorded: %v. Live has changed; run the same command again to record it.", err))
	}
}

// storeExecution leaves the receipt of a swap, once.
func (p *prepared) storeExecution(ctx context.Context, r *report.Report, result swap.Result) (string, error) {
	entries, err := p.ledger.List(ctx)
	if err != nil {
		return "", err
	}
	var to *receipt.Entry
	for _, e := range receipt.Counting(entries) {
		ext := e.Statement.Predicate.Extension
		switch {
		case ext == nil:
		case ext.Execution != nil && ext.Execution.Procedure == result.Procedure:
			p.receiptOf = e.Raw
			return e.Digest, nil // an earlier run stored it
		case ext.Commit == result.Order.To.Commit && ext.Environment == p.Config.Environment:
			to = &e
		}
	}
	if to == nil {
		return "", fmt.Errorf("store the receipt: the ledger no longer holds one of %s", result.Order.To.Label())
	}
	statement, sbom, err := p.execution(ctx, r, result, *to)
	if err != nil {
		return "", err
	}
	stored, err := p.ledger.Append(ctx, receipt.Record{Receipt: &statement, SBOM: sbom})
	if err != nil {
		return "", err
	}
	p.receiptOf = stored.Raw
	p.entries = append(p.entries, stored)
	if r.Rollback != nil {
		r.Measures = p.measures() // this one counts
	}
	return stored.Digest, nil
}

// execution makes the receipt: of the version that is live now, with the inventory
// and the checks that its own receipt recorded.
func (p *prepared) execution(ctx context.Context, r *report.Report, result swap.Result, to receipt.Entry) (receipt.Statement, []byte, error) {
	of := to.Statement.Predicate.Extension
	facts := receipt.Facts{
		Version: p.Outside.Version, Time: p.Outside.Now(), Mode: modeOf(result.Order), Environment: p.Config.Environment,
		Repository: r.Change.Repository, Commit: of.Commit, Run: r.Change.RunURL, Artifacts: artifacts(to.Statement),
		Verdict: finding.Open, Policy: p.policy.Digest(), Watermark: p.watermark(), Checks: of.Checks, Findings: r.Judgement.Findings,
		Security: of.Security, Floor: 0, Irreversible: of.Irreversible,
		Execution: executed(r, result),
	}
	facts.Approval = r.Approval
	if result.Order.Kind == orderRollback {
		facts.Debts = r.Debts // a hotfix's are in its own receipt
	}
	var sbom []byte
	if facts.SBOM = to.Statement.SBOM(); facts.SBOM != "" {
		var err error
		if sbom, err = to.SBOM(ctx); err != nil {
			return receipt.Statement{}, nil, err
		}
	}
	return receipt.New(facts), sbom, nil
}

// The kinds of orders.
const (
	orderRollback = "rollback"
	orderForward  = "forward"
)

// modeOf is the mode whose receipt an order leaves; an earlier run may have had
// another one than this.
func modeOf(o swap.Order) string {
	if o.Kind == orderRollback {
		return option.Rollback
	}
	return option.Hotfix
}

func artifacts(s receipt.Statement) []receipt.Subject {
	var list []receipt.Subject
	for _, subject := range s.Subject {
		if subject.Digest["sha256"] != "" {
			list = append(list, subject)
		}
	}
	return list
}

func executed(r *report.Report, result swap.Result) *receipt.Execution {
	x := &receipt.Execution{Procedure: result.Procedure, To: result.Order.To.Commit,
		Swaps: result.Swaps, Operation: result.Operation, Outcome: string(result.End)}
	if n := len(result.Order.From.Commit); n == 40 || n == 64 {
		x.From = result.Order.From.Commit // else it is a slot's own word for what no receipt speaks of
	}
	if result.Order.Kind != orderRollback {
		return x
	}
	if x.From != "" {
		x.Blocked = []string{x.From}
	}
	if r.Rollback == nil {
		return x
	}
	d := r.Rollback.Delta
	x.Reopened, x.Retained, x.Closed, x.Revoked = prints(d.Reopened), prints(d.Retained), prints(d.Closed), prints(d.Revoked)
	if r.Measures != nil {
		x.RecoveredIn = r.Measures.RecoverySeconds
	}
	return x
}

func prints(flaws []rollback.Flaw) []string {
	var list []string
	for _, f := range flaws {
		list = append(list, f.Fingerprint)
	}
	return list
}

func (p *prepared) watermark() *check.Watermark {
	if p.index == nil {
		return nil
	}
	m := p.index.Manifest()
	return &check.Watermark{Time: m.Time.Format(time.RFC3339), Digest: m.Digest, Source: m.Source}
}

// tellPlatform writes the platform's record and keeps what was gone back to.
func (p *prepared) tellPlatform(ctx context.Context, r *report.Report, result swap.Result, digest string) error {
	if p.Platform == nil {
		return nil
	}
	task := "gate:rollback"
	if result.Order.Kind != orderRollback {
		task = "gate:forward"
	}
	recorded := p.Platform.Record(ctx, Deployed{Commit: result.Order.To.Commit, Left: result.Order.From.Commit, Environment: p.Config.Environment,
		Task: task, Procedure: result.Procedure, Receipt: digest, RunURL: r.Change.RunURL})
	if recorded != nil {
		recorded = fmt.Errorf("record it on %s: %w", p.Platform.Name(), recorded)
	}
	return errors.Join(recorded, p.retain(ctx, result.Order.To.Commit))
}

func (p *prepared) retain(ctx context.Context, commit string) error {
	deployments, err := p.Platform.Deployments(ctx)
	if err != nil {
		return fmt.Errorf("find the run to retain on %s: %w", p.Platform.Name(), err)
	}
	for _, d := range deployments {
		if d.Commit == commit && d.Succeeded {
			if err := p.Platform.Retain(ctx, d); err != nil {
				return fmt.Errorf("retain the run of %.12s on %s: %w", commit, p.Platform.Name(), err)
			}
			return nil
		}
	}
	return nil
}
