package receipt

import (
	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// The types and addresses of a statement. Nothing is ever fetched from them.
// Sources: in-toto attestation framework, Statement v1 and DSSE payload type;
// SLSA 1.2, Verification Summary Attestation.
const (
	StatementType = "https://in-toto.io/Statement/v1"
	PredicateType = "https://slsa.dev/verification_summary/v1"
	PayloadType   = "application/vnd.in-toto+json"

	module = "https://github.com/sallyport-gate/sallyport"

	// AddressPrefix begins every address of ours.
	AddressPrefix = module + "/"
	VerifierID    = module + "/verifier/v1"
	policyPrefix  = module + "/policy/"
	extension     = module + "/ext/v1" // repeated in Predicate's tag
	slsaVersion   = "1.2"
)

// Results of a verification summary.
const (
	Passed = "PASSED"
	Failed = "FAILED"
)

// Statement is a receipt. Make one with New or Decode.
type Statement struct {
	Type          string    `json:"_type"`
	Subject       []Subject `json:"subject"`
	PredicateType string    `json:"predicateType"`
	Predicate     Predicate `json:"predicate"`
}

// Subject is what the verdict is about: an artifact, or the source at a commit.
type Subject struct {
	Name   string            `json:"name"`
	Digest map[string]string `json:"digest"` // algorithm → lower-case hex; "sha256" or "gitCommit"
}

// Predicate is the SLSA Verification Summary with our extension.
type Predicate struct {
	Verifier           Verifier   `json:"verifier"`
	TimeVerified       string     `json:"timeVerified"` // RFC 3339 in UTC with milliseconds
	ResourceURI        string     `json:"resourceUri"`
	Policy             Resource   `json:"policy"`
	InputAttestations  []Resource `json:"inputAttestations,omitempty"` // the SBOM
	VerificationResult string     `json:"verificationResult"`
	VerifiedLevels     []string   `json:"verifiedLevels"`
	SLSAVersion        string     `json:"slsaVersion"`
	Extension          *Extension `json:"https://github.com/sallyport-gate/sallyport/ext/v1"`
}

// Verifier says which gate, at which version, made the statement.
type Verifier struct {
	ID      string            `json:"id"`
	Version map[string]string `json:"version"`
}

// Resource is something with a digest.
type Resource struct {
	URI    string            `json:"uri"`
	Digest map[string]string `json:"digest"`
}

// Extension is what SLSA has no words for.
type Extension struct {
	Mode            string           `json:"mode"` // release, hotfix or rollback
	Verdict         finding.Verdict  `json:"verdict"`
	Environment     string           `json:"environment"`
	Commit          string           `json:"commit"`             // full hash, lower-case hex
	Run             string           `json:"run,omitempty"`      // page of the run
	Advisories      *check.Watermark `json:"advisories"`         // nil when no dependency check ran
	PreviousReceipt string           `json:"previousReceipt"`    // "sha256:…"; empty for the first
	Checks          []Check          `json:"checks"`             // sorted by name
	Findings        []Finding        `json:"findings"`           // sorted by rule and fingerprint
	Debts           []Debt           `json:"debts"`              // sorted by id
	Pays            []Payment        `json:"pays"`               // debts of earlier receipts that this run made up for
	Approval        *Approval        `json:"approval,omitempty"` // hotfix only
	Security        int              `json:"security,omitempty"` // the version's security number
	Floor           int              `json:"floor,omitempty"`    // the smallest number that it lets come back
	Irreversible    []string         `json:"irreversible,omitempty"`
	Execution       *Execution       `json:"execution,omitempty"` // when a slot swap was carried out
}

// Check is one check's part in the run.
type Check struct {
	Name         string        `json:"name"`
	State        finding.State `json:"state"`
	Milliseconds int64         `json:"milliseconds"`
	Scope        string        `json:"scope,omitempty"` // "change" when only what differs from the live version was examined
	Value        int           `json:"value,omitempty"` // hotfix: declared worth
	Expected     int64         `json:"expectedMilliseconds,omitempty"`
}

// Finding is a finding without its place and words. It never holds a value that
// was found: a credential is known by its keyed fingerprint alone.
type Finding struct {
	Rule        string             `json:"rule"`
	Severity    finding.Severity   `json:"severity"`
	Confidence  finding.Confidence `json:"confidence"`
	Fingerprint string             `json:"fingerprint"`
	Status      finding.Status     `json:"status"`
	Package     *Package           `json:"package,omitempty"`
}

// Package is the dependency behind a finding.
type Package struct {
	Ecosystem      string `json:"ecosystem"`
	Name           string `json:"name"`
	Version        string `json:"version"`
	Advisory       string `json:"advisory"`
	KnownExploited bool   `json:"knownExploited,omitempty"`
	Malicious      bool   `json:"malicious,omitempty"`
}

// Approval is who answered for a hotfix, and how that is known.
type Approval struct {
	By       string `json:"by"`
	Author   string `json:"author"`
	Reason   string `json:"reason"`
	Incident string `json:"incident,omitempty"`
	Source   string `json:"source,omitempty"`  // "named": only the run's own word
	Expires  string `json:"expires,omitempty"` // RFC 3339
}

// Execution is a slot swap that was carried out. Flaws are known by fingerprint.
type Execution struct {
	Procedure   string   `json:"procedure"`
	From        string   `json:"from"` // commit; empty when nobody knew it
	To          string   `json:"to"`   // commit
	Swaps       int      `json:"swaps"`
	Operation   string   `json:"operation,omitempty"`
	Outcome     string   `json:"outcome"`
	Blocked     []string `json:"blocked,omitempty"` // commits that are not gone back to any more
	Reopened    []string `json:"reopened,omitempty"`
	Retained    []string `json:"retained,omitempty"`
	Closed      []string `json:"closed,omitempty"`
	Revoked     []string `json:"credentialsRevokedSince,omitempty"`
	RecoveredIn int64    `json:"recoverySeconds,omitempty"` // since the version that was left was judged
}

// Commit is the full hash that the receipt speaks of.
func (s Statement) Commit() string { return s.ext().Commit }

// Environment is where the version was released to.
func (s Statement) Environment() string { return s.ext().Environment }

// Mode is release, hotfix or rollback.
func (s Statement) Mode() string { return s.ext().Mode }

// Debts is what the run put off.
func (s Statement) Debts() []Debt { return s.ext().Debts }

// Incident is what a hotfix belongs to; empty when it was not told.
func (s Statement) Incident() string {
	if a := s.ext().Approval; a != nil {
		return a.Incident
	}
	return ""
}

// Passed tells whether the gate was open.
func (s Statement) Passed() bool { return s.Predicate.VerificationResult == Passed }

// SBOM is "sha256:…" of the inventory that was judged; empty when there was none.
func (s Statement) SBOM() string {
	for _, input := range s.Predicate.InputAttestations {
		return "sha256:" + input.Digest["sha256"]
	}
	return ""
}

func (s Statement) ext() Extension {
	if s.Predicate.Extension == nil {
		return Extension{}
	}
	return *s.Predicate.Extension
}
