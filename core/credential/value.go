package credential

import (
	"encoding/base64"
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
	if len(value) < 4 || len(value) > 128 || standsIn(value) || strings.ContainsAny(value, " \t") || isPath(value) || isUUID(value) {
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
	switch {
	case c.digits == 0 && c.marks == 0 && (c.uppers == 0 || c.lowers == 0 || wordy(value) > 0.6):
		return weak
	case c.digits == 0 && wordy(value) > 0.5 && strings.Trim(value, "._-:/@") != "" && !strings.ContainsAny(value, "!#$%^&*?+~="):
		return weak // kebab-case, dotted names, addresses
	case len(value) >= 12 && c.kinds() >= 3 && c.digits >= 1 && wordy(value) < 0.4 && entropy(value) >= 3.0:
		return strong
	}
	return fair
}

// isRandom says that a value looks drawn by a machine: long, of one token, with
// digits among letters and no words in it.
func isRandom(value string) bool {
	if len(value) < 16 || len(value) > 512 {
		return false
	}
	c := count(value)
	if len(value) >= 40 && c.kinds() == 4 && c.distinct >= 30 && distinctMarks(value) >= 6 && c.others == strings.Count(value, " ") && c.others <= 4 && wordy(value) < 0.2 {
		return true // salts of the whole keyboard: marks in them are no syntax
	}
	if standsIn(value) || isPath(value) || isConstant(value) {
		return false
	}
	if c.others > 0 || c.digits < 2 || c.uppers+c.lowers < 3 || c.distinct < 8 || c.marks > len(value)/4 {
		return false
	}
	if strings.Count(value, ".") > 2 || strings.HasPrefix(value, "sha256-") || strings.HasPrefix(value, "sha512-") || strings.HasPrefix(value, "sha1-") {
		return false
	}
	return entropy(value) >= 3.0 && wordy(value) < 0.4
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

// placeholderWords are what people write where a value belongs.
var placeholderWords = []string{"changeme", "change_me", "change-me", "changeit", "example", "placeholder", "dummy", "sample", "redacted", "masked", "hidden", "removed",
	"your", "todo", "fixme", "insert", "enter", "replace", "here", "foobar", "xxxx", "****", "...", "----", "____", "none", "null", "undefined", "not_set", "notset", "not-set",
	"goes", "some-", "some_", "<", "…", "12345678", "abcdef", "notreal", "not-a-real", "not_real", "testing", "mysecret", "my-secret", "my_secret", "supersecret", "super-secret", "topsecret"}

// standsIn says that a value, or what it is the base64 of, stands for another.
func standsIn(value string) bool {
	if isPlaceholder(value) || isReference(value) {
		return true
	}
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(raw) < 6 {
		return false
	}
	for _, b := range raw {
		if b < ' ' && b != '\n' || b > '~' {
			return false
		}
	}
	return isPlaceholder(string(raw)) || isReference(string(raw))
}

// isPlaceholder says that a value stands for one that is filled in elsewhere.
func isPlaceholder(value string) bool {
	low := strings.ToLower(value)
	for _, w := range placeholderWords {
		if strings.Contains(low, w) {
			return true
		}
	}
	switch low {
	case "true", "false", "yes", "test", "demo", "fake", "mock", "string", "optional", "default", "empty", "value", "text", "foo", "bar", "blank", "any", "self", "this", "void", "prompt", "required", "disabled", "enabled":
		return true
	}
	if digits, ok := strings.CutPrefix(low, "0x"); ok && strings.Trim(digits, "0123456789abcdef") == "" {
		return true // a number
	}
	c := count(value)
	return c.distinct < 3 || c.others > 0 && c.digits == 0
}

// isReference says that a value is looked up: in the environment, a vault, a
// variable, a template.
func isReference(value string) bool {
	low := strings.ToLower(value)
	for _, mark := range []string{"${", "$(", "{{", "{.", "enc[", "enc(", "#{", "@{", "%(", "<%", "[[", "$[", "process.env", "os.environ", "getenv", "env(", "env.", "secrets.", "vault:", "ref+", "@microsoft.keyvault", "{0}", "%s", "%v", "%d", "arn:", "ssm:", "://", "op://", "__(", "()"} {
		if strings.Contains(low, mark) {
			return true
		}
	}
	value = strings.TrimRight(value, "`\\") // the escape of a quote that follows
	if value == "" {
		return true
	}
	first, last := value[0], value[len(value)-1]
	switch {
	case first == '$' && isName(value[1:]), first == '%' && last == '%', first == '{' && last == '}', first == '[' && last == ']', first == '(' || first == '#' && len(value) < 8,
		first == '@' && isName(value[1:]), first == '&' || first == '!' && isName(value[1:]), first == '*' && isName(value[1:]), first == '_' && last == '_', first == '~', first == '>' || first == '|' && len(value) < 3:
		return true
	}
	return strings.Contains(value, "(") && strings.HasSuffix(value, ")") || strings.HasSuffix(value, "=>") || strings.HasSuffix(value, "{")
}

// isConstant says that a value is itself the name of something: words joined by
// one kind of mark, hardly a digit in them.
func isConstant(value string) bool {
	c := count(value)
	joints := strings.Count(value, "_") + strings.Count(value, "-") + strings.Count(value, ".")
	if joints == 0 || joints != c.marks || c.digits > 3 || c.others > 0 || c.uppers > 0 && c.lowers > 0 && strings.Count(value, ".") < 2 {
		return false
	}
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return r == '_' || r == '-' || r == '.' }) {
		if isDigit(word[0]) && len(word) > 3 || len(word) > 16 {
			return false
		}
	}
	return true
}

// isName says that a text is a plain identifier.
func isName(value string) bool {
	for i := range len(value) {
		if b := value[i]; !isLetter(b) && !isDigit(b) && b != '_' && b != ':' && b != '.' && b != '-' {
			return false
		}
	}
	return len(value) > 0 && !isDigit(value[0])
}

// namesSecret says that a text speaks of secrets itself, as names and labels do.
func namesSecret(low string) bool {
	for _, w := range []string{"password", "passwd", "secret", "token", "passphrase", "credential", "apikey", "api_key", "api-key", "auth", "login", "pwd", "user"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// isPath says that a value names a file, a route or a package.
func isPath(value string) bool {
	switch {
	case strings.HasPrefix(value, "/") && wordy(value) > 0.3, strings.HasPrefix(value, "./"), strings.HasPrefix(value, "../"), strings.HasPrefix(value, "~/"), strings.HasPrefix(value, "~~"):
		return true
	case len(value) > 2 && value[1] == ':' && (value[2] == '\\' || value[2] == '/'):
		return true
	}
	if dot := strings.LastIndexByte(value, '.'); dot > 0 && fileExtensions[strings.ToLower(value[dot+1:])] {
		return true
	}
	return strings.Count(value, "/") >= 2 && wordy(value) > 0.3 || strings.Count(value, "\\") >= 2
}

var fileExtensions = wordSet("json yaml yml xml txt png jpg jpeg gif svg ico tmpl tpl template pem crt cer key pub p12 pfx jks html htm css js ts py rb go java cs php sh md csv log conf cfg ini toml properties env db sql zip gz tar exe dll")

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
	if strings.HasPrefix(value, "$2") || strings.HasPrefix(value, "$1$") || strings.HasPrefix(value, "$5$") || strings.HasPrefix(value, "$6$") || strings.HasPrefix(value, "$argon2") || strings.HasPrefix(value, "{SHA") || strings.HasPrefix(value, "{SSHA") || strings.HasPrefix(value, "pbkdf2") {
		return true
	}
	switch len(value) {
	case 32, 40, 64, 128:
		return strings.Trim(strings.ToLower(value), "0123456789abcdef") == ""
	}
	return false
}
