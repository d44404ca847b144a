package receipt

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// Signature is what is known about who signed an entry.
type Signature struct {
	KeyID    string // as the envelope claims; empty for an unsigned entry
	Signer   string // name of the signer in the trust file; empty unless verified
	Verified bool   // the signature is right, and by a signer whose entries count
}

// seal puts a payload into a DSSE envelope that the key signs. Without a key the
// payload itself is what is stored: an unsigned entry.
func seal(ctx context.Context, payload []byte, key *Key) ([]byte, error) {
	if key == nil {
		return payload, nil
	}
	signer, err := dsse.NewEnvelopeSigner(key)
	if err != nil {
		return nil, fmt.Errorf("sign receipt: %w", err)
	}
	envelope, err := signer.SignPayload(ctx, PayloadType, payload)
	if err != nil {
		return nil, fmt.Errorf("sign receipt: %w", err)
	}
	return encodeEnvelope(envelope)
}

// Alone makes the bytes of a receipt that belongs to no ledger.
func Alone(ctx context.Context, s Statement, key *Key) ([]byte, error) {
	payload, err := Encode(s)
	if err != nil {
		return nil, err
	}
	return seal(ctx, payload, key)
}

func encodeEnvelope(envelope *dsse.Envelope) ([]byte, error) {
	content, err := json.MarshalIndent(envelope, "", "  ")
	return append(content, '\n'), err
}

// open takes stored bytes apart. An envelope has exactly one signature and is in
// the form that seal writes, so that nothing outside the signature can be changed.
func open(content []byte) (payload []byte, envelope *dsse.Envelope, err error) {
	if len(content) > MaxSize {
		return nil, nil, fmt.Errorf("%d bytes are more than the limit of %d", len(content), MaxSize)
	}
	if !isEnvelope(content) {
		return content, nil, nil
	}
	envelope = &dsse.Envelope{}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(envelope); err != nil {
		return nil, nil, errors.New("its envelope cannot be read, or ends too early; fetch it again from where it was stored")
	}
	canonical, err := encodeEnvelope(envelope)
	if err != nil || !bytes.Equal(canonical, content) {
		return nil, nil, errors.New("its envelope is not in the form that the gate writes; it was changed, or formatted anew")
	}
	if envelope.PayloadType != PayloadType || len(envelope.Signatures) != 1 {
		return nil, nil, fmt.Errorf("its envelope is not of one in-toto statement with one signature (payload type %.60q)", envelope.PayloadType)
	}
	payload, err = base64.StdEncoding.DecodeString(envelope.Payload)
	if err != nil {
		return nil, nil, errors.New("its envelope's payload is not Base64; it was changed")
	}
	return payload, envelope, nil
}

// isEnvelope tells an envelope from a bare statement by their first keys.
func isEnvelope(content []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(content, " \t\r\n{"), []byte(`"payloadType"`))
}
