package rules

import (
	"encoding/base64"
	"encoding/binary"

	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// commonKeys are keys in Microsoft's common annotated format (CASK): the
// letters JQQJ at 52, the provider's signature at 76, a checksum at 80. Real
// keys of some providers carry a checksum of another making, so the format
// decides and a right checksum only promotes.
func commonKeys() []Kind {
	type provider struct {
		id, name, signature, opens, revoke, page, instead string
	}
	providers := []provider{
		{"azure-devops-token", "Azure DevOps personal access token", "AZDO", "Acts as its owner in Azure DevOps: code, pipelines, packages, as far as its scopes reach.",
			"Revoke the token under User settings, Personal access tokens.", "https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate", UseJobToken},
		{"azure-ai-services-key", "Azure AI services or Azure OpenAI key", "ACOG", "Calls the models of the resource at the owner's cost, and reads what they are fed.",
			"Regenerate both keys of the Azure AI resource, then disable local authentication.", "https://learn.microsoft.com/azure/ai-services/rotate-keys", UseIdentity},
		{"azure-event-grid-common-key", "Azure Event Grid key (annotated)", "AZEG", "Publishes events to the topic or domain.",
			"Regenerate both keys of the topic (az eventgrid topic key regenerate).", "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures", UseIdentity},
		{"azure-communication-key", "Azure Communication Services key", "AZCS", "Sends mail and messages and places calls at the owner's cost.",
			"Regenerate the resource's keys (az communication regenerate-key).", "https://learn.microsoft.com/azure/communication-services/concepts/authentication", UseIdentity},
		{"azure-app-configuration-key", "Azure App Configuration key", "AZAC", "Reads or changes the configuration store, with what it holds.",
			"Regenerate the store's access keys (az appconfig credential regenerate), then disable local authentication.", "https://learn.microsoft.com/azure/azure-app-configuration/howto-disable-access-key-authentication", UseIdentity},
		{"azure-fluid-relay-key", "Azure Fluid Relay key", "AZFR", "Signs tokens for every container of the relay.",
			"Regenerate the Fluid Relay resource's key.", "https://learn.microsoft.com/azure/azure-fluid-relay/how-tos/fluid-json-web-token", UseIdentity},
		{"azure-mixed-reality-key", "Azure Mixed Reality key", "AZMR", "Uses the Mixed Reality account.",
			"Regenerate the account's keys.", "https://learn.microsoft.com/azure/", UseIdentity},
		{"azure-maps-key", "Azure Maps key", "AZMP", "Uses the Maps account at the owner's cost.",
			"Regenerate the account's keys (az maps account keys renew).", "https://learn.microsoft.com/azure/azure-maps/how-to-manage-authentication", UseIdentity},
		{"azure-sql-common-key", "Azure SQL key (annotated)", "msql", "Signs in to the database service.",
			"Reset the credential, then use Entra authentication only.", "https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview", UseIdentity},
	}
	kinds := make([]Kind, 0, len(providers)+1)
	for _, p := range providers {
		kinds = append(kinds, Kind{ID: p.id, Title: p.name, Opens: p.opens, Revoke: p.revoke, Page: p.page, Instead: p.instead,
			Severity: finding.Critical, Confidence: finding.Proven, Rank: Gated, Anchors: []string{p.signature},
			Find: func(text []byte, at int) (Match, bool) { return common(text, at-76) },
			Hit: func(s *planted.Source) string {
				return planted.Common(s.Text(planted.Hex, 16), p.signature)
			},
			Miss: func(s *planted.Source) string {
				return broken(s, planted.Common(s.Text(planted.Hex, 16), p.signature), 52, 56)
			}})
	}
	return append(kinds, Kind{ID: "azure-annotated-key", Title: "Azure key in the common annotated format",
		Opens: "Opens the Azure service that issued it.", Revoke: "Find the service by the name beside the key, and regenerate its keys.",
		Page: "https://github.com/microsoft/security-utilities", Instead: UseIdentity, Severity: finding.High, Confidence: finding.Strong, Rank: Format,
		Anchors: []string{"JQQJ"}, Find: func(text []byte, at int) (Match, bool) { return common(text, at-52) },
		Hit:  func(s *planted.Source) string { return planted.Common(s.Text(planted.Hex, 16), "AzXy") },
		Miss: func(s *planted.Source) string { return planted.Common(s.Text(planted.Hex, 16), "AzXy")[:70] }})
}

// common verifies a key of 84 characters from start: year and month of issue
// and the kind are single characters with few possible values.
func common(text []byte, start int) (Match, bool) {
	const length = 84
	if start < 0 || start+length > len(text) {
		return Match{}, false
	}
	key := text[start : start+length]
	if string(key[52:56]) != "JQQJ" || !isAlnum.all(key) || !isAlnum.clear(text, start, start+length) ||
		key[56] != '9' || key[57] != '9' && key[57] != 'D' && key[57] != 'H' || key[59] < 'A' || key[59] > 'L' {
		return Match{}, false
	}
	end := start + length
	if end+4 <= len(text) && isAlnum.all(text[end:end+2]) && string(text[end+2:end+4]) == "==" {
		end += 4
	}
	m := Match{Start: start, End: end, Normal: string(key), Confidence: finding.Strong, Note: "its format is right"}
	raw, err := base64.StdEncoding.DecodeString(string(key))
	if err == nil && (checksum.Marvin62(raw[:60], "Default0") == string(key[80:]) ||
		checksum.Marvin(raw[:60], "Default0")&0xFFFFFF == binary.LittleEndian.Uint32(append(raw[60:63:63], 0))) {
		m.Confidence, m.Note = finding.Proven, "its checksum is right"
	}
	return m, true
}
