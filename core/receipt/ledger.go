package receipt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Tolerance is how far the clocks of two writers may differ. An entry that
// claims to be older than the one before it by less is given that one's time.
const Tolerance = 5 * time.Minute

// Config says where a ledger lies and whose entries count.
type Config struct {
	Location    string   // a folder, or git:REMOTE or git:REMOTE:REF
	Key         *Key     // signs what is written; nil: entries are unsigned
	Trust       *Trust   // whose entries count; nil: all of them, or with Key only that key's
	Environment []string // of the process, for the git program
	// Remote tells the address of a named remote of the examined repository.
	Remote func(ctx context.Context, name string) (string, error)
	Token  string // for a git remote over HTTPS; never printed
	// TokenHost is where a named remote may be for Token to be sent there; the
	// remote of an examined repository could lead anywhere.
	TokenHost string
}

// Ledger is an append-only chain of signed statements with their SBOMs. It is
// not for several goroutines at once; several processes may write to one place.
type Ledger struct {
	store store
	key   *Key
	trust *Trust
	head  *head // nil before the ledger was read, and after it could not be
}

// head is the newest entry.
type head struct {
	number int
	digest string // "" for an empty ledger
	time   string
}

// Entry is one statement of a ledger.
type Entry struct {
	Name      string    // file name; names sort as the chain goes
	Kind      string    // predicate type: PredicateType for a receipt, KindSwap, …
	Digest    string    // "sha256:…" of Raw
	Raw       []byte    // as stored: a DSSE envelope, or the bare statement when it is unsigned
	Statement Statement // of a receipt; zero for another kind
	Note      Note      // of another kind; zero for a receipt
	Signature Signature
	Distrust  string // why the entry does not count; empty when it does
	Previous  string // "sha256:…" of the entry before; empty for the first
	store     store
}

// Record is what is to be written: a receipt, or a note. The ledger adds the
// link to the entry before and the signature.
type Record struct {
	Receipt *Statement
	Note    *Note
	SBOM    []byte // what the receipt names as its SBOM
}

// Sealed is a record with its link and signature, not stored yet.
type Sealed struct {
	Entry
	sbom []byte
	time string
}

// Open names a ledger. Nothing is read or made yet. Close it after use.
func Open(c Config) (*Ledger, error) {
	l := &Ledger{key: c.Key, trust: c.Trust}
	if l.trust == nil && l.key != nil {
		l.trust = TrustKey(l.key)
	}
	var err error
	switch {
	case c.Location == "":
		err = errors.New("the receipts have no place; name a folder, for example receipts")
	case strings.HasPrefix(c.Location, gitPrefix):
		l.store, err = openGit(c)
	default:
		l.store, err = openFolder(c.Location)
	}
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Close gives back what reading took.
func (l *Ledger) Close() error { return l.store.close() }

// Files lists the ledger's files that lie on this machine, as absolute paths.
func (l *Ledger) Files() []string { return l.store.own() }

// Verifies says whether the signatures of entries are held against a trust.
func (l *Ledger) Verifies() bool { return l.trust != nil }

// List reads the whole ledger, oldest first. An entry that cannot be read, a
// broken chain or a clock that went back is an error that names the entry; the
// entries beside the error are sound, but they are not all of them, so that
// nothing may be decided on them alone. An entry that was signed by nobody who
// is trusted is no error: it is listed with its Distrust.
func (l *Ledger) List(ctx context.Context) ([]Entry, error) {
	l.head = nil
	files, err := l.store.load(ctx)
	now := head{}
	var entries []Entry
	for _, f := range files {
		entry, broken := l.read(ctx, f)
		if broken == nil {
			broken = now.follows(entry)
		}
		if broken != nil {
			return entries, errors.Join(err, fmt.Errorf("receipt %q: %w", f.name, broken))
		}
		now = head{now.number + 1, entry.Digest, entry.Time()}
		entries = append(entries, entry)
	}
	if err == nil {
		l.head = &now
	}
	return entries, err
}

// Counting are the entries that are not distrusted.
func Counting(entries []Entry) []Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.Distrust != "" })
}

// follows says what is wrong with an entry as the one behind the head.
func (h head) follows(e Entry) error {
	switch {
	case e.Previous != h.digest && e.Previous == "":
		return errors.New("it claims to be the first, and there is one before it; it was replayed or the ledger was altered")
	case e.Previous != h.digest:
		return fmt.Errorf("it does not follow the entry before it (%.20s…): an entry was changed, taken out or replayed; restore the ledger from a copy", h.digest)
	case e.Time() < h.time:
		return fmt.Errorf("it is older (%s) than the entry before it (%s): a clock was set back", e.Time(), h.time)
	default:
		return nil
	}
}

func (l *Ledger) read(ctx context.Context, f file) (Entry, error) {
	payload, envelope, err := open(f.content)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Name: f.name, Digest: Digest(f.content), Raw: f.content, store: l.store}
	if err := e.parse(payload); err != nil {
		return Entry{}, err
	}
	e.Signature, e.Distrust = l.trust.verify(ctx, envelope, VerifierID)
	return e, nil
}

// parse fills in what the payload says.
func (e *Entry) parse(payload []byte) (err error) {
	var kind struct {
		PredicateType string `json:"predicateType"`
	}
	_ = json.Unmarshal(payload, &kind) // the strict reading below tells what is wrong
	if strings.HasPrefix(kind.PredicateType, module+"/") {
		e.Note, err = decodeNote(payload)
		e.Kind, e.Previous = e.Note.Kind, e.Note.Previous
		return err
	}
	if e.Statement, err = Decode(payload); err != nil {
		return err
	}
	e.Kind, e.Previous = PredicateType, e.Statement.Predicate.Extension.PreviousReceipt
	return nil
}

// Time is when the entry was written: RFC 3339 in UTC with milliseconds, so that
// times compare as texts.
func (e Entry) Time() string {
	if e.Kind == PredicateType {
		return e.Statement.Predicate.TimeVerified
	}
	return e.Note.Time.UTC().Format(timeLayout)
}

// IsReceipt tells a receipt from the other kinds.
func (e Entry) IsReceipt() bool { return e.Kind == PredicateType }

// SBOM reads the inventory that a receipt names. A receipt that names none, and
// an SBOM that is missing or altered, are errors.
func (e Entry) SBOM(ctx context.Context) ([]byte, error) {
	digest := e.Statement.SBOM()
	if digest == "" {
		return nil, fmt.Errorf("receipt %q names no SBOM", e.Name)
	}
	if e.store == nil {
		return nil, fmt.Errorf("receipt %q lies in no ledger, and its SBOM neither", e.Name)
	}
	content, err := e.store.attachment(ctx, sbomFile(digest))
	if err != nil {
		return nil, fmt.Errorf("read SBOM of receipt %q: %w", e.Name, err)
	}
	if Digest(content) != digest {
		return nil, fmt.Errorf("SBOM %q does not have the digest in its name; it was altered or cut off, so restore it from a copy", sbomFile(digest))
	}
	return content, nil
}
