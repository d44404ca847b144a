package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/rollback"
	"github.com/sallyport-gate/sallyport/core/rollback/azure"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// openApp opens the web app of a swap. A missing identity is an unknown and no
// mistake: the decision is still made.
func (p *prepared) openApp() error {
	site, err := rollback.ParseSite(p.Config.Site)
	probe, probeErr := azure.ParseProbe(p.Config.Probe)
	if probeErr != nil {
		probeErr = fmt.Errorf("option probe: %w", probeErr)
	}
	where, private, cloudErr := azure.Cloud(p.getenv)
	if err := errors.Join(err, probeErr, cloudErr); err != nil {
		return err
	}
	identity := azure.Identity{Getenv: p.getenv, Connection: p.Config.Connection, Token: p.Config.Token, Cloud: where, Private: private}
	credential, err := identity.Credential()
	if err != nil {
		p.appGap = err
		return nil
	}
	p.app, p.appGap = azure.Open(azure.Settings{Subscription: site.Subscription, Group: site.Group, Site: site.Name, Slot: p.Config.Slot,
		Probe: probe, Credential: credential, Cloud: where})
	return nil
}

// getenv reads the environment that the process lent.
func (p *prepared) getenv(name string) string {
	for _, entry := range slices.Backward(p.Outside.Environment) {
		if key, value, _ := strings.Cut(entry, "="); key == name {
			return value
		}
	}
	return ""
}

// machine is what carries the swap out.
func (p *prepared) machine() *swap.Machine {
	w := p.policy.Rollback.Watch
	limits := swap.DefaultLimits()
	limits.Samples, limits.Healthy, limits.Interval, limits.Bake, limits.Settle, limits.Patience =
		w.Samples, w.Healthy, w.Interval, w.Bake, w.Settle, w.Patience
	return &swap.Machine{
		App: p.app, Journal: journal{p}, Now: p.Outside.Now, Sleep: sleep, Limits: limits,
		Site: strings.ToLower(p.Config.Site), Slot: strings.ToLower(p.Config.Slot), Run: p.runName(), Progress: p.Progress,
		Commands: func(bool) []string { return p.steps },
		Deploy:   func(commit string) []string { return rollback.DeployPlan(p.Config.Site, p.Config.Slot, commit) },
	}
}

// runName tells this run from others in the journal.
func (p *prepared) runName() string {
	if p.Change.RunURL != "" {
		return p.Change.RunURL
	}
	return "terminal " + p.started.Format(time.RFC3339Nano)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// openProcedure is the swap that an earlier run began on this slot; nil without one.
func (p *prepared) openProcedure(ctx context.Context) (*swap.Procedure, error) {
	events, err := journal{p}.List(ctx)
	if err != nil {
		return nil, err
	}
	return swap.Open(swap.Procedures(events, strings.ToLower(p.Config.Site), strings.ToLower(p.Config.Slot))), nil
}

// observed asks platform and slots what they know.
func (p *prepared) observed(ctx context.Context) rollback.Observed {
	seen := rollback.Observed{Required: p.Config.Swap && !p.Config.Plan}
	if p.Platform != nil {
		p.Progress("ask " + p.Platform.Name())
		seen.Platform = p.Platform.Name()
		seen.Deployments, seen.PlatformGap = p.Platform.Deployments(ctx)
	}
	if !p.Config.Swap {
		return seen
	}
	seen.Slots = true
	if seen.SlotsGap = p.appGap; p.app == nil {
		return seen
	}
	p.Progress("ask both slots")
	sight, err := p.app.Look(ctx)
	if err == nil && !sight.Staging.Running && seen.Required {
		err = p.wake(ctx) // a stopped slot says nothing, and the swap needs it running
	}
	if err != nil {
		seen.SlotsGap = err
		return seen
	}
	seen.Production, seen.Staging = p.word(ctx, swap.Production), p.word(ctx, swap.Staging)
	return seen
}

// wake starts the staging slot and waits until it says what it is, or for as long
// as a swap may take to turn up.
func (p *prepared) wake(ctx context.Context) error {
	p.Progress("start the staging slot")
	if err := p.app.Start(ctx); err != nil {
		return fmt.Errorf("start the staging slot: %w", err)
	}
	w := p.policy.Rollback.Watch
	for until := p.Outside.Now().Add(w.Settle); p.Outside.Now().Before(until); {
		if p.app.Ask(ctx, swap.Staging).Version != "" {
			return nil
		}
		if err := sleep(ctx, w.Interval); err != nil {
			return err
		}
	}
	return nil // what it does not say is told as that
}

// wordTries is how often a slot is asked for its version before it counts as silent.
const wordTries = 3

func (p *prepared) word(ctx context.Context, place swap.Place) rollback.Word {
	for range wordTries {
		if said := p.app.Ask(ctx, place).Version; said != "" {
			return rollback.Word{Said: said, Is: func(commit string, digests []string) bool {
				return swap.Version{Commit: commit, Digests: digests}.Is(said)
			}}
		}
	}
	return rollback.Word{}
}

func versionOf(v *rollback.Version) swap.Version {
	if v == nil {
		return swap.Version{}
	}
	return swap.Version{Commit: v.Commit, Digests: v.Artifacts, Receipt: v.Digest}
}

// told makes a result of the machine the run's verdict.
func told(r *report.Report, result swap.Result) {
	r.Swap = &result
	r.Judgement.Warnings = append(r.Judgement.Warnings, result.Warnings...)
	switch result.End {
	case swap.Committed:
		r.Judgement.Verdict = finding.Open
	case swap.Denied:
		r.Judgement.Verdict = finding.Closed
		r.Judgement.Reasons = append(r.Judgement.Reasons, result.Message)
	default:
		r.Judgement.Verdict = finding.Undecided
		r.Judgement.Reasons = append([]string{result.Message}, r.Judgement.Reasons...)
	}
	r.Steps = result.Commands
	if result.Unrecorded {
		doubt(r, "It was done, and not everything of it could be written down. Run the same command again.")
	}
}
