//go:build ignore

package fixture

import (
	"crypto/tls"
)

func hits(c *tls.Config) *tls.Config {
	// ruleid: go-tls-verification-disabled
	c.InsecureSkipVerify = true
	// ruleid: go-tls-verification-disabled
	return &tls.Config{ServerName: "db", InsecureSkipVerify: true}
}

func misses(c *tls.Config, skip bool) *tls.Config {
	// ok: go-tls-verification-disabled
	c.InsecureSkipVerify = false
	// ok: go-tls-verification-disabled
	return &tls.Config{MinVersion: tls.VersionTLS12}
}
