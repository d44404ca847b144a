package credential

import (
	"math"
	"strings"
)

// grade is how much a text looks like a password that someone uses.
type grade int

const (
	unlikely grade = iota // a placeholder, a reference, a sentence, a path
	weak                  // one plain word: often a label, sometimes a password
	fair                  // has digits or marks in it
	strong                // long and mixed, without words
)

// passwordGrade judges a value that a name calls a password.
func passwordGrade(value, name string) grade {
	if len(value) < 4 || len(value) > 128 || standsIn(value) || strings.ContainsAny(value, " \t") || isPath(value) {
		return unlikely
	}
	low := strings.ToLower(value)
	if low == strings.ToLower(name) {
		return unlikely
	}
	c := count(value)
	if isConstant(value) && (namesSecret(low) || strings.Count(value, ".") >= 2) {
		return unlikely
	}
	if namesSecret(low) && c.digits == 0 && c.marks == strings.Count(value, "_")+strings.Count(value, "-")+strings.Count(value, ".")+strings.Count(value, ":") {
		return unlikely // the name of a field, a column, a message
	}
	gibberish := isGibberish(value)
	switch {
	case isCommon(low):
		return weak
	case c.digits == len(value):
		return fair
	case !gibberish && c.digits == 0 && (c.marks == 0 || strings.Trim(value, "._-:/@") != "" && !strings.ContainsAny(value, "!#$%^&*?+~=")):
		return weak // words, kebab-case, dotted names, addresses
	case len(value) >= 12 && c.kinds() >= 3 && c.digits >= 1 && entropy(value) >= 3.0 && (gibberish || wordy(value) < 0.4):
		return strong
	}
	return fair
}

// isDigitKey says that a value is all digits, as many as a cipher's key has
// characters, and no row of them.
func isDigitKey(value string) bool {
	c := count(value)
	return c.digits == len(value) && (len(value) == 16 || len(value) == 24 || len(value) == 32) && c.distinct >= 5 && !isCommon(value) && !strings.Contains(value, "123456")
}

// isRandom says that a value looks drawn by a machine: long, of one token, with
// no words in it.
func isRandom(value string) bool { return len(value) >= 16 && isDrawn(value) }

// isDrawn is isRandom for values of eight characters and more, where a name
// makes up for what the length does not say.
func isDrawn(value string) bool {
	if len(value) < 8 || len(value) > 512 {
		return false
	}
	c := count(value)
	if isKeyboard(value, c) {
		return true
	}
	if standsIn(value) || isPath(value) || isConstant(value) {
		return false
	}
	if c.others > 0 || c.uppers+c.lowers < 3 && !isHexText(value) || c.distinct < min(8, len(value)*2/3) || c.marks > len(value)/4 {
		return false
	}
	if strings.Count(value, ".") > 2 || strings.HasPrefix(value, "sha256-") || strings.HasPrefix(value, "sha512-") || strings.HasPrefix(value, "sha1-") {
		return false
	}
	return entropy(value) >= min(3.0, 0.2*float64(len(value))) && (isGibberish(value) || c.digits >= 2 && wordy(value) < 0.4)
}

// isHexText says that a value is sixteen hexadecimal digits or more, and not decimal ones.
func isHexText(value string) bool {
	return len(value) >= 16 && strings.Trim(value, "0123456789abcdef") == "" && strings.Trim(value, digitsOnly) != ""
}

// isKeyboard knows salts of the whole keyboard: marks in them are no syntax.
func isKeyboard(value string, c counts) bool {
	return len(value) >= 40 && c.kinds() == 4 && c.distinct >= 30 && distinctMarks(value) >= 6 && c.others == strings.Count(value, " ") && c.others <= 4 && wordy(value) < 0.2
}

// distinctMarks counts the different characters that are neither letter, digit nor blank.
func distinctMarks(value string) int {
	n := 0
	for i := range len(value) {
		if b := value[i]; !isLetter(b) && !isDigit(b) && b > ' ' && strings.IndexByte(value, b) == i {
			n++
		}
	}
	return n
}

type counts struct{ lowers, uppers, digits, marks, others, distinct int }

func count(value string) counts {
	var c counts
	var seen [256]bool
	for i := range len(value) {
		b := value[i]
		switch {
		case isLower(b):
			c.lowers++
		case isUpper(b):
			c.uppers++
		case isDigit(b):
			c.digits++
		case b > ' ' && b <= '~':
			c.marks++
		default:
			c.others++
		}
		if !seen[b] {
			seen[b] = true
			c.distinct++
		}
	}
	return c
}

func (c counts) kinds() int {
	n := 0
	for _, v := range []int{c.lowers, c.uppers, c.digits, c.marks} {
		if v > 0 {
			n++
		}
	}
	return n
}

// entropy is Shannon's, in bits for each character of the value.
func entropy(value string) float64 {
	var n [256]int
	for i := range len(value) {
		n[value[i]]++
	}
	bits := 0.0
	for _, k := range n {
		if k > 0 {
			p := float64(k) / float64(len(value))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}

// wordy is the share of a value that reads like words: stretches of five or
// more letters in one case with vowels and consonants in a natural measure.
func wordy(value string) float64 {
	words := 0
	for i := 0; i < len(value); {
		j := i
		for j < len(value) && isLetter(value[j]) && (j == i || isLower(value[j]) == isLower(value[j-1]) || j == i+1 && isLower(value[j])) {
			j++
		}
		if j-i >= 5 && pronounceable(strings.ToLower(value[i:j])) {
			words += j - i
		}
		i = max(j, i+1)
	}
	return float64(words) / float64(max(len(value), 1))
}

// pronounceable wants a quarter to two thirds of vowels and no five consonants in a row.
func pronounceable(word string) bool {
	vowels, row, longest := 0, 0, 0
	for i := range len(word) {
		if strings.IndexByte("aeiouy", word[i]) >= 0 {
			vowels++
			row = 0
			continue
		}
		row++
		longest = max(longest, row)
		if strings.IndexByte("jqxz", word[i]) >= 0 {
			longest += 2
		}
	}
	return longest <= 4 && vowels*4 >= len(word) && vowels*3 <= len(word)*2
}

// isUUID says that a value has the form 8-4-4-4-12.
func isUUID(value string) bool {
	if len(value) != 36 {
		return false
	}
	for i := range len(value) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if b := lower(value[i]); dash != (b == '-') || !dash && !isDigit(b) && (b < 'a' || b > 'f') {
			return false
		}
	}
	return true
}

// isHash says that a value is the digest of a password rather than one.
func isHash(value string) bool {
	if strings.HasPrefix(value, "$2") || strings.HasPrefix(value, "$1$") || strings.HasPrefix(value, "$5$") || strings.HasPrefix(value, "$6$") || strings.HasPrefix(value, "$argon2") || strings.HasPrefix(value, "{SHA") || strings.HasPrefix(value, "{SSHA") || strings.HasPrefix(value, "pbkdf2") || strings.HasPrefix(value, "sha1$") || strings.HasPrefix(value, "sha256$") || strings.HasPrefix(value, "md5$") {
		return true
	}
	switch len(value) {
	case 32, 40, 64, 128:
		return strings.Trim(strings.ToLower(value), "0123456789abcdef") == ""
	}
	return false
}
