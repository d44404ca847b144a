package check

import (
	"slices"
	"sync"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// sieve keeps, of findings in a history that are one by their fingerprint, the
// one in the tree, else the one of the oldest content. One of a higher
// confidence or severity is kept beside it, so that a sample's place never
// excuses the product's.
type sieve struct {
	lock sync.Mutex
	best map[string][]place // by fingerprint, at most one for each rank
}

// place is where a finding was met.
type place struct {
	age, nth   int // of the content, 0 for the tree; of the finding in it
	confidence finding.Confidence
	severity   finding.Severity
}

func newSieve() *sieve { return &sieve{best: map[string][]place{}} }

// first takes note of a file's findings and returns those that no other makes
// superfluous, as far as is known yet: all of the tree's, and of a history's
// those that are the first. What it once left out it would leave out again, so
// calls may come in any order, and a last one for each file settles it.
func (s *sieve) first(file repo.File, findings []finding.Finding) []finding.Finding {
	s.lock.Lock()
	defer s.lock.Unlock()
	var kept []finding.Finding
	for i, f := range findings {
		p := place{age: file.Age, nth: i, confidence: f.Confidence, severity: f.Severity}
		if s.note(f.Fingerprint, p) || file.Commit == "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// note says whether no other place covers this one.
func (s *sieve) note(fingerprint string, p place) bool {
	known := s.best[fingerprint]
	if slices.ContainsFunc(known, func(k place) bool { return k.covers(p) }) {
		return false
	}
	known = slices.DeleteFunc(known, func(k place) bool { return p.covers(k) || p == k })
	s.best[fingerprint] = append(known, p)
	return true
}

// covers says that a finding at k makes one at p superfluous.
func (k place) covers(p place) bool {
	earlier := k.age < p.age || k.age == p.age && k.nth < p.nth
	return earlier && k.confidence >= p.confidence && k.severity.Effective() >= p.severity.Effective()
}
