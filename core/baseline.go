package core

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/internal/atomic"
)

// loadBaseline adds the promises of the file that the policy names. It is read
// where the policy is: in a pull request at the base revision.
func (p *prepared) loadBaseline(ctx context.Context) error {
	if p.policy.Baseline == "" {
		return nil
	}
	content, found, err := p.ownFile(ctx, p.policy.Baseline, policy.MaxBaseline)
	switch {
	case err != nil:
		return fmt.Errorf("read the policy's baseline: %w", err)
	case !found && p.NewBaseline:
		return nil
	case !found:
		return fmt.Errorf("%s: the baseline %q is not there; write it with `sallyport baseline`, or take the key out", p.policyPath, p.policy.Baseline)
	}
	before := len(p.policy.Suppress)
	p.policy, err = p.policy.WithBaseline(p.policy.Baseline, content)
	p.baseline = p.policy.Suppress[before:]
	return err
}

// maxGitleaksIgnore bounds that file, in bytes.
const maxGitleaksIgnore = 1 << 20

// loadGitleaksIgnore reads .gitleaksignore when the policy honours it.
func (p *prepared) loadGitleaksIgnore(ctx context.Context) error {
	if !p.policy.Credential.AllowGitleaksIgnore {
		return nil
	}
	content, _, err := p.ownFile(ctx, finding.GitleaksIgnore, maxGitleaksIgnore)
	if err != nil {
		return fmt.Errorf("read %s, which the policy honours: %w", finding.GitleaksIgnore, err)
	}
	p.ignored = policy.ParseGitleaksIgnore(content)
	return nil
}

// ownFile reads a file that decides with the policy, below the repository's
// root: at the base revision when the policy is read there, else on disk.
func (p *prepared) ownFile(ctx context.Context, path string, limit int64) ([]byte, bool, error) {
	if p.policyAt != "" {
		return p.repository.Show(ctx, p.policyAt, path)
	}
	content, err := readPlain(filepath.Join(p.repository.Base, filepath.FromSlash(path)), limit)
	if errors.Is(err, os.ErrNotExist) {
		return nil, false, nil
	}
	return content, err == nil, err
}

// Rebased tells what became of a baseline.
type Rebased struct {
	Path                    string // as the policy names it
	Entries, Added, Dropped int
	Unknown                 []string // why the run did not see everything; nothing was dropped then
}

// Rebase runs the checks over the tree and writes what blocks into the
// baseline that the policy names. It writes no report and judges nothing.
func Rebase(ctx context.Context, setup Setup, promise policy.Promise) (done Rebased, err error) {
	p, err := prepareBaseline(ctx, setup)
	if err != nil {
		return Rebased{}, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	t, err := p.walk(ctx)
	if err != nil {
		return Rebased{}, err
	}
	defer t.close()
	results := examine(ctx, p.jobs(t, p.checks), p.Outside.Now, p.Progress)
	p.reach(ctx, t, results, reachTime)
	r := p.report(t, results)
	p.judge(r, results, nil, nil)
	unknown, _ := p.policy.WeighGaps(policy.Input{Mode: p.Config.Mode, Gaps: r.Gaps, Checks: p.states(r)})
	for _, c := range p.states(r) {
		if c.State != finding.Examined {
			unknown = append(unknown, fmt.Sprintf("The %s check did not run to its end.", c.Name))
		}
	}
	entries, added, dropped := policy.Rebase(p.baseline, r.Judgement.Findings, promise, len(unknown) > 0 || p.repository.Path != "")
	return Rebased{Path: p.policy.Baseline, Entries: len(entries), Added: added, Dropped: dropped, Unknown: unknown}, p.writeBaseline(entries)
}

// Promise adds the entry for one finding to the baseline that the policy names.
func Promise(ctx context.Context, setup Setup, entry policy.Suppression) (done Rebased, err error) {
	p, err := prepareBaseline(ctx, setup)
	if err != nil {
		return Rebased{}, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	entries := slices.DeleteFunc(slices.Clone(p.baseline), func(s policy.Suppression) bool { return s.Fingerprint == entry.Fingerprint })
	entries = append(entries, entry)
	return Rebased{Path: p.policy.Baseline, Entries: len(entries), Added: 1}, p.writeBaseline(entries)
}

// prepareBaseline prepares a run whose policy names a baseline.
func prepareBaseline(ctx context.Context, setup Setup) (*prepared, error) {
	setup.NewBaseline = true
	p, err := prepare(ctx, setup)
	if err != nil {
		return nil, err
	}
	if p.policy.Baseline == "" {
		return nil, errors.Join(fmt.Errorf("%s names no baseline; add `baseline: .sallyport-baseline` and a salt to it", p.policyPath), p.close())
	}
	return p, nil
}

func (p *prepared) writeBaseline(entries []policy.Suppression) error {
	content := policy.FormatBaseline(entries)
	if _, err := policy.ParseBaseline(p.policy.Baseline, content); err != nil {
		return err // what we write has to be what we read
	}
	if err := atomic.WriteFile(filepath.Join(p.repository.Base, filepath.FromSlash(p.policy.Baseline)), content); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}
