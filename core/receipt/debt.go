package receipt

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Debt is a check that a hotfix put off. It is owed until Due; after that it
// closes later gates.
type Debt struct {
	ID     string `json:"id"`     // stable within one receipt: "debt/sast"
	Check  string `json:"check"`  // the word of the checks option, or JobPrefix and a pipeline's job
	Reason string `json:"reason"` // why it did not run, in one sentence
	Due    string `json:"due"`    // RFC 3339, UTC
}

// JobPrefix marks a debt of one of the pipeline's own jobs.
const JobPrefix = "job/"

// Payment says that a debt of an earlier receipt was made up for.
type Payment struct {
	Receipt string `json:"receipt"` // "sha256:…" of the receipt that has the debt
	Debt    string `json:"debt"`    // its id
}

// KindPayment is the predicate type of a note that pays a job's debt. Its
// content is a PaymentNote.
const KindPayment = module + "/payment/v1"

// PaymentNote is the content of a note of KindPayment.
type PaymentNote struct {
	Commit string    `json:"commit"` // on which the job ran: the debt's own, or a descendant
	Run    string    `json:"run,omitempty"`
	Pays   []Payment `json:"pays"`
}

// Owed is a debt that nothing has paid.
type Owed struct {
	Debt
	Payment            // what would pay it
	Name        string // of the entry that has it
	Commit      string
	Environment string
	Incident    string
}

// Overdue tells whether the debt is past its day. One whose day cannot be read is.
func (o Owed) Overdue(now time.Time) bool {
	due, err := time.Parse(time.RFC3339, o.Due)
	return err != nil || now.After(due)
}

// Outstanding lists the debts of an environment that no later entry paid, oldest
// first. Only receipts that passed owe something: what did not pass was not
// released. entries are those that count.
func Outstanding(entries []Entry, environment string) []Owed {
	var owed []Owed
	paid := map[Payment]bool{}
	for _, e := range entries {
		for _, p := range e.pays() {
			paid[p] = true
		}
	}
	for _, e := range entries {
		if !e.IsReceipt() || !e.Statement.Passed() || e.Statement.Environment() != environment {
			continue
		}
		for _, d := range e.Statement.Debts() {
			p := Payment{e.Digest, d.ID}
			if !paid[p] {
				owed = append(owed, Owed{d, p, e.Name, e.Statement.Commit(), environment, e.Statement.Incident()})
			}
		}
	}
	return owed
}

// pays is what an entry pays. A note that cannot be read pays nothing.
func (e Entry) pays() []Payment {
	if e.IsReceipt() {
		return e.Statement.ext().Pays
	}
	var note PaymentNote
	if e.Kind != KindPayment || json.Unmarshal(e.Note.Content, &note) != nil {
		return nil
	}
	return note.Pays
}

func comparePayments(a, b Payment) int {
	return cmp.Or(cmp.Compare(a.Receipt, b.Receipt), cmp.Compare(a.Debt, b.Debt))
}

func validPayments(payments []Payment) error {
	for _, p := range payments {
		if !isDigest(p.Receipt) || p.Debt == "" {
			return errors.New("pays has an entry without receipt or debt")
		}
	}
	return nil
}

// Record makes the note that is stored.
func (n PaymentNote) Record(at time.Time, environment, version string) (Record, error) {
	content, err := json.Marshal(n)
	if err != nil {
		return Record{}, fmt.Errorf("write payment: %w", err)
	}
	return Record{Note: &Note{Kind: KindPayment, Time: at, Environment: environment, Version: version, Content: content,
		Subject: []Subject{{Name: "source", Digest: map[string]string{"gitCommit": n.Commit}}}}}, nil
}
