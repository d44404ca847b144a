package rollback

import (
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// Action is the answer to "may we go back?".
type Action string

const (
	Allow Action = "allow" // exit 0
	// AllowWithDebt goes against advice: somebody answers for it, and it is owed. Exit 0.
	AllowWithDebt Action = "allow with debt"
	Deny          Action = "deny" // exit 1: something known speaks against it
	Hold          Action = "hold" // exit 3: we do not know enough
)

// Verdict is the action in the gate's own words.
func (a Action) Verdict() finding.Verdict {
	switch a {
	case Allow, AllowWithDebt:
		return finding.Open
	case Deny:
		return finding.Closed
	default:
		return finding.Undecided
	}
}

// Allows tells whether the way back is free.
func (a Action) Allows() bool { return a == Allow || a == AllowWithDebt }

// Decision is the whole answer. It is data and short sentences; core/report renders it.
type Decision struct {
	Action      Action
	Environment string
	Live        *Version      // what runs now, by its receipt; nil when no receipt says so
	Target      *Version      // where we would go; nil when there is no candidate
	Why         string        // why this target, in one sentence
	Reasons     []string      // why it is not allowed, most important first; empty for Allow
	Warnings    []string      // what the user should know though it decides nothing
	Delta       Delta         // what going back would change
	Gaps        []finding.Gap // what could not be re-judged, sorted
	Alternative string        // on Deny and Hold: the best thing to do instead, in one sentence
	NoReceipt   bool          // denied because no receipt speaks of the target

	Sources   []Source       // what ledger, platform and slots say; empty when only the ledger was asked
	Debts     []receipt.Debt // AllowWithDebt: what is owed for it
	Override  string         // AllowWithDebt: who answers for it, and why
	WrongSlot bool           // held because the slot does not hold the target
	Silent    bool           // production does not tell its version; platform and ledger agree on it
	Line      []Version      // the versions that passed, oldest first, at most as many as a timeline shows
	Floor     int            // the security floor in effect
}

// Source is one of the three that have to agree.
type Source struct {
	Name         string // ledger, platform, slots
	Live, Target string // in words
	Agrees       bool
}

// Version is one receipted version.
type Version struct {
	Commit  string // full hash
	Receipt string // the receipt's file name in the ledger
	Digest  string // "sha256:…" of the receipt
	Time    string // RFC 3339, when it was judged
	Mode    string // release or hotfix
	Run     string // page of the run; may be empty

	Artifacts []string // "sha256:…" of what was released
	Security  int
	Blocked   bool // left by a rollback
	Debts     int
}

// Delta is what going back from the live version to the target would change.
// Each list has the exploited first, then the worst.
type Delta struct {
	Reopened []Flaw // in the target, not in the live version
	Retained []Flaw // in both
	Closed   []Flaw // in the live version only
	Revoked  []Flaw // credentials of the target that are void by now: they open nothing, and the target may need them
}

// Flaw is one finding in a delta. A finding that a receipt recorded, such as a
// credential, has no Message: receipts hold fingerprints only.
type Flaw struct {
	finding.Finding
	Blocks bool // at or over the policy's release bar
}
