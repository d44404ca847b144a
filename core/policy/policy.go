// Package policy owns the policy file and the judgement: what closes the gate,
// what is only reported, what was promised to be fixed later, and which unknowns
// are accepted by name. It is pure: no clock, no files, no network.
//
// It refuses whatever it does not know: an unknown key, check or unit is a
// mistake, never ignored, because a mistyped rule would be a rule that is not there.
//
// Known limits: `evidence` is refused until imported results exist.
package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/license"
	"github.com/sallyport-gate/sallyport/core/vex"
)

// Policy is a decoded policy file. Get one from Parse or Default; the zero value is not one.
type Policy struct {
	Version    int
	Release    Release
	Hotfix     Hotfix
	Rollback   Rollback
	Advisories Advisories
	SAST       SAST
	Credential Credential
	Dependency Dependency
	Licenses   license.List // what packages may state; not Given: licenses are not looked at
	Exclude    []Exclusion
	Suppress   []Suppression
	VEX        []string // OpenVEX documents below the repository's root. See WithVEX
	Baseline   string   // file of more promises, below the repository's root; empty: none. See WithBaseline
	Salt       string   // key of the credentials' fingerprints; empty: the repository's first commit

	Statements []vex.Statement // of the documents in VEX

	digest string
}

// Release says what closes the gate, in every mode.
type Release struct {
	Block   Bar
	Judge   Newness
	Require []string // checks that have to be examined
}

// Bar is where blocking begins: a finding blocks when it reaches both.
type Bar struct {
	Severity   finding.Severity
	Confidence finding.Confidence
}

// Newness says which findings are judged.
type Newness string

const (
	New Newness = "new" // those that were not there before
	All Newness = "all"
)

// Hotfix says what may be put off, for how long, and who has to agree.
type Hotfix struct {
	Budget   time.Duration            // time for all checks together
	Floor    []string                 // checks that always run
	Value    map[string]int           // worth of a check when time is short; DefaultValue for the others
	Duration map[string]time.Duration // what a check is expected to take until enough receipts tell
	Jobs     []Job                    // the pipeline's own jobs that may be put off, by name
	Approver Approving
	Due      time.Duration // how long a debt may stay open
	Ceiling  int           // how many debts may be open at once
}

// Job is a job of the pipeline itself, such as its end-to-end tests. The gate
// does not run it; it says whether it should run now or is owed.
type Job struct {
	Name     string
	Value    int
	Duration time.Duration
}

// Approving says what a hotfix needs of an approver.
type Approving string

const (
	ApproverRequired Approving = "required" // somebody else, proven by the platform or a signed file
	ApproverNamed    Approving = "named"    // somebody else, and the run's own word for it is enough
	ApproverOptional Approving = "optional"
)

// DefaultValue is the worth of a check that hotfix.value does not name.
const DefaultValue = 1

// Worth is the declared value of a check.
func (h Hotfix) Worth(check string) int {
	if value, declared := h.Value[check]; declared {
		return value
	}
	return DefaultValue
}

// Rollback says when going back is refused.
type Rollback struct {
	Block Comparison
	Never []string // advisory ids that a target must not contain, also by alias

	Security     int      // this release's security number: it grows with each fix that must not be lost
	Floor        int      // no version with a smaller number comes back
	Irreversible []string // names of migrations in this release that no older version can live with
	Revoked      []string // fingerprints of credentials that are void by now
	Watch        Watch
}

// Watch says how the outcome of a slot swap is watched.
type Watch struct {
	Samples  int           // probes in one look
	Healthy  int           // of them that have to be healthy
	Interval time.Duration // between two probes
	Bake     time.Duration // how long the new version is watched
	Settle   time.Duration // after an unclear answer: how long a swap may still turn up
	Patience time.Duration // how long an outcome is waited for
}

// Comparison says against what a rollback's target is held.
type Comparison string

const (
	Worse Comparison = "worse" // refuse what re-opens a blocking flaw that is worse than what the live version has
	Any   Comparison = "any"   // refuse every target with a blocking flaw
)

// Advisories says how old the advisory index may be, and which gaps in it are accepted.
type Advisories struct {
	Age         time.Duration
	AllowStale  bool // accept an index older than Age
	AllowSample bool // accept an ecosystem of which the index holds a sample only
}

// SAST holds what the policy says about the SAST check alone.
type SAST struct {
	AllowUnparsed       bool // accept files or regions whose syntax was not understood
	AllowSemgrepMarkers bool // a line with nosemgrep forgives its own findings
}

// Credential holds what the policy says about the credential check alone.
type Credential struct {
	AllowUnopenedArchives bool // accept archives that are damaged, encrypted or beyond a limit
	AllowGitleaksMarkers  bool // a line with gitleaks:allow forgives its own credential
	AllowGitleaksIgnore   bool // the file .gitleaksignore forgives credentials by their lines
}

// Dependency holds what the policy says about the dependency check alone.
type Dependency struct {
	AllowToolchain bool // run the Go toolchain on the examined repository, and lower flaws that it shows not to be called
}

// Exclusion is a part of the tree that is never examined. It has no expiry.
type Exclusion struct {
	Path, Reason, Owner string
	Line                int // in the policy file
}

// Suppression is a promise to deal with a finding until a date. It has a Rule
// or a Fingerprint, not both.
type Suppression struct {
	Rule, Fingerprint, Path, Reason, Owner string
	Expires                                time.Time // midnight UTC of the last day on which it holds
	Line                                   int       // in File
	File                                   string    // of the baseline that it stands in; empty: the policy file
	Of                                     string    // in a baseline: the rule of the finding, for its reader
}

// smallest is the shortest policy there is. It means Default.
const smallest = "version: 1\n"

// Default is the policy of a repository that has none: the strict one. It is
// what a file with nothing but `version: 1` means, and has that file's digest.
func Default() Policy {
	return Policy{
		Version: 1,
		Release: Release{
			Block:   Bar{Severity: finding.High, Confidence: finding.Strong},
			Judge:   New,
			Require: CheckNames(),
		},
		Hotfix: Hotfix{
			Budget:   5 * time.Minute,
			Floor:    []string{"credential", "dependency"},
			Approver: ApproverRequired,
			Due:      72 * time.Hour,
			Ceiling:  10,
		},
		Rollback: Rollback{Block: Worse, Watch: Watch{Samples: 5, Healthy: 4, Interval: 5 * time.Second,
			Bake: 2 * time.Minute, Settle: 2 * time.Minute, Patience: 30 * time.Minute}},
		Advisories: Advisories{Age: 5 * day},
		digest:     digest([]byte(smallest)),
	}
}

// CheckNames lists the checks that a policy may name.
func CheckNames() []string { return []string{"credential", "dependency", "sast"} }

// Digest is "sha256:…" of the policy file's bytes, as `sha256sum` prints it. With
// a baseline it is that of two lines: the digest of the policy file and that of the
// baseline, for both decide. It speaks of files: changes to the value afterwards do
// not show in it.
func (p Policy) Digest() string { return p.digest }

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Excluded tells whether a file is left out of the examination on purpose. path
// is slash-separated and relative to the tree's base.
func (p Policy) Excluded(path string) bool {
	for _, e := range p.Exclude {
		if matchGlob(e.Path, path) {
			return true
		}
	}
	return false
}
