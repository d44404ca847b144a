package dependency

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/license"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Name is the word for this check in the checks option.
const Name = "dependency"

// DefaultMaxAge is how old advisories may be before they are a gap.
const DefaultMaxAge = 5 * 24 * time.Hour

// Config is what the check matches against.
type Config struct {
	Index    *advisory.Index // nil: no ecosystem has advisories
	Now      time.Time       // when the advisories' age is taken; required
	MaxAge   time.Duration   // DefaultMaxAge when zero
	Images   Images          // container images to examine beside the tree
	Licenses license.List    // what packages may state; not Given: licenses are not looked at
}

// Check is the dependency check.
type Check struct{ config Config }

var _ check.Check = (*Check)(nil)

// New makes the check.
func New(config Config) *Check { return &Check{config: config} }

// Name is the word for this check in the checks option.
func (c *Check) Name() string { return Name }

// Rules lists every rule that Run can report, sorted by id.
func (c *Check) Rules() []finding.Rule { return Rules() }

// WithoutImages is the check of the tree alone: an image has no base revision
// whose faults would excuse its own.
func (c *Check) WithoutImages() *Check {
	config := c.config
	config.Images = Images{}
	return &Check{config: config}
}

// Run reads the inventory and matches it. Its notes tell the advisories' age.
func (c *Check) Run(ctx context.Context, tree *repo.Tree) (check.Result, error) {
	inv, coverage, err := Inventory(ctx, tree)
	if err == nil {
		var installed []inventory.Package
		installed, err = c.config.Images.inventory(ctx, &coverage)
		inv = inventory.New(append(inv.Packages, installed...))
	}
	result := check.Result{Coverage: coverage, Inventory: &inv, Watermark: c.watermark()}
	if err != nil {
		return result, err
	}
	findings, gaps, err := Match(ctx, inv, c.config)
	unlicensed, note := judgeLicenses(inv, c.config.Licenses)
	result.Findings = append(findings, unlicensed...)
	finding.Number(result.Findings)
	if note != "" {
		result.Coverage.Notes = append(result.Coverage.Notes, note)
	}
	result.Coverage.Gaps = append(result.Coverage.Gaps, gaps...)
	slices.SortFunc(result.Coverage.Gaps, finding.Gap.Compare)
	if note := ageNote(c.config); note != "" && len(inv.Packages) > 0 {
		result.Coverage.Notes = append(result.Coverage.Notes, note)
	}
	return result, err
}

func (c *Check) watermark() *check.Watermark {
	if c.config.Index == nil {
		return nil
	}
	m := c.config.Index.Manifest()
	return &check.Watermark{Time: m.Time.Format(time.RFC3339), Digest: m.Digest, Source: m.Source}
}

// canaryLock and canaryRecord are a planted case: a package that nobody
// publishes, with an advisory that nobody wrote.
const (
	canaryLock = `{"lockfileVersion": 3, "packages": {
"": {"dependencies": {"sallyport-canary": "1.0.0"}},
"node_modules/sallyport-canary": {"version": "1.0.0"},
"node_modules/sallyport-canary-near-miss": {"version": "1.0.1"}}}`
	canaryRecord = `{"id": "CANARY-1", "modified": "2026-01-01T00:00:00Z", "affected": [
{"package": {"ecosystem": "npm", "name": "sallyport-canary"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.1"}]}]},
{"package": {"ecosystem": "npm", "name": "sallyport-canary-near-miss"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.1"}]}]}]}`
)

// Canary runs reading and matching on a planted case in memory.
func (c *Check) Canary(ctx context.Context) error {
	content, err := advisory.BuildRecords([][]byte{[]byte(canaryRecord)}, advisory.Options{Complete: []string{"npm"}})
	if err != nil {
		return fmt.Errorf("canary of the dependency check: %w", err)
	}
	index, err := advisory.OpenBytes(content)
	if err != nil {
		return fmt.Errorf("canary of the dependency check: %w", err)
	}
	planted := New(Config{Index: index, Now: index.Manifest().Time})
	result, err := planted.Run(ctx, repo.Memory(map[string]string{"package-lock.json": canaryLock}))
	switch {
	case err != nil:
		return fmt.Errorf("canary of the dependency check: %w", err)
	case len(result.Coverage.Gaps) > 0:
		return errors.New("the canary of the dependency check met a gap where there is none; the check cannot be trusted in this run")
	case len(result.Findings) != 1 || result.Findings[0].Package.Name != "sallyport-canary":
		return errors.New("the dependency check stayed silent on its canary, or found too much; it cannot be trusted in this run")
	}
	return nil
}
