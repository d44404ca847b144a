// Package checksum owns the checksums that issuers put into their credentials.
// It knows algorithms, not formats: which characters of a key are covered is
// said where the kind is defined.
package checksum

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// Marvin is Marvin32 as Microsoft's identifiable keys use it: the hash of data
// under the seed that an eight-letter service name spells in ASCII, big-endian.
func Marvin(data []byte, seed string) uint32 {
	var name [8]byte
	copy(name[:], seed)
	s := binary.BigEndian.Uint64(name[:])
	lo, hi := uint32(s), uint32(s>>32)
	for ; len(data) >= 4; data = data[4:] {
		lo, hi = block(lo+binary.LittleEndian.Uint32(data), hi)
	}
	var tail [4]byte
	n := copy(tail[:], data)
	tail[n] = 0x80
	lo, hi = block(lo+binary.LittleEndian.Uint32(tail[:]), hi)
	lo, hi = block(lo, hi)
	return lo ^ hi
}

func block(lo, hi uint32) (uint32, uint32) {
	hi ^= lo
	lo = bits.RotateLeft32(lo, 20) + hi
	hi = bits.RotateLeft32(hi, 9) ^ lo
	lo = bits.RotateLeft32(lo, 27) + hi
	hi = bits.RotateLeft32(hi, 19)
	return lo, hi
}

const (
	base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	base36 = "0123456789abcdefghijklmnopqrstuvwxyz"
)

// CRC62 is the CRC-32 (IEEE) of body in six base62 digits, as GitHub and npm
// end their tokens.
func CRC62(body []byte) string { return digits(crc32.ChecksumIEEE(body), base62, 6) }

// CRC36 is the CRC-32 (IEEE) of body in seven base36 digits, as GitLab's
// routable tokens end.
func CRC36(body []byte) string { return digits(crc32.ChecksumIEEE(body), base36, 7) }

// CRCHex is the CRC-32 (IEEE) of body as eight hex digits, little-endian, as
// Grafana's service account tokens end.
func CRCHex(body []byte) string {
	return digits(bits.ReverseBytes32(crc32.ChecksumIEEE(body)), "0123456789abcdef", 8)
}

// Marvin62 is the front of a Marvin32 value in base62, as CASK keys may end:
// at least six digits, the first four of them.
func Marvin62(data []byte, seed string) string { return digits(Marvin(data, seed), base62, 6)[:4] }

// Entra is the end of an Entra client secret: the first three of six digits in
// Entra's own alphabet. No public sample confirms the order of the digits, so
// that it may promote a secret and never clear one.
func Entra(prefix []byte) string {
	const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~"
	return digits(Marvin(prefix, "AadPwd00"), alphabet, 6)[:3]
}

// DevOps says whether the 32 decoded bytes of an Azure DevOps personal access
// token carry its CRC, in the form of a user's or of an application's token.
func DevOps(b [32]byte) bool {
	sum := devOpsSum(b)
	stored := uint32(b[22]) | uint32(b[8])<<8 | uint32(b[7])<<16 | uint32(b[2])<<24
	return sum^devOpsUser == stored || sum^devOpsApp == stored
}

// SealDevOps writes the CRC of a user's token into its place.
func SealDevOps(b *[32]byte) {
	sum := devOpsSum(*b) ^ devOpsUser
	b[22], b[8], b[7], b[2] = byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24)
}

const (
	devOpsUser = 0xE0B9692D
	devOpsApp  = 0x1019F92E
)

func devOpsSum(b [32]byte) uint32 {
	covered := make([]byte, 0, 28)
	covered = append(covered, b[0:2]...)
	covered = append(covered, b[3:7]...)
	covered = append(covered, b[9:22]...)
	covered = append(covered, b[23:32]...)
	return crc32.ChecksumIEEE(covered)
}

// digits writes v in the alphabet's base, padded in front to width.
func digits(v uint32, alphabet string, width int) string {
	var out [32]byte
	at, base := len(out), uint32(len(alphabet))
	for ; v > 0 || len(out)-at < width; v /= base {
		at--
		out[at] = alphabet[v%base]
	}
	return string(out[at:])
}

// CRC16 is the XMODEM form (polynomial 0x1021, starting from zero), as nkeys use it.
func CRC16(data []byte) uint16 {
	var crc uint16
	for _, b := range data {
		crc ^= uint16(b) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
