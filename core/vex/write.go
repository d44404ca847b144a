package vex

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Said is a statement to be written.
type Said struct {
	Flaw          string
	Aliases       []string
	Product       string // package URL
	Status        string
	Justification string
	Impact        string // NotAffected, Fixed: in words
	Action        string // Affected: what is done about it
}

// Head is what a written document says of itself.
type Head struct {
	Authors []string
	Time    time.Time
	Tool    string // with its version
}

type saidFlaw struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
}

type saidProduct struct {
	ID          string            `json:"@id"`
	Identifiers map[string]string `json:"identifiers"`
}

type saidStatement struct {
	Vulnerability saidFlaw      `json:"vulnerability"`
	Products      []saidProduct `json:"products"`
	Status        string        `json:"status"`
	Justification string        `json:"justification,omitempty"`
	Impact        string        `json:"impact_statement,omitempty"`
	Action        string        `json:"action_statement,omitempty"`
}

// Write makes a document of version 0.2.0. Statements are sorted and repetitions
// dropped, and the document's id is their hash: the same words give the same bytes
// but for the time.
func Write(said []Said, head Head) ([]byte, error) {
	statements := make([]saidStatement, 0, len(said))
	for _, s := range said {
		statements = append(statements, saidStatement{
			Vulnerability: saidFlaw{s.Flaw, s.Aliases},
			Products:      []saidProduct{{ID: s.Product, Identifiers: map[string]string{"purl": s.Product}}},
			Status:        s.Status, Justification: s.Justification, Impact: s.Impact, Action: s.Action,
		})
	}
	slices.SortFunc(statements, compareSaid)
	statements = slices.CompactFunc(statements, func(a, b saidStatement) bool { return compareSaid(a, b) == 0 })
	text, err := json.Marshal(statements)
	if err != nil {
		return nil, fmt.Errorf("write the OpenVEX document: %w", err)
	}
	authors := slices.Clone(head.Authors)
	slices.Sort(authors)
	sum := sha256.Sum256(text)
	out, err := json.MarshalIndent(struct {
		Context    string          `json:"@context"`
		ID         string          `json:"@id"`
		Author     string          `json:"author"`
		Timestamp  string          `json:"timestamp"`
		Version    int             `json:"version"`
		Tooling    string          `json:"tooling"`
		Statements []saidStatement `json:"statements"`
	}{
		Context + "/v0.2.0", "urn:sallyport:vex:" + hex.EncodeToString(sum[:]), strings.Join(slices.Compact(authors), ", "),
		head.Time.UTC().Format(time.RFC3339), 1, head.Tool, statements,
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the OpenVEX document: %w", err)
	}
	return append(out, '\n'), nil
}

func compareSaid(a, b saidStatement) int {
	return cmp.Or(cmp.Compare(a.Vulnerability.Name, b.Vulnerability.Name), cmp.Compare(a.Products[0].ID, b.Products[0].ID),
		cmp.Compare(a.Status, b.Status), cmp.Compare(a.Justification, b.Justification),
		cmp.Compare(a.Impact, b.Impact), cmp.Compare(a.Action, b.Action))
}
