package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Published says in words why a value is nobody's secret, or "": vendors print
// such values in their documents and ship them in emulators. Only digests of
// the values stand here.
func Published(value string) string {
	sum := sha256.Sum256([]byte(strings.TrimRight(value, "=")))
	digest := hex.EncodeToString(sum[:16])
	for _, p := range published {
		if p.digest == digest {
			return p.what
		}
	}
	return ""
}

var published = [...]struct{ digest, what string }{
	{"1a5d44a2dca19669d72edf4c4f1c27c4", "the access key id of AWS's documents"},
	{"78314b11be2e581549ac1c4f616563fa", "the secret key of AWS's documents"},
	{"ed967197261c16a9ed0205f8a5099d81", "the well-known key of the Azurite storage emulator"},
	{"eaa6a9190faf5587f487fe5170e377fa", "the well-known key of the Cosmos DB emulator"},
	{"c6ea27c534f993d31f0aef882e3d200e", "the second access key id of AWS's documents"},
	{"e21b597ba6b9cafa59d9ebc4d65c0385", "the second secret key of AWS's documents"},
	{"153a182586451358014e3142089118ce", "the test key of Stripe's documents"},
}

// Malformed says that a value begins like a token whose form is strict: if it
// had that form, its own kind would have told.
func Malformed(value string) bool {
	for _, prefix := range []string{"ghp_", "gho_", "ghu_", "ghr_", "npm_", "glsa_"} {
		if strings.HasPrefix(value, prefix) {
			return true
		}
	}
	return false
}
