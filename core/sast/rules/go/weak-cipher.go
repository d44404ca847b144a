//go:build ignore

package fixture

import (
	"crypto/aes"
	"crypto/des"
	old "crypto/rc4"
)

func hits(key []byte) {
	// ruleid: go-weak-cipher
	des.NewCipher(key)
	// ruleid: go-weak-cipher
	old.NewCipher(key)
}

func misses(key []byte) {
	// ok: go-weak-cipher
	aes.NewCipher(key)
}
