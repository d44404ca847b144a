package core

import (
	"cmp"
	"context"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/core/sarif"
)

// Names of what is written into the report's folder.
const (
	fileFull    = "sallyport.sarif"
	fileGitHub  = "github.sarif"
	fileAzure   = "azure.sarif"
	fileSummary = "summary.md"
	fileHTML    = "report.html"
	fileSBOM    = "sbom.cdx.json"
	fileReceipt = "receipt.json"
	fileVerdict = "verdict.json"
)

func fileNames() []string {
	return []string{fileFull, fileGitHub, fileAzure, fileSummary, fileHTML, fileSBOM, fileReceipt, fileVerdict}
}

// write renders the report and stores it. A receipt that cannot be stored makes
// an open run undecided: a release without its receipt could never be gone back to.
func (p *prepared) write(ctx context.Context, r *report.Report) (map[string]string, error) {
	contents := map[string][]byte{}
	if r.Inventory != nil {
		sbom, err := inventory.WriteCycloneDX(*r.Inventory, inventory.Subject{
			Name: cmp.Or(r.Change.Repository, "source"), Version: r.Change.Commit, Time: p.started, Tool: r.Version,
		})
		if err != nil {
			return nil, err
		}
		contents[fileSBOM] = sbom
	}
	if p.leavesReceipt(r) {
		if err := p.storeReceipt(r, contents); err != nil {
			doubt(r, fmt.Sprintf("The receipt could not be stored: %v.", err))
		}
	}
	if err := p.render(ctx, r, contents); err != nil {
		return nil, err
	}
	return writeFiles(p.folder, contents)
}

// doubt makes an open run undecided.
func doubt(r *report.Report, reason string) {
	if r.Judgement.Verdict == finding.Open {
		r.Judgement.Verdict = finding.Undecided
	}
	r.Judgement.Reasons = append(r.Judgement.Reasons, reason)
}

// leavesReceipt says whether the run judged a version that could be released.
func (p *prepared) leavesReceipt(r *report.Report) bool {
	whole := p.scope == option.Tree && !p.repository.Single || p.Config.Mode == option.Hotfix
	return whole && !r.PlanOnly && p.Config.Mode != option.Rollback && r.Change.Commit != ""
}

func (p *prepared) storeReceipt(r *report.Report, contents map[string][]byte) error {
	statement := receipt.New(p.facts(r, contents[fileSBOM]))
	encoded, err := receipt.Encode(statement)
	if err != nil {
		return err
	}
	contents[fileReceipt] = encoded
	if p.ledger == nil {
		return nil
	}
	entry, err := p.ledger.Append(statement, contents[fileSBOM])
	r.Receipt = entry.Name
	return err
}

func (p *prepared) facts(r *report.Report, sbom []byte) receipt.Facts {
	facts := receipt.Facts{
		Version: r.Version, Time: p.started, Mode: r.Mode, Environment: r.Environment,
		Repository: r.Change.Repository, Commit: r.Change.Commit, Run: r.Change.RunURL,
		Verdict: r.Verdict(), Policy: p.policy.Digest(), Watermark: r.Watermark,
		Findings: r.Judgement.Findings, Debts: r.Debts,
	}
	if sbom != nil {
		facts.SBOM = receipt.Digest(sbom)
	}
	for _, c := range r.Checks {
		facts.Checks = append(facts.Checks, receipt.Check{Name: c.Name, State: c.State, Milliseconds: c.Duration.Milliseconds()})
	}
	if p.Config.Mode == option.Hotfix {
		facts.Approval = &receipt.Approval{By: p.Config.Approver, Author: p.author, Reason: p.Config.Reason, Incident: p.Config.Incident}
	}
	if len(p.entries) > 0 {
		facts.Previous = p.entries[len(p.entries)-1].Digest
	}
	return facts
}

func (p *prepared) render(ctx context.Context, r *report.Report, contents map[string][]byte) error {
	var err error
	if contents[fileFull], err = sarif.Write(r, sarif.Full); err != nil {
		return err
	}
	switch p.Outside.Dialect {
	case sarif.GitHub:
		contents[fileGitHub], err = sarif.WriteWithLines(r, sarif.GitHub, p.lines(ctx))
	case sarif.Azure:
		contents[fileAzure], err = sarif.WriteWithLines(r, sarif.Azure, p.lines(ctx))
	}
	if err != nil {
		return err
	}
	if contents[fileVerdict], err = report.JSON(r); err != nil {
		return err
	}
	contents[fileSummary] = []byte(report.Summary(r))
	contents[fileHTML], err = report.HTML(r)
	return err
}

// lines reads files for the line hashes of code scanning.
func (p *prepared) lines(ctx context.Context) sarif.Lines {
	return func(path string) ([]byte, bool) {
		if p.tree == nil {
			return nil, false
		}
		file, found := p.tree.Find(path)
		if !found {
			return nil, false
		}
		content, err := p.tree.Read(ctx, file)
		return content, err == nil
	}
}
