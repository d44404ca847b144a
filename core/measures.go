package core

import (
	"time"

	"github.com/sallyport-gate/sallyport/core/report"
)

// measurePeriod is how far back DORA's measures look.
const measurePeriod = 90 * 24 * time.Hour

// measures are DORA's: how many changes failed, how long this recovery took, and
// how much was rework. They come from the ledger of one environment.
func (p *prepared) measures() *report.Measures {
	m := &report.Measures{Days: int(measurePeriod / (24 * time.Hour))}
	changed, failed := map[string]bool{}, map[string]bool{}
	var live time.Time
	for _, e := range p.entries {
		s := e.Statement
		at, err := time.Parse(time.RFC3339, e.Time())
		if !e.IsReceipt() || err != nil || s.Environment() != p.Config.Environment || !s.Passed() || p.started.Sub(at) > measurePeriod {
			continue
		}
		switch ext := s.Predicate.Extension; ext.Mode {
		case "rollback":
			if ext.Execution != nil {
				failed[ext.Execution.From] = true
			}
		case "hotfix":
			if ext.Execution == nil && !changed[ext.Commit] {
				m.Reworks++
			}
			changed[ext.Commit], live = true, at
		default:
			changed[ext.Commit], live = true, at
		}
	}
	m.Changes, m.Failures = len(changed), len(failed)
	if !live.IsZero() {
		m.RecoverySeconds = int64(p.Outside.Now().Sub(live).Seconds())
	}
	return m
}
