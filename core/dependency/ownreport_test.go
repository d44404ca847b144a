package dependency

import (
	"testing"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestAnEarlierReportIsNoInput(t *testing.T) {
	ours, err := inventory.WriteCycloneDX(inventory.New([]inventory.Package{{Ecosystem: "npm", Name: "old", Version: "1.0.0"}}), inventory.Subject{Name: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	const theirs = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "old", "version": "1.0.0", "purl": "pkg:npm/old@1.0.0"}]}`
	report := map[string]string{"out/verdict.json": "{}", "out/sallyport.sarif": "{}", "out/summary.md": ""}
	for _, test := range []struct {
		name, path, content string
		read                bool
	}{
		{"the SBOM of a report", "out/sbom.cdx.json", string(ours), false},
		{"one of the same name by another tool", "out/sbom.cdx.json", theirs, true},
		{"our own without the report", "vendor/sbom.cdx.json", string(ours), true},
		{"our own under another name", "out/shop.cdx.json", string(ours), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := map[string]string{test.path: test.content}
			for name, content := range report {
				tree[name] = content
			}
			inv, coverage, err := Inventory(t.Context(), repo.Memory(tree))
			if err != nil {
				t.Fatal(err)
			}
			if read := len(inv.Packages) == 1; read != test.read {
				t.Errorf("packages = %+v, want read = %v", inv.Packages, test.read)
			}
			if skipped := coverage.Skips["an earlier report of Sallyport"] == 1; skipped == test.read {
				t.Errorf("skips = %v", coverage.Skips)
			}
		})
	}
}
