// Package hotfix owns the emergency path forward: which checks run inside the
// time budget, which are owed and until when, and whether somebody else than the
// author answers for it. It is pure: no clock, and it runs nothing.
//
// Known limits: durations are added up although checks run side by side, so the
// plan is cautious; a debt is only written down here, what follows from it when
// it is overdue is decided elsewhere.
package hotfix

import (
	"cmp"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/policy"
)

// Candidate is a check that could run.
type Candidate struct {
	Name     string
	Value    int           // worth of running it; below zero counts as zero
	Duration time.Duration // what it is expected to take; Unmeasured stands in for zero and less
	Basis    string        // where the duration comes from: ByReceipts, Declared or Guessed
}

// Where a duration comes from.
const (
	ByReceipts = "p95 of earlier runs"
	Declared   = "declared in the policy"
	Guessed    = "guessed"
)

// Expect is a check as a candidate: by what it took in earlier runs, else as the
// policy declares, else guessed.
func Expect(name string, p policy.Hotfix, measured map[string]time.Duration) Candidate {
	c := Candidate{Name: name, Value: p.Worth(name), Duration: Unmeasured, Basis: Guessed}
	if d := p.Duration[name]; d > 0 {
		c.Duration, c.Basis = d, Declared
	}
	if d := measured[name]; d > 0 {
		c.Duration, c.Basis = d, ByReceipts
	}
	return c
}

// Unmeasured is the guess for a check that no receipt has a duration of. A wrong
// guess costs no safety: what is not done at the deadline is owed.
const Unmeasured = time.Minute

// MaxCandidates bounds a plan. Beyond it the least worthy candidates are owed
// without being weighed.
const MaxCandidates = 64

// Selection is what runs and what is owed, with the numbers behind it.
type Selection struct {
	Run    []Candidate // the floor first, then by value, highest first; durations as assumed
	Owed   []Candidate // by value, highest first
	Budget time.Duration
	Spent  time.Duration // sum of the assumed durations of Run; above Budget when the floor alone is
}

// Plan chooses what runs in budget. The floor always runs. The rest is the set
// of greatest value that fits into the time left; among such sets the fastest,
// then the one with the worthiest single checks, then by name.
func Plan(floor, candidates []Candidate, budget time.Duration) Selection {
	floor = tidy(floor, nil)
	rest := tidy(candidates, floor)
	s := Selection{Run: floor, Budget: budget}
	for _, c := range floor {
		s.Spent += c.Duration
	}
	chosen := knapsack(rest[:min(len(rest), MaxCandidates)], budget-s.Spent)
	for i, c := range rest {
		if i < len(chosen) && chosen[i] {
			s.Run = append(s.Run, c)
			s.Spent += c.Duration
			continue
		}
		s.Owed = append(s.Owed, c)
	}
	return s
}

// tidy sorts candidates by value and name, and drops repetitions and what is in without.
func tidy(candidates, without []Candidate) []Candidate {
	seen := map[string]bool{}
	for _, c := range without {
		seen[c.Name] = true
	}
	sorted := slices.Clone(candidates)
	for i := range sorted {
		sorted[i].Value = min(max(sorted[i].Value, 0), maxValue)
		if sorted[i].Duration <= 0 {
			sorted[i].Duration = Unmeasured
		}
	}
	slices.SortFunc(sorted, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Name, b.Name), cmp.Compare(b.Duration, a.Duration))
	})
	var out []Candidate
	for _, c := range sorted {
		if !seen[c.Name] {
			seen[c.Name] = true
			out = append(out, c)
		}
	}
	return out
}
