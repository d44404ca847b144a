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
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// prepared is the input, held against the world and found right. Nothing has
// been examined and nothing written yet.
type prepared struct {
	Setup
	repository *repo.Repository
	head       string // commit that is checked out, or ""
	base       string // commit to compare with, or ""
	policyAt   string // commit that the policy is read from, or "" for the disk
	scope      string
	policy     policy.Policy
	policyPath string // as findings name it
	index      *advisory.Index
	checks     []check.Check
	folder     string          // absolute folder of the report
	tree       *repo.Tree      // the whole tree, once it was walked
	author     string          // of the change, as far as anybody knows
	steps      []string        // rollback: the swap's plan
	ledger     *receipt.Folder // nil without receipts
	entries    []receipt.Entry // oldest first
	ledgerGap  error           // the receipts cannot be read: an unknown, not a mistake
	started    time.Time
}

// prepare validates everything before any work starts. Its error is an
// InputError that joins all mistakes, or the context's.
func prepare(ctx context.Context, setup Setup) (*prepared, error) {
	p := &prepared{Setup: setup, started: setup.Outside.Now().UTC()}
	repository, err := repo.Open(ctx, setup.Config.Path, setup.Outside.Environment)
	if err != nil {
		// Without the tree there is no policy and no revision to look at, but
		// the other inputs can still be told apart from right ones.
		return nil, InputError{errors.Join(err, p.openReport(), p.openAdvisories(ctx))}
	}
	p.repository = repository
	p.head = repository.Head(ctx)
	p.author = cmp.Or(setup.Change.Author, repository.Author(ctx))
	mistakes := errors.Join(
		p.openReport(),
		p.openReceipts(),
		p.chooseScope(ctx),
		p.loadPolicy(ctx),
		p.openAdvisories(ctx),
		p.planSwap(),
		p.makeChecks(ctx),
	)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if mistakes != nil {
		return nil, InputError{mistakes}
	}
	return p, nil
}

// chooseScope settles scope, base and where the policy is read from.
func (p *prepared) chooseScope(ctx context.Context) error {
	p.scope = p.Config.Scope
	base := cmp.Or(p.Config.Base, p.Change.Base)
	if p.scope == option.Auto {
		p.scope = option.Tree
		if p.Change.PullRequest != "" {
			p.scope = option.Change
		}
	}
	switch {
	case p.Config.Mode == option.Rollback:
		p.scope = ""
		return nil
	case p.scope == option.Change && base == "":
		return errors.New("scope=change needs base: the revision to compare with, for example base=origin/main")
	case p.scope == option.Staged && !p.repository.InGit():
		return fmt.Errorf("scope=staged needs git: %q is not in a repository that git can read", p.Config.Path)
	case base == "" || p.scope == option.Staged:
		return nil
	}
	commit, err := p.repository.Resolve(ctx, base)
	if err != nil {
		return fmt.Errorf("option base: %w", err)
	}
	p.base = commit
	if p.head != "" {
		p.base = p.repository.MergeBase(ctx, commit, p.head)
	}
	if p.Change.PullRequest != "" {
		p.policyAt = commit // not the merge base: an old branch is held to today's policy
	}
	return nil
}

func (p *prepared) openAdvisories(ctx context.Context) error {
	if !slices.Contains(p.Config.Checks, "dependency") && p.Config.Mode != option.Rollback {
		return nil
	}
	index, err := openIndex(ctx, p.Config.Advisories)
	if err != nil {
		return fmt.Errorf("option advisories: %w", err)
	}
	p.index = index
	return nil
}

// openReport makes sure that the report's folder can be a folder.
func (p *prepared) openReport() error {
	absolute, err := filepath.Abs(p.Config.Report)
	if err != nil {
		return fmt.Errorf("option report: %w", err)
	}
	if parent, err := filepath.EvalSymlinks(filepath.Dir(absolute)); err == nil {
		absolute = filepath.Join(parent, filepath.Base(absolute))
	}
	if info, err := os.Stat(absolute); err == nil && !info.IsDir() {
		return fmt.Errorf("option report: %q is a file; name a folder", p.Config.Report)
	}
	p.folder = absolute
	return nil
}

// openReceipts reads the ledger. A receipt that cannot be read makes a decision
// on it undecided; it is not a mistake in the input.
func (p *prepared) openReceipts() error {
	if p.Config.Receipts == "" {
		return nil
	}
	ledger, err := receipt.OpenFolder(p.Config.Receipts)
	if err != nil {
		return fmt.Errorf("option receipts: %w", err)
	}
	p.ledger = &ledger
	p.entries, p.ledgerGap = ledger.List()
	if p.Config.Mode != option.Rollback && p.head == "" && p.Change.Commit == "" {
		return errors.New("option receipts: a receipt speaks of a commit, and there is none; commit first, or leave receipts away")
	}
	return nil
}

// planSwap writes down the slot swap of a rollback, when it is known of which site.
func (p *prepared) planSwap() (err error) {
	if p.Config.Mode == option.Rollback && p.Config.Site != "" {
		p.steps, err = rollback.SwapPlan(p.Config.Site, p.Config.Slot)
	}
	return err
}
