package hotfix_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/sarif"
)

// shop is a repository with a ledger beside it, and a clock that stands still.
type shop struct {
	t            *testing.T
	tree, ledger string
	trunk        string
	now          time.Time
	ctx          context.Context
	progress     func(string)
}

// flaw is what the code check finds.
const flaw = "const https = require(\"https\");\nmodule.exports = new https.Agent({ rejectUnauthorized: false });\n"

func newShop(t *testing.T, hotfix string) *shop {
	t.Helper()
	s := &shop{t: t, tree: t.TempDir(), ledger: filepath.Join(t.TempDir(), "receipts"), now: saturday.AddDate(0, 0, -1), ctx: t.Context(), progress: func(string) {}}
	s.git("init", "--quiet")
	s.write(".sallyport.yml", "version: 1\nhotfix: {approver: named, floor: [credential, dependency], "+hotfix+"}\nadvisories: {allowStale: true, allowSample: true}\n")
	s.write("main.js", "console.log(1);\n")
	s.commit()
	s.trunk = s.git("symbolic-ref", "--short", "HEAD")
	return s
}

func (s *shop) git(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", s.tree, "-c", "user.name=Lee", "-c", "user.email=lee@example.com"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (s *shop) write(name, content string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.tree, name), []byte(content), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) commit() string {
	s.git("add", "--all")
	s.git("commit", "--quiet", "--allow-empty", "-m", "change")
	return s.git("rev-parse", "HEAD")
}

// run runs the gate; pairs are options.
func (s *shop) run(pairs ...string) core.Outcome {
	s.t.Helper()
	options := map[string]string{"path": s.tree, "report": s.t.TempDir(), "receipts": s.ledger}
	for i := 0; i < len(pairs); i += 2 {
		options[pairs[i]] = pairs[i+1]
	}
	config, err := option.Decode(options)
	if err != nil {
		s.t.Fatal(err)
	}
	outcome, err := core.Run(s.ctx, core.Setup{Config: config, Progress: s.progress,
		Outside: core.Outside{Version: "test", Environment: os.Environ(), Now: func() time.Time { return s.now }, Dialect: sarif.Full}})
	if err != nil {
		s.t.Fatal(err)
	}
	return outcome
}

func (s *shop) hotfix(pairs ...string) core.Outcome {
	s.t.Helper()
	return s.run(append([]string{"mode", "hotfix", "approver", "kim", "reason", "outage", "incident", "INC-7"}, pairs...)...)
}

func (s *shop) entries() []receipt.Entry {
	s.t.Helper()
	ledger, err := receipt.Open(receipt.Config{Location: s.ledger})
	if err != nil {
		s.t.Fatal(err)
	}
	entries, err := ledger.List(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return entries
}

func want(t *testing.T, o core.Outcome, verdict finding.Verdict, reason string) {
	t.Helper()
	reasons := strings.Join(o.Report.Judgement.Reasons, "\n")
	if o.Report.Verdict() != verdict || !strings.Contains(reasons, reason) {
		t.Errorf("got %s: %s; want %s with %q", o.Report.Verdict(), reasons, verdict, reason)
	}
}

func state(o core.Outcome, check string) (finding.State, string) {
	for _, c := range o.Report.Checks {
		if c.Name == check {
			return c.State, c.Scope
		}
	}
	return "", ""
}

const roomy = "budget: 10m, value: {sast: 8}"

func TestH1Scope(t *testing.T) {
	t.Run("the floor examines what differs from the live receipt's commit, not from main", func(t *testing.T) {
		s := newShop(t, roomy)
		want(t, s.run(), finding.Open, "")
		s.write("never-deployed.js", "console.log(2);\n")
		s.commit() // on main, and not live
		s.write("fix.js", "console.log(3);\n")
		s.commit()
		o := s.hotfix()
		want(t, o, finding.Open, "")
		if got, scope := state(o, "credential"); got != finding.Examined || scope != "change" {
			t.Errorf("the credential check is %s in the scope %q", got, scope)
		}
		for _, c := range o.Report.Checks {
			if c.Name == "credential" && c.Coverage.Files != 2 {
				t.Errorf("%d files were examined, want what is not live: 2", c.Coverage.Files)
			}
		}
		if _, scope := state(o, "dependency"); scope != "" {
			t.Error("the dependency check did not see everything")
		}
	})
	t.Run("without a live receipt the floor examines everything", func(t *testing.T) {
		o := newShop(t, roomy).hotfix()
		if got, scope := state(o, "credential"); got != finding.Examined || scope != "" {
			t.Errorf("the credential check is %s in the scope %q", got, scope)
		}
	})
	t.Run("a live version that put the check off is no excuse", func(t *testing.T) {
		s := newShop(t, roomy)
		s.write(".sallyport.yml", "version: 1\nhotfix: {approver: named, budget: 1ns, floor: [dependency]}\nadvisories: {allowStale: true, allowSample: true}\n")
		s.commit()
		s.hotfix()
		s.write(".sallyport.yml", "version: 1\nhotfix: {approver: named, floor: [credential, dependency], budget: 10m}\nadvisories: {allowStale: true, allowSample: true}\n")
		s.commit()
		if got, scope := state(s.hotfix(), "credential"); got != finding.Examined || scope != "" {
			t.Errorf("the credential check is %s in the scope %q", got, scope)
		}
	})
	t.Run("a live version that is not in the clone is told, and the floor examines everything", func(t *testing.T) {
		s := newShop(t, roomy)
		s.run()
		s.git("checkout", "--quiet", "--orphan", "other")
		s.write("other.js", "console.log(1);\n")
		s.commit()
		s.git("branch", "-D", "--quiet", s.trunk)
		s.git("reflog", "expire", "--expire=now", "--all")
		s.git("gc", "--quiet", "--prune=now")
		o := s.hotfix()
		if _, scope := state(o, "credential"); scope != "" || !strings.Contains(strings.Join(o.Report.Judgement.Warnings, " "), "is not in this clone") {
			t.Errorf("scope %q, warnings %q", scope, o.Report.Judgement.Warnings)
		}
	})
}

// privateKey is one that nobody uses.
func privateKey(t *testing.T) string {
	t.Helper()
	private, _, err := receipt.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return string(private)
}

func TestH2Floor(t *testing.T) {
	t.Run("a finding of the floor closes the gate", func(t *testing.T) {
		s := newShop(t, "budget: 1ns")
		s.write("key.pem", privateKey(t))
		s.commit()
		want(t, s.hotfix(), finding.Closed, "credential/private-key")
	})
	t.Run("a floor that did not end never opens", func(t *testing.T) {
		s := newShop(t, roomy)
		ended, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		s.ctx, s.progress = ended, func(stage string) {
			if stage == "examine credential" {
				cancel(errors.New("the time limit was reached"))
			}
		}
		o := s.hotfix()
		want(t, o, finding.Undecided, "The credential check failed")
		if len(o.Report.Debts) > 0 && o.Report.Debts[0].Check == "credential" {
			t.Error("the floor became a debt")
		}
	})
}

func TestH3Select(t *testing.T) {
	t.Run("the greatest value in the time that is left, with the numbers in the receipt", func(t *testing.T) {
		s := newShop(t, "budget: 5m, value: {sast: 8}, duration: {sast: 4m}, jobs: {e2e: {value: 5, duration: 2m}, load: {value: 4, duration: 3m}}")
		o := s.hotfix()
		if got := strings.Join(o.Report.Run, " ") + " | " + strings.Join(o.Report.Owed, " "); got != "credential dependency e2e load | sast" {
			t.Errorf("got %s", got)
		}
		last := s.entries()[0].Statement.Predicate.Extension
		for _, c := range last.Checks {
			if c.Name == "sast" && (c.State != finding.Owed || c.Value != 8 || c.Expected != 240_000) {
				t.Errorf("got %+v", c)
			}
		}
		if len(last.Debts) != 1 || !strings.Contains(last.Debts[0].Reason, "4m0s for a value of 8 did not fit into the budget of 5m0s") {
			t.Errorf("got %+v", last.Debts)
		}
	})
	t.Run("without timings the declared values hold", func(t *testing.T) {
		s := newShop(t, "budget: 1m, duration: {sast: 2m}")
		for range 4 { // one run less than it takes to believe the receipts
			s.run()
		}
		if o := s.hotfix(); len(o.Report.Debts) != 1 {
			t.Errorf("got %v, want the declared two minutes not to fit", o.Report.Debts)
		}
	})
}

func TestH4Run(t *testing.T) {
	t.Run("what the deadline stops is owed", func(t *testing.T) {
		s := newShop(t, "budget: 1ms, duration: {sast: 1ms}")
		for i := range 300 {
			s.write(fmt.Sprintf("page%03d.js", i), strings.Repeat("function f(a) { return a.b(function (c) { return c + a; }); }\n", 100))
		}
		s.commit()
		o := s.hotfix()
		if got, _ := state(o, "sast"); got != finding.Owed || len(o.Report.Debts) != 1 || !strings.Contains(o.Report.Debts[0].Reason, "stopped at the deadline") {
			t.Errorf("the code check is %s, debts %+v", got, o.Report.Debts)
		}
	})
	t.Run("what is put off looks at the change all the same, and what it finds closes", func(t *testing.T) {
		s := newShop(t, "budget: 30s, duration: {sast: 2m}")
		s.run()
		s.write("client.js", flaw)
		s.commit()
		o := s.hotfix()
		want(t, o, finding.Closed, "sast/javascript-tls-verification-disabled")
		if got, scope := state(o, "sast"); got != finding.Owed || scope != "change" {
			t.Errorf("the code check is %s in the scope %q", got, scope)
		}
	})
}

func TestH5Receipt(t *testing.T) {
	t.Run("it passed under the hotfix's policy and says what is owed", func(t *testing.T) {
		s := newShop(t, "budget: 1ns")
		want(t, s.hotfix(), finding.Open, "")
		got := s.entries()[0].Statement
		if !got.Passed() || !strings.HasSuffix(got.Predicate.Policy.URI, "/policy/hotfix") || got.Predicate.VerifiedLevels[0] != "SALLYPORT_HOTFIX_PARTIAL" ||
			len(got.Debts()) != 1 || got.Predicate.Extension.Approval.By != "kim" || got.Predicate.Extension.Approval.Source != "named" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("debts that are written down nowhere close the gate", func(t *testing.T) {
		s := newShop(t, "budget: 1ns")
		s.write("main.js", "console.log('not committed');\n")
		want(t, s.hotfix(), finding.Closed, "debts would be written down nowhere")
	})
	t.Run("a ledger that cannot be written to leaves nothing open", func(t *testing.T) {
		s := newShop(t, "budget: 1ns")
		s.ledger = "/proc/receipts"
		want(t, s.hotfix(), finding.Undecided, "could not be stored")
	})
	t.Run("a run that closes leaves a receipt that says so, and owes nothing", func(t *testing.T) {
		s := newShop(t, "budget: 10m")
		s.write("client.js", flaw)
		s.commit()
		want(t, s.hotfix(), finding.Closed, "")
		if entries := s.entries(); len(entries) != 1 || entries[0].Statement.Passed() || len(receipt.Outstanding(entries, "production")) != 0 {
			t.Errorf("got %+v", entries)
		}
	})
}

func TestH7Pay(t *testing.T) {
	owing := func(t *testing.T) *shop {
		s := newShop(t, "budget: 1ns")
		s.now = saturday
		s.write("client.js", "console.log('fixed');\n")
		s.commit()
		want(t, s.hotfix(), finding.Open, "")
		s.now = saturday.AddDate(0, 0, 2)
		return s
	}
	t.Run("the next release of a descendant pays", func(t *testing.T) {
		s := owing(t)
		s.write("more.js", "console.log(1);\n")
		s.commit()
		o := s.run()
		want(t, o, finding.Open, "")
		if len(o.Report.Pays) != 1 || len(receipt.Outstanding(s.entries(), "production")) != 0 {
			t.Errorf("pays %+v", o.Report.Pays)
		}
	})
	t.Run("also when it is overdue", func(t *testing.T) {
		s := owing(t)
		s.now = saturday.AddDate(0, 0, 9)
		want(t, s.run(), finding.Open, "")
	})
	t.Run("a release of another line does not pay, and an overdue debt closes it", func(t *testing.T) {
		s := owing(t)
		s.git("checkout", "--quiet", "HEAD~1")
		s.commit()
		want(t, s.run(), finding.Open, "")
		s.now = saturday.AddDate(0, 0, 4)
		want(t, s.run(), finding.Closed, "and nobody paid it")
	})
	t.Run("a run that leaves no receipt does not pay", func(t *testing.T) {
		s := owing(t)
		s.now = saturday.AddDate(0, 0, 4)
		s.write("main.js", "console.log(2);\n")
		want(t, s.run(), finding.Closed, "and nobody paid it")
	})
	t.Run("a run without the owed check does not pay", func(t *testing.T) {
		s := owing(t)
		s.now = saturday.AddDate(0, 0, 4)
		want(t, s.run("checks", "credential,dependency"), finding.Closed, "and nobody paid it")
	})
	t.Run("a late failure is told: the hotfix has it since it is live", func(t *testing.T) {
		s := newShop(t, "budget: 1ns")
		s.now = saturday
		s.write("client.js", flaw)
		s.commit()
		want(t, s.hotfix(), finding.Open, "") // nobody looked
		s.now = saturday.AddDate(0, 0, 2)
		o := s.run()
		want(t, o, finding.Closed, "sast/javascript-tls-verification-disabled")
		if warnings := strings.Join(o.Report.Judgement.Warnings, "\n"); !strings.Contains(warnings, "Go back (mode=rollback) or mend it and roll forward (mode=hotfix)") {
			t.Errorf("got %q", warnings)
		}
		if len(receipt.Outstanding(s.entries(), "production")) != 1 {
			t.Error("the debt counts as paid")
		}
	})
	t.Run("the same incident's hotfix is not closed by it, another's is", func(t *testing.T) {
		s := owing(t)
		s.now = saturday.AddDate(0, 0, 4)
		want(t, s.hotfix(), finding.Open, "")
		want(t, s.hotfix("incident", "INC-8"), finding.Closed, "and nobody paid it")
	})
	t.Run("a rollback is not closed by it", func(t *testing.T) {
		s := newShop(t, "budget: 1ns")
		s.run()
		s.write("client.js", "console.log('fixed');\n")
		s.commit()
		s.hotfix()
		s.now = saturday.AddDate(0, 0, 9)
		want(t, s.run("mode", "rollback"), finding.Open, "")
	})
}
