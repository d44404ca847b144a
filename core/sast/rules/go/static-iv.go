//go:build ignore

package fixture

import (
	"crypto/cipher"
	"crypto/rand"
)

func hits(block cipher.Block) {
	// ruleid: go-static-iv
	cipher.NewCBCEncrypter(block, []byte("0123456789abcdef"))
}

func misses(block cipher.Block) {
	iv := make([]byte, block.BlockSize())
	rand.Read(iv)
	// ok: go-static-iv
	cipher.NewCBCEncrypter(block, iv)
}
