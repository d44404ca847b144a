// Package report owns the answer of a run as one value, and the readable forms
// of it: the summary in Markdown, the plain text of a terminal, the HTML page
// and verdict.json. It judges nothing: every word in it was decided elsewhere.
package report

import (
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// Report is everything that a run has to say.
type Report struct {
	Version     string            // of Sallyport
	Mode        string            // release, hotfix or rollback
	Scope       string            // tree, change, history, staged or input; empty for a rollback
	Environment string            // the environment that the receipt speaks of
	Root        string            // what was examined, as the user named it
	Change      Change            // what the host knows of the change
	Started     time.Time         // UTC
	Duration    time.Duration     // wall time of the whole run
	Checks      []Check           // in the order of the checks option
	Walk        finding.Coverage  // what the walk over the tree left out
	Rules       []finding.Rule    // every rule that a finding may name, sorted by id
	Judgement   finding.Judgement // verdict, judged findings, reasons, warnings
	Gaps        []finding.Gap     // all of them, sorted
	Inventory   *inventory.Inventory
	Watermark   *check.Watermark
	Debts       []receipt.Debt     // hotfix: what is owed
	Pays        []receipt.Owed     // debts of earlier hotfixes that this run made up for
	Approval    *receipt.Approval  // hotfix: who answers for it
	Run, Owed   []string           // checks and the pipeline's own jobs that run now, and that are put off
	Rollback    *rollback.Decision // rollback only
	Steps       []string           // the slot swap's plan, one step a line, for a person
	Swap        *swap.Result       // what became of a slot swap; nil when none was asked for
	Measures    *Measures          // rollback: DORA's
	Folder      string             // where the files are written, as the user named it
	Receipt     string             // where the receipt was stored; empty when it was not
	PlanOnly    bool               // the plan option: nothing was carried out
}

// Measures are DORA's, of one environment and the last Days.
type Measures struct {
	Days            int
	Changes         int   // versions that passed
	Failures        int   // of them left by a rollback
	Reworks         int   // hotfixes
	RecoverySeconds int64 // from the live version's receipt until now
}

// Check is one check's part in a run.
type Check struct {
	finding.CheckState
	Title    string // for people: "Credentials"
	Duration time.Duration
	Scope    string        // "change" when only what differs from the live version was examined
	Value    int           // hotfix: declared worth
	Expected time.Duration // hotfix: what it was expected to take
	Coverage finding.Coverage
	Findings int
}

// Change is what the host knows about what is being judged. Everything may be
// empty, and all of it is the repository's or the contributor's words: escape it.
type Change struct {
	Repository  string            // "owner/name" or the clone address without userinfo
	Commit      string            // full hash
	Ref         string            // "refs/heads/main"
	Base        string            // the revision to compare with, in a pull request
	PullRequest string            // its number
	Author      string            // who made the change, as the host names them
	RunURL      string            // page of this run
	Build       map[string]string // host facts that SARIF dialects need, e.g. Azure's pipeline ids
}

// Verdict is the run's verdict.
func (r *Report) Verdict() finding.Verdict { return r.Judgement.Verdict }
