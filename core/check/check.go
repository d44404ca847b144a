// Package check owns the contract between the gate and its checks: what a check
// is given, what it answers, and the one loop over files that all of them share.
package check

import (
	"context"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Check examines a tree and reports what it finds. Findings beside an error
// still count; the error makes the run undecided, and an undecided run never passes.
type Check interface {
	// Name is the word users write in the checks option.
	Name() string
	// Rules lists every rule that Run can report, sorted by id.
	Rules() []finding.Rule
	// Run examines the tree. An error means "we do not know".
	Run(context.Context, *repo.Tree) (Result, error)
	// Canary examines a planted case in memory with the same engine and returns
	// an error when the engine stays silent on it.
	Canary(context.Context) error
}

// Result is a check's answer.
type Result struct {
	Findings  []finding.Finding
	Coverage  finding.Coverage
	Inventory *inventory.Inventory // what the dependency check saw; nil for the others
	Watermark *Watermark           // the advisories it was matched against; nil for the others
}

// Watermark names a state of the advisories.
type Watermark struct {
	Time   string `json:"time"`   // RFC 3339, the snapshot's own time
	Digest string `json:"digest"` // "sha256:…" of the index
	Source string `json:"source"` // where it came from: "embedded" or the file's base name
}
