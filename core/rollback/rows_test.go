package rollback_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// TestDecisionGoesThroughItsStates has a row for each state of the way that
// decides, R1 to R5, and for each way in which it can go wrong. The states that
// touch the slots are in package swap, the recording of the end (R12) and the
// missing identity (R0) in the tests of the whole program.
func TestDecisionGoesThroughItsStates(t *testing.T) {
	tests := map[string]struct {
		world  func(*world)
		action rollback.Action
		target string
		says   string
	}{
		"R1 ledger, platform and slots agree": {func(w *world) { w.three("a", "b"); w.sees("b", "a", "b", "a") }, rollback.Allow, "a", ""},
		"R1 no candidate":                     {func(w *world) { w.three("a"); w.sees("a", "a", "a", "") }, rollback.Deny, "", "No version before the live"},
		"R1 the platform says that another version is live": {func(w *world) { w.three("a", "b"); w.sees("c", "a", "b", "a") },
			rollback.Hold, "a", "Ledger, platform and slots do not agree"},
		"R1 production runs another version than the newest receipt's": {func(w *world) { w.three("a", "b", "c"); w.sees("b", "a", "b", "a") },
			rollback.Allow, "a", ""},
		"R1 production runs what no receipt speaks of": {func(w *world) { w.three("a", "b"); w.sees("b", "a", "f", "a") },
			rollback.Hold, "", "it went live past the gate"},
		"R1 production is down, and platform and ledger agree": {func(w *world) { w.three("a", "b"); w.sees("b", "a", "", "a") }, rollback.Allow, "a", ""},
		"R1 production is down, and the platform is not known": {func(w *world) {
			w.three("a", "b")
			w.sees("b", "a", "", "a")
			w.observed.PlatformGap = errors.New("HTTP 502")
		}, rollback.Hold, "a", "HTTP 502"},
		"R1 the slot holds another version": {func(w *world) { w.three("a", "b"); w.sees("b", "a", "b", "f") }, rollback.Hold, "a", "Slots: live commit bbbbbbbbbbbb; to go back to says"},
		"R1 the slots cannot be asked": {func(w *world) {
			w.three("a", "b")
			w.sees("b", "a", "b", "a")
			w.observed.SlotsGap = errors.New("the identity may not perform Microsoft.Web/sites/read")
		}, rollback.Hold, "a", "Microsoft.Web/sites/read"},
		"R1 a version that passed and never reached the environment": {func(w *world) { w.three("a", "b", "c"); w.sees("c", "a", "c", "a") },
			rollback.Allow, "a", "Commit bbbbbbbbbbbb is passed over: GitHub records no successful deployment"},
		"R1 a version that a rollback left": {func(w *world) {
			w.three("a", "b", "c")
			w.release("b", wentBack("c"))
			w.release("d")
		}, rollback.Allow, "b", ""},
		"R1 a blocked version by name": {func(w *world) {
			w.three("a", "b", "c")
			w.release("b", wentBack("c"))
			w.target = commit("c")
		}, rollback.Deny, "c", "was left by a rollback, and is blocked since"},
		"R1 a block that going back against advice lifted": {func(w *world) {
			w.three("a", "b", "c")
			w.release("b", wentBack("c"))
			w.release("c", wentBack("b"))
			w.release("d")
		}, rollback.Allow, "c", ""},
		"R1 what went live against advice and still owes": {func(w *world) {
			w.three("a", "b", "c")
			w.release("b", wentBack("c"))
			w.release("c", wentBack("b"), func(f *receipt.Facts) {
				f.Debts = []receipt.Debt{{ID: "debt/sast", Check: "sast", Reason: "against advice", Due: "2026-12-01T00:00:00Z"}}
			})
			w.release("d")
		}, rollback.Allow, "a", ""},

		"R2 no receipt":  {func(w *world) { w.three("a"); w.target = commit("f") }, rollback.Deny, "", "No receipt for production speaks of commit ffff"},
		"R2 bad receipt": {func(w *world) { w.three("a", "b"); w.spoil("a") }, rollback.Hold, "", ""},
		"R2 the receipt failed, and an approver answers for it": {func(w *world) {
			w.release("a", closed)
			w.release("b")
			w.target, w.approval = commit("a"), answered
		}, rollback.AllowWithDebt, "a", "Against advice: The newest receipt of commit aaaaaaaaaaaa says that it did not pass"},
		"R2 a hotfix with an unpaid debt": {func(w *world) {
			w.release("a", owing)
			w.release("b")
			w.target = commit("a")
		}, rollback.Deny, "a", "still owes the sast check"},

		"R2 a hotfix whose debt was paid since": {func(w *world) {
			w.release("a", owing)
			w.release("b", paying(w))
			w.release("c")
			w.target = commit("a")
		}, rollback.Allow, "a", ""},
		"R2 a hotfix that a swap made live still owes": {func(w *world) {
			w.release("a", owing)
			w.release("a", func(f *receipt.Facts) {
				f.Mode, f.Execution = "hotfix", &receipt.Execution{Procedure: "p", To: commit("a"), Outcome: "committed"}
			})
			w.release("b")
			w.target = commit("a")
		}, rollback.Deny, "a", "still owes the sast check"},

		"R3 the inventory cannot be judged": {func(w *world) { w.three("a", "b"); w.fails["a"] = errors.New("the feed is down") }, rollback.Hold, "a", "the feed is down"},
		"R3 the inventory is missing": {func(w *world) {
			w.release("a", func(f *receipt.Facts) { f.SBOM = "" })
			w.release("b")
		}, rollback.Hold, "a", "names no inventory"},

		"R3 the inventory is gone from the ledger": {func(w *world) {
			w.three("a", "b")
			w.lose("a")
		}, rollback.Hold, "a", "The inventory of commit aaaaaaaaaaaa cannot be judged anew: read SBOM of receipt"},
		"R3 the live version's inventory is gone": {func(w *world) {
			w.three("a", "b")
			w.lose("b")
		}, rollback.Hold, "a", "The inventory of commit bbbbbbbbbbbb cannot be judged anew"},
		"R3 nobody answers for an inventory that is gone": {func(w *world) {
			w.three("a", "b")
			w.lose("a")
			w.approval = answered
		}, rollback.Hold, "a", "cannot be judged anew"},

		"R4 a credential was revoked since": {func(w *world) {
			w.release("a", recording(credential("one", finding.Known)))
			w.release("b")
			w.policy.Rollback.Revoked = []string{fingerprint(credential("one", finding.Known))}
		}, rollback.Allow, "a", "was revoked since; it may not work without a new one"},

		"R5 allowed": {func(w *world) { w.three("a", "b") }, rollback.Allow, "a", ""},
		"R5 a high flaw re-opens, and an approver answers for it": {func(w *world) {
			w.three("a", "b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.approval = answered
		}, rollback.AllowWithDebt, "a", "Against advice: Going back re-opens left 1.0.0 (GHSA-1, high)"},
		"R5 an approver without a reason": {func(w *world) {
			w.three("a", "b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.approval = rollback.Approval{By: "grace"}
		}, rollback.Deny, "a", "GHSA-1"},
		"R5 nobody answers for what is exploited": {func(w *world) {
			w.three("a", "b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High, exploited)}
			w.approval = answered
		}, rollback.Deny, "a", "exploited in the wild"},
		"R5 nobody answers for the must-not-return list": {func(w *world) {
			w.three("a", "b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Low)}
			w.policy.Rollback.Never = []string{"GHSA-1"}
			w.approval = answered
		}, rollback.Deny, "a", "must not return"},
		"R5 below the floor": {func(w *world) {
			w.release("a")
			w.release("b", secure(1, 0))
			w.release("c", secure(1, 1))
			w.target, w.approval = commit("a"), answered
		}, rollback.Deny, "a", "has the security number 0, and the floor is 1"},
		"R5 the release with the fix does not raise the floor itself": {func(w *world) {
			w.release("a")
			w.release("b", secure(1, 1))
		}, rollback.Allow, "a", ""},
		"R5 at the floor": {func(w *world) {
			w.release("a")
			w.release("b", secure(1, 0))
			w.release("c", secure(1, 1))
		}, rollback.Allow, "b", ""},
		"R5 an irreversible migration": {func(w *world) {
			w.release("a")
			w.release("b", func(f *receipt.Facts) { f.Irreversible = []string{"split-orders"} })
			w.approval = answered
		}, rollback.Deny, "a", `The migration "split-orders" is irreversible`},
		"R5 a migration that the target knows as well": {func(w *world) {
			w.release("a", func(f *receipt.Facts) { f.Irreversible = []string{"split-orders"} })
			w.release("b", func(f *receipt.Facts) { f.Irreversible = []string{"split-orders"} })
		}, rollback.Allow, "a", ""},
		"R5 a flaw that N has as well does not prolong the outage": {func(w *world) {
			w.three("a", "b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Critical, exploited)}
			w.today["b"] = w.today["a"]
		}, rollback.Allow, "a", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			test.world(w)
			d := w.decide()
			text := strings.Join(append(slices.Clone(d.Reasons), d.Warnings...), "\n")
			if d.Action != test.action || targetOf(d) != test.target || !strings.Contains(text, test.says) {
				t.Errorf("got %s of %q, want %s of %q with %q in\n%s", d.Action, targetOf(d), test.action, test.target, test.says, text)
			}
			if (d.Action == rollback.AllowWithDebt) != (len(d.Debts) > 0) {
				t.Errorf("%s owes %v", d.Action, d.Debts)
			}
		})
	}
}

var answered = rollback.Approval{By: "grace", Reason: "checkout is down"}

// three releases versions in a row.
func (w *world) three(versions ...string) {
	for _, v := range versions {
		w.release(v)
	}
}

// lose takes a version's inventory out of the ledger.
func (w *world) lose(version string) {
	w.t.Helper()
	digest := strings.TrimPrefix(receipt.Digest([]byte("the inventory of "+version)), "sha256:")
	files, err := filepath.Glob(filepath.Join(w.path, "*"+digest+"*"))
	if err != nil || len(files) != 1 {
		w.t.Fatalf("got %q, %v", files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		w.t.Fatal(err)
	}
}

// sees says what the others say: the platform's newest deployment and an older
// one, and the slots' words. They are held against one another as for a swap.
func (w *world) sees(live, older, production, staging string) {
	word := func(version string) rollback.Word {
		if version == "" {
			return rollback.Word{}
		}
		return rollback.Word{Said: commit(version), Is: func(c string, _ []string) bool { return c == commit(version) }}
	}
	at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	w.observed = rollback.Observed{Platform: "GitHub", Slots: true, Required: true, Production: word(production), Staging: word(staging),
		Deployments: []rollback.Deployment{{Commit: commit(live), Time: at, Succeeded: true}, {Commit: commit("e"), Succeeded: false}, {Commit: commit(older), Succeeded: true}}}
}

// paying pays the debt of the newest receipt.
func paying(w *world) func(*receipt.Facts) {
	return func(f *receipt.Facts) {
		entries := w.request().Entries
		f.Pays = []receipt.Payment{{Receipt: entries[len(entries)-1].Digest, Debt: "debt/sast"}}
	}
}

func wentBack(left string) func(*receipt.Facts) {
	return func(f *receipt.Facts) {
		f.Mode = "rollback"
		f.Execution = &receipt.Execution{Procedure: "p", From: commit(left), To: f.Commit, Swaps: 1, Outcome: "committed", Blocked: []string{commit(left)}}
	}
}

func secure(number, floor int) func(*receipt.Facts) {
	return func(f *receipt.Facts) { f.Security, f.Floor = number, floor }
}

func fingerprint(j finding.Judged) string { return j.Fingerprint }

func TestAgainstAdviceIsOwedByCheck(t *testing.T) {
	w := newWorld(t)
	w.release("a", recording(credential("one", finding.Known)))
	w.release("b")
	w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
	w.approval = answered
	d := w.decide()
	var got []string
	for _, debt := range d.Debts {
		got = append(got, debt.ID+" "+debt.Due)
	}
	due := w.clock.Add(w.policy.Hotfix.Due).Format(time.RFC3339)
	if want := []string{"debt/credential " + due, "debt/dependency " + due}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.Override != "grace answers for it: checkout is down" || d.Judgement(".sallyport.yml").Verdict != finding.Open {
		t.Errorf("got %q, %s", d.Override, d.Judgement(".sallyport.yml").Verdict)
	}
}

func TestADisagreementShowsTheThree(t *testing.T) {
	w := newWorld(t)
	w.three("a", "b")
	w.sees("b", "a", "b", "f")
	d := w.decide()
	if len(d.Sources) != 3 || d.Sources[0].Target != "commit aaaaaaaaaaaa" || d.Sources[1].Live != "commit bbbbbbbbbbbb" || d.Sources[2].Agrees {
		t.Errorf("got %+v", d.Sources)
	}
	if !strings.Contains(d.Alternative, "Deploy the artifact of commit aaaaaaaaaaaa") {
		t.Errorf("got %q", d.Alternative)
	}
}
