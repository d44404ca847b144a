package receipt

// Debt is a check that a hotfix put off. It is owed until Due; after that it
// closes later gates.
type Debt struct {
	ID     string `json:"id"`     // stable within one receipt: "debt/sast"
	Check  string `json:"check"`  // the word of the checks option
	Reason string `json:"reason"` // why it did not run, in one sentence
	Due    string `json:"due"`    // RFC 3339, UTC
}
