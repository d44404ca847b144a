package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/rollback"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// TestARollbackFitsOnOneScreen: whatever re-opens, somebody who was woken at two
// o'clock reads the answer without scrolling.
func TestARollbackFitsOnOneScreen(t *testing.T) {
	r := goingBack()
	for i := range 200 {
		flaw := r.Rollback.Delta.Reopened[0]
		flaw.Fingerprint = fmt.Sprint(i)
		r.Rollback.Delta.Reopened = append(r.Rollback.Delta.Reopened, flaw)
		r.Rollback.Delta.Closed = append(r.Rollback.Delta.Closed, flaw)
		r.Rollback.Warnings = append(r.Rollback.Warnings, "A setting differs.")
	}
	r.Judgement.Findings = nil
	r.Swap = &swap.Result{End: swap.Frozen, Message: "Nobody can tell what became of the swap.", Steps: []string{"The swap is requested, once."}, Commands: []string{"az webapp show"}}
	text := Text(r, Style{})
	if n := strings.Count(text, "\n"); n > 48 {
		t.Errorf("the answer has %d lines:\n%s", n, text)
	}
	for _, want := range []string{"Frozen", "Nobody can tell", "az webapp show", "Live now: ", "Back to: ", "exploited", "Next: Look at both slots"} {
		if !strings.Contains(text, want) {
			t.Errorf("the answer does not say %q:\n%s", want, text)
		}
	}
}

func TestTheTimelineNamesVersionsFromTheLiveOne(t *testing.T) {
	page, err := HTML(goingBack())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">N-2<", ">N-1<", ">N<", ">N&#43;1<", `class="live"`, `class="target"`, `class="blocked"`, "commit abababababab"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not have %s", want)
		}
	}
}

func TestACommittedSwapIsTold(t *testing.T) {
	r := goingBack()
	r.Rollback.Action, r.Rollback.Reasons, r.Judgement = rollback.Allow, nil, finding.Judgement{Verdict: finding.Open}
	r.Measures = &Measures{Days: 90, Changes: 4, Failures: 1, Reworks: 2, RecoverySeconds: 600}
	r.Swap = &swap.Result{End: swap.Committed, Message: "Commit abababababab is live and healthy (5 of 5 answers).", Swaps: 1,
		Order: swap.Order{Kind: "rollback", From: swap.Version{Commit: strings.Repeat("cd", 20)}, To: swap.Version{Commit: strings.Repeat("ab", 20)}}}
	text := Text(r, Style{})
	for _, want := range []string{"Done: Commit abababababab is live and healthy", "Next: Mend cdcdcdcdcdcd, which is blocked now", "recovered 10m0s"} {
		if !strings.Contains(text, want) {
			t.Errorf("the answer does not say %q:\n%s", want, text)
		}
	}
	verdict, err := JSON(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"end": "committed"`, `"recorded": true`, `"changeFailRate": 0.25`, `"deploymentReworkRate": 0.5`, `"failedDeploymentRecoverySeconds": 600`} {
		if !strings.Contains(string(verdict), want) {
			t.Errorf("verdict.json does not say %s:\n%s", want, verdict)
		}
	}
}
