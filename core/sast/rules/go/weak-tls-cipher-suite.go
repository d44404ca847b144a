//go:build ignore

package fixture

import (
	"crypto/tls"
)

func hits() *tls.Config {
	// ruleid: go-weak-tls-cipher-suite
	return &tls.Config{CipherSuites: []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}}
}

func misses() *tls.Config {
	// ok: go-weak-tls-cipher-suite
	return &tls.Config{CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}}
}
