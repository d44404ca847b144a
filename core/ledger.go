package core

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// maxTrustSize bounds a trust file, in bytes.
const maxTrustSize = 1 << 20

// openReceipts reads the ledger. A receipt that cannot be read, and a remote that
// cannot be reached, make a decision undecided; they are no mistakes in the input.
func (p *prepared) openReceipts(ctx context.Context) error {
	key, err := p.loadKey()
	trust, trustErr := p.loadTrust(ctx)
	if err := errors.Join(err, trustErr); err != nil {
		return err
	}
	p.key, p.trust = key, trust
	if p.Config.Receipts == "" {
		return nil
	}
	p.ledger, err = receipt.Open(receipt.Config{
		Location: p.Config.Receipts, Key: key, Trust: trust, Environment: p.Outside.Environment,
		Remote: p.repository.Remote, Token: p.Config.Token, TokenHost: hostOf(p.Change.RunURL),
	})
	if err != nil {
		return fmt.Errorf("option receipts: %w", err)
	}
	if p.Config.Mode != option.Rollback && p.head == "" {
		return errors.New("option receipts: a receipt speaks of a commit, and there is none; commit first, or leave receipts away")
	}
	p.readLedger(ctx)
	return nil
}

// readLedger takes over the entries that count. A clock far behind the newest of
// them would bring debts and approvals back to life that are over.
func (p *prepared) readLedger(ctx context.Context) {
	entries, err := p.ledger.List(ctx)
	p.entries, p.ledgerGap = receipt.Counting(entries), err
	for _, e := range entries {
		if e.Distrust != "" {
			p.distrusted = append(p.distrusted, fmt.Sprintf("Receipt %s does not count: %s.", e.Name, e.Distrust))
		}
	}
	if n := len(p.entries); n > 0 && p.ledgerGap == nil {
		newest, err := time.Parse(time.RFC3339, p.entries[n-1].Time())
		if err != nil || newest.Sub(p.started) > receipt.Tolerance {
			p.ledgerGap = fmt.Errorf("the clock says %s, and the newest receipt is from %s: one of the clocks is wrong, so set it right",
				p.started.Format(time.RFC3339), p.entries[n-1].Time())
		}
	}
}

func (p *prepared) loadKey() (*receipt.Key, error) {
	if p.Config.Key == "" {
		return nil, nil
	}
	key, err := receipt.LoadKey(p.Config.Key, p.Outside.Environment)
	if err != nil {
		return nil, fmt.Errorf("option key: %w", err)
	}
	return key, nil
}

// loadTrust reads the trust file as the policy is read: in a pull request at the
// base revision, so that a change cannot trust its own signer.
func (p *prepared) loadTrust(ctx context.Context) (*receipt.Trust, error) {
	if p.Config.Trust == "" {
		return nil, nil
	}
	content, err := p.readGuarded(ctx, p.Config.Trust, maxTrustSize)
	if err != nil {
		return nil, fmt.Errorf("option trust: %w", err)
	}
	trust, err := receipt.ParseTrust(p.Config.Trust, content)
	if err != nil {
		return nil, fmt.Errorf("option trust: %w", err)
	}
	return trust, nil
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Host
}
