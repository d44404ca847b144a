package receipt

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// ErrMoved says that somebody else wrote to the ledger since it was read. What
// was to be stored has to be chained anew, on what is there now.
var ErrMoved = errors.New("somebody else wrote to the ledger in the meantime")

// store keeps a ledger's files. It only grows.
type store interface {
	// load returns the entries' files, the oldest first. The error joins what
	// cannot be read of them; the files beside it are sound.
	load(context.Context) ([]file, error)
	// attachment reads a file that is named after its content.
	attachment(ctx context.Context, name string) ([]byte, error)
	// add stores an entry under a name that nobody else took since the last load,
	// or nothing: then the error is ErrMoved. attachments are stored before it.
	add(ctx context.Context, entry file, attachments []file) error
	// own lists the files that lie on this machine's disk, as absolute paths.
	own() []string
	close() error
}

// file is one file of a ledger.
type file struct {
	name    string
	content []byte
}

// maxEntries bounds a ledger: eight digits name an entry.
const maxEntries = 99_999_999

var (
	entryName = regexp.MustCompile(`^[0-9]{8}\.json$`)
	sbomName  = regexp.MustCompile(`^[0-9a-f]{64}\.cdx\.json$`)
)

// nameOf is the file name of the n-th entry. Two writers at once want the same
// name, and one of them gets it: that is the compare-and-swap of a ledger.
func nameOf(n int) string { return fmt.Sprintf("%08d.json", n) }

func sbomFile(digest string) string { return strings.TrimPrefix(digest, "sha256:") + ".cdx.json" }

// contiguous returns the names of entries among names, which are sorted. An
// entry that is missing, or a file that does not belong here, is an error.
func contiguous(names []string) (entries []string, err error) {
	var errs []error
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, "."), !strings.HasSuffix(name, ".json"), sbomName.MatchString(name):
		case !entryName.MatchString(name):
			errs = append(errs, fmt.Errorf("receipt %q: its name is no number of eight digits; move files that are no receipts out of the ledger", name))
		case name != nameOf(len(entries)+1) && len(errs) == 0:
			errs = append(errs, fmt.Errorf("receipt %q is missing, although %q is there; the ledger was altered, so restore it from a copy", nameOf(len(entries)+1), name))
		case len(errs) == 0:
			entries = append(entries, name)
		}
	}
	return entries, errors.Join(errs...)
}
