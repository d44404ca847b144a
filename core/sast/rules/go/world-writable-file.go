//go:build ignore

package fixture

import (
	"os"
)

func hits(name string, content []byte) {
	// ruleid: go-world-writable-file
	os.WriteFile(name, content, 0o666)
	// ruleid: go-world-writable-file
	os.MkdirAll(name, 0777)
}

func misses(name string, content []byte) {
	// ok: go-world-writable-file
	os.WriteFile(name, content, 0o600)
	// ok: go-world-writable-file
	os.MkdirAll(name, 0755)
}
