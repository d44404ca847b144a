package policy

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Expired tells whether the last day of a suppression lies before today. On an
// unknown day everything has expired.
func (s Suppression) Expired(today time.Time) bool {
	return today.IsZero() || s.Expires.Before(midnight(today))
}

// String is how a suppression is shown beside the finding that it covers.
func (s Suppression) String() string {
	return fmt.Sprintf("%s (owner %s, until %s)", s.Reason, s.Owner, s.Expires.Format(dateLayout))
}

// what names the suppression in sentences.
func (s Suppression) what() string {
	if s.File != "" {
		return fmt.Sprintf("the baseline's entry %s of %s", s.Fingerprint, s.Of)
	}
	if s.Rule != "" {
		return fmt.Sprintf("the suppression of %s in %s", s.Rule, s.Path)
	}
	return fmt.Sprintf("the suppression of fingerprint %s in %s", s.Fingerprint, s.Path)
}

// midnight is the day of t in UTC, because an expiry is a date without a place.
func midnight(t time.Time) time.Time {
	year, month, date := t.UTC().Date()
	return time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
}

// Suppression finds the suppression that covers a finding today. The policy's
// own findings are never covered, and a flaw that is exploited in the wild only
// by its fingerprint: whoever wrote a rule-wide entry did not have it in mind.
func (p Policy) Suppression(f finding.Finding, today time.Time) (Suppression, bool) {
	c := newCover(p, today)
	c.take(f)
	if c.hit < 0 {
		return Suppression{}, false
	}
	return p.Suppress[c.hit], true
}

// cover holds findings against all suppressions, and remembers which were used.
type cover struct {
	policy   Policy
	byKey    map[string][]int // rule or fingerprint → indexes of live suppressions
	expired  []int
	used     []bool
	stated   []bool           // by OpenVEX statement: it speaks of something that was found
	refused  []string         // warnings about rule-wide entries that may not cover
	forgiven map[string][]int // OpenVEX document → statements that forgave a finding, one for each
	hit      int              // of the last take; -1 for none
}

func newCover(p Policy, today time.Time) *cover {
	c := &cover{policy: p, byKey: map[string][]int{}, used: make([]bool, len(p.Suppress)), stated: make([]bool, len(p.Statements)), forgiven: map[string][]int{}}
	for i, s := range p.Suppress {
		if s.Expired(today) || !s.complete() {
			c.expired = append(c.expired, i)
			continue
		}
		c.byKey[s.key()] = append(c.byKey[s.key()], i)
	}
	return c
}

// place is the line that the entry stands in; file is the policy's.
func (s Suppression) place(file string) finding.Location {
	return finding.Location{Path: cmp.Or(s.File, file), StartLine: max(s.Line, 1)}
}

// complete guards policies that did not come from Parse: an entry without all
// of its fields covers nothing.
func (s Suppression) complete() bool {
	return (s.Rule == "") != (s.Fingerprint == "") && s.Path != "" && s.Reason != "" && s.Owner != "" && !s.Expires.IsZero()
}

// key is unambiguous: a rule's id has a slash, a fingerprint has none.
func (s Suppression) key() string { return s.Rule + s.Fingerprint }

// take looks for the first suppression of the file that covers f, and marks all that do.
func (c *cover) take(f finding.Finding) {
	c.hit = -1
	if own(f) {
		return
	}
	var refused []string
	for _, key := range []string{f.Rule, f.Fingerprint} {
		for _, i := range c.byKey[key] {
			s := c.policy.Suppress[i]
			if key == "" || !matchGlob(s.Path, f.Location.Path) {
				continue
			}
			c.used[i] = true
			if s.Rule != "" && dangerous(f) {
				refused = append(refused, fmt.Sprintf("%s does not cover %s, because that is %s; if it must wait, suppress it by its fingerprint %s",
					s.what(), packageName(f), danger(f), f.Fingerprint))
				continue
			}
			if c.hit < 0 || i < c.hit {
				c.hit = i
			}
		}
	}
	if c.hit < 0 {
		c.refused = append(c.refused, refused...)
	}
}

// own tells whether a finding is one of the policy's.
func own(f finding.Finding) bool { return strings.HasPrefix(f.Rule, rulePrefix) }

// dangerous findings block whatever their score says: the attack is going on.
func dangerous(f finding.Finding) bool {
	return f.Package != nil && (f.Package.KnownExploited || f.Package.Malicious)
}

func danger(f finding.Finding) string {
	if f.Package.Malicious {
		return "malicious"
	}
	return "exploited in the wild"
}

func packageName(f finding.Finding) string {
	return fmt.Sprintf("%s %s (%s)", f.Package.Name, f.Package.Version, f.Package.Advisory)
}

// faults are the policy's findings about its own suppressions. hadChance tells
// whether an entry that covers nothing had its chance.
func (c *cover) faults(file string, hadChance func(Suppression) bool) []finding.Finding {
	var faults []finding.Finding
	for _, i := range c.expired {
		s := c.policy.Suppress[i]
		faults = append(faults, Fault(RuleExpiredSuppression, s.place(file),
			fmt.Sprintf("%s, owned by %s, expired after %s.", sentence(s.what()), s.Owner, s.Expires.Format(dateLayout)),
			"Fix what it covered and delete the entry, or let its owner set a new date.", s.key(), s.Path))
	}
	for _, keyed := range c.byKey {
		for _, i := range keyed {
			s := c.policy.Suppress[i]
			if c.used[i] || !hadChance(s) {
				continue
			}
			faults = append(faults, Fault(RuleUnusedSuppression, s.place(file),
				fmt.Sprintf("%s covers nothing that was found.", sentence(s.what())),
				"Delete the entry.", s.key(), s.Path))
		}
	}
	finding.Number(faults)
	return faults
}

// sentence begins with a capital letter.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
