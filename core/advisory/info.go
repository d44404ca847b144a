package advisory

import (
	"fmt"
	"strings"
	"time"
)

// RenderInfo writes what an index holds, as plain lines for a terminal.
func RenderInfo(m Manifest) string {
	var b strings.Builder
	if m.Source != "" {
		fmt.Fprintf(&b, "source     %s\n", m.Source)
	}
	fmt.Fprintf(&b, "format     %d\nsnapshot   %s\ndigest     %s\n", m.Format, m.Time.Format(time.RFC3339), m.Digest)
	width := len("ecosystem")
	for _, e := range m.Ecosystems {
		width = max(width, len(e.Name))
	}
	fmt.Fprintf(&b, "\n%-*s  %9s  %9s  %-8s  %s\n", width, "ecosystem", "records", "malicious", "holds", "newest record")
	for _, e := range m.Ecosystems {
		holds := "a sample"
		if e.Complete {
			holds = "all"
		}
		fmt.Fprintf(&b, "%-*s  %9d  %9d  %-8s  %s\n", width, e.Name, e.Records, e.Malicious, holds, instantText(e.Watermark))
	}
	fmt.Fprintf(&b, "\n%d known to be exploited (KEV), %d with a probability of exploitation (EPSS)\n", m.Exploited, m.Likely)
	return b.String()
}

// Age is how old the snapshot is at the given time, in words that a person
// reads: hours below two days, days above. A snapshot from the future has no age.
func (m Manifest) Age(now time.Time) (time.Duration, string) {
	age := now.Sub(m.Time)
	switch {
	case age < 0:
		return age, "from the future"
	case age < 48*time.Hour:
		return age, fmt.Sprintf("%d hours old", int(age.Hours()))
	default:
		return age, fmt.Sprintf("%d days old", int(age.Hours()/24))
	}
}

func instantText(t time.Time) string {
	if t.IsZero() {
		return "unknown"
	}
	return t.Format(time.RFC3339)
}
