package rules

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func privateKeys() []Kind {
	const revoke = "Replace the key pair wherever its public half is trusted, and revoke certificates issued for it."
	hit := func(s *planted.Source) string { return planted.PrivateKey(s.Text(planted.Hex, 16)) }
	return []Kind{
		{ID: "private-key", Title: "Private key", Opens: "Signs or decrypts as its owner: servers, code, sign-ins that trust the public half.",
			Revoke: revoke, Page: "https://www.rfc-editor.org/rfc/rfc7468", Instead: UseVault, Severity: finding.Critical, Confidence: finding.Proven, Rank: Gated,
			Anchors: []string{"-----BEGIN "}, Find: func(text []byte, at int) (Match, bool) { return pemKey(text, at, false) },
			Hit: hit, Miss: func(s *planted.Source) string {
				return "-----BEGIN PUBLIC KEY-----\n" + base64.StdEncoding.EncodeToString(s.Bytes(90)) + "\n-----END PUBLIC KEY-----"
			}},
		{ID: "encrypted-private-key", Title: "Encrypted private key", Opens: "Opens what the key opens, for whoever finds or guesses its passphrase.",
			Revoke: revoke, Page: "https://www.rfc-editor.org/rfc/rfc7468", Instead: UseVault, Severity: finding.Medium, Confidence: finding.Likely, Rank: Format,
			Anchors: []string{"-----BEGIN "}, Find: func(text []byte, at int) (Match, bool) { return pemKey(text, at, true) },
			Hit: func(s *planted.Source) string {
				return pemBlock("ENCRYPTED PRIVATE"+" KEY", s.Bytes(200))
			},
			Miss: hit},
		{ID: "google-service-account-key", Title: "Google Cloud service account key", Opens: "Signs in as the service account, with every role that it has.",
			Revoke: "Delete the key (gcloud iam service-accounts keys delete), and look at the audit logs.", Page: "https://cloud.google.com/iam/docs/keys-create-delete",
			Instead: UseOIDC, Severity: finding.Critical, Confidence: finding.Proven, Rank: Particular,
			Anchors: []string{`"private_key"`}, Find: serviceAccount,
			Hit: func(s *planted.Source) string {
				key := bytes.ReplaceAll([]byte(hit(s)), []byte("\n"), []byte(`\n`))
				return `{"type": "service_account", "project_id": "shop", "private_key": "` + string(key) + `", "client_email": "a@shop.iam.gserviceaccount.com"}`
			},
			Miss: func(s *planted.Source) string {
				return `{"type": "service_account", "private_key": "` + `-----BEGIN PRIVATE` + ` KEY-----\n...\n-----END PRIVATE KEY-----"}`
			}},
	}
}

func pemBlock(label string, der []byte) string {
	return "-----BEGIN " + label + "-----\n" + base64.StdEncoding.EncodeToString(der) + "\n-----END " + label + "-----\n"
}

// maxPEM bounds a block, in bytes: the largest RSA keys in use are a third of it.
const maxPEM = 32 << 10

// pemKey reads one block from its BEGIN line, also where line ends are written
// as \n in a string. encrypted says which of the two kinds is wanted.
func pemKey(text []byte, at int, encrypted bool) (Match, bool) {
	block, end, ok := pemAt(text, at)
	if !ok {
		return Match{}, false
	}
	m := Match{Start: at, End: end, Prefix: "-----BEGIN " + block.label + "-----", Soft: true}
	sum := sha256.Sum256(block.der)
	m.Normal = hex.EncodeToString(sum[:])
	switch {
	case block.encrypted:
		m.Confidence, m.Note = finding.Likely, "it is protected by a passphrase"
		return m, encrypted
	case encrypted:
		return Match{}, false
	case isPrivateDER(block.label, block.der):
		m.Confidence, m.Note = finding.Proven, "it was parsed as a private key"
	case len(block.der) < 32:
		return Match{}, false
	case block.der[0] == 0x30 && len(block.der) > 100:
		m.Confidence, m.Note = finding.Likely, "its content has the structure of a key, and is damaged"
	case len(block.der) > 250 && !repetitive(block.der):
		m.Confidence, m.Note = finding.Likely, "its frame and length are those of a key, which could not be read"
	default:
		m.Confidence, m.Note = finding.Info, "its content is no key that can be read"
		if block.label == "PGP PRIVATE KEY BLOCK" {
			m.Confidence, m.Note = finding.Strong, "its format is right"
		}
	}
	return m, true
}

type pemText struct {
	label     string
	der       []byte
	encrypted bool
}

func pemAt(text []byte, at int) (pemText, int, bool) {
	window := text[at:min(len(text), at+maxPEM)]
	label, _, ok := bytes.Cut(window[len("-----BEGIN "):min(len(window), 64)], []byte("-----"))
	if !ok || !bytes.Contains(label, []byte("PRIVATE KEY")) || len(label) > 40 || bytes.ContainsAny(label, "\r\n") {
		return pemText{}, 0, false
	}
	body := len("-----BEGIN ") + len(label) + len("-----")
	n := bytes.Index(window[body:], []byte("-----END "))
	if n < 0 || bytes.Contains(window[body:body+n], []byte("-----BEGIN ")) {
		return pemText{}, 0, false
	}
	tail := body + n + len("-----END ") + len(label) + len("-----")
	p := pemText{label: string(label)}
	p.der, p.encrypted = pemBody(window[body : body+n])
	p.encrypted = p.encrypted || p.label == "ENCRYPTED PRIVATE"+" KEY" || sshEncrypted(p.der)
	return p, at + min(tail, len(window)), true
}

// pemBody decodes base64 across line ends, written-out line ends, quotes,
// comment marks and plus signs that join literals. Header lines ("Proc-Type:")
// are left out.
func pemBody(body []byte) (der []byte, encrypted bool) {
	encrypted = bytes.Contains(body, []byte("ENCRYPTED"))
	for _, escaped := range []string{`\\r\\n`, `\\n`, `\r\n`, `\n`, `\r`} {
		body = bytes.ReplaceAll(body, []byte(escaped), []byte("\n"))
	}
	var packed []byte
	for line := range bytes.SplitSeq(body, []byte("\n")) {
		line = bytes.Trim(line, " \t\r\"'`,;#*|+>")
		if bytes.IndexByte(line, ':') >= 0 || bytes.HasPrefix(line, []byte("=")) {
			continue // a header, or OpenPGP's checksum
		}
		for _, b := range line {
			if isBase64[b] {
				packed = append(packed, b)
			} else if b != '=' {
				return nil, encrypted
			}
		}
	}
	der, err := base64.RawStdEncoding.DecodeString(string(packed))
	if err != nil {
		return nil, encrypted
	}
	return der, encrypted
}

// serviceAccount finds the key of a Google service account file: a private key
// under that name, and the file's type within reach.
func serviceAccount(text []byte, at int) (Match, bool) {
	near := text[at:min(len(text), at+80)]
	begin := bytes.Index(near, []byte("-----BEGIN "))
	around := text[max(0, at-4096):min(len(text), at+8192)]
	if begin < 0 || !bytes.Contains(around, []byte("service_account")) || !bytes.Contains(around, []byte("gserviceaccount.com")) {
		return Match{}, false
	}
	m, ok := pemKey(text, at+begin, false)
	if !ok {
		return Match{}, false
	}
	if m.Confidence == finding.Info {
		m.Note = "its private key cannot be read"
	}
	return m, true
}
