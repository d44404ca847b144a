package sast

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// decode returns content as UTF-8 text without a byte order mark, of the same
// lines. UTF-16, which Windows tools write, is converted.
func decode(content []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(content, []byte{0xEF, 0xBB, 0xBF}):
		// The mark becomes white space, so that offsets stay those of the file.
		return append([]byte("   "), content[3:]...), nil
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}):
		return decode16(content[2:], binary.LittleEndian)
	case bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		return decode16(content[2:], binary.BigEndian)
	}
	return content, nil
}

func decode16(content []byte, order binary.ByteOrder) ([]byte, error) {
	if len(content)%2 != 0 {
		return nil, errors.New("the file is UTF-16 with half a character at its end; save it as UTF-8")
	}
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = order.Uint16(content[2*i:])
	}
	return []byte(string(utf16.Decode(units))), nil
}
