package advisory

import (
	"math"
	"strings"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// score is the base score of a CVSS vector of any version; false when it is none.
func score(vector string) (float64, bool) {
	switch {
	case strings.HasPrefix(vector, "CVSS:4.0/"):
		v, err := gocvss40.ParseVector(vector)
		if err != nil {
			return 0, false
		}
		return v.Score(), true
	case strings.HasPrefix(vector, "CVSS:3.1/"):
		v, err := gocvss31.ParseVector(vector)
		if err != nil {
			return 0, false
		}
		return v.BaseScore(), true
	case strings.HasPrefix(vector, "CVSS:3.0/"):
		v, err := gocvss30.ParseVector(vector)
		if err != nil {
			return 0, false
		}
		return v.BaseScore(), true
	case strings.HasPrefix(vector, "AV:"):
		v, err := gocvss20.ParseVector(vector)
		if err != nil {
			return 0, false
		}
		return v.BaseScore(), true
	}
	return 0, false
}

// rate takes the worst of what a record states: its valid CVSS vectors, of any
// version, and its severity in words. Sources disagree, and a milder second
// opinion is no reason to let a flaw through. The score is the highest one.
func rate(vectors []string, word string) (finding.Severity, float64) {
	severity, best := byWord(word), 0.0
	for _, vector := range vectors {
		if s, ok := score(vector); ok {
			severity, best = max(severity, byScore(s)), max(best, s)
		}
	}
	return severity, math.Round(best*10) / 10
}

// byScore is the qualitative scale of CVSS v3 and v4. A score of 0 says that
// nothing is lost, which is low here: it is still an advisory.
func byScore(s float64) finding.Severity {
	switch {
	case s >= 9:
		return finding.Critical
	case s >= 7:
		return finding.High
	case s >= 4:
		return finding.Medium
	default:
		return finding.Low
	}
}

func byWord(word string) finding.Severity {
	switch strings.ToLower(word) {
	case "critical":
		return finding.Critical
	case "high", "important":
		return finding.High
	case "moderate", "medium":
		return finding.Medium
	case "low":
		return finding.Low
	default:
		return finding.SeverityUnknown
	}
}
