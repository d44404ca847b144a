// Package advisory owns the advisory index: building it from OSV records,
// opening it, and matching one package version against it. An index is one
// immutable file; reading it never changes it.
//
// It refuses a damaged, truncated or foreign index with an error, and never
// says "nothing known" of a version that it cannot place or an ecosystem that
// it does not hold: Status tells those apart. What it fetches from a Mirror it
// takes whole or not at all.
//
// Known limits: ranges of type GIT are ignored; an advisory that has no other
// range and lists no versions therefore matches nothing, and is counted in no
// ecosystem. The digest in an index guards against damage, not against forgery;
// a published index is signed, see Latest.
package advisory

import (
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Format is the version of the index file that this package reads and writes.
const Format = 4

// Manifest says what an index holds.
type Manifest struct {
	Format     int         `json:"format"`
	Time       time.Time   `json:"time"`       // when the records were taken from their source, UTC
	Ecosystems []Ecosystem `json:"ecosystems"` // sorted by name
	Exploited  int         `json:"exploited"`  // rows that are known to be exploited in the wild (KEV)
	Likely     int         `json:"likely"`     // rows with a probability of exploitation (EPSS)
	Digest     string      `json:"-"`          // "sha256:…" over the whole file before it
	Source     string      `json:"-"`          // "embedded", or the file's base name; empty when opened from bytes
}

// Ecosystem is the share of one ecosystem in an index.
type Ecosystem struct {
	Name      string    `json:"name"`      // OSV's name, e.g. "npm"
	Records   int       `json:"records"`   // advisories that affect it, malicious ones included, withdrawn ones not
	Malicious int       `json:"malicious"` // those that say the package itself is the attack
	Watermark time.Time `json:"watermark"` // newest modification among them
	Complete  bool      `json:"complete"`  // all that the source publishes; else a sample
}

// Ecosystem returns the index's share of the named ecosystem.
func (m Manifest) Ecosystem(name string) (Ecosystem, bool) {
	for _, e := range m.Ecosystems {
		if e.Name == name {
			return e, true
		}
	}
	return Ecosystem{}, false
}

// counting counts the rows that go by.
func (m *Manifest) counting(next rowSource) rowSource {
	m.Exploited, m.Likely = 0, 0
	return func() (row, bool, error) {
		r, ok, err := next()
		if r.exploited {
			m.Exploited++
		}
		if r.likelihood > 0 {
			m.Likely++
		}
		return r, ok, err
	}
}

// Match is one flaw of one package version: all advisories that name each other
// as aliases, as one.
type Match struct {
	ID         string           // preferred id: GHSA before the ecosystem's own before CVE
	Aliases    []string         // its other ids, sorted
	Upstream   []string         // flaws of others that the advisory is about, when they are several, sorted
	Summary    string           // one line, at most 160 characters; may be empty
	Severity   finding.Severity // the highest that an advisory of the group states
	Score      float64          // CVSS base score, 0.0 to 10.0; 0 when nobody scored it
	FixedIn    string           // nearest later version without the flaw; empty when none is known
	Exploited  bool             // listed as exploited in the wild
	Likelihood float64          // EPSS: probability of exploitation within 30 days, 0 to 1; 0 when nobody says
	Malicious  bool             // the package itself is the attack
	Imports    []Import         // Go: the flawed packages; nil when nobody says
}

// Group is the smallest of the match's ids, in byte order: what a fingerprint hangs on.
func (m Match) Group() string {
	if len(m.Aliases) > 0 && m.Aliases[0] < m.ID {
		return m.Aliases[0]
	}
	return m.ID
}

// Status says what the absence of a match means.
type Status string

const (
	Matched    Status = "matched"       // everything known was compared
	Sample     Status = "sample"        // compared, but the index holds only some advisories of the ecosystem
	Missing    Status = "no-advisories" // the index holds nothing for the ecosystem
	Unresolved Status = "unresolved"    // the version is empty or not one of the ecosystem's, so ranges say nothing
)
