package receipt

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// attempts bounds how often Append chains anew when others write too.
const attempts = 20

// Append chains, signs and stores a record. When somebody else was faster it
// reads the ledger again and chains anew. Nothing that is there is ever
// overwritten. After an error the record may count as not stored.
func (l *Ledger) Append(ctx context.Context, r Record) (Entry, error) {
	var sealed Sealed
	for range attempts {
		var err error
		if sealed, err = l.Seal(ctx, r); err != nil {
			return Entry{}, err
		}
		entry, err := l.Store(ctx, sealed)
		if !errors.Is(err, ErrMoved) {
			return entry, err
		}
		if err := l.wait(ctx); err != nil {
			return Entry{}, err
		}
	}
	return Entry{}, fmt.Errorf("store receipt: %w, %d times in a row; try again later", ErrMoved, attempts)
}

// wait lets another writer finish.
func (l *Ledger) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(10 * time.Millisecond):
		return nil
	}
}

// Seal chains a record on the newest entry and signs it. It reads the ledger
// when that was not done, or when somebody else wrote to it. A record that is
// older than the newest entry by more than Tolerance is refused.
func (l *Ledger) Seal(ctx context.Context, r Record) (Sealed, error) {
	if l.head == nil {
		if _, err := l.List(ctx); err != nil {
			return Sealed{}, fmt.Errorf("store receipt: nothing is written to a ledger that cannot be read: %w", err)
		}
	}
	if l.head.number >= maxEntries {
		return Sealed{}, fmt.Errorf("store receipt: the ledger is full with %d entries; begin a new one", l.head.number)
	}
	payload, at, err := l.head.chain(r)
	if err != nil {
		return Sealed{}, err
	}
	content, err := seal(ctx, payload, l.key)
	if err != nil {
		return Sealed{}, err
	}
	entry, err := l.read(ctx, file{nameOf(l.head.number + 1), content})
	if err != nil {
		return Sealed{}, fmt.Errorf("store receipt: %w", err)
	}
	if err := pairs(entry.Statement, r.SBOM); err != nil {
		return Sealed{}, err
	}
	return Sealed{entry, r.SBOM, at}, nil
}

// chain encodes a record as the one behind the head.
func (h head) chain(r Record) (payload []byte, at string, err error) {
	switch {
	case (r.Receipt == nil) == (r.Note == nil):
		return nil, "", errors.New("store receipt: a record is either a receipt or a note")
	case r.Note != nil:
		note := *r.Note
		note.Previous = h.digest
		if at, err = h.after(note.Time.UTC().Format(timeLayout)); err != nil {
			return nil, "", err
		}
		note.Time, _ = time.Parse(timeLayout, at)
		payload, err = encodeNote(note)
		return payload, at, err
	}
	if r.Receipt.Predicate.Extension == nil {
		return nil, "", errors.New("store receipt: it is not one of this gate")
	}
	statement, extension := *r.Receipt, *r.Receipt.Predicate.Extension
	extension.PreviousReceipt = h.digest
	statement.Predicate.Extension = &extension
	if at, err = h.after(statement.Predicate.TimeVerified); err != nil {
		return nil, "", err
	}
	statement.Predicate.TimeVerified = at
	payload, err = Encode(statement)
	return payload, at, err
}

// after is the time that an entry written at this time gets. Clocks differ a
// little; one that is far behind was set back, or the newest entry's was ahead.
func (h head) after(at string) (string, error) {
	if at >= h.time {
		return at, nil
	}
	own, err := time.Parse(timeLayout, at)
	newest, _ := time.Parse(timeLayout, h.time)
	if err != nil || newest.Sub(own) > Tolerance {
		return "", fmt.Errorf("store receipt: this clock says %s, and the newest entry of the ledger is from %s; one of the clocks is wrong, so set it right", at, h.time)
	}
	return h.time, nil
}

// Store stores a sealed record, or nothing. The error is ErrMoved when somebody
// else wrote since it was sealed: seal it again.
func (l *Ledger) Store(ctx context.Context, s Sealed) (Entry, error) {
	var attachments []file
	if digest := s.Statement.SBOM(); digest != "" {
		attachments = []file{{sbomFile(digest), s.sbom}}
	}
	if err := l.store.add(ctx, file{s.Name, s.Raw}, attachments); err != nil {
		l.head = nil
		return Entry{}, err
	}
	if l.head != nil {
		l.head = &head{l.head.number + 1, s.Digest, s.time}
	}
	return s.Entry, nil
}

func pairs(s Statement, sbom []byte) error {
	switch named := s.SBOM(); {
	case named == "" && sbom == nil:
		return nil
	case named == "":
		return errors.New("store receipt: an SBOM came along that the receipt does not name")
	case sbom == nil || Digest(sbom) != named:
		return fmt.Errorf("store receipt: the SBOM is missing or is not the one with digest %s", named)
	default:
		return nil
	}
}
