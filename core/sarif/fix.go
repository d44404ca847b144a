package sarif

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// fixText is what hosts show beside a fix.
const fixText = "what the rule would write instead"

// SARIF 2.1.0, section 3.55: fixes[].artifactChanges[].replacements[].
type fix struct {
	Description text             `json:"description"`
	Changes     []artifactChange `json:"artifactChanges"`
}

type artifactChange struct {
	Artifact     artifactLocation `json:"artifactLocation"`
	Replacements []replacement    `json:"replacements"`
}

type replacement struct {
	Deleted  *region `json:"deletedRegion"`
	Inserted text    `json:"insertedContent"`
}

// fixes carries a rule's fix over. Its text is code, so it stays as it is.
func fixes(replacements []finding.Replacement) []fix {
	if len(replacements) == 0 {
		return nil
	}
	change := artifactChange{Artifact: place(replacements[0].Location).Physical.Artifact}
	for _, r := range replacements {
		change.Replacements = append(change.Replacements,
			replacement{Deleted: area(r.Location), Inserted: text{Text: strings.ToValidUTF8(r.Text, "�")}})
	}
	return []fix{{Description: text{Text: fixText}, Changes: []artifactChange{change}}}
}
