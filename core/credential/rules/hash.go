package rules

import (
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
		Anchors: []string{"$2a$", "$2b$", "$2y$", "$6$", "$5$", "$apr1$"}, Find: passwordHash,
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
