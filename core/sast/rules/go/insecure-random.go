//go:build ignore

package fixture

import (
	"math/rand"
)

func newToken(letters string) string {
	token := make([]byte, 32)
	for i := range token {
		// ruleid: go-insecure-random
		token[i] = letters[rand.Intn(len(letters))]
	}
	return string(token)
}

func shuffle(names []string) string {
	// ok: go-insecure-random
	return names[rand.Intn(len(names))]
}

func waitForTokens() int {
	// ok: go-insecure-random
	return rand.Intn(60)
}

func generateOTP() int {
	// ruleid: go-insecure-random
	return rand.Intn(1000000)
}

func verifyPassword() int {
	// ok: go-insecure-random
	return rand.Intn(60) // a delay
}

func randomPassword() int {
	// ruleid: go-insecure-random
	return rand.Intn(60)
}
