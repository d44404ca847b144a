package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Book is a ledger outside of a run, for the commands that read it.
type Book struct {
	Ledger     *receipt.Ledger // nil without the option receipts
	All        []receipt.Entry // oldest first, the distrusted too
	Gap        error           // what could not be read of them
	Trust      *receipt.Trust
	Key        *receipt.Key
	Repository *repo.Repository
	Config     option.Config
	Outside    Outside
}

// OpenBook opens what the options name. The error is about the input; a ledger
// that cannot be read is the Book's Gap. Close it after use.
func OpenBook(ctx context.Context, config option.Config, outside Outside) (*Book, error) {
	if name, variable := strings.CutPrefix(config.Token, "env:"); variable {
		config.Token = lookup(outside.Environment, name)
	}
	repository, err := repo.Open(ctx, config.Path, outside.Environment)
	if err != nil {
		return nil, err
	}
	p := &prepared{Setup: Setup{Config: config, Outside: outside}, repository: repository}
	key, keyErr := p.loadKey()
	trust, trustErr := p.loadTrust(ctx)
	if err := errors.Join(keyErr, trustErr); err != nil {
		return nil, err
	}
	b := &Book{Trust: trust, Key: key, Repository: repository, Config: config, Outside: outside}
	if trust == nil && key != nil {
		b.Trust = receipt.TrustKey(key)
	}
	if config.Receipts == "" {
		return b, nil
	}
	b.Ledger, err = receipt.Open(receipt.Config{Location: config.Receipts, Key: key, Trust: trust, Environment: outside.Environment,
		Remote: repository.Remote, Token: config.Token})
	if err != nil {
		return nil, fmt.Errorf("option receipts: %w", err)
	}
	b.All, b.Gap = b.Ledger.List(ctx)
	return b, nil
}

func lookup(environment []string, name string) string {
	for _, entry := range environment {
		if value, found := strings.CutPrefix(entry, name+"="); found {
			return value
		}
	}
	return ""
}

// Close gives back what reading took.
func (b *Book) Close() error {
	if b.Ledger == nil {
		return nil
	}
	return b.Ledger.Close()
}

// Owed lists the debts of the environment that nobody paid.
func (b *Book) Owed() []receipt.Owed {
	return receipt.Outstanding(receipt.Counting(b.All), b.Config.Environment)
}

// PayJob notes that one of the pipeline's own jobs succeeded at the checked-out
// commit, and pays the debts of it that belong to this commit or an ancestor.
func (b *Book) PayJob(ctx context.Context, job, run string) ([]receipt.Owed, error) {
	head := b.Repository.Head(ctx)
	if head == "" {
		return nil, errors.New("there is no commit that the job could have run on")
	}
	var paid []receipt.Owed
	note := receipt.PaymentNote{Commit: head, Run: run}
	for _, o := range b.Owed() {
		if o.Check != receipt.JobPrefix+job {
			continue
		}
		descends, err := b.Repository.Descends(ctx, head, o.Commit)
		if err != nil {
			return nil, err
		}
		if descends {
			paid, note.Pays = append(paid, o), append(note.Pays, o.Payment)
		}
	}
	if len(paid) == 0 {
		return nil, nil
	}
	record, err := note.Record(b.Outside.Now(), b.Config.Environment, b.Outside.Version)
	if err == nil {
		_, err = b.Ledger.Append(ctx, record)
	}
	return paid, err
}

// Find is the entry of a name, a digest or the beginning of one.
func (b *Book) Find(word string) (receipt.Entry, error) {
	i := slices.IndexFunc(b.All, func(e receipt.Entry) bool {
		return e.Name == word || strings.TrimSuffix(e.Name, ".json") == word || (len(word) >= 12 && strings.HasPrefix(strings.TrimPrefix(e.Digest, "sha256:"), strings.TrimPrefix(word, "sha256:")))
	})
	if i < 0 {
		return receipt.Entry{}, fmt.Errorf("the ledger has no entry %.80q", word)
	}
	return b.All[i], nil
}
