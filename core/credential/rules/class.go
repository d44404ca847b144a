package rules

// class is a set of bytes.
type class [256]bool

// newClass makes the set of the characters in chars.
func newClass(chars string) *class {
	var c class
	for i := range len(chars) {
		c[chars[i]] = true
	}
	return &c
}

const (
	digits   = "0123456789"
	upper    = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower    = "abcdefghijklmnopqrstuvwxyz"
	alphanum = digits + upper + lower
)

// Sets are written once and only read.
var (
	isDigit  = newClass(digits)
	isHex    = newClass(digits + "abcdef")
	isAnyHex = newClass(digits + "abcdefABCDEF")
	isLower2 = newClass(lower + "234567")
	isUpper2 = newClass(upper + "234567")
	isAlnum  = newClass(alphanum)
	isWord   = newClass(alphanum + "_")
	isURL64  = newClass(alphanum + "-_")
	isBase64 = newClass(alphanum + "+/")
	isToken  = newClass(alphanum + "-_.")
	isPlain  = newClass(alphanum + "-._~") // RFC 3986 unreserved
)

// all says that every byte of s is in the set.
func (c *class) all(s []byte) bool {
	for _, b := range s {
		if !c[b] {
			return false
		}
	}
	return true
}

// run counts the bytes of the set from offset at, at most limit.
func (c *class) run(text []byte, at, limit int) int {
	n := 0
	for n < limit && at+n < len(text) && c[text[at+n]] {
		n++
	}
	return n
}

// back counts the bytes of the set that end before offset at, at most limit.
func (c *class) back(text []byte, at, limit int) int {
	n := 0
	for n < limit && at-n > 0 && c[text[at-n-1]] {
		n++
	}
	return n
}

// clear says that no byte of the set touches the range [start, end).
func (c *class) clear(text []byte, start, end int) bool {
	return (start == 0 || !c[text[start-1]]) && (end >= len(text) || !c[text[end]])
}

// fresh says that no byte of the set stands in front of offset at.
func (c *class) fresh(text []byte, at int) bool { return at == 0 || !c[text[at-1]] }

// alphabet lists the letters and digits of the set.
func (c *class) alphabet() string {
	var members []byte
	for i := range len(alphanum) {
		if c[alphanum[i]] {
			members = append(members, alphanum[i])
		}
	}
	return string(members)
}
