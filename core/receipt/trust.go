package receipt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	"go.yaml.in/yaml/v3"
)

// Trust says whose entries count.
type Trust struct{ signers []signer }

// signer is a pair of who signs and which verifier they may sign for. SLSA wants
// both: a key that is trusted for one gate says nothing for another.
type signer struct {
	name     string
	key      *Key
	verifier string
}

type trustFile struct {
	Version int `yaml:"version"`
	Trust   []struct {
		Signer   string `yaml:"signer"`
		Verifier string `yaml:"verifier"`
		Key      string `yaml:"key"`
	} `yaml:"trust"`
}

// ParseTrust reads a trust file; name stands for it in messages. The error joins
// every mistake.
func ParseTrust(name string, content []byte) (*Trust, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	var file trustFile
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: it is not a trust file: %w; write version: 1 and a list trust of signer, verifier and key", name, err)
	}
	if err := decoder.Decode(&struct{}{}); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: it holds a second document; keep one", name)
	}
	var errs []error
	wrong := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if file.Version != 1 {
		wrong("its version is %d; write version: 1", file.Version)
	}
	if len(file.Trust) == 0 {
		wrong("it trusts nobody, so that no receipt would count; name a signer")
	}
	trust := &Trust{}
	for i, pair := range file.Trust {
		key, err := parseKey([]byte(pair.Key))
		switch {
		case pair.Signer == "" || pair.Verifier == "" || pair.Key == "":
			wrong("entry %d of trust has no signer, verifier or key", i+1)
		case err != nil:
			wrong("the key of %.60q: %v", pair.Signer, err)
		case key.private:
			wrong("the key of %.60q is a private one; put its public half there, and make a new key if others can read this file", pair.Signer)
		default:
			trust.signers = append(trust.signers, signer{pair.Signer, key, pair.Verifier})
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return trust, nil
}

// TrustKey trusts one's own key alone, for this gate.
func TrustKey(key *Key) *Trust {
	return &Trust{signers: []signer{{"the signing key", key, VerifierID}}}
}

// TrustEntry is what a trust file says about a key that signs for a verifier.
func TrustEntry(name, verifier string, key *Key) ([]byte, error) {
	type entry struct {
		Signer, Verifier, Key string
	}
	type whole struct {
		Version int
		Trust   []entry
	}
	return yaml.Marshal(whole{1, []entry{{name, verifier, key.PublicPEM()}}})
}

// verify finds the signer of an envelope. distrust says why the entry does not
// count; it is empty when it does.
func (t *Trust) verify(ctx context.Context, envelope *dsse.Envelope, verifier string) (signature Signature, distrust string) {
	if envelope != nil {
		signature.KeyID = envelope.Signatures[0].KeyID
	}
	if t == nil {
		return signature, ""
	}
	if envelope == nil {
		return signature, "it is not signed, and only signed receipts count"
	}
	for _, s := range t.signers {
		if s.key.ID != signature.KeyID {
			continue
		}
		check, err := dsse.NewEnvelopeVerifier(s.key)
		if err == nil {
			_, err = check.Verify(ctx, envelope)
		}
		switch {
		case err != nil:
			return signature, fmt.Sprintf("its signature is not by the key of %s that it names: it was forged or changed", s.name)
		case s.verifier == verifier:
			signature.Signer, signature.Verified = s.name, true
			return signature, ""
		default:
			distrust = fmt.Sprintf("%s signed it as the verifier %.100q, for which they are not trusted", s.name, verifier)
		}
	}
	if distrust == "" {
		distrust = fmt.Sprintf("it is signed by a key that is not trusted (%.16s…)", signature.KeyID)
	}
	return signature, distrust
}
