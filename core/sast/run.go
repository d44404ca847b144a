package sast

import "regexp/syntax"

// byteRun is a number of bytes of a kind next to each other, such as the twenty
// letters and digits of a key. Looking for it is much faster than an expression.
type byteRun struct {
	length int // 0 for a run that is everywhere
	kind   [256]bool
}

// minRun is the length from which a run tells enough to look for it.
const minRun = 8

// isIn jumps from place to place: a run covers one byte of every length.
func (r *byteRun) isIn(text []byte) bool {
	if r.length == 0 {
		return true
	}
	for at := r.length - 1; at < len(text); {
		back := at
		for back >= 0 && at-back < r.length && r.kind[text[back]] {
			back--
		}
		if at-back == r.length {
			return true
		}
		at = back + r.length
	}
	return false
}

// runOf is the longest run that every match of an expression has.
func runOf(re *syntax.Regexp) (best byteRun) {
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return runOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 && re.Sub[0].Op == syntax.OpCharClass {
			if re.Min >= minRun {
				best.length, best.kind = re.Min, bytesOf(re.Sub[0].Rune)
			}
			return best
		}
		if re.Min > 0 {
			return runOf(re.Sub[0])
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if r := runOf(sub); r.length > best.length {
				best = r
			}
		}
	}
	return best
}

// bytesOf is every byte that can belong to a character of a class.
func bytesOf(class []rune) (kind [256]bool) {
	for i := 0; i+1 < len(class); i += 2 {
		for r := class[i]; r <= min(class[i+1], 0x7F); r++ {
			kind[r] = true
		}
		if class[i+1] > 0x7F {
			for b := 0x80; b <= 0xFF; b++ {
				kind[b] = true
			}
		}
	}
	return kind
}
