package rules

import (
	"encoding/base32"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// DevOpsPAT is the older personal access token of Azure DevOps: 52 characters
// of base32 without any letters that give it away. Package credential finds
// runs of that length, and DevOpsRun judges them.
const DevOpsPAT = "azure-devops-pat"

// DevOpsLength is the length of such a token in characters.
const DevOpsLength = 52

func devOps() []Kind {
	return []Kind{{ID: DevOpsPAT, Title: "Azure DevOps personal access token (older form)",
		Opens:   "Acts as its owner in Azure DevOps: code, pipelines, packages, as far as its scopes reach.",
		Revoke:  "Revoke the token under User settings, Personal access tokens.",
		Page:    "https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
		Instead: UseJobToken, Severity: finding.Critical, Confidence: finding.Proven, Rank: Gated,
		Hit: func(s *planted.Source) string { return planted.AzureDevOpsPAT(s.Text(planted.Hex, 16)) },
		Miss: func(s *planted.Source) string {
			b := []byte(planted.AzureDevOpsPAT(s.Text(planted.Hex, 16)))
			at := s.Number(DevOpsLength - 1)
			for old := b[at]; b[at] == old; {
				b[at] = "abcdefghijklmnopqrstuvwxyz234567"[s.Number(32)]
			}
			return string(b)
		},
	}}
}

// DevOpsRun judges a run of 52 characters. A checksum that does not fit is no
// news: hashes and ids have this shape too.
func DevOpsRun(text []byte, start int) (Match, bool) {
	end := start + DevOpsLength
	if !isAlnum.clear(text, start, end) {
		return Match{}, false
	}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(string(text[start:end])))
	if err != nil || len(raw) != 32 || !checksum.DevOps([32]byte(raw)) {
		return Match{}, false
	}
	return Match{Start: start, End: end, Confidence: finding.Proven, Note: "its checksum is right"}, true
}
