package dependency

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
	"github.com/sallyport-gate/sallyport/internal/schematest"
)

var update = flag.Bool("update", false, "write what is read now into the golden files")

// answer is the name of the part of a golden file that holds what is read.
const answer = "what is read"

// TestEveryQuirkIsReadAsItsGoldenFileSays: each file in testdata/quirks is one
// quirk of a format, with the tree's files and what is read of them.
func TestEveryQuirkIsReadAsItsGoldenFileSays(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "quirks", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.ReplaceAll(strings.TrimSuffix(filepath.Base(name), ".txtar"), "-", " "), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tree := map[string]string{}
			want := ""
			archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool {
				if f.Name == answer {
					want = string(f.Data)
				} else {
					tree[f.Name] = string(f.Data)
				}
				return f.Name == answer
			})
			got := describe(t, tree)
			if *update && got != want {
				archive.Files = append(archive.Files, txtar.File{Name: answer, Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// validSBOM holds what is written of an inventory against the format's schema.
func validSBOM(t *testing.T, valid func([]byte), inv inventory.Inventory) {
	t.Helper()
	document, err := inventory.WriteCycloneDX(inv, inventory.Subject{Name: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	valid(document)
}

// describe has a line for each package, gap and note.
func describe(t *testing.T, tree map[string]string) string {
	t.Helper()
	inv, coverage, err := Inventory(t.Context(), repo.Memory(tree))
	if err != nil {
		t.Fatal(err)
	}
	validSBOM(t, schematest.CycloneDX(t), inv)
	packages := slices.SortedFunc(slices.Values(inv.Packages), func(a, b inventory.Package) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), a.Compare(b))
	})
	var b strings.Builder
	for _, p := range packages {
		version := p.Version
		if version == "" {
			version = fmt.Sprintf("open %q", p.Requirement)
		}
		fmt.Fprintf(&b, "%s: %s %s %s", place(p.Path, p.Line), p.Ecosystem, p.Name, version)
		for _, mark := range []struct {
			text string
			set  bool
		}{{"direct", p.Direct}, {"development", p.Development}, {"via " + p.Via, p.Via != ""}, {"license " + p.License, p.License != ""}, {"source " + p.Source, p.Source != ""}} {
			if mark.set {
				b.WriteString(", " + mark.text)
			}
		}
		b.WriteByte('\n')
	}
	for _, g := range coverage.Gaps {
		fmt.Fprintf(&b, "gap, %s, %s: %s\n", g.Kind, g.Path, g.Message)
	}
	for _, n := range coverage.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	return b.String()
}
