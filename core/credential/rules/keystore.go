package rules

import (
	"bytes"
	"encoding/asn1"
	"encoding/base64"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// Ids of kinds that are found by a whole binary file.
const (
	PKCS12  = "pkcs12-key-store"
	Java    = "java-key-store"
	DERFile = "private-key"
)

func keyStores() []Kind {
	const revoke = "Replace the keys in it, and revoke the certificates issued for them."
	return []Kind{
		{ID: PKCS12, Title: "PKCS #12 key store (PFX)", Opens: "Holds a certificate's private key, mostly behind a short or empty password.",
			Revoke: revoke, Page: "https://learn.microsoft.com/azure/key-vault/certificates/about-certificates", Instead: UseVault,
			Severity: finding.High, Confidence: finding.Strong, Rank: Format, Anchors: []string{"IBAzCC"}, Find: pfxText,
			Hit: func(s *planted.Source) string { return base64.StdEncoding.EncodeToString(plantedPFX(s)) },
			Miss: func(s *planted.Source) string {
				return s.Text(planted.Base62, 6) + "IBAzCC" + s.Text(planted.Base62, 200)
			}},
		{ID: Java, Title: "Java key store", Opens: "Holds private keys or trusted certificates behind a password.",
			Revoke: revoke, Page: "https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html", Instead: UseVault,
			Severity: finding.Medium, Confidence: finding.Likely, Rank: Format},
		{ID: "putty-key", Title: "PuTTY private key", Opens: "Signs in by SSH wherever its public half is trusted.",
			Revoke: "Remove the public half from authorized_keys everywhere.", Page: "https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html", Instead: UseVault,
			Severity: finding.Critical, Confidence: finding.Strong, Rank: Format, Anchors: []string{"PuTTY-User-Key-File-"}, Find: putty,
			Hit: func(s *planted.Source) string {
				return "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\n" + s.Text(planted.Base62, 64) + "\nPrivate-Lines: 1\n" + s.Text(planted.Base62, 48) + "\nPrivate-MAC: " + s.Text(planted.Hex, 64) + "\n"
			},
			Miss: func(*planted.Source) string { return "PuTTY-User-Key-File-3 is the first line of the format" }},
	}
}

func plantedPFX(s *planted.Source) []byte {
	oid := []byte{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01,
		0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01, 0x02}
	content := append([]byte{0x30, 0x82, 0x02, 0x00}, append(oid, s.Bytes(0x200-len(oid))...)...)
	body := append([]byte{0x02, 0x01, 0x03}, content...)
	return append([]byte{0x30, 0x82, byte(len(body) >> 8), byte(len(body))}, body...)
}

// pfxText finds a PKCS #12 file in base64: the version (3) and the first
// content stand at fixed places, and the outer length must fit.
func pfxText(text []byte, at int) (Match, bool) {
	const limit = 1 << 20
	start := at - 6
	if start < 0 || string(text[start:start+2]) != "MI" || start > 0 && isBase64[text[start-1]] {
		return Match{}, false
	}
	head, err := base64.StdEncoding.DecodeString(string(text[start:min(len(text), start+64)]))
	if err != nil || len(head) < 32 || !isPFXHead(head) {
		return Match{}, false
	}
	want := (int(head[2])<<8 | int(head[3]) + 4)
	n := isBase64.run(text, start, min(limit, (want*8+5)/6))
	m := Match{Start: start, End: start + n, Prefix: "MII", Soft: true}
	content, _ := base64.RawStdEncoding.DecodeString(string(text[start : start+n-n%4]))
	m.Confidence, m.Note = holdsKey(content)
	return m, n > 400
}

// holdsKey says whether a key bag is in sight (RFC 7292, appendix D). Bags of
// certificates are mostly encrypted as a whole, key bags one by one, so that
// only their content is hidden.
func holdsKey(content []byte) (finding.Confidence, string) {
	bag := []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01}
	for at := 0; ; {
		i := bytes.Index(content[at:], bag)
		if i < 0 {
			return finding.Likely, "no private key is in sight; it may hold certificates only"
		}
		if at += i + len(bag); at < len(content) && (content[at] == 1 || content[at] == 2) {
			return finding.Strong, "a private key is in it"
		}
	}
}

// isPFXHead looks at the first 32 bytes: sequence, version 3, content info with
// the type data or signed data (RFC 7292, section 4).
func isPFXHead(head []byte) bool {
	return len(head) >= 32 && head[0] == 0x30 && head[1] == 0x82 && bytes.Equal(head[4:7], []byte{2, 1, 3}) &&
		bytes.Contains(head[:32], []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07})
}

// putty verifies the key file's lines within a window.
func putty(text []byte, at int) (Match, bool) {
	window := text[at:min(len(text), at+8192)]
	if !bytes.Contains(window, []byte("\nPrivate-Lines:")) && !bytes.Contains(window, []byte("\r\nPrivate-Lines:")) {
		return Match{}, false
	}
	end := len(window)
	if mac := bytes.Index(window, []byte("Private-MAC: ")); mac >= 0 {
		end = mac + len("Private-MAC: ") + isAnyHex.run(window, mac+len("Private-MAC: "), 64)
	}
	m := Match{Start: at, End: at + end, Prefix: "PuTTY-User-Key-File-", Confidence: finding.Strong, Note: "it has no passphrase", Soft: true}
	if !bytes.Contains(window[:end], []byte("Encryption: none")) {
		m.Confidence, m.Note = finding.Likely, "it is protected by a passphrase"
	}
	return m, true
}

// File judges a whole binary file and names its kind. An encrypted key store is
// still a key store: passwords are short and often stand beside it.
func File(content []byte) (id string, m Match, ok bool) {
	m = Match{End: len(content), Confidence: finding.Strong, Soft: true}
	switch {
	case len(content) >= 32 && isPFXHead(content[:32]):
		m.Confidence, m.Note = holdsKey(content)
		return PKCS12, m, true
	case bytes.HasPrefix(content, []byte{0xFE, 0xED, 0xFE, 0xED, 0, 0, 0}), bytes.HasPrefix(content, []byte{0xCE, 0xCE, 0xCE, 0xCE, 0, 0, 0}):
		m.Confidence, m.Note = finding.Likely, "its first bytes say so; it may hold certificates only"
		return Java, m, true
	case isPrivateFile(content):
		m.Confidence, m.Note = finding.Proven, "it was parsed as a private key"
		return DERFile, m, true
	}
	return "", Match{}, false
}

func isPrivateFile(content []byte) bool {
	if len(content) < 40 || len(content) > maxPEM || content[0] != 0x30 {
		return false
	}
	var outer asn1.RawValue
	rest, err := asn1.Unmarshal(content, &outer)
	return err == nil && len(rest) == 0 && (isPKCS1(content) || isNamedPKCS8(content))
}

// isNamedPKCS8 wants one of the algorithms that keys are made for.
func isNamedPKCS8(der []byte) bool {
	var key pkcs8
	if _, err := asn1.Unmarshal(der, &key); err != nil {
		return false
	}
	for _, id := range []asn1.ObjectIdentifier{{1, 2, 840, 113549, 1, 1, 1}, {1, 2, 840, 10045, 2, 1}, {1, 3, 101, 112}, {1, 3, 101, 113}, {1, 2, 840, 10040, 4, 1}} {
		if key.Algorithm.ID.Equal(id) {
			return isPKCS8(der)
		}
	}
	return false
}
