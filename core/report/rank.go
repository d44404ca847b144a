package report

import (
	"cmp"
	"slices"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Rank orders findings by what matters to the one who has to act: blocking
// first, then severity, known exploited or malicious, confidence, and the place.
func Rank(a, b finding.Judged) int {
	return cmp.Or(
		cmp.Compare(statusRank(a.Status), statusRank(b.Status)),
		cmp.Compare(b.Severity.Effective(), a.Severity.Effective()),
		cmp.Compare(urgency(b.Finding), urgency(a.Finding)),
		cmp.Compare(b.Confidence, a.Confidence),
		a.Finding.Compare(b.Finding))
}

// Ranked returns a copy of the findings in the order of Rank.
func Ranked(findings []finding.Judged) []finding.Judged {
	ranked := slices.Clone(findings)
	slices.SortStableFunc(ranked, Rank)
	return ranked
}

// statusRank puts a status that is none of the known ones first: it is a
// mistake, and hiding it would be another.
func statusRank(s finding.Status) int {
	switch s {
	case finding.Reported:
		return 1
	case finding.Known:
		return 2
	case finding.Suppressed:
		return 3
	default:
		return 0
	}
}

func urgency(f finding.Finding) int {
	if f.Package != nil && (f.Package.KnownExploited || f.Package.Malicious) {
		return 1
	}
	return 0
}

// blocks says whether a finding is shown among those that close the gate.
func blocks(j finding.Judged) bool { return statusRank(j.Status) == 0 }

// split divides ranked findings into blocking ones and the others.
func split(ranked []finding.Judged) (blocking, others []finding.Judged) {
	n, _ := slices.BinarySearchFunc(ranked, 1, func(j finding.Judged, rank int) int {
		return cmp.Compare(statusRank(j.Status), rank)
	})
	return ranked[:n], ranked[n:]
}
