package sarif

import (
	"slices"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// worst keeps the n findings that matter most, in the order they came in.
func worst(findings []finding.Judged, n int) []finding.Judged {
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return report.Rank(findings[a], findings[b]) })
	order = order[:n]
	slices.Sort(order)
	kept := make([]finding.Judged, n)
	for i, at := range order {
		kept[i] = findings[at]
	}
	return kept
}
