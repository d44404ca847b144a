package core

import (
	"cmp"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/credential"
	"github.com/sallyport-gate/sallyport/core/dependency"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/sast"
)

//go:generate go run ../internal/rulepages ../docs

// Rules lists every rule that the gate itself brings, sorted by id.
func Rules() ([]finding.Rule, error) {
	code, err := sast.New(sast.Config{})
	if err != nil {
		return nil, err
	}
	rules := slices.Concat(
		credential.New(credential.Config{}).Rules(),
		dependency.New(dependency.Config{Now: time.Time{}}).Rules(),
		code.Rules(),
		policy.Rules(),
	)
	slices.SortFunc(rules, func(a, b finding.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return rules, nil
}
