package receipt

import (
	"context"
	"errors"
)

// Vouch signs a statement that belongs to no ledger, such as the one about a
// published advisory index.
func Vouch(ctx context.Context, statement []byte, key *Key) ([]byte, error) {
	return seal(ctx, statement, key)
}

// Vouched gives the statement in an envelope when a signer made it whom the
// trust file lists for the verifier; else an error that says why it does not count.
func (t *Trust) Vouched(ctx context.Context, content []byte, verifier string) ([]byte, error) {
	payload, envelope, err := open(content)
	if err != nil {
		return nil, err
	}
	if signature, distrust := t.verify(ctx, envelope, verifier); !signature.Verified {
		return nil, errors.New(distrust)
	}
	return payload, nil
}
