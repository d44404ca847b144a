//go:build ignore

package fixture

import (
	"github.com/golang-jwt/jwt/v5"
)

func hits(text string, claims jwt.MapClaims) {
	// ruleid: go-jwt-verification-disabled
	jwt.NewParser().ParseUnverified(text, claims)
	// ruleid: go-jwt-verification-disabled
	var key any = jwt.UnsafeAllowNoneSignatureType
	_ = key
}

func misses(text string, claims jwt.MapClaims, key jwt.Keyfunc) {
	// ok: go-jwt-verification-disabled
	jwt.ParseWithClaims(text, claims, key)
}
