package rules

import (
	"bytes"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func google() []Kind {
	key := prefixed{prefix: "AIza", alphabet: isURL64, least: 35, most: 35}
	return []Kind{{ID: "google-api-key", Title: "Google API key", Opens: "Calls the Google APIs that it is allowed for, at the owner's cost.",
		Revoke: "Restrict or delete the key under APIs & Services, Credentials.", Page: "https://cloud.google.com/docs/authentication/api-keys", Instead: UseVault,
		Severity: finding.Medium, Confidence: finding.Strong, Rank: Format, Anchors: []string{key.prefix},
		Find: func(text []byte, at int) (Match, bool) {
			m, ok := key.find(text, at)
			if ok && inAppConfiguration(text, at) {
				m.Confidence, m.Note = finding.Likely, "it stands in an app's own configuration, where it is public by design and must be restricted"
			}
			return m, ok
		},
		Hit:  func(s *planted.Source) string { return key.hit(s) },
		Miss: func(s *planted.Source) string { return key.miss(s) }}}
}

// inAppConfiguration says that the key is the one that Firebase gives to every
// browser and phone: its neighbours in that object are always the same.
func inAppConfiguration(text []byte, at int) bool {
	const window = 600
	around := text[max(0, at-window):min(len(text), at+window)]
	for _, neighbour := range []string{"authDomain", "firebaseapp.com", "AUTH_DOMAIN", "mobilesdk_app_id", "current_key", "GOOGLE_APP_ID", "google_app_id"} {
		if bytes.Contains(around, []byte(neighbour)) {
			return true
		}
	}
	return false
}
