package rules

import (
	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func entra() []Kind {
	return []Kind{{ID: "entra-client-secret", Title: "Entra application client secret",
		Opens:   "Signs in as the application, with every role and permission that it has.",
		Revoke:  "Delete the secret under App registrations, Certificates & secrets, and look at the sign-in logs.",
		Page:    "https://learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal",
		Instead: UseOIDC, Severity: finding.Critical, Confidence: finding.Strong, Rank: Format,
		Anchors: []string{"7Q~", "8Q~"}, Find: entraSecret,
		Hit:  func(s *planted.Source) string { return planted.EntraSecret(s.Text(planted.Hex, 16)) },
		Miss: func(s *planted.Source) string { return planted.EntraSecret(s.Text(planted.Hex, 16))[:35] },
	}}
}

// entraSecret verifies three characters, 7Q~ and 31 more, or 8Q~ and 34 more.
// Public samples of the second form mostly lack the right checksum, so that it
// promotes and never clears.
func entraSecret(text []byte, at int) (Match, bool) {
	start, length := at-3, 37
	if text[at] == '8' {
		length = 40
	}
	end := start + length
	if start < 0 || end > len(text) || !isPlain.all(text[start:end]) || !isPlain.fresh(text, start) ||
		end < len(text) && isPlain[text[end]] && !sentence(text, end) {
		return Match{}, false
	}
	value := text[start:end]
	if repetitive(value) {
		return Match{}, false
	}
	m := Match{Start: start, End: end, Confidence: finding.Strong, Note: "its format is right", Soft: true}
	if length == 40 && checksum.Entra(value[:37]) == string(value[37:]) {
		m.Confidence, m.Note, m.Soft = finding.Proven, "its checksum is right", false
	}
	return m, true
}

// sentence says that what follows end is a full stop that closes a sentence.
func sentence(text []byte, end int) bool {
	return end < len(text) && text[end] == '.' && (end+1 == len(text) || text[end+1] <= ' ')
}

// repetitive says that a value has too few different characters to be random:
// masked and made-up values ("xxxx", "1111") are.
func repetitive(value []byte) bool {
	var seen class
	distinct := 0
	for _, b := range value {
		if !seen[b] {
			seen[b] = true
			distinct++
		}
	}
	enough := 12
	if isAnyHex.all(value) {
		enough = 7 // of sixteen
	}
	return distinct < min(len(value)/3, enough)
}
