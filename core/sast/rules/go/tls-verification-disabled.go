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

func hitBehindAnotherCondition(c *tls.Config, host string) {
	if host != "" {
		// ruleid: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	}
}

func misses(c *tls.Config, skipVerify bool) *tls.Config {
	// ok: go-tls-verification-disabled
	c.InsecureSkipVerify = false
	if skipVerify {
		client.Transport = &http.Transport{
			// ok: go-tls-verification-disabled
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
		}
		// ok: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	}
	// ok: go-tls-verification-disabled
	own := &tls.Config{InsecureSkipVerify: true, VerifyPeerCertificate: pinned}
	// ok: go-tls-verification-disabled
	return &tls.Config{MinVersion: tls.VersionTLS12}
}

func missAfterASetting(checkCertificates bool) *tls.Config {
	if checkCertificates {
		return &tls.Config{}
	}
	// ok: go-tls-verification-disabled
	return &tls.Config{InsecureSkipVerify: true}
}

func hitAfterAnotherCondition(user account) *tls.Config {
	if !user.verified() {
		return nil
	}
	// ruleid: go-tls-verification-disabled
	return &tls.Config{InsecureSkipVerify: true}
}

func insecureConfig() *tls.Config {
	// ok: go-tls-verification-disabled
	return &tls.Config{InsecureSkipVerify: true}
}

func hitAfterASetting(insecure bool) *tls.Config {
	if insecure {
		// ok: go-tls-verification-disabled
		return &tls.Config{InsecureSkipVerify: true}
	}
	// ruleid: go-tls-verification-disabled
	return &tls.Config{ServerName: "db", InsecureSkipVerify: true}
}

func (c *client) skipVerify() {
	// ok: go-tls-verification-disabled
	c.config.InsecureSkipVerify = true
}

// ok: go-tls-verification-disabled
var insecureTransport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}

// ruleid: go-tls-verification-disabled
var plainTransport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}

func parse(c *tls.Config, d *dispenser) {
	switch d.Val() {
	case "insecure_skip_verify":
		// ok: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	case "timeout":
		// ruleid: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	}
}

func choose(c *tls.Config, insecureSkipVerify, mode string) {
	switch insecureSkipVerify {
	case "true":
		// ok: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	}
	switch mode {
	case "true":
		// ruleid: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	}
}

func pick(c *tls.Config, insecureRedis, retries bool) {
	switch {
	case insecureRedis:
		// ok: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	case retries:
		// ruleid: go-tls-verification-disabled
		c.InsecureSkipVerify = true
	}
}

func outgoing(verifyHost bool) *tls.Config {
	// ok: go-tls-verification-disabled
	config := &tls.Config{InsecureSkipVerify: true}
	if verifyHost {
		config.InsecureSkipVerify = false
	}
	return config
}

func pinnedLater() *tls.Config {
	// ok: go-tls-verification-disabled
	config := &tls.Config{InsecureSkipVerify: true}
	config.VerifyPeerCertificate = pinned
	return config
}

func pinnedElsewhere() *tls.Config {
	// ruleid: go-tls-verification-disabled
	config := &tls.Config{InsecureSkipVerify: true}
	other.VerifyPeerCertificate = pinned
	return config
}
