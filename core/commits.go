package core

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sallyport-gate/sallyport/core/credential"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
)

// looksIntoCommits says whether the run examines commits one by one: the
// credential check does, where the scope has some.
func (p *prepared) looksIntoCommits() bool {
	return (p.scope == option.Change || p.scope == option.History) && slices.Contains(p.Config.Checks, credential.Name)
}

// refuseShallow refuses a clone without the commits that the scope speaks of: a
// half of them would pass for all.
func (p *prepared) refuseShallow(ctx context.Context) error {
	if p.looksIntoCommits() && p.repository.IsShallow(ctx) {
		return fmt.Errorf("scope=%s looks for credentials in every commit, and this clone is shallow; check out with fetch-depth: 0 (Azure Pipelines: fetchDepth: 0), or run `git fetch --unshallow`", p.scope)
	}
	return nil
}

// withCommits adds what the scope's commits brought. What git cannot tell of
// them is a gap, and the rest is examined all the same.
func (p *prepared) withCommits(ctx context.Context, t trees) (trees, error) {
	if !p.looksIntoCommits() {
		return t, nil
	}
	history, err := p.repository.History(ctx, p.since, p.head, p.policy.Excluded)
	switch {
	case ctx.Err() != nil:
		t.close()
		return trees{}, context.Cause(ctx)
	case err != nil:
		t.gaps = []finding.Gap{{Check: credential.Name, Kind: finding.Unreadable, Message: err.Error()}}
		return t, nil
	}
	t.commits, t.touched = t.scoped.And(history.Tree), history.Touched
	t.notes = []string{fmt.Sprintf("the credential check looked into %d commits, with %d different file contents", history.Commits, len(history.Tree.Files()))}
	closeTree := t.close
	t.close = func() { closeTree(); history.Close() }
	return t, nil
}

// needCommits says what a scope lacks that only git can give.
func (p *prepared) needCommits() error {
	switch {
	case !p.repository.InGit():
		return fmt.Errorf("scope=%s needs git: %q is not in a repository that git can read", p.scope, p.Config.Path)
	case p.scope == option.History && p.head == "":
		return errors.New("scope=history needs a commit, and there is none yet")
	}
	return nil
}
