package receipt

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// KindSwap is the predicate type of a slot swap's intents and outcomes.
const KindSwap = module + "/swap/v1"

// Note is what a ledger keeps beside receipts: a statement whose content belongs
// to whoever wrote it.
type Note struct {
	Kind        string          // predicate type: an address below the module's, such as KindSwap
	Time        time.Time       // when it was written
	Environment string          // whose history it belongs to
	Version     string          // of Sallyport
	Subject     []Subject       // what it speaks of, by digest; at least one
	Content     json.RawMessage // a JSON object
	Previous    string          // "sha256:…" of the entry before; the ledger fills it in
}

type noteStatement struct {
	Type          string        `json:"_type"`
	Subject       []Subject     `json:"subject"`
	PredicateType string        `json:"predicateType"`
	Predicate     notePredicate `json:"predicate"`
}

type notePredicate struct {
	Verifier    Verifier        `json:"verifier"`
	Time        string          `json:"time"`
	Environment string          `json:"environment"`
	Previous    string          `json:"previousReceipt"`
	Content     json.RawMessage `json:"content"`
}

func encodeNote(n Note) ([]byte, error) {
	s := noteStatement{Type: StatementType, Subject: n.Subject, PredicateType: n.Kind, Predicate: notePredicate{
		Verifier: verifierOf(n.Version), Time: n.Time.UTC().Format(timeLayout),
		Environment: n.Environment, Previous: n.Previous, Content: n.Content,
	}}
	if err := validNote(s); err != nil {
		return nil, fmt.Errorf("write note: %w", err)
	}
	return marshalNote(s)
}

func marshalNote(s noteStatement) ([]byte, error) {
	content, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write note: %w", err)
	}
	return append(content, '\n'), nil
}

// SealNote makes the bytes of a note that belongs to no ledger.
func SealNote(ctx context.Context, n Note, key *Key) ([]byte, error) {
	payload, err := encodeNote(n)
	if err != nil {
		return nil, err
	}
	return seal(ctx, payload, key)
}

// OpenNote reads such a note. The error says why it does not count: it has to be
// signed by somebody whom the trust names for this verifier.
func OpenNote(ctx context.Context, content []byte, trust *Trust, verifier string) (Note, Signature, error) {
	payload, envelope, err := open(content)
	if err != nil {
		return Note{}, Signature{}, err
	}
	note, err := decodeNote(payload)
	if err != nil {
		return Note{}, Signature{}, err
	}
	signature, distrust := trust.verify(ctx, envelope, verifier)
	if distrust == "" && !signature.Verified {
		distrust = "nobody is trusted"
	}
	if distrust != "" {
		return Note{}, signature, errors.New(distrust)
	}
	return note, signature, nil
}

// decodeNote is as strict as Decode.
func decodeNote(content []byte) (Note, error) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var s noteStatement
	if err := decoder.Decode(&s); err != nil {
		return Note{}, fmt.Errorf("it is not an entry of this version, or ends too early: %w", err)
	}
	if err := validNote(s); err != nil {
		return Note{}, err
	}
	canonical, err := marshalNote(s)
	if err != nil || !bytes.Equal(canonical, content) {
		return Note{}, errors.New("its bytes are not in the form that the gate writes; it was changed, or formatted anew")
	}
	at, _ := time.Parse(timeLayout, s.Predicate.Time) // validated
	return Note{Kind: s.PredicateType, Time: at, Environment: s.Predicate.Environment, Version: s.Predicate.Verifier.Version["sallyport"],
		Subject: s.Subject, Content: s.Predicate.Content, Previous: s.Predicate.Previous}, nil
}

func validNote(s noteStatement) error {
	p := s.Predicate
	return errors.Join(
		need(s.Type == StatementType, "its type is %.60q; this gate reads %s", s.Type, StatementType),
		need(strings.HasPrefix(s.PredicateType, module+"/") && s.PredicateType != PredicateType, "its predicate type %.100q is not of this gate", s.PredicateType),
		need(p.Verifier.ID == VerifierID && len(p.Verifier.Version) == 1 && p.Verifier.Version["sallyport"] != "", "its verifier is not %s", VerifierID),
		need(validTime(p.Time), "time is not a time in UTC with milliseconds"),
		need(p.Environment != "", "environment is missing"),
		need(p.Previous == "" || isDigest(p.Previous), "previousReceipt is not sha256:…"),
		need(bytes.HasPrefix(bytes.TrimSpace(p.Content), []byte("{")) && json.Valid(p.Content), "content is not a JSON object"),
		validSubjects(s.Subject),
	)
}
