package hotfix

import (
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// maxSamples is how many of a check's newest durations count: older ones speak
// of a smaller project and a slower gate.
const maxSamples = 50

// minSamples is how many durations have to be known before they count for more
// than what the policy declares.
const minSamples = 5

// Measured tells for each check the 95th percentile (nearest rank) of what it
// took in earlier runs, by their receipts, oldest first as a ledger lists them.
// Only runs that examined the whole to the end count. With fewer than 20 samples
// that is the longest of them; with fewer than 5 nothing is told.
func Measured(entries []receipt.Entry) map[string]time.Duration {
	samples := map[string][]time.Duration{}
	for _, entry := range slices.Backward(entries) {
		if entry.Statement.Predicate.Extension == nil {
			continue
		}
		for _, c := range entry.Statement.Predicate.Extension.Checks {
			if c.State == finding.Examined && c.Scope == "" && c.Milliseconds > 0 && len(samples[c.Name]) < maxSamples {
				samples[c.Name] = append(samples[c.Name], time.Duration(c.Milliseconds)*time.Millisecond)
			}
		}
	}
	measured := map[string]time.Duration{}
	for name, durations := range samples {
		if len(durations) < minSamples {
			continue
		}
		slices.Sort(durations)
		measured[name] = durations[(len(durations)*95+99)/100-1]
	}
	return measured
}
