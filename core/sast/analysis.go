package sast

import (
	"math"
	"regexp/syntax"
	"strings"
)

// Entropy bounds: bits for each character, and characters. Words of a language
// stay below four bits; keys in base64 or mixed case are above. Digits alone have
// 3.3 bits at most, and a dozen drawn at random rarely more than 2.9.
const (
	randomBits   = 3.0
	randomDigits = 2.5
	randomLength = 8
)

// isRandom says whether a text looks drawn rather than written: many different
// characters for its length, and no run of letters that reads like words.
func isRandom(text string) bool {
	if len(text) < randomLength || len(text) > maxConstantSize || strings.ContainsAny(text, " \n\t") {
		return false
	}
	least := randomBits
	if strings.Trim(text, "0123456789") == "" {
		least = randomDigits
	}
	return entropy(text) >= least && !isWordy(text)
}

// entropy is Shannon's, in bits for each byte.
func entropy(text string) float64 {
	var counts [256]int
	for i := 0; i < len(text); i++ {
		counts[text[i]]++
	}
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			share := float64(n) / float64(len(text))
			bits -= share * math.Log2(share)
		}
	}
	return bits
}

// isWordy says whether a text is mostly runs of letters in which vowels and
// consonants take turns as in words.
func isWordy(text string) bool {
	readable := 0
	for _, run := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		vowels, longest, row := 0, 0, 0
		for _, r := range run {
			if strings.ContainsRune("aeiouy", r) {
				vowels++
				row = 0
				continue
			}
			row++
			longest = max(longest, row)
		}
		if len(run) >= 3 && vowels*5 >= len(run) && vowels*5 <= 4*len(run) && longest <= 3 {
			readable += len(run)
		}
	}
	return readable*5 >= len(text)*3
}

// isExplosive says whether a regular expression can take exponential time in a
// backtracking engine: a repetition of something that repeats itself, or of
// alternatives that begin alike.
func isExplosive(text string) bool {
	parsed, err := syntax.Parse(withoutLookAround(text), syntax.Perl)
	return err == nil && explodes(parsed, false)
}

func explodes(re *syntax.Regexp, repeated bool) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus:
		if repeated {
			return true
		}
		repeated = true
	case syntax.OpRepeat:
		if re.Max == -1 || re.Max > 10 {
			if repeated {
				return true
			}
			repeated = true
		}
	case syntax.OpAlternate:
		if repeated && overlap(re.Sub) {
			return true
		}
	case syntax.OpConcat:
		// What stands beside a repetition and is never empty tells its rounds apart.
		if repeated && len(re.Sub) > 1 && separates(re) {
			repeated = false
		}
	}
	for _, sub := range re.Sub {
		if explodes(sub, repeated) {
			return true
		}
	}
	return false
}

// separates says whether a concatenation has a literal part that its repetitions cannot match.
func separates(re *syntax.Regexp) bool {
	for i, sub := range re.Sub {
		if sub.Op != syntax.OpLiteral && sub.Op != syntax.OpCharClass {
			continue
		}
		apart := true
		for j, other := range re.Sub {
			apart = apart && (i == j || !meets(sub, other))
		}
		if apart {
			return true
		}
	}
	return false
}

func overlap(subs []*syntax.Regexp) bool {
	for i := range subs {
		for j := range i {
			if meets(subs[i], subs[j]) {
				return true
			}
		}
	}
	return false
}

// meets says whether two expressions can begin with the same character.
func meets(a, b *syntax.Regexp) bool {
	x, y := beginnings(a), beginnings(b)
	for i := 0; i+1 < len(x); i += 2 {
		for j := 0; j+1 < len(y); j += 2 {
			if x[i] <= y[j+1] && y[j] <= x[i+1] {
				return true
			}
		}
	}
	return false
}

// beginnings lists ranges of the characters that an expression can begin with.
func beginnings(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpLiteral:
		return []rune{re.Rune[0], re.Rune[0]}
	case syntax.OpCharClass:
		return re.Rune
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return []rune{0, 0x10FFFF}
	case syntax.OpAlternate:
		var all []rune
		for _, sub := range re.Sub {
			all = append(all, beginnings(sub)...)
		}
		return all
	case syntax.OpCapture, syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat, syntax.OpConcat:
		if len(re.Sub) > 0 {
			return beginnings(re.Sub[0])
		}
	}
	return nil
}
