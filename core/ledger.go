package core

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/hotfix"
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
	if err := p.openApproval(ctx, trust); err != nil {
		return err
	}
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
	if p.Config.Swap && !p.ledger.Verifies() {
		p.notes = append(p.notes, "No receipt is verified (key, trust), so that whoever may write to the ledger has a say in what goes live.")
	}
	p.readLedger(ctx)
	return nil
}

// readLedger takes over the entries that count. A clock far behind the newest of
// them would bring debts and approvals back to life that are over.
func (p *prepared) readLedger(ctx context.Context) {
	entries, err := p.ledger.List(ctx)
	for i := range entries {
		if own, other := p.Change.Repository, entries[i].Statement.Repository(); own != "" && other != "" && !strings.EqualFold(own, other) {
			entries[i].Distrust = cmp.Or(entries[i].Distrust, fmt.Sprintf("it is of another repository, %.100q", other))
		}
	}
	p.entries, p.ledgerGap = receipt.Counting(entries), err
	for _, e := range entries {
		if e.Distrust != "" {
			p.notes = append(p.notes, fmt.Sprintf("Receipt %s does not count: %s.", e.Name, e.Distrust))
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

// openApproval reads the file that the approval option names. One that proves
// nothing is a mistake in the input.
func (p *prepared) openApproval(ctx context.Context, trust *receipt.Trust) error {
	if p.Config.Approval == "" {
		return nil
	}
	content, err := readBounded(p.Config.Approval, maxTrustSize)
	if err != nil {
		return fmt.Errorf("option approval: %w", err)
	}
	proof, err := hotfix.ReadSigned(ctx, content, trust)
	if err != nil {
		return fmt.Errorf("option approval: %q: %w", p.Config.Approval, err)
	}
	p.signed = &proof
	return nil
}

// openArtifact takes the digest of what is released.
func (p *prepared) openArtifact() error {
	if p.Config.Artifact == "" {
		return nil
	}
	file, err := os.Open(p.Config.Artifact)
	if err != nil {
		return fmt.Errorf("option artifact: %w", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("option artifact: %q is no file; name the file or image archive that is released", p.Config.Artifact)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return fmt.Errorf("option artifact: %w", err)
	}
	p.artifacts = []receipt.Subject{{Name: filepath.Base(p.Config.Artifact), Digest: map[string]string{"sha256": hex.EncodeToString(sum.Sum(nil))}}}
	return nil
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Host
}
