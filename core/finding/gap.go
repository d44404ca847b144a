package finding

import "cmp"

// Gap is something that was asked for and could not be examined. By default a
// gap makes the run undecided; the policy may accept some kinds by name.
type Gap struct {
	Check   string // the check that has it; "" for the walk over the tree
	Kind    GapKind
	Path    string // the file, slash-separated; "" when it is no single file
	Message string // what could not be examined and what the user can do
}

// GapKind names a reason not to know.
type GapKind string

const (
	Unreadable   GapKind = "unreadable"    // the file system refused, or the object is corrupt
	TooLarge     GapKind = "too-large"     // beyond the limit on one file
	Unparsed     GapKind = "unparsed"      // a file or region whose syntax was not understood
	Unresolved   GapKind = "unresolved"    // a dependency whose version the files do not settle
	NoAdvisories GapKind = "no-advisories" // the index does not hold this ecosystem
	Sample       GapKind = "sample"        // the index holds only a sample of this ecosystem
	Stale        GapKind = "stale"         // the index is older than the policy allows
	Crashed      GapKind = "crashed"       // the check panicked on this file
	Cut          GapKind = "cut"           // a budget of steps or time was used up
	Refused      GapKind = "refused"       // a rule that cannot be supported
	Unopened     GapKind = "unopened"      // an archive, or a file in it, that is damaged, encrypted or beyond a limit
)

// Coverage is what a check examined, and what it did not.
type Coverage struct {
	Files int            // examined to the end
	Bytes int64          // in those files
	Skips map[string]int // not examined on purpose: reason in plain words → number of files
	Gaps  []Gap          // not examined though it was asked for
	Notes []string       // facts about the coverage worth a line, e.g. the advisories' age
}

// Compare orders gaps by check, path, kind and message.
func (g Gap) Compare(o Gap) int {
	return cmp.Or(cmp.Compare(g.Check, o.Check), cmp.Compare(g.Path, o.Path),
		cmp.Compare(g.Kind, o.Kind), cmp.Compare(g.Message, o.Message))
}
