// Package record is the shape of OSV records, for the commands that make them up.
package record

// Record is an OSV record (https://ossf.github.io/osv-schema/).
type Record struct {
	ID         string           `json:"id"`
	Summary    string           `json:"summary,omitempty"`
	Details    string           `json:"details"`
	Aliases    []string         `json:"aliases,omitempty"`
	Modified   string           `json:"modified"`
	Published  string           `json:"published"`
	Withdrawn  string           `json:"withdrawn,omitempty"`
	References []Reference      `json:"references"`
	Affected   []Affected       `json:"affected"`
	Severity   []Scored         `json:"severity,omitempty"`
	Specific   map[string]any   `json:"database_specific,omitempty"`
	Credits    []map[string]any `json:"credits,omitempty"`
	Schema     string           `json:"schema_version"`
}

// Reference is an address with the kind of what is there.
type Reference struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

// Scored is a CVSS vector with its version.
type Scored struct {
	Type  string `json:"type"`
	Score string `json:"score"`
}

// Affected is one package that a record speaks of.
type Affected struct {
	Package  map[string]string `json:"package"`
	Ranges   []Range           `json:"ranges,omitempty"`
	Versions []string          `json:"versions,omitempty"`
	Specific map[string]any    `json:"database_specific,omitempty"`
}

// Range is a list of events, each a map of one kind to one version.
type Range struct {
	Type   string              `json:"type"`
	Repo   string              `json:"repo,omitempty"`
	Events []map[string]string `json:"events"`
}
