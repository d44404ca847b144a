//go:build ignore

package fixture

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
)

func hits(data []byte) {
	// ruleid: go-weak-hash
	md5.Sum(data)
	// ruleid: go-weak-hash
	h := sha1.New()
	h.Write(data)
}

func misses(data []byte) {
	// ok: go-weak-hash
	sha256.Sum256(data)
	_ = md5.Size
}
