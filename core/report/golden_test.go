package report

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGoldenFiles(t *testing.T) {
	for _, c := range []struct {
		name   string
		report *Report
	}{{"rich", rich()}, {"rollback", goingBack()}} {
		t.Run(c.name, func(t *testing.T) {
			golden(t, c.name+".md", Summary(c.report))
			golden(t, c.name+".txt", Text(c.report, Style{Width: 100}))
			page, err := HTML(c.report)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, c.name+".html", string(page))
			verdict, err := JSON(c.report)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, c.name+".json", string(verdict))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: -want +got\n%s", name, diff)
	}
}
