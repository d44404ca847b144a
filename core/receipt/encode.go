package receipt

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxSize is the largest receipt that is read, in bytes.
const MaxSize = 64 << 20

// Encode writes the one form that a statement has. The error says what the
// statement lacks.
func Encode(s Statement) ([]byte, error) {
	// Names from a repository may not be UTF-8. Writing replaces such bytes, and
	// only what was read back is stable.
	loose, err := marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write receipt: %w", err)
	}
	clean, err := unmarshal(loose)
	if err != nil {
		return nil, fmt.Errorf("write receipt: %w", err)
	}
	if err := validate(clean); err != nil {
		return nil, fmt.Errorf("write receipt: %w", err)
	}
	return marshal(clean)
}

// Decode reads a receipt and refuses every byte that Encode would not have
// written: so nothing can hide in repeated keys, in another spelling of a key or
// behind the end.
func Decode(content []byte) (Statement, error) {
	if len(content) > MaxSize {
		return Statement{}, fmt.Errorf("read receipt: %d bytes are more than the limit of %d", len(content), MaxSize)
	}
	s, err := unmarshal(content)
	if err != nil {
		return Statement{}, fmt.Errorf("read receipt: %w", err)
	}
	if err := validate(s); err != nil {
		return Statement{}, fmt.Errorf("read receipt: %w", err)
	}
	canonical, err := marshal(s)
	if err != nil || !bytes.Equal(canonical, content) {
		return Statement{}, errors.New("read receipt: its bytes are not in the form that the gate writes; it was changed, or formatted anew")
	}
	return s, nil
}

// Digest is "sha256:…" of a receipt's or an SBOM's bytes.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func marshal(s Statement) ([]byte, error) {
	content, err := json.MarshalIndent(s, "", "  ")
	return append(content, '\n'), err
}

func unmarshal(content []byte) (Statement, error) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var s Statement
	switch err := decoder.Decode(&s); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Statement{}, errors.New("it ends too early; fetch it again from where it was stored")
	case err != nil:
		return Statement{}, fmt.Errorf("it is not a receipt of this version: %w", err)
	}
	return s, nil
}
