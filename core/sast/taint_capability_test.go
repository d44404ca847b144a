package sast

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sallyport-gate/sallyport/core/repo"
)

const capabilityRule = `
rules:
- id: r
  languages: [python, javascript, java, csharp, go]
  severity: ERROR
  message: found
  mode: taint
  pattern-sources: [{pattern: source()}]
  pattern-sinks: [{patterns: [{pattern: sink($X)}, {focus-metavariable: $X}]}]
`

// Each archive in testdata/taint shows one capability in every language. A line
// that ends with the comment "tainted" is found, and no other line is.
func TestWhatTheTaintEngineFollows(t *testing.T) {
	archives, err := filepath.Glob("testdata/taint/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("found %d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, extension := range []string{".py", ".js", ".java", ".cs", ".go"} {
			files, want := map[string]string{}, []string{}
			for _, f := range archive.Files {
				if filepath.Ext(f.Name) != extension {
					continue
				}
				files[f.Name] = string(f.Data)
				for i, line := range strings.Split(string(f.Data), "\n") {
					if strings.HasSuffix(line, "// tainted") || strings.HasSuffix(line, "# tainted") {
						want = append(want, fmt.Sprintf("%s:%d", f.Name, i+1))
					}
				}
			}
			if len(files) == 0 {
				continue
			}
			subject := strings.ReplaceAll(strings.TrimSuffix(filepath.Base(name), ".txtar"), "-", " ")
			t.Run(subject+" in "+strings.TrimPrefix(extension, "."), func(t *testing.T) {
				if len(want) == 0 {
					t.Fatal("no line of it is marked as tainted")
				}
				slices.Sort(want)
				if diff := cmp.Diff(want, placesFound(t, files)); diff != "" {
					t.Errorf("places -want +got\n%s", diff)
				}
			})
		}
	}
}

func placesFound(t *testing.T, files map[string]string) []string {
	t.Helper()
	c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(capabilityRule)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Run(t.Context(), repo.Memory(files))
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, f := range result.Findings {
		found = append(found, fmt.Sprintf("%s:%d", f.Location.Path, f.Location.StartLine))
		if len(f.Flow) < 2 {
			t.Errorf("%v: the flow has %d steps, want at least two", f.Location, len(f.Flow))
		}
	}
	for _, g := range result.Coverage.Gaps {
		t.Errorf("gap: %s", g.Message)
	}
	slices.Sort(found)
	return found
}

func TestAFlowNamesTheFilesThatItLeadsThrough(t *testing.T) {
	c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(capabilityRule)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Run(t.Context(), repo.Memory(map[string]string{
		"web.py":   "import store\n\ndef view():\n    name = source()\n    store.save(name)\n",
		"store.py": "def save(row):\n    sink(row)\n",
	}))
	if err != nil || len(result.Findings) != 1 {
		t.Fatalf("got %d findings, %v; want one", len(result.Findings), err)
	}
	var steps []string
	for _, s := range result.Findings[0].Flow {
		steps = append(steps, fmt.Sprintf("%s:%d: %s", s.Location.Path, s.Location.StartLine, s.Message))
	}
	want := []string{
		"web.py:4: the value comes from outside", "web.py:4: it is stored in name", "web.py:5: it is passed to store.save(…)",
		"store.py:1: it arrives as row", "store.py:2: it is used here",
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("steps -want +got\n%s", diff)
	}
}
