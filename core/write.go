package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	fileVEX     = "openvex.json"
	fileReceipt = "receipt.json"
	fileVerdict = "verdict.json"
)

func fileNames() []string {
	return []string{fileFull, fileGitHub, fileAzure, fileSummary, fileHTML, fileSBOM, fileVEX, fileReceipt, fileVerdict}
}

// write renders the report and stores it, the receipt in its ledger last: what
// cannot be reported leaves no receipt. A receipt that cannot be stored makes an
// open run undecided: a release without its receipt could never be gone back to.
func (p *prepared) write(ctx context.Context, r *report.Report) (map[string]string, error) {
	if r.PlanOnly {
		return nil, nil
	}
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
	if err := p.writeVEX(r, contents); err != nil {
		return nil, err
	}
	missing, err := p.noReceipt(ctx, r)
	if err != nil {
		return nil, err
	}
	if missing != "" {
		p.refuseLostDebts(r, missing)
		if p.receiptOf != nil {
			contents[fileReceipt] = p.receiptOf
		}
		if p.ledger != nil && p.Config.Mode != option.Rollback {
			r.Judgement.Warnings = append(r.Judgement.Warnings, "No receipt was left: "+missing+".")
		}
		return p.publish(ctx, r, contents)
	}
	return p.leave(ctx, r, contents)
}

// refuseLostDebts closes a hotfix whose debts would be written down nowhere:
// nobody could ever ask for them.
func (p *prepared) refuseLostDebts(r *report.Report, missing string) {
	if p.Config.Mode != option.Hotfix || len(r.Debts) == 0 {
		return
	}
	if r.Judgement.Verdict == finding.Open {
		r.Judgement.Verdict = finding.Closed
	}
	r.Judgement.Reasons = append(r.Judgement.Reasons, fmt.Sprintf("%d debts would be written down nowhere, because no receipt is left: %s.", len(r.Debts), missing))
}

// writers is how often a receipt is made anew because others write receipts too.
const writers = 20

// leave publishes the report and stores the receipt. When somebody else stored
// one in the meantime, both are made anew: a receipt names the one before it.
func (p *prepared) leave(ctx context.Context, r *report.Report, contents map[string][]byte) (map[string]string, error) {
	err := receipt.ErrMoved
	for range writers {
		var sealed receipt.Sealed
		if sealed, err = p.seal(ctx, r, contents); err != nil {
			break
		}
		files, failed := p.publish(ctx, r, contents)
		if failed != nil || p.ledger == nil {
			return files, failed
		}
		if _, err = p.ledger.Store(ctx, sealed); err == nil {
			return files, nil
		}
		if !errors.Is(err, receipt.ErrMoved) {
			break
		}
	}
	if p.ledger == nil {
		return nil, err
	}
	r.Receipt = ""
	delete(contents, fileReceipt)
	doubt(r, fmt.Sprintf("The receipt could not be stored: %v.", err))
	return p.publish(ctx, r, contents)
}

// seal makes the run's receipt: chained and signed, and not stored yet.
func (p *prepared) seal(ctx context.Context, r *report.Report, contents map[string][]byte) (receipt.Sealed, error) {
	statement := receipt.New(p.facts(r, contents[fileSBOM]))
	if p.ledger == nil {
		alone, err := receipt.Alone(ctx, statement, p.key)
		contents[fileReceipt] = alone
		return receipt.Sealed{}, err
	}
	sealed, err := p.ledger.Seal(ctx, receipt.Record{Receipt: &statement, SBOM: contents[fileSBOM]})
	if err != nil {
		return sealed, err
	}
	contents[fileReceipt], r.Receipt = sealed.Raw, sealed.Digest
	return sealed, nil
}

// publish renders the report and puts all files into its folder.
func (p *prepared) publish(ctx context.Context, r *report.Report, contents map[string][]byte) (map[string]string, error) {
	if err := p.render(ctx, r, contents); err != nil {
		return nil, err
	}
	p.contents = contents
	return writeFiles(p.folder, contents)
}

// doubt makes an open run undecided.
func doubt(r *report.Report, reason string) {
	if r.Judgement.Verdict == finding.Open {
		r.Judgement.Verdict = finding.Undecided
	}
	r.Judgement.Reasons = append(r.Judgement.Reasons, reason)
}

// noReceipt says why the run leaves no receipt; "" when it leaves one.
func (p *prepared) noReceipt(ctx context.Context, r *report.Report) (string, error) {
	switch {
	case p.Config.Mode == option.Rollback:
		return "a rollback that was not carried out changes nothing", nil
	case p.head == "":
		return "there is no commit that it could speak of", nil
	case !p.seesEverything() || p.repository.Path != "":
		return "only a part of the repository was examined, and a receipt speaks of all of it (scope=tree, path at its root)", nil
	}
	n, first, err := p.repository.Differs(ctx, p.tree, p.head, p.policy.Excluded)
	if err != nil {
		return "", fmt.Errorf("compare the tree with its commit: %w", err)
	}
	if n > 0 {
		return fmt.Sprintf("%d files differ from the commit, the first: %q", n, first), nil
	}
	foreign, err := p.repository.Unheld(ctx, p.head, p.judgedBy(r))
	if err != nil {
		return "", fmt.Errorf("compare the tree with its commit: %w", err)
	}
	if len(foreign) > 0 {
		return fmt.Sprintf("the commit does not hold %q, by which the run judged; commit it, or have git ignore it", foreign[0]), nil
	}
	return "", nil
}

// judgedBy lists the files that can make a verdict milder: those that settle the
// versions of packages, what forgives, and the sources by which a flaw is not
// called. Any other file that git does not track
// can only add findings.
func (p *prepared) judgedBy(r *report.Report) []string {
	paths := slices.Clone(p.policy.VEX)
	if len(p.baseline) > 0 {
		paths = append(paths, p.policy.Baseline)
	}
	if len(p.ignored) > 0 {
		paths = append(paths, finding.GitleaksIgnore)
	}
	if slices.ContainsFunc(r.Judgement.Findings, func(j finding.Judged) bool { return isReach(finding.NotCalled)(j.Finding) }) {
		paths = append(paths, goSources(p.tree)...)
	}
	if r.Inventory == nil {
		return paths
	}
	for _, pkg := range r.Inventory.Packages {
		if pkg.Image == "" && !strings.Contains(pkg.Path, "!") { // not what an archive holds
			paths = append(paths, pkg.Path)
		}
	}
	return paths
}

func (p *prepared) facts(r *report.Report, sbom []byte) receipt.Facts {
	facts := receipt.Facts{
		Version: r.Version, Time: p.Outside.Now(), Mode: r.Mode, Environment: r.Environment,
		Repository: r.Change.Repository, Commit: p.head, Run: r.Change.RunURL,
		Verdict: r.Verdict(), Policy: p.policy.Digest(), Watermark: r.Watermark,
		Findings: r.Judgement.Findings, Debts: r.Debts, Approval: r.Approval, Artifacts: p.artifacts,
		Security: p.policy.Rollback.Security, Floor: p.policy.Rollback.Floor, Irreversible: p.policy.Rollback.Irreversible,
	}
	if sbom != nil {
		facts.SBOM = receipt.Digest(sbom)
	}
	for _, c := range r.Checks {
		facts.Checks = append(facts.Checks, receipt.Check{Name: c.Name, State: c.State, Milliseconds: c.Duration.Milliseconds(),
			Scope: c.Scope, Value: c.Value, Expected: c.Expected.Milliseconds()})
	}
	for _, o := range r.Pays {
		facts.Pays = append(facts.Pays, o.Payment)
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
