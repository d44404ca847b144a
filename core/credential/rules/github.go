package rules

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func github() []Kind {
	const page = "https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens"
	type token struct {
		id, title, opens, prefix string
		body                     int
		gated                    bool
	}
	tokens := []token{
		{"github-personal-token", "GitHub personal access token (classic)", "Acts as its owner on GitHub, in every repository that its scopes reach.", "ghp_", 30, true},
		{"github-oauth-token", "GitHub OAuth access token", "Acts for the user who authorised the application.", "gho_", 30, true},
		{"github-user-token", "GitHub App user access token", "Acts for the user, as far as the GitHub App may.", "ghu_", 30, true},
		{"github-refresh-token", "GitHub App refresh token", "Fetches new access tokens for the user.", "ghr_", 70, true},
		{"github-installation-token", "GitHub App installation access token", "Acts as the app in every repository that it is installed on.", "ghs_", 30, false},
	}
	kinds := make([]Kind, 0, len(tokens)+1)
	for _, t := range tokens {
		k := Kind{ID: t.id, Title: t.title, Opens: t.opens, Revoke: "Revoke the token in GitHub's settings under Developer settings or Applications, and look at the security log.",
			Page: page, Instead: UseJobToken, Severity: finding.Critical, Confidence: finding.Proven, Rank: Gated,
			Anchors: []string{t.prefix}, Find: crcToken(t.prefix, t.body, t.gated),
			Hit:  func(s *planted.Source) string { return planted.Suffixed(s.Text(planted.Hex, 16), t.prefix, t.body) },
			Miss: func(s *planted.Source) string { return brokenToken(s, t.prefix, t.body) }}
		if !t.gated {
			k.Rank, k.Miss = Format, func(s *planted.Source) string { return t.prefix + strings.Repeat("x", t.body+6) }
		}
		kinds = append(kinds, k)
	}
	return append(kinds, Kind{ID: "github-fine-grained-token", Title: "GitHub fine-grained personal access token",
		Opens: "Acts as its owner in the repositories that it was made for.", Revoke: "Delete the token in GitHub's settings under Developer settings, and look at the security log.",
		Page: page, Instead: UseJobToken, Severity: finding.Critical, Confidence: finding.Strong, Rank: Format,
		Anchors: []string{"github_pat_"}, Find: fineGrained,
		Hit: func(s *planted.Source) string {
			return "github_pat_" + s.Text(planted.Base62, 22) + "_" + s.Text(planted.Base62, 59)
		},
		Miss: func(s *planted.Source) string { return "github_pat_" + s.Text(planted.Base62, 30) }})
}

func npm() []Kind {
	return []Kind{{ID: "npm-token", Title: "npm access token", Opens: "Publishes or reads packages as its owner.",
		Revoke: "Revoke it (npm token revoke), and look at what was published since.", Page: "https://docs.npmjs.com/revoking-access-tokens",
		Instead: UseOIDC, Severity: finding.Critical, Confidence: finding.Proven, Rank: Gated,
		Anchors: []string{"npm_"}, Find: crcToken("npm_", 30, true),
		Hit:  func(s *planted.Source) string { return planted.NPMToken(s.Text(planted.Hex, 16)) },
		Miss: func(s *planted.Source) string { return brokenToken(s, "npm_", 30) }}}
}

func brokenToken(s *planted.Source, prefix string, body int) string {
	return broken(s, planted.Suffixed(s.Text(planted.Hex, 16), prefix, body), len(prefix), len(prefix)+body)
}

// crcToken verifies prefix, body, and the CRC of the body in six base62 digits.
// gated says that every issued token has it.
func crcToken(prefix string, body int, gated bool) Finder {
	return func(text []byte, at int) (Match, bool) {
		start := at + len(prefix)
		end := start + body + 6
		if isAlnum.run(text, start, body+7) != body+6 || !isWord.clear(text, at, end) {
			return Match{}, false
		}
		m := Match{Start: at, End: end, Prefix: prefix}
		switch value := text[start:end]; {
		case checksum.CRC62(value[:body]) == string(value[body:]):
			m.Confidence, m.Note = finding.Proven, "its checksum is right"
		case gated:
			m.Confidence, m.Note = finding.Info, "its checksum does not fit, so it is no working token"
		case repetitive(value):
			return Match{}, false
		default:
			m.Confidence, m.Note, m.Soft = finding.Strong, "its format is right", true
		}
		return m, true
	}
}

// fineGrained verifies 22 and 59 characters. Some tokens carry eight letters of
// a SHA-256 at 77; that promotes only.
func fineGrained(text []byte, at int) (Match, bool) {
	const prefix, length = len("github_pat_"), 93
	end := at + length
	if end > len(text) || !isWord.clear(text, at, end) || !isAlnum.all(text[at+prefix:at+33]) || text[at+33] != '_' || !isAlnum.all(text[at+34:end]) {
		return Match{}, false
	}
	if repetitive(text[at+prefix : end]) {
		return Match{}, false
	}
	m := Match{Start: at, End: end, Prefix: "github_pat_", Confidence: finding.Strong, Note: "its format is right", Soft: true}
	sum := sha256.Sum256(text[at : at+77])
	if base32.StdEncoding.EncodeToString(sum[:])[:8] == string(text[at+77:at+85]) {
		m.Confidence, m.Note, m.Soft = finding.Proven, "its checksum is right", false
	}
	return m, true
}
