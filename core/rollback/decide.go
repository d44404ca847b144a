package rollback

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// Auto asks for the last known good version.
const Auto = "auto"

// maxAlternatives bounds how many older versions are judged anew in search of a better one.
const maxAlternatives = 5

// Request is a wish to go back.
type Request struct {
	Target      string          // a commit, at least 7 of its digits, or Auto
	Environment string          // whose receipts count
	Entries     []receipt.Entry // the ledger, oldest first
	Ledger      error           // what could not be read of it; then nothing is allowed
	Policy      policy.Policy
	Today       time.Time // for the expiry of suppressions

	// Observed is what others than the ledger say.
	Observed Observed
	// Approval is who answers for going back against advice; zero when nobody does.
	Approval Approval

	// Rejudge matches a recorded inventory against today's advisories. Its
	// fingerprints are those of the dependency check. It is called at most once
	// for each inventory.
	Rejudge func(ctx context.Context, sbom []byte) ([]finding.Finding, []finding.Gap, error)
}

// Decide answers a request. Deny goes before hold, hold before allow. The error
// means that the request itself is wrong and nothing was decided.
func Decide(ctx context.Context, r Request) (Decision, error) {
	if err := r.check(); err != nil {
		return Decision{}, err
	}
	d := Decision{Environment: r.Environment}
	if r.Ledger != nil {
		return d.hold(ledgerReasons(r.Ledger), "Restore the ledger from a copy, then ask again."), nil
	}
	line := history(r.Entries, r.Environment, r.Observed)
	line.meetPlatform()
	picked, err := line.pick(r.Target)
	if err != nil {
		return Decision{}, err
	}
	d.Live, d.Line, d.Floor, d.Silent = line.live.version(), line.versions(), line.floor(r.Policy), line.silent()
	d.Warnings = append(d.Warnings, line.passedOver...)
	if said := line.unreceipted(); said != "" && r.Approval.By == "" {
		d = d.hold([]string{fmt.Sprintf("Production runs %.80q, and no receipt speaks of it: it went live past the gate.", said)},
			"find out what it is; "+rollForward)
	} else if picked.entry == nil {
		d.NoReceipt = true
		d = d.deny(texts(picked.reasons), rollForward)
	} else {
		w := &weigher{request: r, line: line, live: line.live, memory: map[string]judgement{}}
		d = w.settle(ctx, d, picked, line)
	}
	return line.agree(d, picked.auto), nil
}

// settle weighs the picked target, and with Auto moves on from one that the
// policy's list bans. On anything but Allow it looks for something better.
func (w *weigher) settle(ctx context.Context, d Decision, picked pick, line line) Decision {
	r := w.request
	target, why := picked.entry, picked.why
	older := line.olderThan(target)
	result := w.weigh(ctx, target)
	for picked.auto && result.banned && len(older) > 0 {
		d.Warnings = append(d.Warnings, fmt.Sprintf("%s is passed over: it is on the must-not-return list.", label(target)))
		target, older = older[0], older[1:]
		why = fmt.Sprintf("the newest version before the live one that passed, owes nothing and is not on the must-not-return list, from %s", target.time())
		result = w.weigh(ctx, target)
	}
	d.Target, d.Why = target.version(), why
	d.Delta, d.Gaps = result.delta, result.gaps
	d.Warnings = append(d.Warnings, result.warnings...)
	denials := append(picked.reasons, result.denials...)
	switch {
	case len(denials) > 0 && len(result.unknowns) == 0 && r.answered(denials):
		return d.owe(r, denials)
	case len(denials) > 0:
		return d.deny(append(texts(denials), result.unknowns...), w.alternative(ctx, older))
	case len(result.unknowns) > 0:
		return d.hold(result.unknowns, "Make the missing part readable and ask again; if it cannot wait, "+rollForward)
	default:
		d.Action = Allow
		return d
	}
}

const rollForward = "roll forward: mend the live version and release it with mode hotfix."

func (d Decision) deny(reasons []string, alternative string) Decision {
	d.Action, d.Reasons, d.Alternative = Deny, reasons, upper(alternative)
	return d
}

func (d Decision) hold(reasons []string, alternative string) Decision {
	d.Action, d.Reasons, d.Alternative = Hold, reasons, upper(alternative)
	return d
}

// alternative is the newest older version that would be allowed, else the way forward.
func (w *weigher) alternative(ctx context.Context, older []*entry) string {
	for _, candidate := range older[:min(len(older), maxAlternatives)] {
		if r := w.weigh(ctx, candidate); len(r.denials) == 0 && len(r.unknowns) == 0 {
			return fmt.Sprintf("go back to %s from %s instead: by today's advisories it would be allowed.", label(candidate), candidate.time())
		}
	}
	return rollForward
}

func (r Request) check() error {
	var errs []error
	if r.Environment == "" {
		errs = append(errs, errors.New("environment is empty; name the one to roll back, for example production"))
	}
	if r.Rejudge == nil {
		errs = append(errs, errors.New("nothing was given to judge a recorded inventory with"))
	}
	return errors.Join(append(errs, checkTarget(r.Target))...)
}

// ledgerReasons has a sentence for each file of the ledger that cannot be trusted.
func ledgerReasons(err error) []string {
	reasons := []string{"The ledger cannot be read whole, so that nobody knows which version is the last known good."}
	for text := range strings.SplitSeq(err.Error(), "\n") {
		reasons = append(reasons, upper(strings.TrimSuffix(text, "."))+".")
	}
	return reasons
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
