//go:build ignore

package fixture

import (
	"github.com/golang-jwt/jwt/v5"
	"net/http"
)

func hits(text string, key []byte, claims jwt.Claims) {
	// ruleid: go-jwt-method-unchecked
	jwt.Parse(text, func(token *jwt.Token) (interface{}, error) { return key, nil })
	// ruleid: go-jwt-method-unchecked
	jwt.ParseWithClaims(text, claims, func(token *jwt.Token) (any, error) {
		return key, nil
	})
}

func misses(text string, key []byte) {
	// ok: go-jwt-method-unchecked
	jwt.Parse(text, func(token *jwt.Token) (any, error) {
		if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, http.ErrNotSupported
		}
		return key, nil
	})
	// ok: go-jwt-method-unchecked
	jwt.Parse(text, func(token *jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))
}
