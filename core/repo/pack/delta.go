package pack

import (
	"encoding/binary"
	"errors"
)

var errDelta = errors.New("a delta does not fit what it is built upon")

// sizes reads a delta's head: how long its base and its result are, in bytes.
func sizes(delta []byte) (base, result uint64, rest []byte, err error) {
	base, n := binary.Uvarint(delta)
	if n <= 0 {
		return 0, 0, nil, errDelta
	}
	result, m := binary.Uvarint(delta[n:])
	if m <= 0 {
		return 0, 0, nil, errDelta
	}
	return base, result, delta[n+m:], nil
}

// apply builds an object upon its base: a delta's instructions copy a range of
// the base, or insert what they bring. All of it fills into.
func apply(base, instructions, into []byte) error {
	for len(instructions) > 0 {
		op := instructions[0]
		instructions = instructions[1:]
		var piece []byte
		switch {
		case op == 0:
			return errDelta
		case op < 0x80:
			if int(op) > len(instructions) {
				return errDelta
			}
			piece, instructions = instructions[:op], instructions[op:]
		default:
			var from, length int
			if from, length, instructions = copied(op, instructions); length < 0 || from+length > len(base) {
				return errDelta
			}
			piece = base[from : from+length]
		}
		if len(piece) > len(into) {
			return errDelta
		}
		into = into[copy(into, piece):]
	}
	if len(into) > 0 {
		return errDelta
	}
	return nil
}

// copied reads the range of a copy: up to four bytes of its beginning and three
// of its length, those that the instruction's bits say are there. A length below
// zero says that they are not.
func copied(op byte, rest []byte) (from, length int, after []byte) {
	var numbers [7]byte
	for bit := range 7 {
		if op>>bit&1 == 0 {
			continue
		}
		if len(rest) == 0 {
			return 0, -1, nil
		}
		numbers[bit], rest = rest[0], rest[1:]
	}
	from = int(numbers[0]) | int(numbers[1])<<8 | int(numbers[2])<<16 | int(numbers[3])<<24
	length = int(numbers[4]) | int(numbers[5])<<8 | int(numbers[6])<<16
	if length == 0 {
		length = 1 << 16
	}
	return from, length, rest
}
