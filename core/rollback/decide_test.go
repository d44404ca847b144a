package rollback_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// TestDecision has a row for each thing that decides. In every world a is older
// than b, and so on; the newest that passed is live.
func TestDecision(t *testing.T) {
	tests := map[string]struct {
		world  func(*world)
		action rollback.Action
		target string // the version chosen; "" for none
		says   string // in the reasons, or in the warnings when it is allowed
		better string // in the alternative
	}{
		"the version before, as clean as it was": {func(w *world) {
			w.release("a")
			w.release("b")
		}, rollback.Allow, "a", "", ""},
		"no receipts at all": {func(*world) {}, rollback.Deny, "", "No receipt says that any version passed the gate for production.", "Roll forward"},
		"no candidate before the live version": {func(w *world) {
			w.release("a")
		}, rollback.Deny, "", "No version before the live commit aaaaaaaaaaaa", "Roll forward"},
		"a named commit without a receipt": {func(w *world) {
			w.release("a")
			w.target = commit("f")
		}, rollback.Deny, "", "No receipt for production speaks of commit ffff", "Roll forward"},
		"a named commit with a receipt for another environment": {func(w *world) {
			w.release("b", staging)
			w.release("a")
			w.target = commit("b")
		}, rollback.Deny, "", "No receipt for production speaks of commit bbbb", ""},
		"a named commit that failed": {func(w *world) {
			w.release("a", closed)
			w.release("b")
			w.target = "aaaaaaa"
		}, rollback.Deny, "a", "did not pass the gate", ""},
		"a named commit that is live": {func(w *world) {
			w.release("a")
			w.release("b")
			w.target = "bbbbbbb"
		}, rollback.Deny, "b", "is the live version already", "Go back to commit aaaaaaaaaaaa"},
		"a named commit in capital letters": {func(w *world) {
			w.release("a")
			w.release("b")
			w.target = "AAAAAAA"
		}, rollback.Allow, "a", "", ""},
		"a corrupt receipt anywhere in the ledger": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c")
			w.spoil("a")
		}, rollback.Hold, "", "ends too early", "Restore the ledger"},
		"a commit without receipt in a corrupt ledger": {func(w *world) {
			w.release("a")
			w.spoil("a")
			w.target = commit("f")
		}, rollback.Hold, "", "ends too early", ""},

		"a high flaw re-opens": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
		}, rollback.Deny, "a", "left 1.0.0 (GHSA-1, high), at or over the release bar", "Roll forward"},
		"a flaw that nobody has scored re-opens": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.SeverityUnknown)}
		}, rollback.Deny, "a", "GHSA-1", ""},
		"a medium flaw re-opens": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Medium)}
		}, rollback.Allow, "a", "", ""},
		"a high flaw that the live version has as well": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.today["b"] = w.today["a"]
		}, rollback.Allow, "a", "", ""},
		"an exploited flaw that the live version has as well": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High, exploited)}
			w.today["b"] = w.today["a"]
		}, rollback.Allow, "a", "", ""},
		"a retained high flaw, when the policy refuses any": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.today["b"] = w.today["a"]
			w.policy.Rollback.Block = policy.Any
		}, rollback.Deny, "a", "It keeps left 1.0.0 (GHSA-1, high)", ""},
		"a high flaw re-opens and a critical one closes": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.today["b"] = []finding.Finding{flaw("GHSA-2", finding.Critical)}
		}, rollback.Allow, "a", "Going back re-opens left 1.0.0 (GHSA-1, high); the live version has what is at least as bad.", ""},
		"two high flaws re-open and one closes": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High), flaw("GHSA-3", finding.High)}
			w.today["b"] = []finding.Finding{flaw("GHSA-2", finding.High)}
		}, rollback.Deny, "a", "GHSA-1", ""},
		"a critical flaw re-opens and a high one closes": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Critical)}
			w.today["b"] = []finding.Finding{flaw("GHSA-2", finding.High)}
		}, rollback.Deny, "a", "GHSA-1", ""},
		"an exploited flaw re-opens, though another one closes": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Low, exploited)}
			w.today["b"] = []finding.Finding{flaw("GHSA-2", finding.Critical, exploited)}
		}, rollback.Deny, "a", "Going back re-opens left 1.0.0 (GHSA-1, exploited in the wild).", ""},
		"a malicious package re-opens": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("MAL-1", finding.SeverityUnknown, malicious)}
		}, rollback.Deny, "a", "(MAL-1, a malicious package)", ""},
		"a high flaw re-opens that the policy suppresses": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.policy.Suppress = []policy.Suppression{{Rule: "dependency/vulnerable-package", Path: "package-lock.json", Reason: "r", Owner: "o", Expires: w.clock}}
		}, rollback.Allow, "a", "", ""},
		"a high flaw re-opens whose suppression has expired": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}
			w.policy.Suppress = []policy.Suppression{{Rule: "dependency/vulnerable-package", Path: "package-lock.json", Reason: "r", Owner: "o", Expires: w.clock.Add(-48 * time.Hour)}}
		}, rollback.Deny, "a", "GHSA-1", ""},

		"a credential re-opens": {func(w *world) {
			w.release("a", recording(credential("one", finding.Known)))
			w.release("b")
		}, rollback.Deny, "a", "a finding of credential/key (high, proven)", ""},
		"a credential that both versions hold": {func(w *world) {
			w.release("a", recording(credential("one", finding.Known)))
			w.release("b", recording(credential("one", finding.Known)))
		}, rollback.Allow, "a", "", ""},
		"a credential re-opens that was suppressed and still is": {func(w *world) {
			w.release("a", recording(credential("one", finding.Suppressed)))
			w.release("b")
			w.policy.Suppress = []policy.Suppression{{Rule: "credential/key", Path: "docs/**", Reason: "r", Owner: "o", Expires: w.clock}}
		}, rollback.Allow, "a", "", ""},
		"a credential re-opens that was suppressed and is no more": {func(w *world) {
			w.release("a", recording(credential("one", finding.Suppressed)))
			w.release("b")
		}, rollback.Deny, "a", "credential/key", ""},
		"a credential re-opens that an entry for its rule did not cover": {func(w *world) {
			w.release("a", recording(credential("one", finding.Known)))
			w.release("b")
			w.policy.Suppress = []policy.Suppression{{Rule: "credential/key", Path: "docs/**", Reason: "r", Owner: "o", Expires: w.clock}}
		}, rollback.Deny, "a", "credential/key", ""},
		"a credential re-opens whose suppression has expired": {func(w *world) {
			w.release("a", recording(credential("one", finding.Suppressed)))
			w.release("b")
			w.policy.Suppress = []policy.Suppression{{Rule: "credential/key", Path: "docs/**", Reason: "r", Owner: "o", Expires: w.clock.Add(-48 * time.Hour)}}
		}, rollback.Deny, "a", "credential/key", ""},

		"a version on the must-not-return list is passed over": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c")
			w.today["b"] = []finding.Finding{flaw("GHSA-1", finding.Low, alias("CVE-2021-44228"))}
			w.policy.Rollback.Never = []string{"cve-2021-44228"}
		}, rollback.Allow, "a", "commit bbbbbbbbbbbb is passed over: it is on the must-not-return list.", ""},
		"a named version on the must-not-return list": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c")
			w.today["b"] = []finding.Finding{flaw("GHSA-1", finding.Low)}
			w.policy.Rollback.Never = []string{"GHSA-1"}
			w.target = commit("b")
		}, rollback.Deny, "b", "with GHSA-1, which must not return", "Go back to commit aaaaaaaaaaaa"},
		"every version on the must-not-return list": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Low)}
			w.today["b"] = w.today["a"]
			w.policy.Rollback.Never = []string{"GHSA-1"}
		}, rollback.Deny, "a", "must not return", "Roll forward"},

		"a hotfix with a debt is passed over": {func(w *world) {
			w.release("a")
			w.release("b", owing)
			w.release("c")
		}, rollback.Allow, "a", "", ""},
		"a named hotfix with a debt": {func(w *world) {
			w.release("a")
			w.release("b", owing)
			w.release("c")
			w.target = commit("b")
		}, rollback.Deny, "b", "still owes the sast check, due 2026-12-01T00:00:00Z", "Go back to commit aaaaaaaaaaaa"},
		"a hotfix that was released in full afterwards": {func(w *world) {
			w.release("a")
			w.release("b", owing)
			w.release("b")
			w.release("c")
		}, rollback.Allow, "b", "", ""},
		"a version that failed since is passed over": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("b", closed)
			w.release("c")
		}, rollback.Allow, "a", "", ""},
		"a failed version is not live": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c", closed)
		}, rollback.Allow, "a", "", ""},
		"a second rollback does not restore the bad version": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c")
			w.release("b", func(f *receipt.Facts) { f.Mode = "rollback" })
		}, rollback.Allow, "a", "", ""},
		"receipts of another environment do not count": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c", staging)
		}, rollback.Allow, "a", "", ""},
		"denied, and the version before it would be allowed": {func(w *world) {
			w.release("a")
			w.release("b")
			w.release("c")
			w.today["b"] = []finding.Finding{flaw("GHSA-1", finding.High)}
		}, rollback.Deny, "b", "GHSA-1", "Go back to commit aaaaaaaaaaaa from 2026-11-02T08:00:00.000Z instead"},

		"a gap in judging anew": {func(w *world) {
			w.release("a")
			w.release("b")
			w.gaps["a"] = gap(finding.NoAdvisories)
		}, rollback.Hold, "a", "The dependency check has a gap (no-advisories): The index is no-advisories for npm.", "Make the missing part readable"},
		"a gap in judging the live version anew": {func(w *world) {
			w.release("a")
			w.release("b")
			w.gaps["b"] = gap(finding.Stale)
		}, rollback.Hold, "a", "The dependency check has a gap (stale)", ""},
		"a gap that the policy accepts": {func(w *world) {
			w.release("a")
			w.release("b")
			w.gaps["a"], w.gaps["b"] = gap(finding.Stale), gap(finding.Stale)
			w.policy.Advisories.AllowStale = true
		}, rollback.Allow, "a", "Accepted by advisories.allowStale: The dependency check has a gap (stale): The index is stale for npm.", ""},
		"a flaw re-opens beside a gap": {func(w *world) {
			w.release("a")
			w.release("b")
			w.today["a"], w.gaps["a"] = []finding.Finding{flaw("GHSA-1", finding.High)}, gap(finding.Stale)
		}, rollback.Deny, "a", "The dependency check has a gap (stale)", ""},
		"judging anew fails": {func(w *world) {
			w.release("a")
			w.release("b")
			w.fails["b"] = errors.New("the index is corrupt.")
		}, rollback.Hold, "a", "The inventory of commit bbbbbbbbbbbb cannot be judged anew: the index is corrupt.", ""},
		"a receipt without an inventory": {func(w *world) {
			w.release("a", func(f *receipt.Facts) { f.SBOM = "" })
			w.release("b")
		}, rollback.Hold, "a", "The receipt of commit aaaaaaaaaaaa names no inventory", ""},
		"a receipt that does not speak of a required check": {func(w *world) {
			w.release("a", func(f *receipt.Facts) { f.Checks = f.Checks[1:] })
			w.release("b")
		}, rollback.Hold, "a", "The credential check is required by the policy, and the receipt of commit aaaaaaaaaaaa does not say", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			test.world(w)
			d := w.decide()
			if d.Action != test.action {
				t.Fatalf("got %s, want %s (%q)", d.Action, test.action, d.Reasons)
			}
			if got := targetOf(d); got != test.target {
				t.Errorf("got the target %q, want %q", got, test.target)
			}
			text := strings.Join(append(slices.Clone(d.Reasons), d.Warnings...), "\n")
			if !strings.Contains(text, test.says) || !strings.Contains(d.Alternative, test.better) {
				t.Errorf("got %q, instead %q; want %q, instead %q", text, d.Alternative, test.says, test.better)
			}
			if (d.Action == rollback.Allow) != (len(d.Reasons) == 0) || (d.Action == rollback.Allow) != (d.Alternative == "") {
				t.Errorf("%s has the reasons %q and the alternative %q", d.Action, d.Reasons, d.Alternative)
			}
		})
	}
}

func targetOf(d rollback.Decision) string {
	if d.Target == nil {
		return ""
	}
	return d.Target.Commit[:1]
}

func TestWrongRequestsAreRefused(t *testing.T) {
	w := newWorld(t)
	w.release("a", func(f *receipt.Facts) { f.Commit = "abcdef0" + strings.Repeat("1", 33) })
	w.release("a", func(f *receipt.Facts) { f.Commit = "abcdef0" + strings.Repeat("2", 33) })
	tests := map[string]struct {
		change func(*rollback.Request)
		want   string
	}{
		"a prefix of two commits":     {func(r *rollback.Request) { r.Target = "abcdef0" }, "fits 2 commits"},
		"a prefix that is too short":  {func(r *rollback.Request) { r.Target = "abcdef" }, "at least 7 hexadecimal digits"},
		"a branch":                    {func(r *rollback.Request) { r.Target = "main" }, "neither auto nor a commit"},
		"an option for git":           {func(r *rollback.Request) { r.Target = "--upload-pack=x" }, "neither auto nor a commit"},
		"no target":                   {func(r *rollback.Request) { r.Target = "" }, "neither auto nor a commit"},
		"no environment":              {func(r *rollback.Request) { r.Environment = "" }, "environment is empty"},
		"nothing to judge again with": {func(r *rollback.Request) { r.Rejudge = nil }, "nothing was given"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := w.request()
			test.change(&r)
			if _, err := rollback.Decide(context.Background(), r); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestDeltaTellsTheExploitedFirst(t *testing.T) {
	w := newWorld(t)
	w.release("a", recording(credential("old", finding.Known)))
	w.release("b", recording(credential("new", finding.Known)))
	both := flaw("GHSA-0", finding.High)
	w.today["a"] = []finding.Finding{flaw("GHSA-1", finding.Low), both, flaw("GHSA-2", finding.Critical), flaw("GHSA-3", finding.Low, exploited), flaw("GHSA-2", finding.Critical)}
	w.today["b"] = []finding.Finding{flaw("GHSA-4", finding.Medium), both}
	d := w.decide()
	list := func(flaws []rollback.Flaw) []string {
		var out []string
		for _, f := range flaws {
			text := f.Rule
			if f.Package != nil {
				text = f.Package.Advisory
			}
			if f.Blocks {
				text += " blocks"
			}
			out = append(out, text)
		}
		return out
	}
	want := [][]string{
		{"GHSA-3 blocks", "GHSA-2 blocks", "credential/key blocks", "GHSA-1"},
		{"GHSA-0 blocks"},
		{"credential/key blocks", "GHSA-4"},
	}
	if diff := cmp.Diff(want, [][]string{list(d.Delta.Reopened), list(d.Delta.Retained), list(d.Delta.Closed)}); diff != "" {
		t.Error(diff)
	}
	wantReasons := []string{
		"Going back re-opens left 1.0.0 (GHSA-3, exploited in the wild).",
		"Going back re-opens left 1.0.0 (GHSA-2, critical), at or over the release bar.",
		"Going back re-opens a finding of credential/key (high, proven), at or over the release bar.",
	}
	if diff := cmp.Diff(wantReasons, d.Reasons); diff != "" {
		t.Error(diff)
	}
}

func TestEachInventoryIsJudgedOnce(t *testing.T) {
	w := newWorld(t)
	for _, version := range []string{"a", "b", "c", "d"} {
		w.release(version)
		w.today[version] = []finding.Finding{flaw("GHSA-"+version, finding.High)}
	}
	w.today["d"] = nil
	w.decide()
	slices.Sort(w.calls)
	if diff := cmp.Diff([]string{"a", "b", "c", "d"}, w.calls); diff != "" {
		t.Error(diff)
	}
}

func TestSearchForAnAlternativeIsBounded(t *testing.T) {
	w := newWorld(t)
	for _, version := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b"} {
		w.release(version)
		w.today[version] = []finding.Finding{flaw("GHSA-"+version, finding.High)}
	}
	w.today["b"] = nil
	if d := w.decide(); d.Action != rollback.Deny || len(w.calls) != 7 {
		t.Errorf("got %s after judging %v", d.Action, w.calls)
	}
}

func TestDecisionSpeaksForEveryFormat(t *testing.T) {
	w := newWorld(t)
	w.release("a", recording(credential("old", finding.Known)))
	w.release("b")
	retained := flaw("GHSA-0", finding.High)
	w.today["a"], w.today["b"] = []finding.Finding{retained, flaw("GHSA-1", finding.Low)}, []finding.Finding{retained}
	j := w.decide().Judgement(".sallyport.yml")
	if j.Verdict != finding.Closed || len(j.Reasons) != 1 {
		t.Errorf("got %s, %q", j.Verdict, j.Reasons)
	}
	var got []string
	for _, f := range j.Findings {
		got = append(got, f.Location.Path+" "+f.Rule+" "+string(f.Status))
		if f.Message == "" || f.Location.StartLine == 0 {
			t.Errorf("a finding without words or place: %+v", f)
		}
	}
	slices.Sort(got)
	want := []string{
		".sallyport.yml credential/key blocks",
		"package-lock.json dependency/vulnerable-package known",
		"package-lock.json dependency/vulnerable-package reported",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatReopensInAnAllowedRollbackIsReported(t *testing.T) {
	w := newWorld(t)
	w.release("a")
	w.release("b")
	w.today["a"], w.today["b"] = []finding.Finding{flaw("GHSA-1", finding.High)}, []finding.Finding{flaw("GHSA-2", finding.Critical)}
	j := w.decide().Judgement(".sallyport.yml")
	if j.Verdict != finding.Open || len(j.Findings) != 1 || j.Findings[0].Status != finding.Reported {
		t.Errorf("got %s, %+v", j.Verdict, j.Findings)
	}
}

func TestMissingReceiptIsAFinding(t *testing.T) {
	w := newWorld(t)
	w.target = commit("f")
	j := w.decide().Judgement(".sallyport.yml")
	if len(j.Findings) != 1 || j.Findings[0].Rule != policy.RuleMissingReceipt || j.Findings[0].Status != finding.Blocks {
		t.Errorf("got %+v", j.Findings)
	}
}

func TestActionsKeepTheExitContract(t *testing.T) {
	for action, want := range map[rollback.Action]int{rollback.Allow: 0, rollback.Deny: 1, rollback.Hold: 3, "": 3} {
		if got := action.Verdict().ExitCode(); got != want {
			t.Errorf("%q: got exit %d, want %d", action, got, want)
		}
	}
}
