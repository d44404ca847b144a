package sast_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sallyport-gate/sallyport/core/sast"
)

// TestTheGuidesExamplesDoWhatTheySay runs each rule of the guide on the code
// block behind it.
func TestTheGuidesExamplesDoWhatTheySay(t *testing.T) {
	guide, err := os.ReadFile("../../docs/rules-guide.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```yaml rule\n(.*?)^```\n\n^```(\\w+)\n(.*?)^```").FindAllStringSubmatch(string(guide), -1)
	if want := strings.Count(string(guide), "```yaml rule"); len(blocks) != want || want == 0 {
		t.Fatalf("%d of %d rules have code behind them", len(blocks), want)
	}
	extensions := map[string]string{"python": "py", "javascript": "js", "conf": "conf"}
	for _, b := range blocks {
		files := fstest.MapFS{"r.yaml": {Data: []byte(b[1])}, "r." + extensions[b[2]]: {Data: []byte(b[3])}}
		got, err := sast.TestRules(t.Context(), files, false)
		if err != nil {
			t.Fatal(err)
		}
		if got.Rules != 1 || got.Hits == 0 {
			t.Errorf("%d rules with %d hits in\n%s", got.Rules, got.Hits, b[1])
		}
		for _, problem := range got.Problems {
			t.Errorf("%s in\n%s", problem, b[1])
		}
	}
}
