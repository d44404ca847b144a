// Package outcome owns what both CI hosts say about a report in the same words.
package outcome

import (
	"encoding/json"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Findings is how many findings a host tells. Suppressed ones are left out: they
// are promises, not findings to act on.
func Findings(r *report.Report) int {
	n := 0
	for _, j := range r.Judgement.Findings {
		if j.Status != finding.Suppressed {
			n++
		}
	}
	return n
}

// Names is a list of checks and jobs as JSON, so that a condition can look for
// one of them in quotes.
func Names(list []string) string {
	if list == nil {
		list = []string{}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return "[]"
	}
	return string(text)
}

// Sentence is the outcome in one sentence.
func Sentence(r *report.Report) string {
	return fmt.Sprintf("The gate is %s; findings: %d.", r.Verdict(), Findings(r))
}
