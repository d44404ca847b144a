//go:build ignore

package fixture

import (
	"golang.org/x/crypto/ssh"
)

// ruleid: go-ssh-host-key-ignored
var open = ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}

// ok: go-ssh-host-key-ignored
var pinned = ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(nil)}

func chosen(insecure bool, known string) ssh.HostKeyCallback {
	if insecure {
		// ok: go-ssh-host-key-ignored
		return ssh.InsecureIgnoreHostKey()
	}
	if known == "" {
		// ruleid: go-ssh-host-key-ignored
		return ssh.InsecureIgnoreHostKey()
	}
	return nil
}

func ignoreHostKeys(c *ssh.ClientConfig) {
	// ok: go-ssh-host-key-ignored
	c.HostKeyCallback = ssh.InsecureIgnoreHostKey()
}

func configured(c *ssh.ClientConfig, known string) {
	switch {
	case known == "none":
		// ok: go-ssh-host-key-ignored
		c.HostKeyCallback = ssh.InsecureIgnoreHostKey()
	case known == "":
		// ruleid: go-ssh-host-key-ignored
		c.HostKeyCallback = ssh.InsecureIgnoreHostKey()
	}
}
