//go:build ignore

package fixture

import (
	"strconv"
)

func hits(text string) uint16 {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	// ruleid: go-integer-narrowing
	return uint16(n)
}

func misses(text string) uint16 {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0
	}
	// ok: go-integer-narrowing
	return uint16(n)
}
