package rules

import (
	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func grafana() []Kind {
	const prefix = "glsa_"
	hit := func(s *planted.Source) string {
		body := prefix + s.Text(planted.Base62, 32)
		return body + "_" + checksum.CRCHex([]byte(body))
	}
	return []Kind{{ID: "grafana-service-account-token", Title: "Grafana service account token",
		Opens: "Reads and changes dashboards and data sources, as far as its role reaches.", Revoke: "Delete the token on the service account's page.",
		Page: "https://grafana.com/docs/grafana/latest/administration/service-accounts/", Instead: UseVault,
		Severity: finding.High, Confidence: finding.Proven, Rank: Gated, Anchors: []string{prefix}, Find: grafanaToken, Hit: hit,
		Miss: func(s *planted.Source) string { return broken(s, hit(s), len(prefix), 37) }}}
}

// grafanaToken verifies 32 characters, a low line, and the CRC of all before it.
func grafanaToken(text []byte, at int) (Match, bool) {
	end := at + 46
	if end > len(text) || !isAlnum.all(text[at+5:at+37]) || text[at+37] != '_' || !isHex.all(text[at+38:end]) || !isWord.clear(text, at, end) {
		return Match{}, false
	}
	m := Match{Start: at, End: end, Prefix: "glsa_", Confidence: finding.Info, Note: "its checksum does not fit, so it is no working token"}
	if checksum.CRCHex(text[at:at+37]) == string(text[at+38:end]) {
		m.Confidence, m.Note = finding.Proven, "its checksum is right"
	}
	return m, true
}
