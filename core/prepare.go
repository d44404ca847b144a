package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/hotfix"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/core/rollback"
	"github.com/sallyport-gate/sallyport/core/rollback/azure"
)

// prepared is the input, held against the world and found right. Nothing has
// been examined and nothing written yet.
type prepared struct {
	Setup
	repository *repo.Repository
	head       string // commit that is checked out, or ""
	base       string // commit to compare with, or ""
	since      string // commit whose own history is not looked into, or ""
	policyAt   string // commit that the policy is read from, or "" for the disk
	scope      string
	policy     policy.Policy
	policyPath string                // as findings name it
	baseline   []policy.Suppression  // the policy's promises that stand in its baseline
	ignored    policy.GitleaksIgnore // what .gitleaksignore forgives, when the policy honours it
	index      *advisory.Index
	indexGap   error // the index could not be fetched: an unknown, not a mistake
	checks     []check.Check
	folder     string            // absolute folder of the report
	tree       *repo.Tree        // the whole tree, once it was walked
	authors    []string          // of the change, by every name that is known
	signed     *hotfix.Proof     // the approval option
	artifacts  []receipt.Subject // the artifact option
	steps      []string          // the swap's plan
	app        *azure.App        // the web app of a swap; nil without one, or when it cannot be opened
	appGap     error             // why it cannot be opened: an unknown
	receiptOf  []byte            // the receipt of a rollback that was carried out
	contents   map[string][]byte // of the report's files, as last written
	key        *receipt.Key      // signs receipts; nil without one
	ledger     *receipt.Ledger   // nil without receipts
	entries    []receipt.Entry   // those that count, oldest first
	trust      *receipt.Trust    // nil without the option
	notes      []string          // what the user should know of receipts and the live version
	late       []string          // what a debt's check found after the hotfix was live
	ledgerGap  error             // the receipts cannot be read: an unknown, not a mistake
	started    time.Time
}

// prepare validates everything before any work starts. Its error is an
// InputError that joins all mistakes, or the context's.
func prepare(ctx context.Context, setup Setup) (*prepared, error) {
	p := &prepared{Setup: setup, started: setup.Outside.Now().UTC()}
	path := setup.Config.Path
	if path == option.Stdin {
		path = "." // for the policy and the salt
	}
	repository, err := repo.Open(ctx, path, setup.Outside.Environment)
	if err != nil {
		// Without the tree there is no policy and no revision to look at, but
		// the other inputs can still be told apart from right ones.
		return nil, InputError{errors.Join(err, p.openReport(ctx), p.openAdvisories(ctx))}
	}
	p.repository = repository
	p.head = repository.Head(ctx)
	p.authors = slices.DeleteFunc([]string{setup.Change.Author, repository.Author(ctx)}, func(name string) bool { return name == "" })
	mistakes := errors.Join(
		p.openReport(ctx),
		p.chooseScope(ctx),
		p.openReceipts(ctx),
		p.openArtifact(),
		p.loadPolicy(ctx),
		p.openAdvisories(ctx),
		p.planSwap(),
		p.makeChecks(ctx),
	)
	switch {
	case ctx.Err() != nil:
		return nil, errors.Join(context.Cause(ctx), p.close())
	case mistakes != nil:
		return nil, InputError{errors.Join(mistakes, p.close())}
	default:
		return p, nil
	}
}

// close gives back what reading the receipts took.
func (p *prepared) close() error {
	if p.ledger == nil {
		return nil
	}
	return p.ledger.Close()
}

// chooseScope settles scope, base and where the policy is read from.
func (p *prepared) chooseScope(ctx context.Context) error {
	p.scope = p.Config.Scope
	switch {
	case p.Config.Path == option.Stdin:
		p.scope = option.Input
	case p.scope == option.Auto && p.Change.PullRequest != "":
		p.scope = option.Change
	case p.scope == option.Auto:
		p.scope = option.Tree
	}
	base := cmp.Or(p.Config.Base, p.Change.Base)
	switch {
	case base == "" && p.Change.PullRequest != "":
		return errors.New("the pull request's base is not known, and its policy is read there; name the target branch in base, for example base=origin/main")
	case base == "" && p.scope == option.Change:
		return errors.New("scope=change needs base: the revision to compare with, for example base=origin/main")
	case p.scope == option.Staged, p.scope == option.History:
		if err := p.needCommits(); err != nil {
			return err
		}
	}
	if base != "" {
		if err := p.resolveBase(ctx, base); err != nil {
			return fmt.Errorf("option base: %w", err)
		}
	}
	if p.Config.Mode == option.Rollback {
		p.scope = ""
	}
	if p.scope != option.Change && p.scope != option.Tree && p.scope != option.History {
		p.base = ""
	}
	return p.refuseShallow(ctx)
}

// resolveBase finds the commit to compare with. In a pull request the policy is
// read at the base itself and not at the merge base: an old branch is held to
// today's policy.
func (p *prepared) resolveBase(ctx context.Context, base string) error {
	commit, err := p.repository.Resolve(ctx, base)
	if err != nil {
		return err
	}
	p.base, p.since = commit, commit
	if p.head != "" {
		p.base = p.repository.MergeBase(ctx, commit, p.head)
	}
	if p.Change.PullRequest != "" {
		p.policyAt = commit
	}
	return nil
}

// openReport makes sure that the report's folder can be a folder.
func (p *prepared) openReport(ctx context.Context) error {
	if p.Config.Scope == option.Staged && !p.Config.ReportGiven && p.repository != nil && p.repository.InGit() {
		p.Config.Report = filepath.Join(p.repository.GitFolder(ctx), p.Config.Report)
	}
	absolute, err := filepath.Abs(p.Config.Report)
	if err != nil {
		return fmt.Errorf("option report: %w", err)
	}
	if parent, err := filepath.EvalSymlinks(filepath.Dir(absolute)); err == nil {
		absolute = filepath.Join(parent, filepath.Base(absolute))
	}
	switch info, err := os.Lstat(absolute); {
	case err == nil && info.Mode()&os.ModeSymlink != 0:
		return fmt.Errorf("option report: %q is a link, which could lead anywhere; name a folder", p.Config.Report)
	case err == nil && !info.IsDir():
		return fmt.Errorf("option report: %q is a file; name a folder", p.Config.Report)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("option report: %w", err)
	}
	p.folder = absolute
	return p.refuseTracked(ctx)
}

// refuseTracked refuses a folder in which files of the report's names are
// sources: the report would overwrite them.
func (p *prepared) refuseTracked(ctx context.Context) error {
	for _, name := range fileNames() {
		info, err := os.Lstat(filepath.Join(p.folder, name))
		switch {
		case err == nil && !info.Mode().IsRegular():
			return fmt.Errorf("option report: %s in %q is no file of ours; name another folder", name, p.Config.Report)
		case err == nil && p.repository != nil && p.repository.Tracks(ctx, filepath.Join(p.folder, name)):
			return fmt.Errorf("option report: git tracks %s in %q, and the report would overwrite it; name another folder", name, p.Config.Report)
		}
	}
	return nil
}

// planSwap writes down the slot swap of a rollback, when it is known of which
// site. A slot without a site would be an option that nobody looks at.
func (p *prepared) planSwap() (err error) {
	if p.Config.Site == "" {
		return nil
	}
	if p.steps, err = rollback.SwapPlan(p.Config.Site, p.Config.Slot); err != nil || !p.Config.Swap {
		return err
	}
	return p.openApp()
}
