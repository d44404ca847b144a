// Package finding owns what the gate reports: findings, the rules behind them,
// what could not be examined, and the judgement over it all. It is plain data:
// it reads no file, asks no clock and decides nothing.
package finding

// Finding is one fault, at one place. It never holds a raw credential: whoever
// makes a finding masks first.
type Finding struct {
	Rule        string        // id of the Rule, e.g. "credential/azure-storage-account-key"
	Location    Location      // the one place that is shown
	Message     string        // one sentence for this very finding; may quote the repository, so escape it for the medium
	Severity    Severity      // how bad it is if it is true
	Confidence  Confidence    // how sure we are that it is true
	Fingerprint string        // its identity, see Fingerprint; never empty when it leaves a check
	Score       float64       // CVSS base score, 0.0 to 10.0; 0 when there is none
	Advice      string        // what the user does next, in one sentence; may be empty
	Package     *Package      // set by the dependency check only
	Flow        []Step        // how a value travels to Location, source first; may be empty
	Marker      string        // another tool's mark at this place, one of the constants below; the policy says whether it counts
	Commit      string        // full hash of the commit whose file Location speaks of; empty for the examined tree
	Fix         []Replacement // what a rule would write instead, in source order; may be empty
}

// Replacement is a region of a file and the text that should stand there. Like
// a finding it never holds a raw credential.
type Replacement struct {
	Location Location
	Text     string
}

// Marks of other tools that forgive a finding, when the policy says so.
const (
	GitleaksAllow  = "gitleaks:allow"  // a comment on the finding's line
	GitleaksIgnore = ".gitleaksignore" // a line of that file
	Nosemgrep      = "nosemgrep"       // a comment on the finding's first line or the one above
)

// Location is a region of a file. Lines and columns count from 1; columns count
// UTF-16 code units, as SARIF's default columnKind does; the end column is the
// one behind the last character. A Location with only Path and StartLine is valid.
type Location struct {
	Path                                       string // slash-separated, relative to the tree's base
	StartLine, StartColumn, EndLine, EndColumn int
	Inside                                     string // the file inside the archive at Path, which the lines count in; "!" stands between nested archives
}

// Step is one stop on the way of a value from its source to its sink.
type Step struct {
	Location Location
	Message  string
}

// Package is the dependency that a finding is about.
type Package struct {
	Ecosystem      string   // OSV ecosystem name, e.g. "npm"
	Name           string   // as the ecosystem spells it
	Version        string   // the resolved version
	Advisory       string   // the advisory's preferred id, e.g. "GHSA-…"
	Aliases        []string // its other ids, sorted
	Upstream       []string // flaws of others that the advisory is about, when they are several, sorted
	FixedIn        string   // nearest version without this flaw; empty when there is none
	KnownExploited bool     // listed as exploited in the wild
	Likelihood     float64  // EPSS: probability of exploitation within 30 days, 0 to 1; 0 when nobody says
	Malicious      bool     // the package itself is the attack
	Direct         bool     // named by the project itself, as far as the lockfile tells
	URL            string   // package URL (purl)
	Development    bool     // needed only to build or test, as far as the lockfile tells
	Reach          Reach    // whether the flaw is called; empty when nobody asked
}

// Reach says whether a flawed function of a package is called.
type Reach string

const (
	Called       Reach = "called"
	NotCalled    Reach = "not-called"
	ReachUnknown Reach = "unknown" // it was asked and could not be told
)
