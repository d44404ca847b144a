//go:build ignore

package fixture

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
)

func hits(key, message, given []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	// ruleid: go-mac-compared-openly
	return bytes.Equal(given, mac.Sum(nil))
}

func misses(key, message, given []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	// ok: go-mac-compared-openly
	return hmac.Equal(given, mac.Sum(nil))
}
