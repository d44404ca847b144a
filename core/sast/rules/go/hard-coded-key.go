//go:build ignore

package fixture

import (
	"crypto/aes"
	"crypto/hmac"
	"crypto/sha256"
	"os"
)

func hits() {
	// ruleid: go-hard-coded-key
	aes.NewCipher([]byte("0123456789abcdef"))
	const key = "letters"
	// ruleid: go-hard-coded-key
	hmac.New(sha256.New, []byte(key))
}

func misses(key string) {
	// ok: go-hard-coded-key
	aes.NewCipher([]byte(os.Getenv("ORDER_KEY")))
	// ok: go-hard-coded-key
	hmac.New(sha256.New, []byte(key))
}

func missLabel(account account) []byte {
	// ok: go-hard-coded-key
	mac := hmac.New(sha256.New, []byte("session key"))
	mac.Write(account.Key)
	return mac.Sum(nil)
}

func hitMessage(message []byte) []byte {
	// ruleid: go-hard-coded-key
	mac := hmac.New(sha256.New, []byte("session key"))
	mac.Write(message)
	return mac.Sum(nil)
}
