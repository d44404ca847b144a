package finding

// Verdict is what the policy says about a run. Its exit code is the contract of
// every format and host.
type Verdict string

const (
	Open      Verdict = "open"      // everything asked for was examined and the policy lets it through
	Closed    Verdict = "closed"    // something known closes the gate
	Undecided Verdict = "undecided" // something could not be examined; never a pass
)

// ExitInput is the exit code for wrong input or a wrong policy: nothing was judged.
const ExitInput = 2

// ExitCode is 0 for Open, 1 for Closed, and 3 for everything else.
func (v Verdict) ExitCode() int {
	switch v {
	case Open:
		return 0
	case Closed:
		return 1
	default:
		return 3
	}
}

// Status is what the judgement makes of one finding.
type Status string

const (
	Blocks     Status = "blocks"     // closes the gate
	Reported   Status = "reported"   // below the policy's bar
	Known      Status = "known"      // was there before (base revision, last receipt) and the policy judges new ones
	Suppressed Status = "suppressed" // a suppression in the policy covers it
)

// Judged is a finding with its status.
type Judged struct {
	Finding
	Status      Status
	Suppression string // "REASON (owner OWNER, until DATE)" when Status is Suppressed
}

// Judgement is the policy's whole answer.
type Judgement struct {
	Verdict  Verdict
	Findings []Judged // sorted as Sort does
	Reasons  []string // why it is not open, most important first; one sentence each
	Warnings []string // what the user should know though it decides nothing, e.g. an unused suppression
}
