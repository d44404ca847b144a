package planted

import (
	"crypto/sha256"
	"encoding/binary"
)

// Source is an endless, deterministic stream of bytes: SHA-256 over a seed and
// a counter. The same seed gives the same bytes on every machine.
type Source struct {
	seed    string
	counter uint64
	rest    []byte
}

// NewSource starts the stream of a seed.
func NewSource(seed string) *Source { return &Source{seed: seed} }

// Bytes returns the next n bytes.
func (s *Source) Bytes(n int) []byte {
	for len(s.rest) < n {
		block := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("sallyport planted "+s.seed), s.counter))
		s.counter++
		s.rest = append(s.rest, block[:]...)
	}
	out := s.rest[:n:n]
	s.rest = s.rest[n:]
	return out
}

// Number returns a number from 0 to n-1; n is at most 256.
func (s *Source) Number(n int) int { return int(s.Bytes(1)[0]) % n }

// Text returns n characters of an alphabet of at most 256 characters.
func (s *Source) Text(alphabet string, n int) string {
	out := s.Bytes(n)
	text := make([]byte, n)
	for i, b := range out {
		text[i] = alphabet[int(b)%len(alphabet)]
	}
	return string(text)
}

// Alphabets of the planted values.
const (
	Digits    = "0123456789"
	Hex       = Digits + "abcdef"
	Upper     = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	Lower     = "abcdefghijklmnopqrstuvwxyz"
	Base62    = Digits + Upper + Lower
	Base64    = Upper + Lower + Digits + "+/"
	URLBase64 = Upper + Lower + Digits + "-_"
	Base32    = Upper + "234567"
)
