//go:build ignore

package fixture

import (
	"crypto/rand"
	"crypto/rsa"
)

func hits() {
	// ruleid: go-weak-key-size
	rsa.GenerateKey(rand.Reader, 1024)
}

func misses(bits int) {
	// ok: go-weak-key-size
	rsa.GenerateKey(rand.Reader, 3072)
	// ok: go-weak-key-size
	rsa.GenerateKey(rand.Reader, bits)
}
