package hotfix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/receipt"
)

// ApproverID is the verifier that a trust file names for the keys of approvers.
// A key that signs receipts approves nothing by that, nor the other way round.
const ApproverID = receipt.AddressPrefix + "approver/v1"

// kindApproval is the predicate type of a signed approval.
const kindApproval = receipt.AddressPrefix + "approval/v1"

// SignedApproval is what an approver signs.
type SignedApproval struct {
	Commit      string `json:"commit"` // full hash
	Environment string `json:"environment"`
	Incident    string `json:"incident"`
	Reason      string `json:"reason"`
	Expires     string `json:"expires"` // RFC 3339
}

// Sign makes the file that approves a hotfix.
func (s SignedApproval) Sign(ctx context.Context, key *receipt.Key, now time.Time, version string) ([]byte, error) {
	expires, err := time.Parse(time.RFC3339, s.Expires)
	if err != nil || !now.Before(expires) || expires.Sub(now) > MaxValidity {
		return nil, fmt.Errorf("an approval ends at a time within %s from now, and this one at %q", MaxValidity, s.Expires)
	}
	if s.Incident == "" || s.Reason == "" {
		return nil, errors.New("an approval names an incident and a reason")
	}
	content, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write the approval: %w", err)
	}
	return receipt.SealNote(ctx, receipt.Note{Kind: kindApproval, Time: now, Environment: s.Environment, Version: version, Content: content,
		Subject: []receipt.Subject{{Name: "source", Digest: map[string]string{"gitCommit": s.Commit}}}}, key)
}

// ReadSigned reads a signed approval. Its signer is who approved, by the name
// that the trust file gives them. The error says why it proves nothing.
func ReadSigned(ctx context.Context, content []byte, trust *receipt.Trust) (Proof, error) {
	if trust == nil {
		return Proof{}, errors.New("a signed approval needs trust, which names whose signatures count as approvals")
	}
	note, signature, err := receipt.OpenNote(ctx, content, trust, ApproverID)
	if err != nil {
		return Proof{}, err
	}
	var s SignedApproval
	decoder := json.NewDecoder(strings.NewReader(string(note.Content)))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&s)
	expires, timeErr := time.Parse(time.RFC3339, s.Expires)
	if err != nil || timeErr != nil || note.Kind != kindApproval || s.Commit == "" || s.Environment == "" {
		return Proof{}, errors.New("it is no approval of this version; make one with `sallyport receipt approve`")
	}
	return Proof{By: []string{signature.Signer}, Source: "signed file", At: note.Time, Expires: expires,
		Reason: s.Reason, Incident: s.Incident, Commit: s.Commit, Environment: s.Environment}, nil
}
