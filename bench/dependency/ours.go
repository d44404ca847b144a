package main

import (
	"context"
	"fmt"
	"os"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// ours is what the dependency check answers.
func ours(ctx context.Context, lockfiles, database string) (answer, error) {
	config := dependency.Config{}
	if database != "" {
		content, manifest, err := advisory.Build(ctx, []advisory.Source{{Path: database}}, advisory.Options{})
		if err != nil {
			return answer{}, err
		}
		config.Now = manifest.Time
		if config.Index, err = advisory.OpenBytes(content); err != nil {
			return answer{}, err
		}
	}
	repository, err := repo.Open(ctx, lockfiles, os.Environ())
	if err != nil {
		return answer{}, err
	}
	tree, err := repository.Walk(ctx, repo.WalkOptions{Excluded: func(string) bool { return false }})
	if err != nil {
		return answer{}, fmt.Errorf("list the files of %q: %w", lockfiles, err)
	}
	inv, coverage, err := dependency.Inventory(ctx, tree)
	if err != nil {
		return answer{}, err
	}
	a := newAnswer()
	for _, p := range inv.Packages {
		a.read[newEntry(p.Path, p.Ecosystem, p.Name, p.Version)] = p.Name
	}
	for _, gap := range coverage.Gaps {
		a.told[gap.Path] = gap.Message
	}
	if config.Index == nil {
		return a, nil
	}
	findings, gaps, err := dependency.Match(ctx, inv, config)
	for _, gap := range gaps {
		a.told[gap.Path] = gap.Message
	}
	for _, f := range findings {
		e := newEntry(f.Location.Path, f.Package.Ecosystem, f.Package.Name, f.Package.Version)
		a.found[e] = append(a.found[e], append([]string{f.Package.Advisory}, f.Package.Aliases...))
	}
	return a, err
}
