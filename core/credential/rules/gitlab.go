package rules

import (
	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func gitlab() []Kind {
	const page = "https://docs.gitlab.com/security/token_overview/"
	type token struct{ id, title, opens, prefix string }
	tokens := []token{
		{"gitlab-personal-token", "GitLab personal access token", "Acts as its owner on GitLab, as far as its scopes reach.", "glpat-"},
		{"gitlab-deploy-token", "GitLab deploy token", "Reads repositories, packages and images of the project.", "gldt-"},
		{"gitlab-runner-token", "GitLab runner authentication token", "Takes jobs as the runner, with the secrets that they carry.", "glrt-"},
		{"gitlab-trigger-token", "GitLab pipeline trigger token", "Starts pipelines of the project with any variables.", "glptt-"},
		{"gitlab-feed-token", "GitLab feed token", "Reads the owner's feeds and calendars.", "glft-"},
		{"gitlab-agent-token", "GitLab agent token", "Speaks to GitLab as the Kubernetes agent.", "glagent-"},
		{"gitlab-oauth-secret", "GitLab OAuth application secret", "Signs users in as the application.", "gloas-"},
		{"gitlab-scim-token", "GitLab SCIM token", "Creates and removes members of the group.", "glsoat-"},
	}
	kinds := make([]Kind, 0, len(tokens))
	for _, t := range tokens {
		kinds = append(kinds, Kind{ID: t.id, Title: t.title, Opens: t.opens, Revoke: "Revoke or reset the token in GitLab under Access tokens (or the project's CI/CD settings).", Page: page,
			Instead: UseJobToken, Severity: finding.High, Confidence: finding.Strong, Rank: Format, Anchors: []string{t.prefix}, Find: gitlabToken(t.prefix),
			Hit:  func(s *planted.Source) string { return t.prefix + s.Text(planted.Base62, 20) },
			Miss: func(s *planted.Source) string { return t.prefix + s.Text(planted.Base62, 9) }})
	}
	return kinds
}

// gitlabToken verifies both forms: 20 characters or more, or the routable one,
// "payload.01.<length><checksum>", whose CRC decides.
func gitlabToken(prefix string) Finder {
	return func(text []byte, at int) (Match, bool) {
		start := at + len(prefix)
		body := isURL64.run(text, start, 320)
		end := start + body
		if body < 20 || !isWord.fresh(text, at) || repetitive(text[start:end]) {
			return Match{}, false
		}
		m := Match{Start: at, End: end, Prefix: prefix, Confidence: finding.Strong, Note: "its format is right", Soft: true}
		if end+13 <= len(text) && text[end] == '.' && isDigit.all(text[end+1:end+3]) && text[end+3] == '.' && isAlnum.all(text[end+4:end+13]) {
			m.End = end + 13
			if checksum.CRC36(text[at:m.End-7]) == string(text[m.End-7:m.End]) {
				m.Confidence, m.Note, m.Soft = finding.Proven, "its checksum is right", false
			} else {
				m.Confidence, m.Note = finding.Info, "its checksum does not fit, so it is no working token"
			}
			return m, true
		}
		return m, body <= 64 && distinctClasses(text[start:end]) >= 2
	}
}

// distinctClasses counts which of digits, capitals and small letters occur.
func distinctClasses(value []byte) int {
	var digit, capital, small int
	for _, b := range value {
		switch {
		case isDigit[b]:
			digit = 1
		case 'A' <= b && b <= 'Z':
			capital = 1
		case 'a' <= b && b <= 'z':
			small = 1
		}
	}
	return digit + capital + small
}
