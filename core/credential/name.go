package credential

import "strings"

// class is what a name says that its value is.
type class int

const (
	nothing      class = iota
	password           // made up by people: any text may be one
	secret             // made by machines, and the name says that it is secret
	token              // made by machines; the name may also mean something harmless
	registryAuth       // user and password in base64
	plainKey           // a key of whatever: of a list, of a lock
)

// maxName bounds a name, in bytes.
const maxName = 96

// name returns the range of the identifier round an anchor word.
func (s *scanner) name(at, length int) (start, end int) {
	start, end = at, at+length
	for start > 0 && at-start < maxName && inName(s.text[start-1]) {
		start--
	}
	for end < len(s.text) && end-at < maxName && inName(s.text[end]) {
		end++
	}
	return start, end
}

func inName(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '_' || b == '-' || b == '.' || b == '$'
}

// splitName cuts an identifier into lower-case words: at marks, and where a
// capital follows a small letter or begins the last word of a row of capitals.
func splitName(name string) []string {
	low := strings.ToLower(name)
	if len(low) != len(name) { // letters beyond ASCII that change their size
		return []string{low}
	}
	words := make([]string, 0, 8)
	begin := 0
	cut := func(end int) {
		if end > begin {
			words = append(words, low[begin:end])
		}
		begin = end
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case !isLetter(c) && !isDigit(c):
			cut(i)
			begin = i + 1
		case i > begin && isUpper(c) && (isLower(name[i-1]) || isDigit(name[i-1]) || i+1 < len(name) && isLower(name[i+1]) && isUpper(name[i-1])):
			cut(i)
		}
	}
	cut(len(name))
	return words
}

func isLower(b byte) bool  { return 'a' <= b && b <= 'z' }
func isUpper(b byte) bool  { return 'A' <= b && b <= 'Z' }
func isLetter(b byte) bool { return isLower(b) || isUpper(b) }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }

// Words that may follow the noun without changing what the value is.
var trailing = wordSet("value string text plain plaintext raw default prod production dev development staging stage test qa uat live sandbox local old new current primary secondary main backup base64 b64 encoded env var base confirm confirmation repeat v1 v2 v3 v4")

var passwordNouns = wordSet("password passwd passphrase pwd pass passcode psw")

var tokenNouns = wordSet("token tokens pat jwt salt")

// Words in front of "key" that make it a secret one.
var keyQualifiers = wordSet("api access secret private encryption encrypt account storage shared signing signature sign master admin auth authentication authorization service client app application " +
	"security crypto cipher aes des hmac jwt session cookie subscription apim cosmos cosmosdb redis servicebus eventhub search openai cognitive functions function webhook deploy deployment license write user bot license primary secondary integration")

// Words that make a name harmless whatever its noun is.
var harmless = wordSet("public csrf xsrf cancellation cancel continuation next prev page paging sync syntax parse resume delimiter hash hashed encrypted masked redacted fake dummy mock example sample invalid wrong bad placeholder " +
	"forgot forgotten reset change verify show hide toggle strength min max minimum maximum length require required requires policy hint label title message error validation input field column " +
	"partition sort foreign translation shortcut keyboard hot cache idempotency object lookup site recaptcha sitekey instrumentation analytics measurement publishable anon")

// classify reads a name by its head: the last word says what the value is, and
// the words before it what for. "passwordLength" is a length, "password_file" a file.
func classify(name string) class {
	words := splitName(strings.TrimLeft(name, "$-."))
	for len(words) > 1 && (trailing[words[len(words)-1]] || isNumber(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 || len(words) > 10 {
		return nothing
	}
	head := strings.TrimRight(words[len(words)-1], "0123456789")
	if strings.HasPrefix(head, "is") || words[0] == "is" || words[0] == "has" {
		return nothing // a question, answered by yes or no
	}
	before := words[:len(words)-1]
	for _, w := range before[max(0, len(before)-2):] { // further off it is a product's name
		if harmless[w] {
			return nothing
		}
	}
	switch {
	case isPasswordNoun(head, before):
		return password
	case head == "auth" && len(before) == 0:
		return registryAuth
	case head == "authorization" && len(before) == 0:
		return token
	case head == "id" && len(words) == 2 && words[0] == "secret":
		return secret // HashiCorp Vault's half of a sign-in
	case head == "secret", strings.HasSuffix(head, "secret") && len(head) <= 20:
		return secret
	case strings.HasSuffix(head, "secretkey"), strings.HasSuffix(head, "privatekey"), strings.HasSuffix(head, "apisecret"), strings.HasSuffix(head, "secretaccesskey"):
		return secret
	case tokenNouns[head], strings.HasSuffix(head, "token") && len(head) <= 20:
		return token
	case strings.HasSuffix(head, "apikey"), strings.HasSuffix(head, "accesskey"), strings.HasSuffix(head, "accountkey"), strings.HasSuffix(head, "authkey"), strings.HasSuffix(head, "encryptionkey"), strings.HasSuffix(head, "masterkey"), strings.HasSuffix(head, "sharedkey"), strings.HasSuffix(head, "signingkey"):
		return token
	case head == "key":
		return keyClass(before)
	}
	return nothing
}

func isPasswordNoun(head string, before []string) bool {
	if head == "pass" {
		return len(before) == 0 || len(before) <= 4 && !ordinals[before[len(before)-1]]
	}
	return passwordNouns[head] || strings.HasSuffix(head, "password") && len(head) <= 24 || strings.HasSuffix(head, "passwd") && len(head) <= 20 || strings.HasSuffix(head, "pwd") && len(head) <= 12
}

// ordinals make "pass" a turn, not a word.
var ordinals = wordSet("first second third last final single one two multi next previous each per render shader scale filter compiler opt optimization by did should must will can to boarding test tests sub pre post bloom blur depth shadow")

func keyClass(before []string) class {
	found := plainKey
	for _, w := range before {
		switch {
		case w == "secret" || w == "private":
			return secret
		case keyQualifiers[w]:
			found = token
		}
	}
	return found
}

func isNumber(word string) bool { return strings.Trim(word, digitsOnly) == "" }

const digitsOnly = "0123456789"
