package checksum

import "testing"

// The vectors are those of Microsoft's own tests of Marvin32: the 64-bit state,
// whose halves are folded here.
func TestMarvinMatchesPublishedVectors(t *testing.T) {
	const seed = "\x00\x4f\xb6\x1a\x00\x1b\xdb\xcc"
	tests := []struct {
		data string
		want uint64
	}{
		{"", 0x30ed35c100cd3c7d},
		{"\xaf", 0x48e73fc77d75ddc1},
		{"\xe7\x0f", 0xb5f6e1fc485dbff8},
		{"\x37\xf4\x95", 0xf0b07c789b8cf7e8},
		{"\x86\x42\xdc\x59", 0x7008f2e87e9cf556},
	}
	for _, tt := range tests {
		if got, want := Marvin([]byte(tt.data), seed), uint32(tt.want>>32)^uint32(tt.want); got != want {
			t.Errorf("Marvin(%x) = %08x, want %08x", tt.data, got, want)
		}
	}
}

func TestDigitsArePaddedInFront(t *testing.T) {
	if got, want := digits(61, base62, 6), "00000z"; got != want {
		t.Errorf("digits(61) = %q, want %q", got, want)
	}
	if got, want := CRC62([]byte("123456789")), digits(0xCBF43926, base62, 6); got != want {
		t.Errorf("CRC62 = %q, want %q, the check value of CRC-32", got, want)
	}
	if got, want := CRCHex([]byte("123456789")), "2639f4cb"; got != want {
		t.Errorf("CRCHex = %q, want %q", got, want)
	}
}

func TestDevOpsSumCoversEveryByte(t *testing.T) {
	var b [32]byte
	for i := range b {
		b[i] = byte(i * 7)
	}
	SealDevOps(&b)
	if !DevOps(b) {
		t.Fatal("a sealed token is refused")
	}
	for i := range b {
		broken := b
		if broken[i] ^= 1; DevOps(broken) {
			t.Errorf("a token with a wrong bit in byte %d is accepted", i)
		}
	}
}

func TestCRC16OfTheStandardCheckInput(t *testing.T) {
	// The check value that catalogues of CRCs list for CRC-16/XMODEM.
	if got, want := CRC16([]byte("123456789")), uint16(0x31C3); got != want {
		t.Errorf("CRC16 is %04x, want %04x", got, want)
	}
}
