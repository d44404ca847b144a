package core

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/credential"
	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// trees are what the checks examine. The dependency check always sees the whole
// tree: a version may be settled by a file that the change does not touch.
// The credential check sees the commits too: what a later one deletes can still
// be read in them.
type trees struct {
	whole   *repo.Tree
	scoped  *repo.Tree // what the scope narrows it to
	commits *repo.Tree // scoped, and what the scope's commits brought; nil when it has none
	touched map[string]bool
	notes   []string      // what there is to tell of the commits
	gaps    []finding.Gap // what git could not tell of them
	close   func()
}

func (t trees) of(c check.Check) *repo.Tree {
	switch {
	case c.Name() == "dependency":
		return t.whole
	case c.Name() == credential.Name && t.commits != nil:
		return t.commits
	default:
		return t.scoped
	}
}

// walk lists the trees of the run's scope.
func (p *prepared) walk(ctx context.Context) (t trees, err error) {
	t.close = func() {}
	switch p.scope {
	case option.Staged:
		t.whole, t.scoped, t.close, err = p.repository.Staged(ctx, p.policy.Excluded)
	case option.Input:
		t.whole, err = p.input(ctx)
		t.scoped = t.whole
	default:
		t.whole, err = p.repository.Walk(ctx, repo.WalkOptions{Excluded: p.policy.Excluded, Hidden: p.ownFiles(), AttributesAt: p.marksAt()})
		t.scoped = t.whole
	}
	if err != nil {
		return trees{}, fmt.Errorf("list the files of %q: %w", p.Config.Path, err)
	}
	p.tree = t.whole
	if p.scope == option.Change {
		if t.scoped, err = p.repository.Changed(ctx, t.whole, p.base); err != nil {
			return trees{}, fmt.Errorf("narrow the tree to scope=%s: %w", p.scope, err)
		}
	}
	return p.withCommits(ctx, t)
}

// seesEverything says whether the scope leaves no file out.
func (p *prepared) seesEverything() bool { return p.scope == option.Tree || p.scope == option.History }

// ownFiles are the files that the gate itself writes, as absolute paths: the
// report's and the receipts. Only they are hidden from the walk, and only where
// git does not track them; what else lies in their folders is examined.
func (p *prepared) ownFiles() []string {
	var own []string
	for _, name := range fileNames() {
		own = append(own, filepath.Join(p.folder, name))
	}
	if p.ledger != nil {
		own = append(own, p.ledger.Files()...)
	}
	return own
}

// emptiness is a gap when nothing at all was there to examine: an empty
// checkout is not a clean one.
func emptiness(p *prepared, t trees) []finding.Gap {
	if len(t.whole.Files()) > 0 {
		return nil
	}
	if p.scope == option.Input {
		return []finding.Gap{{Kind: finding.Unreadable, Message: "standard input is empty; whatever should have written to it may have failed"}}
	}
	if !p.seesEverything() {
		return nil
	}
	return []finding.Gap{{Kind: finding.Unreadable, Message: fmt.Sprintf("there is no file to examine in %q; check out the sources first, or name another path", p.Config.Path)}}
}

// known gathers the fingerprints of what was there before: at the base
// revision, or in the newest release receipt that passed. What cannot be found
// out makes more findings new, never fewer. found is what the head holds; within
// is the time to tell what the base calls.
func (p *prepared) known(ctx context.Context, head trees, found []examined, within time.Duration) map[string]bool {
	known := map[string]bool{}
	if p.policy.Release.Judge != policy.New {
		return known
	}
	if p.base == "" {
		return p.receipted()
	}
	p.Progress("examine the base revision")
	base, closeBase, err := p.repository.At(ctx, p.base, p.policy.Excluded)
	if err != nil {
		return known
	}
	defer closeBase()
	changed := base.Only("", func(f repo.File) bool {
		if p.scope != option.Change {
			return true
		}
		_, touched := head.scoped.Find(f.Path)
		_, kept := head.whole.Find(f.Path)
		return touched || !kept || head.touched[f.Path]
	})
	var jobs []job
	for _, c := range p.checks {
		switch with := c.(type) {
		case *dependency.Check:
			c = with.WithoutImages()
		case *credential.Check:
			c = with.WithoutImages()
		}
		jobs = append(jobs, job{c, trees{whole: base, scoped: changed}.of(c)})
	}
	results := examine(ctx, jobs, p.Outside.Now, func(string) {})
	p.reachAtBase(ctx, base, found, results, within)
	for _, e := range results {
		for _, f := range e.Findings {
			known[f.Fingerprint] = known[f.Fingerprint] || !isReach(finding.NotCalled)(f)
		}
	}
	return known
}

// receipted gathers what the newest release of this environment that passed
// already excused as known. What it reported or suppressed is no excuse: its
// severity may have risen and its suppression may have ended since.
func (p *prepared) receipted() map[string]bool {
	known := map[string]bool{}
	for _, entry := range slices.Backward(p.entries) {
		s := entry.Statement
		if p.ledgerGap == nil && s.Passed() && s.Mode() == option.Release && s.Environment() == p.Config.Environment {
			for _, f := range s.Predicate.Extension.Findings {
				known[f.Fingerprint] = f.Status == finding.Known
			}
			break
		}
	}
	return known
}

// marksAt is the commit whose .gitattributes count; "" for those on disk. A receipt
// speaks of the commit, so that one that git does not track marks nothing for it.
func (p *prepared) marksAt() string {
	if p.policyAt == "" && p.ledger != nil {
		return p.head
	}
	return p.policyAt
}
