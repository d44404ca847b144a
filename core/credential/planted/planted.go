// Package planted makes credentials that nobody owns: synthetic values with the
// right shape and the right checksum, derived from a seed, for tests, canaries
// and examples. No service has ever issued them, and the chance that one does
// is that of guessing a key. Values are made at run time so that no file has to
// hold one.
package planted

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/checksum"
)

// StorageKey is an Azure Storage account key, 88 characters.
func StorageKey(seed string) string {
	return Identifiable(seed, Shape{Bytes: 64, Signature: "+ASt", Seed: "Default0"})
}

// ServiceBusKey is an Azure Service Bus shared access key, 44 characters.
func ServiceBusKey(seed string) string {
	return Identifiable(seed, Shape{Bytes: 32, Signature: "+ASb", Seed: "Manage00"})
}

// AzureDevOpsPAT is a personal access token in the older form, 52 characters.
func AzureDevOpsPAT(seed string) string {
	b := [32]byte(NewSource("devops " + seed).Bytes(32))
	checksum.SealDevOps(&b)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
}

// AzureDevOpsToken is a personal access token in the newer form, 84 characters.
func AzureDevOpsToken(seed string) string { return Common(seed, "AZDO") }

// GitHubToken is a classic personal access token of GitHub, 40 characters.
func GitHubToken(seed string) string { return Suffixed(seed, "ghp_", 30) }

// NPMToken is an access token of the npm registry, 40 characters.
func NPMToken(seed string) string { return Suffixed(seed, "npm_", 30) }

// EntraSecret is a client secret of an Entra application, 40 characters.
func EntraSecret(seed string) string {
	s := NewSource("entra " + seed)
	body := s.Text(Base62, 3) + "8Q~" + s.Text(Base62, 31)
	return body + checksum.Entra([]byte(body))
}

// AWSKeyPair is an access key id and its secret access key.
func AWSKeyPair(seed string) (id, secret string) {
	s := NewSource("aws " + seed)
	return "AKIA" + "Q" + s.Text(Base32, 15), "q1W" + s.Text(Base64[:62], 37)
}

// Suffixed is prefix, n random characters, and their CRC in base62.
func Suffixed(seed, prefix string, n int) string {
	body := NewSource(prefix+seed).Text(Base62, n)
	return prefix + body + checksum.CRC62([]byte(body))
}

// Shape describes an Azure identifiable key.
type Shape struct {
	Bytes     int    // 64, 40, 39 or 32 decoded bytes
	Signature string // four characters, six before the unpadded end
	Seed      string // of the Marvin checksum
	URLSafe   bool   // base64url
	Plain     bool   // letters and digits only
}

// Identifiable makes a key of the shape: random bytes, the signature in the
// encoded text, and the checksum in the last four bytes.
func Identifiable(seed string, shape Shape) string {
	encoding := base64.StdEncoding
	if shape.URLSafe {
		encoding = base64.URLEncoding
	}
	s := NewSource(shape.Signature + shape.Seed + seed)
	for {
		key := seal(encoding, s.Bytes(shape.Bytes), shape)
		if !shape.Plain || !strings.ContainsAny(key, "+/-_") || strings.ContainsAny(shape.Signature, "+/") && strings.Count(key, "+")+strings.Count(key, "/") == 1 {
			return key
		}
	}
}

func seal(encoding *base64.Encoding, raw []byte, shape Shape) string {
	text := []byte(encoding.EncodeToString(raw))
	at := (shape.Bytes*8+5)/6 - 10
	copy(text[at:], shape.Signature)
	if shape.Bytes%3 != 1 {
		text[at+4] = 'A' // the bits between signature and checksum are zero
	}
	decoded, err := encoding.DecodeString(string(text))
	if err != nil {
		return "" // cannot be: every character is the encoding's own
	}
	covered := decoded[:shape.Bytes-4]
	return encoding.EncodeToString(binary.LittleEndian.AppendUint32(covered, checksum.Marvin(covered, shape.Seed)))
}

// Common is a key of Microsoft's common annotated format (CASK) with a
// provider's four-letter signature, 84 characters.
func Common(seed, signature string) string {
	s := NewSource("cask " + signature + seed)
	text := s.Text(Base62, 52) + "JQQJ" + "99" + "CE" + s.Text(Base62, 12) + s.Text(Base62, 4) + signature
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) < 60 {
		return ""
	}
	return text + checksum.Marvin62(raw[:60], "Default0")
}
