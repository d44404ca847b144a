package rules

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// isCrypt is the alphabet of crypt(3).
var isCrypt = newClass(alphanum + "./")

// hashes are salted password hashes: no password, but one to be guessed.
func hashes() []Kind {
	return []Kind{{ID: "password-hash", Title: "Password hash", Opens: "Lets anyone guess the password without asking the server.",
		Revoke: "Change the password, and keep the file of hashes out of the repository.", Page: "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
		Instead: UseVault, Severity: finding.Medium, Confidence: finding.Likely, Rank: Format,
		Anchors: []string{"$2a$", "$2b$", "$2y$", "$6$", "$5$", "$1$", "$apr1$", "$y$", "$gy$", "$md5"}, Find: passwordHash,
		Hit:  func(s *planted.Source) string { return "$2b$" + "12$" + s.Text(planted.Base62, 53) },
		Miss: func(s *planted.Source) string { return "$2b$" + "12$" + s.Text(planted.Base62, 20) }}}
}

// passwordHash verifies salt and length of bcrypt and crypt(3) hashes.
func passwordHash(text []byte, at int) (Match, bool) {
	end, want := at+3, 0
	switch text[at+1] {
	case '2':
		end, want = at+7, 53
		if end > len(text) || !isDigit.all(text[at+4:at+6]) || text[at+6] != '$' {
			return Match{}, false
		}
	case '6':
		want = 86
	case '5':
		want = 43
	case '1':
		want = 22
	case 'y', 'g', 'm':
		return laterHash(text, at)
	default:
		end, want = at+6, 22
	}
	if want != 53 {
		salt := isCrypt.run(text, end, 17)
		if end += salt; salt < 1 || salt > 16 || end >= len(text) || text[end] != '$' {
			return Match{}, false
		}
		end++
	}
	if isCrypt.run(text, end, want+1) != want {
		return Match{}, false
	}
	return Match{Start: at, End: end + want, Confidence: finding.Likely, Note: "a password can be guessed from it", Soft: true, Faint: true}, !repetitive(text[end : end+want])
}

// laterHash verifies yescrypt ("$y$", and "$gy$" of GOST) and Sun's MD5: each
// part between dollar signs has its length.
func laterHash(text []byte, at int) (Match, bool) {
	end := at
	for end < len(text) && end-at < 160 && (isCrypt[text[end]] || text[end] == '$' || text[end] == ',' || text[end] == '=') {
		end++
	}
	parts := strings.Split(string(text[at:end]), "$")
	m := Match{Start: at, End: end, Confidence: finding.Likely, Note: "a password can be guessed from it", Soft: true, Faint: true}
	last := parts[len(parts)-1]
	switch {
	case len(parts) == 5 && (parts[1] == "y" || parts[1] == "gy"):
		return m, len(last) == 43 && !repetitive([]byte(last))
	case len(parts) >= 4 && strings.HasPrefix(parts[1], "md5"):
		return m, len(last) == 22 && !repetitive([]byte(last))
	}
	return Match{}, false
}
