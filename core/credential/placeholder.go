package credential

import (
	"encoding/base64"
	"strings"
)

// placeholderWords are what people write where a value belongs.
var placeholderWords = []string{"changeme", "change_me", "change-me", "changeit", "example", "placeholder", "dummy", "sample", "redacted", "masked", "hidden", "removed",
	"your", "todo", "fixme", "insert", "enter", "replace", "here", "foobar", "xxxx", "****", "...", "----", "____", "none", "null", "undefined", "not_set", "notset", "not-set",
	"goes", "some-", "some_", "<", "…", "12345678", "abcdef", "notreal", "not-a-real", "not_real", "testing", "mysecret", "my-secret", "my_secret", "supersecret", "super-secret", "topsecret"}

// commonPasswords open test systems all over the world; they are worth a word
// in a configuration, and no news.
var commonPasswords = wordSet("admin admin123 administrator root toor guest user test test1 test12 test123 tester 1234 12345 123456 1234567 123456789 1234567890 123123 111111 000000 " +
	"abc123 qwerty qwerty123 letmein letmein1 letmein123 welcome welcome1 welcome123 secret secret1 secret123 password password1 password12 password123 pass123 pass1234 pass passw0rd p@ssw0rd p@ssword p@ssw0rd1 " +
	"postgres mysql oracle tiger scott sa manager system master monkey dragon hunter2 iloveyou hello hello123 hello1 world foobar foobarbaz foo123 bar123 bitnami rabbitmq redis nacos minio minioadmin elastic " +
	"grafana jenkins gitlab sonar nexus vagrant docker tomcat wordpress drupal joomla magento demo123 public private internal")

// isCommon says that a lower-case text is a password that everyone knows.
func isCommon(low string) bool {
	return commonPasswords[low] || strings.HasPrefix("01234567890123456789", low) || strings.HasPrefix("9876543210", low)
}

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
	return isPlaceholder(string(raw)) || isTemplate(strings.ToLower(string(raw)))
}

// isPlaceholder says that a value stands for one that is filled in elsewhere.
func isPlaceholder(value string) bool {
	low := strings.ToLower(value)
	for _, w := range placeholderWords {
		if strings.Contains(low, w) {
			return true
		}
	}
	switch strings.TrimRight(low, "!,)") {
	case "true", "false", "yes", "test", "demo", "fake", "mock", "string", "optional", "default", "empty", "value", "text", "foo", "bar", "blank", "any", "self", "this", "void", "prompt", "required", "disabled", "enabled":
		return true
	}
	if isUUID(value) {
		return count(strings.ReplaceAll(value, "-", "")).distinct < 5 || strings.HasPrefix(low, "12345678-1234") || strings.HasPrefix(low, "01234567-89ab")
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
	if isTemplate(low) {
		return true
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
	if open := strings.IndexByte(value, '['); open > 0 && strings.HasSuffix(strings.TrimRight(value, ",;"), "]") && isName(value[:open]) {
		return true // an element of something
	}
	if (strings.HasPrefix(value, "eyJhbGci") || strings.HasPrefix(value, "eyJ") && len(value) < 24) && strings.Count(value, ".") == 0 {
		return true // the first part of a JSON Web Token, which anyone can write
	}
	return strings.Contains(value, "(") && strings.HasSuffix(value, ")") || strings.HasSuffix(value, "=>") || strings.HasSuffix(value, "{")
}

// isTemplate says that a lower-case text has a mark in it of being filled in
// by a shell, a template, a pipeline or a program.
func isTemplate(low string) bool {
	for _, mark := range []string{"${", "$(", "{{", "{.", "enc[", "enc(", "#{", "@{", "%(", "<%", "[[", "$[", "process.env", "os.environ", "getenv", "env(", "env.", "secrets.", "vault:", "ref+", "@microsoft.keyvault", "{0}", "%s", "%v", "%d", "arn:", "ssm:", "://", "op://", "__(", "()"} {
		if strings.Contains(low, mark) {
			return true
		}
	}
	return false
}

// isConstant says that a value is itself the name of something: words joined by
// one kind of mark, hardly a digit in them.
func isConstant(value string) bool {
	c := count(value)
	joints := strings.Count(value, "_") + strings.Count(value, "-") + strings.Count(value, ".")
	if joints == 0 || joints != c.marks || c.digits > 4 || c.others > 0 || c.uppers > 0 && c.lowers > 0 && strings.Count(value, ".") < 2 {
		return false
	}
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return r == '_' || r == '-' || r == '.' }) {
		if isDigit(word[0]) && len(word) > 3 || len(word) > 16 {
			return false
		}
	}
	return c.uppers > 0 || !isGibberish(value) || namesSecret(strings.ToLower(value))
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
	if dot := strings.LastIndexByte(value, '.'); dot > 0 && (fileExtensions[strings.ToLower(value[dot+1:])] || topDomains[value[dot+1:]] && isName(value)) {
		return true
	}
	return strings.Count(value, "/") >= 2 && wordy(value) > 0.3 || strings.Count(value, "\\") >= 2
}

var topDomains = wordSet("com org net io dev app cloud info biz local internal")

var fileExtensions = wordSet("json yaml yml xml txt png jpg jpeg gif svg ico tmpl tpl template pem crt cer key pub p12 pfx jks html htm css js ts py rb go java cs php sh md csv log conf cfg ini toml properties env db sql zip gz tar exe dll")
