//go:build ignore

package fixture

import (
	"golang.org/x/crypto/bcrypt"
)

func hits(password []byte) {
	// ruleid: go-few-hash-rounds
	bcrypt.GenerateFromPassword(password, bcrypt.MinCost)
	// ruleid: go-few-hash-rounds
	bcrypt.GenerateFromPassword(password, 5)
}

func misses(password []byte) {
	// ok: go-few-hash-rounds
	bcrypt.GenerateFromPassword(password, bcrypt.DefaultCost)
	// ok: go-few-hash-rounds
	bcrypt.GenerateFromPassword(password, 12)
}
