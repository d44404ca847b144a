package finding

import "fmt"

// Severity says how bad a fault is. Unknown is for what nobody has scored yet;
// the policy treats it as high, because an unknown never passes.
type Severity int

const (
	SeverityUnknown Severity = iota
	Low
	Medium
	High
	Critical
)

var severityNames = [...]string{"unknown", "low", "medium", "high", "critical"}

func (s Severity) String() string { return name(severityNames[:], int(s)) }

// MarshalText writes the lower-case name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a lower-case name; any other text is an error that lists the names.
func (s *Severity) UnmarshalText(text []byte) error {
	i, err := index("severity", severityNames[:], string(text))
	*s = Severity(i)
	return err
}

// Effective is the severity that a judgement works with: Unknown counts as High.
func (s Severity) Effective() Severity {
	if s == SeverityUnknown {
		return High
	}
	return s
}

// Confidence says how sure a check is. One scale serves all checks: Proven by a
// checksum, a parse or a version range; Strong by format and context; Likely by
// context alone; Info is for the record.
type Confidence int

const (
	Info Confidence = iota
	Likely
	Strong
	Proven
)

var confidenceNames = [...]string{"info", "likely", "strong", "proven"}

func (c Confidence) String() string { return name(confidenceNames[:], int(c)) }

// MarshalText writes the lower-case name.
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a lower-case name; any other text is an error that lists the names.
func (c *Confidence) UnmarshalText(text []byte) error {
	i, err := index("confidence", confidenceNames[:], string(text))
	*c = Confidence(i)
	return err
}

func name(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("invalid(%d)", i)
	}
	return names[i]
}

func index(what string, names []string, text string) (int, error) {
	for i, n := range names {
		if n == text {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%s %q is not one of %q", what, text, names)
}
