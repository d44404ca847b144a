//go:build ignore

package fixture

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
)

func hits(key *rsa.PublicKey, message []byte) {
	// ruleid: go-rsa-without-oaep
	rsa.EncryptPKCS1v15(rand.Reader, key, message)
}

func misses(key *rsa.PublicKey, message []byte) {
	// ok: go-rsa-without-oaep
	rsa.EncryptOAEP(sha256.New(), rand.Reader, key, message, nil)
}
