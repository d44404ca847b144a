package finding

// State says how far a check came in a run. A state that is none of these is
// as bad as Failed.
type State string

const (
	Examined State = "examined" // ran to its end; its gaps are told separately
	Failed   State = "failed"   // broke off, or its canary stayed silent: we do not know
	Owed     State = "owed"     // a hotfix put it off, and a debt says until when
	Skipped  State = "skipped"  // was not asked for
)

// CheckState is what became of one check in a run.
type CheckState struct {
	Name    string // the word of the checks option: "sast"
	State   State
	Message string // why it is not Examined, in one sentence; empty otherwise
}
