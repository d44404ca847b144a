package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// journal keeps a swap's events in the ledger, signed and chained as receipts are.
type journal struct{ p *prepared }

// writers of receipts may come between two events; so often is tried again.
const journalTries = 20

// List reads the events that count. One that cannot be read is an error: an
// intent could be behind it.
func (j journal) List(ctx context.Context) ([]swap.Event, error) {
	entries, err := j.p.ledger.List(ctx)
	if err != nil {
		return nil, err
	}
	return swapEvents(receipt.Counting(entries))
}

func swapEvents(entries []receipt.Entry) ([]swap.Event, error) {
	var events []swap.Event
	for _, entry := range entries {
		if entry.Kind != receipt.KindSwap {
			continue
		}
		var e swap.Event
		if err := json.Unmarshal(entry.Note.Content, &e); err != nil {
			return nil, fmt.Errorf("read the event %q: %w", entry.Name, err)
		}
		events = append(events, e)
	}
	return events, nil
}

// Append stores an event behind exactly so many others. The ledger's own
// compare-and-swap decides between two writers.
func (j journal) Append(ctx context.Context, after int, e swap.Event) error {
	content, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	for range journalTries {
		events, err := j.List(ctx)
		if err != nil {
			return err
		}
		if len(events) != after {
			return swap.ErrConflict
		}
		if err := j.store(ctx, e, content); !errors.Is(err, receipt.ErrMoved) {
			return err
		}
	}
	return receipt.ErrMoved
}

func (j journal) store(ctx context.Context, e swap.Event, content []byte) error {
	sealed, err := j.p.ledger.Seal(ctx, receipt.Record{Note: &receipt.Note{
		Kind: receipt.KindSwap, Time: e.Time, Environment: j.p.Config.Environment, Version: j.p.Outside.Version,
		Subject: []receipt.Subject{{Name: "swap", Digest: map[string]string{"sha256": digestOf(content)}}}, Content: content,
	}})
	if err != nil {
		return err
	}
	if sealed.Distrust != "" {
		return fmt.Errorf("the ledger would not count it: %s", sealed.Distrust)
	}
	_, err = j.p.ledger.Store(ctx, sealed)
	return err
}

func digestOf(content []byte) string { return receipt.Digest(content)[len("sha256:"):] }
