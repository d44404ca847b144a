//go:build ignore

package fixture

import (
	"crypto/tls"
)

// ruleid: go-tls-old-version
var old = tls.Config{MinVersion: tls.VersionTLS10}

// ok: go-tls-old-version
var current = tls.Config{MinVersion: tls.VersionTLS12}
