package rules

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func jwt() []Kind {
	return []Kind{{ID: "json-web-token", Title: "JSON Web Token", Opens: "Signs in as its subject, until it expires.",
		Revoke: "End the session or rotate the key that signs tokens; find the issuer in its payload.", Page: "https://www.rfc-editor.org/rfc/rfc7519",
		Instead: UseVault, Severity: finding.High, Confidence: finding.Strong, Rank: Format,
		Anchors: []string{"eyJ"}, Find: webToken,
		Hit: func(s *planted.Source) string {
			encode := base64.RawURLEncoding.EncodeToString
			return encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode([]byte(`{"sub":"`+s.Text(planted.Lower, 12)+`","aud":"shop"}`)) + "." + encode(s.Bytes(32))
		},
		Miss: func(s *planted.Source) string {
			encode := base64.RawURLEncoding.EncodeToString
			return encode([]byte(`{"alg":"none"}`)) + "." + encode([]byte(`{"sub":"`+s.Text(planted.Lower, 12)+`"}`)) + "." + encode(s.Bytes(32))
		}}}
}

// webToken parses header and payload; without an algorithm, a signature and a
// payload of claims it is something else.
func webToken(text []byte, at int) (Match, bool) {
	const limit = 8192
	if at > 0 && isToken[text[at-1]] {
		return Match{}, false
	}
	end := at + isToken.run(text, at, limit)
	parts := bytes.SplitN(bytes.TrimRight(text[at:end], "."), []byte("."), 4)
	if len(parts) < 3 || len(parts[2]) < 20 || len(parts[0]) > 2048 {
		return Match{}, false
	}
	end = at + len(parts[0]) + 1 + len(parts[1]) + 1 + len(parts[2])
	var header struct{ Alg string }
	var payload map[string]any
	if !decodePart(parts[0], &header) || header.Alg == "" || !decodePart(parts[1], &payload) {
		return Match{}, false
	}
	m := Match{Start: at, End: end, Prefix: "eyJ", Confidence: finding.Strong, Note: "its header and claims can be read", Soft: true}
	if expiry, ok := payload["exp"].(float64); ok && expiry > 0 && expiry < 1e11 {
		m.Note = fmt.Sprintf("its header and claims can be read, and it expires at second %.0f of the Unix epoch", expiry)
	}
	if issued, ok := issuedAt(payload); ok {
		switch expiry, ok := payload["exp"].(float64); {
		case ok && expiry-issued <= 60*60 && expiry > issued:
			m.Confidence, m.Note = finding.Info, "it was issued for an hour at most"
		case ok && expiry-issued <= 24*60*60:
			m.Confidence, m.Note = finding.Likely, "it was issued for a day at most"
		}
	}
	switch {
	case strings.EqualFold(header.Alg, "none"):
		m.Confidence, m.Note = finding.Info, "it is not signed"
	case payload["sub"] == "1234567890" && payload["iss"] == nil || repetitive(parts[2]):
		m.Confidence, m.Note = finding.Info, "it is a published example"
	case payload["role"] == "anon" && payload["iss"] == "supabase" || payload["iss"] == "supabase-demo":
		m.Confidence, m.Note = finding.Info, "it is meant to be public"
	}
	return m, true
}

func issuedAt(payload map[string]any) (float64, bool) {
	for _, claim := range []string{"iat", "nbf"} {
		if at, ok := payload[claim].(float64); ok {
			return at, true
		}
	}
	return 0, false
}

func decodePart(part []byte, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(string(part))
	return err == nil && json.Unmarshal(raw, into) == nil
}
