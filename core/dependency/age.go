package dependency

import (
	"fmt"
	"time"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

// silentAge is how old advisories may be without a word; skew is how far in the
// future a snapshot may seem to lie because two clocks differ.
const (
	silentAge = 24 * time.Hour
	skew      = 24 * time.Hour
)

// ageNote is a fact for the coverage, from a day on; staleness says more beyond
// the limit.
func ageNote(config Config) string {
	if config.Index == nil {
		return ""
	}
	m := config.Index.Manifest()
	age, words := m.Age(config.Now)
	if age <= silentAge && age >= -skew && m.Source != advisory.EmbeddedSource {
		return ""
	}
	return fmt.Sprintf("the advisories are %s (snapshot of %s)", words, m.Time.Format(time.DateOnly))
}

// staleness is empty while the advisories are young enough. It never keeps them
// from being matched.
func staleness(config Config) string {
	limit := config.MaxAge
	if limit <= 0 {
		limit = DefaultMaxAge
	}
	m := config.Index.Manifest()
	age, words := m.Age(config.Now)
	switch {
	case age > limit:
		return fmt.Sprintf("the advisories are %s (snapshot of %s), more than the %s that are allowed; give a newer index, or allow more by advisories.age in the policy", words, m.Time.Format(time.DateOnly), limit)
	case age < -skew:
		return fmt.Sprintf("the advisories are from the future (snapshot of %s); this machine's clock or the index is wrong", m.Time.Format(time.DateOnly))
	}
	return ""
}
