package rollback

import (
	"fmt"
	"slices"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

// Judgement is the decision in the form that every other mode answers in, so
// that SARIF, annotations and exit codes need to know of one form only. Its
// findings are what the target would bring; what has no place of its own is
// placed in the policy file.
func (d Decision) Judgement(policyPath string) finding.Judgement {
	j := finding.Judgement{Verdict: d.Action.Verdict(), Reasons: d.Reasons, Warnings: d.Warnings}
	at := finding.Location{Path: policyPath, StartLine: 1}
	if d.NoReceipt {
		fault := policy.Fault(policy.RuleMissingReceipt, at, d.Reasons[0], d.Alternative, d.Environment)
		j.Findings = append(j.Findings, finding.Judged{Finding: fault, Status: finding.Blocks})
	}
	for _, flaw := range d.Delta.Reopened {
		j.Findings = append(j.Findings, d.judged(flaw, at, finding.Blocks))
	}
	for _, flaw := range d.Delta.Retained {
		j.Findings = append(j.Findings, d.judged(flaw, at, finding.Known))
	}
	slices.SortStableFunc(j.Findings, func(a, b finding.Judged) int { return a.Finding.Compare(b.Finding) })
	return j
}

// judged gives a flaw its status: what blocks by itself closes only a gate that
// was denied.
func (d Decision) judged(flaw Flaw, at finding.Location, status finding.Status) finding.Judged {
	f := flaw.Finding
	if f.Location.Path == "" {
		f.Location = at
	}
	if f.Message == "" {
		f.Message = fmt.Sprintf("Recorded by the receipt of commit %s under %s; the receipt holds no place.", d.Target.Commit[:12], f.Rule)
	}
	if !flaw.Blocks || (status == finding.Blocks && d.Action != Deny) {
		status = finding.Reported
	}
	return finding.Judged{Finding: f, Status: status}
}
