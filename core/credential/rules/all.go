package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// All lists every kind, sorted by id. Adding a kind is one entry in one of the
// tables; adding a table is one line here.
func All() []Kind {
	kinds := slices.Concat(azureKeys(), commonKeys(), devOps(), entra(), sas(), github(), npm(), gitlab(), grafana(),
		aws(), google(), jwt(), privateKeys(), keyStores(), services(), vendors(), shapes(), hashes(), contextual())
	slices.SortFunc(kinds, func(a, b Kind) int { return cmp.Compare(a.ID, b.ID) })
	return kinds
}

// Rule is the public face of a kind.
func (k Kind) Rule() finding.Rule {
	return finding.Rule{
		ID: "credential/" + k.ID, Title: k.Title, Summary: k.Opens + " " + k.Revoke,
		Help: fmt.Sprintf("**What it opens.** %s\n\n**What to do now.** %s See [the vendor's page](%s). "+
			"Whoever could read the repository may have it, so deleting the line is not enough: the history keeps it.\n\n**How to keep it out.** %s\n",
			k.Opens, k.Revoke, k.Page, k.Instead),
		HelpURI: k.Page, CWE: k.weaknesses(), Severity: k.Severity, Confidence: k.Confidence, Tags: []string{"secret"},
	}
}

// weaknesses: CWE-798 hard-coded credentials, with the narrower number in front.
func (k Kind) weaknesses() []int {
	switch k.ID {
	case "private-key", "encrypted-private-key", "google-service-account-key", "putty-key", PKCS12, Java, MachineKey, "age-secret-key":
		return []int{321, 798} // hard-coded cryptographic key
	case Password, URLPassword, DatabaseURL, SQLConnection, SecureString, BasicHeader, PublishProfile:
		return []int{259, 798} // hard-coded password
	}
	return []int{798}
}
