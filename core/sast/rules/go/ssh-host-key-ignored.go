//go:build ignore

package fixture

import (
	"golang.org/x/crypto/ssh"
)

// ruleid: go-ssh-host-key-ignored
var open = ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}

// ok: go-ssh-host-key-ignored
var pinned = ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(nil)}
