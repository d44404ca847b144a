package core

import (
	"context"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// mayGoForward tells whether a hotfix that passed is to be swapped in. Its
// receipt is in the ledger by now: nothing goes live without one.
func (p *prepared) mayGoForward(r *report.Report) bool {
	return p.Config.Mode == option.Hotfix && p.Config.Swap && !p.Config.Plan && r.Verdict() == finding.Open
}

// goForward swaps N+1 in with the machine that goes back, and reports again.
func (p *prepared) goForward(ctx context.Context, r *report.Report) (map[string]string, error) {
	switch {
	case r.Receipt == "":
		told(r, swap.Result{End: swap.Held, Message: "Nothing was carried out: the hotfix left no receipt.", Commands: p.steps})
	case p.app == nil:
		told(r, swap.Result{End: swap.Held, Message: fmt.Sprintf("Nothing was carried out: there is no Azure identity (%v).", p.appGap), Commands: p.steps})
	default:
		p.swapIn(ctx, r)
	}
	return p.publish(context.WithoutCancel(ctx), r, p.contents)
}

func (p *prepared) swapIn(ctx context.Context, r *report.Report) {
	seen := p.observed(ctx)
	if seen.SlotsGap != nil {
		told(r, swap.Result{End: swap.Held, Message: fmt.Sprintf("Nothing was carried out: the slots cannot be looked at (%v).", seen.SlotsGap), Commands: p.steps})
		return
	}
	order := swap.Order{Kind: orderForward, Environment: p.Config.Environment, To: swap.Version{Commit: p.head, Digests: digests(p.artifacts), Receipt: r.Receipt},
		From: p.live(seen.Production.Said, seen.Production.Is), Silent: seen.Production.Said == "", Decision: "hotfix " + r.Receipt}
	own := r.Receipt
	result := p.machine().Carry(ctx, order, true)
	told(r, result)
	if result.End == swap.Committed && result.Order.To.Commit != p.head {
		doubt(r, "An earlier swap was carried on and is done. Run the same command again for this one.")
	}
	if result.End == swap.Committed {
		p.aftermath(ctx, r, result)
		r.Receipt = own
	}
}

// digests are those of artifacts.
func digests(subjects []receipt.Subject) []string {
	var list []string
	for _, s := range subjects {
		if digits := s.Digest["sha256"]; digits != "" {
			list = append(list, "sha256:"+digits)
		}
	}
	return list
}

// live is the version that production says it runs, as its newest receipt names it.
func (p *prepared) live(said string, is func(string, []string) bool) swap.Version {
	for i := len(p.entries) - 1; i >= 0 && said != ""; i-- {
		s := p.entries[i].Statement
		if of := digests(s.Subject); p.entries[i].IsReceipt() && is(s.Commit(), of) {
			return swap.Version{Commit: s.Commit(), Digests: of, Receipt: p.entries[i].Digest}
		}
	}
	return swap.Version{Commit: said, Digests: []string{said}}
}
