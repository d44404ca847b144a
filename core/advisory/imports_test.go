package advisory

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// goRecord is a record of Go's database for example.com/m, with one affected
// entry for each of specifics.
func goRecord(id, aliases string, specifics ...string) []byte {
	var affected []string
	for i, specific := range specifics {
		affected = append(affected, fmt.Sprintf(`{"package": {"ecosystem": "Go", "name": "example.com/m"}, "ecosystem_specific": %s,
"ranges": [{"type": "SEMVER", "events": [{"introduced": "1.%d.0"}, {"fixed": "1.%d.9"}]}]}`, specific, i, i))
	}
	return fmt.Appendf(nil, `{"id": %q, "modified": "2026-01-01T00:00:00Z", "aliases": [%s], "affected": [%s]}`, id, aliases, strings.Join(affected, ","))
}

func TestAMatchNamesTheFlawedPackagesOfGo(t *testing.T) {
	const parse = `{"imports": [{"path": "example.com/m/a", "symbols": ["Parse", "Reader.Next"], "goos": ["windows"]}, {"path": "example.com/m/b"}]}`
	parsed := []Import{{Path: "example.com/m/a", Symbols: []string{"Parse", "Reader.Next"}}, {Path: "example.com/m/b", Symbols: []string{}}}
	for _, test := range []struct {
		name    string
		records [][]byte
		want    []Import
	}{
		{"packages with and without symbols", [][]byte{goRecord("GO-2026-0001", "", parse)}, parsed},
		{"GitHub's record of the same flaw names none and takes nothing away", [][]byte{goRecord("GO-2026-0001", `"GHSA-2222-2222-2222"`, parse), goRecord("GHSA-2222-2222-2222", "", `{}`)}, parsed},
		{"GitHub's record alone does not tell", [][]byte{goRecord("GHSA-2222-2222-2222", "", parse)}, nil},
		{"a record that nobody has reviewed does not tell", [][]byte{goRecord("GO-2026-0001", "", `{"custom_ranges": []}`)}, nil},
		{"of two ranges of one module what either names counts", [][]byte{goRecord("GO-2026-0001", "", `{"imports": [{"path": "example.com/m/z", "symbols": ["Z"]}]}`, parse)},
			append(parsed[:2:2], Import{Path: "example.com/m/z", Symbols: []string{"Z"}})},
		{"of two ranges of which one does not tell, none does", [][]byte{goRecord("GO-2026-0001", "", parse, `null`)}, nil},
		{"of two records of Go of which one does not tell, none does", [][]byte{goRecord("GO-2026-0001", "", parse), goRecord("GO-2026-0002", `"GO-2026-0001"`, `{}`)}, nil},
		{"a name with a space is no name", [][]byte{goRecord("GO-2026-0001", "", `{"imports": [{"path": "example.com/m/a", "symbols": ["Parse x"]}]}`)}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			content, err := BuildRecords(test.records, Options{Complete: []string{"Go"}})
			if err != nil {
				t.Fatal(err)
			}
			index, err := OpenBytes(content)
			if err != nil {
				t.Fatal(err)
			}
			matches, _, err := index.Match("Go", "example.com/m", "v1.0.1")
			if err != nil || len(matches) != 1 {
				t.Fatalf("got %+v, %v; want one match", matches, err)
			}
			if diff := cmp.Diff(test.want, matches[0].Imports); diff != "" {
				t.Errorf("imports (-want +got):\n%s", diff)
			}
		})
	}
}
