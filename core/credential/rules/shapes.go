package rules

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// shapes are kinds whose letters stand in the middle or at the end, or whose
// content is decoded.
func shapes() []Kind {
	k := func(id, title string, severity finding.Severity, opens, revoke, page string, anchors []string, find Finder, hit, miss func(*planted.Source) string) Kind {
		return Kind{ID: id, Title: title, Opens: opens, Revoke: revoke, Page: page, Instead: UseVault, Severity: severity, Confidence: finding.Strong, Rank: Format,
			Anchors: anchors, Find: find, Hit: hit, Miss: miss}
	}
	nats := k("nats-nkey-seed", "NATS nkey seed", finding.Critical, "Signs in to NATS as the user, account or operator, or signs for them.", "Remove the public key from the server's configuration or revoke it in the account's JWT, and make a new one.",
		"https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth", []string{"SUA", "SAA", "SOA", "SNA", "SCA", "SXA"}, natsSeed, plantedSeed,
		func(s *planted.Source) string { return broken(s, plantedSeed(s), 10, 50) })
	nats.Rank, nats.Confidence = Gated, finding.Proven
	return []Kind{
		nats,
		k("telegram-bot-token", "Telegram bot token", finding.High, "Acts on Telegram as the bot, and reads what it is told.", "Revoke the token with BotFather (/revoke).", "https://core.telegram.org/bots/features#botfather",
			[]string{":AA"}, telegramBot,
			func(s *planted.Source) string {
				return "7" + s.Text(planted.Digits, 9) + ":AA" + s.Text(planted.Base62, 33)
			},
			func(s *planted.Source) string {
				return "7" + s.Text(planted.Digits, 9) + ":AA" + s.Text(planted.Base62, 20)
			}),
		k("mailchimp-key", "Mailchimp API key", finding.High, "Sends campaigns and reads the audience.", "Disable the key under Extras, API keys.", "https://mailchimp.com/help/about-api-keys/",
			[]string{"-us"}, mailchimp,
			func(s *planted.Source) string { return s.Text(planted.Hex, 32) + "-us1" },
			func(s *planted.Source) string { return s.Text(planted.Hex, 30) + "-us1" }),
		k("new-relic-license-key", "New Relic license key", finding.Medium, "Writes any data into the account.", "Make a new key under API keys, and delete this one.", "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
			[]string{"NRAL"}, endsWith(isHex, 36, "NRAL"),
			func(s *planted.Source) string { return s.Text(planted.Hex, 36) + "NRAL" },
			func(s *planted.Source) string { return s.Text(planted.Hex, 30) + "NRAL" }),
		k("terraform-cloud-token", "HCP Terraform token", finding.Critical, "Plans and applies as its owner, with the variables and states of the workspaces.", "Delete the token under User settings, Tokens.", "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
			[]string{".atlasv1."}, terraformCloud,
			func(s *planted.Source) string {
				return s.Text(planted.Base62, 14) + ".atlasv1." + s.Text(planted.Base62, 67)
			},
			func(s *planted.Source) string {
				return s.Text(planted.Base62, 14) + ".atlasv1." + s.Text(planted.Base62, 30)
			}),
		k("salesforce-session", "Salesforce session or access token", finding.High, "Acts in Salesforce as the user, until the session ends.", "End the session under Setup, Session management.", "https://help.salesforce.com/s/articleView?id=sf.security_user_session_info.htm",
			[]string{"00D"}, salesforce,
			func(s *planted.Source) string {
				return "00D" + s.Text(planted.Base62, 12) + "!A" + s.Text(planted.Base62, 95)
			},
			func(s *planted.Source) string {
				return "00D" + s.Text(planted.Base62, 12) + "!A" + s.Text(planted.Base62, 20)
			}),
		k("firefox-saved-login", "Login saved by Firefox", finding.High, "Signs in as its owner, for whoever also has key4.db, which mostly lies beside it.", "Change the passwords of the sites that the file names.", "https://support.mozilla.org/kb/profiles-where-firefox-stores-user-data",
			[]string{`"encryptedPassword"`, `"encryptedUsername"`}, savedLogin,
			func(s *planted.Source) string { return `"encryptedPassword":"` + plantedLogin(s) + `"` },
			func(s *planted.Source) string { return `"encryptedPassword":"` + s.Text(planted.Base62, 80) + `"` }),
		k("maven-master-password", "Maven master password", finding.Medium, "Decrypts the passwords in settings.xml: its own key is the same for everyone.", "Change the passwords that it protects, and make a new one (mvn --encrypt-master-password).", "https://maven.apache.org/guides/mini/guide-encryption.html",
			[]string{"<master>{"}, maven("<master>{"),
			func(s *planted.Source) string { return "<master>{" + s.Text(planted.Base62, 43) + "=}</master>" },
			func(s *planted.Source) string { return "<master>{...}</master>" }),
		k("maven-encrypted-password", "Password encrypted by Maven", finding.Medium, "Signs in to the repository, for whoever has the master password.", "Change the password of the repository's account.", "https://maven.apache.org/guides/mini/guide-encryption.html",
			[]string{"<password>{", "<passphrase>{"}, maven("<password>{", "<passphrase>{"),
			func(s *planted.Source) string { return "<password>{" + s.Text(planted.Base62, 43) + "=}</password>" },
			func(s *planted.Source) string { return "<password>{secret}</password>" }),
	}
}

// natsSeed verifies a seed: two bytes of prefix, 32 of key, and a CRC-16 in
// base32 (github.com/nats-io/nkeys, the description of the format).
func natsSeed(text []byte, at int) (Match, bool) {
	const length = 58
	end := at + length
	if end > len(text) || !isUpper2.all(text[at:end]) || !isWord.clear(text, at, end) || repetitive(text[at:end]) {
		return Match{}, false
	}
	m := Match{Start: at, End: end, Prefix: string(text[at : at+2]), Confidence: finding.Info, Note: "its checksum does not fit, so it is no working seed"}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(text[at:end]))
	if err == nil && checksum.CRC16(raw[:34]) == binary.LittleEndian.Uint16(raw[34:]) {
		m.Confidence, m.Note = finding.Proven, "its checksum is right"
	}
	return m, true
}

func plantedSeed(s *planted.Source) string {
	raw := append([]byte{0x95, 0x00}, s.Bytes(32)...) // a user's
	raw = binary.LittleEndian.AppendUint16(raw, checksum.CRC16(raw))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw)
}

func telegramBot(text []byte, at int) (Match, bool) {
	id := isDigit.back(text, at, 12)
	start, body := at-id, isURL64.run(text, at+1, 40)
	if id < 8 || id > 10 || body != 35 || !isWord.fresh(text, start) || repetitive(text[at+3:at+1+body]) {
		return Match{}, false
	}
	return Match{Start: start, End: at + 1 + body, Confidence: finding.Strong, Note: "its format is right", Soft: true}, true
}

func mailchimp(text []byte, at int) (Match, bool) {
	end := at + len("-us")
	n := isDigit.run(text, end, 3)
	if isAnyHex.back(text, at, 33) != 32 || n < 1 || n > 2 || !isWord.clear(text, at-32, end+n) || !isHex.all(text[at-32:at]) || repetitive(text[at-32:at]) {
		return Match{}, false
	}
	return Match{Start: at - 32, End: end + n, Confidence: finding.Strong, Note: "its format is right", Soft: true}, true
}

// endsWith verifies n characters of a set in front of fixed letters.
func endsWith(set *class, n int, suffix string) Finder {
	return func(text []byte, at int) (Match, bool) {
		end := at + len(suffix)
		if set.back(text, at, n+1) != n || !isWord.clear(text, at-n, end) || repetitive(text[at-n:at]) {
			return Match{}, false
		}
		return Match{Start: at - n, End: end, Confidence: finding.Strong, Note: "its format is right", Soft: true}, true
	}
}

func terraformCloud(text []byte, at int) (Match, bool) {
	start := at - isAlnum.back(text, at, 15)
	body := at + len(".atlasv1.")
	n := isURL64.run(text, body, 80)
	if at-start != 14 || n < 60 || n > 70 || repetitive(text[body:body+n]) {
		return Match{}, false
	}
	return Match{Start: start, End: body + n, Confidence: finding.Strong, Note: "its format is right", Soft: true}, true
}

func salesforce(text []byte, at int) (Match, bool) {
	id := isAlnum.run(text, at, 19)
	mark := at + id
	if id < 15 || id > 18 || mark >= len(text) || text[mark] != '!' || !isWord.fresh(text, at) {
		return Match{}, false
	}
	n := isToken.run(text, mark+1, 130)
	if n < 80 || n > 120 || repetitive(text[mark+1:mark+1+n]) {
		return Match{}, false
	}
	return Match{Start: at, End: mark + 1 + n, Prefix: "00D", Confidence: finding.Strong, Note: "its format is right", Soft: true}, true
}

// cbc is the DER of the object identifier of Triple DES in CBC mode, which
// Firefox writes into every saved login (and that of AES-256 in newer ones).
var cbc = [][]byte{{0x06, 0x08, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x03, 0x07}, {0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2A}}

func savedLogin(text []byte, at int) (Match, bool) {
	name := at + 1 + bytes.IndexByte(text[at+1:min(len(text), at+32)], '"') + 1
	start := name + isAssigning.run(text, name, 6)
	n := isBase64.run(text, start, 4096)
	raw, _ := base64.RawStdEncoding.DecodeString(string(text[start : start+n]))
	for _, cipher := range cbc {
		if len(raw) > 40 && raw[0] == 0x30 && bytes.Contains(raw[:min(len(raw), 64)], cipher) {
			return Match{Start: start, End: start + n, Confidence: finding.Strong, Note: "its encryption is Firefox's", Soft: true}, true
		}
	}
	return Match{}, false
}

func plantedLogin(s *planted.Source) string {
	raw := append([]byte{0x30, 0x3A, 0x04, 0x10}, s.Bytes(16)...)
	raw = append(append(raw, 0x30, 0x14), cbc[0]...)
	return base64.RawStdEncoding.EncodeToString(append(raw, s.Bytes(28)...))
}

// maven wants base64 between braces.
func maven(openings ...string) Finder {
	return func(text []byte, at int) (Match, bool) {
		for _, opening := range openings {
			if !strings.HasPrefix(string(text[at:min(len(text), at+len(opening))]), opening) {
				continue
			}
			start := at + len(opening)
			n := isBase64.run(text, start, 400)
			end := start + n
			for end < len(text) && text[end] == '=' {
				end++
			}
			if n >= 24 && end < len(text) && text[end] == '}' && !repetitive(text[start:start+n]) {
				return Match{Start: start, End: end, Confidence: finding.Likely, Note: "it is encrypted", Soft: true}, true
			}
		}
		return Match{}, false
	}
}
