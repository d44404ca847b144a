package sarif

// Dialect is what a reader of the file accepts.
type Dialect int

const (
	Full   Dialect = iota // the audit file: everything, suppressed findings included, nothing cut
	GitHub                // GitHub code scanning
	Azure                 // GitHub Advanced Security for Azure DevOps
)

func (d Dialect) String() string {
	switch d {
	case Full:
		return "full"
	case GitHub:
		return "github"
	case Azure:
		return "azure"
	default:
		return "unknown"
	}
}

// limits bound a file. Zero means no limit. The numbers are those of GitHub's
// "SARIF results exceed one or more limits"; Azure publishes none and is built
// on the same service, so it gets the same.
type limits struct {
	results     int // in the run
	rules       int // in the run
	gzipped     int // bytes of the compressed file
	tags        int // of a rule
	description int // characters of a rule's descriptions
	name        int // characters of a rule's name
	message     int // characters of a result's message
	steps       int // locations of a flow that are kept
	notes       int // notifications
}

func (d Dialect) limits() limits {
	if d == Full {
		return limits{}
	}
	return limits{
		results: 25_000, rules: 25_000, gzipped: 9_500_000, // of 10 MB, with room for another compressor
		tags: 20, description: 1024, name: 255, message: 4096, steps: 1000, notes: 1000,
	}
}
