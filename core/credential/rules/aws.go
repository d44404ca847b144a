package rules

import (
	"bytes"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func aws() []Kind {
	const page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html"
	const revoke = "Deactivate and delete the access key in IAM, and look at CloudTrail for what it did."
	return []Kind{
		{ID: "aws-access-key-id", Title: "AWS access key id", Opens: "Names the account and the key; together with its secret it opens what the user may do.",
			Revoke: revoke, Page: page, Instead: UseOIDC, Severity: finding.Medium, Confidence: finding.Likely, Rank: Format,
			Anchors: []string{"AKIA", "ASIA", "ABIA", "ACCA"}, Find: awsID,
			Hit: func(s *planted.Source) string {
				id, _ := planted.AWSKeyPair(s.Text(planted.Hex, 16))
				return id
			},
			Miss: func(s *planted.Source) string { return "AKIA" + s.Text(planted.Base62, 15) + "0" }},
		{ID: "aws-secret-access-key", Title: "AWS secret access key", Opens: "Does in the AWS account whatever its user or role may do.",
			Revoke: revoke, Page: page, Instead: UseOIDC, Severity: finding.Critical, Confidence: finding.Strong, Rank: Format,
			Anchors: []string{"AKIA", "ASIA"}, Find: awsSecret,
			Hit: func(s *planted.Source) string {
				id, secret := planted.AWSKeyPair(s.Text(planted.Hex, 16))
				return id + "\n" + secret
			},
			Miss: func(s *planted.Source) string {
				id, _ := planted.AWSKeyPair(s.Text(planted.Hex, 16))
				return id + "\n" + s.Text(planted.Hex, 40)
			}},
	}
}

// awsID verifies 20 characters of base32; the account number is in them when
// the fifth is above H, as in every key issued since 2019.
func awsID(text []byte, at int) (Match, bool) {
	end := at + 20
	if end > len(text) || !isUpper2.all(text[at:end]) || !isWord.clear(text, at, end) || isBase64Run(text, at, end) || repetitive(text[at+4:end]) {
		return Match{}, false
	}
	m := Match{Start: at, End: end, Prefix: string(text[at : at+4]), Confidence: finding.Likely, Note: "its format is right; without its secret it opens nothing", Soft: true}
	if bytes.HasSuffix(bytes.ToLower(text[max(0, at-20):at]), []byte("credential=")) {
		m.Confidence, m.Note = finding.Info, "it stands in a signed URL, which names the key and holds no secret"
	} else if bytes.Contains(text[at:end], []byte("EXAMPLE")) {
		m.Confidence, m.Note = finding.Info, "it is an example by its own words"
	} else if text[at+4] == 'I' || text[at+4] == 'J' {
		m.Note = "its format is that of an older key; without its secret it opens nothing"
	}
	return m, true
}

// isBase64Run says that the range is in the middle of a longer base64 text.
func isBase64Run(text []byte, start, end int) bool {
	return start > 0 && (text[start-1] == '/' || text[start-1] == '+') || end < len(text) && (text[end] == '/' || text[end] == '+')
}

// awsSecret looks for the other half of a pair: 40 characters of base64 on
// their own, within 300 bytes of the key id.
func awsSecret(text []byte, at int) (Match, bool) {
	const window, length = 300, 40
	if _, ok := awsID(text, at); !ok {
		return Match{}, false
	}
	if m, ok := pairedSecret(text, at+20, min(len(text), at+20+window), length); ok {
		return m, true
	}
	return pairedSecret(text, max(0, at-window), at, length)
}

func pairedSecret(text []byte, from, to, length int) (Match, bool) {
	for i := from; i < to; {
		n := isBase64.run(text, i, 400)
		if n == length && (i == 0 || !isBase64[text[i-1]]) && !(i+n < len(text) && text[i+n] == '=') {
			if m, ok := SecretAccessKey(text, i, i+n); ok {
				m.Note = "a key id stands beside it"
				return m, true
			}
		}
		i += n + 1
	}
	return Match{}, false
}

// SecretAccessKey judges 40 characters that may be an AWS secret: hashes are
// hex, paths are words.
func SecretAccessKey(text []byte, start, end int) (Match, bool) {
	value := text[start:end]
	if end-start != 40 || !isBase64.all(value) || isAnyHex.all(value) || distinctClasses(value) < 3 || repetitive(value) {
		return Match{}, false
	}
	m := Match{Start: start, End: end, Confidence: finding.Strong, Note: "its format is right", Soft: true}
	if bytes.Contains(value, []byte("EXAMPLE")) || bytes.Contains(value, []byte("SAMPLE")) {
		m.Confidence, m.Note = finding.Info, "it is an example by its own words"
	}
	return m, true
}
