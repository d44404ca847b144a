package sast

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestATypedPatternKnowsFieldsOfOtherFiles(t *testing.T) {
	const rules = `
rules:
- id: r
  languages: [java]
  severity: ERROR
  message: found
  mode: taint
  pattern-sources: [{pattern: (HttpServletRequest $R).getParameter(...)}]
  pattern-sinks: [{patterns: [{pattern: sink($X)}, {focus-metavariable: $X}]}]
`
	c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(rules)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Run(t.Context(), repo.Memory(map[string]string{
		"a/View.java":   "package a;\nclass View {\n  void f(Holder h, Other o) {\n    sink(h.request.getParameter(\"x\"));\n    sink(o.request.getParameter(\"x\"));\n  }\n}\n",
		"a/Holder.java": "package a;\nclass Holder { HttpServletRequest request; }\n",
		"a/Other.java":  "package a;\nclass Other { Settings request; }\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, f := range result.Findings {
		lines = append(lines, f.Location.StartLine)
	}
	if diff := cmp.Diff([]int{4}, lines); diff != "" {
		t.Errorf("lines -want +got\n%s", diff)
	}
}

func TestLabelsSayWhichSourcesASinkAsksFor(t *testing.T) {
	const rule = `
mode: taint
pattern-sources:
- {pattern: user(), label: USER}
- {pattern: join(...), label: JOINED, requires: USER}
pattern-sinks:
- {pattern: sink($X), requires: JOINED}
- {pattern: plain($X), requires: USER and not JOINED}
`
	tests := []struct {
		name, code string
		want       []int
	}{
		{"both labels", "a = user()\nsink(join(a))", []int{2}},
		{"the first label is not enough", "a = user()\nsink(a)", nil},
		{"a label that requires another one", "a = join(1)\nsink(a)", nil},
		{"one label and not the other", "a = user()\nplain(a)\nplain(join(a))", []int{2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, runRule(t, "python", "a.py", tt.code+"\n", rule)); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}

// A walk over a long chain of files and a hundred callers stays within its
// budget, and says the same twice.
func TestManyFilesGiveTheSameResultTwice(t *testing.T) {
	files := map[string]string{"app/sinks.py": "def save(x):\n    sink(x)\n"}
	for i := range 100 {
		name := string(rune('a'+i/26)) + string(rune('a'+i%26))
		files["app/"+name+".py"] = "from app.sinks import save\n\ndef view():\n    save(source())\n"
	}
	first := placesFound(t, files)
	if diff := cmp.Diff([]string{"app/sinks.py:2"}, first); diff != "" {
		t.Errorf("places -want +got\n%s", diff)
	}
	for range 3 {
		if diff := cmp.Diff(first, placesFound(t, files)); diff != "" {
			t.Errorf("another run differs: -first +again\n%s", diff)
		}
	}
}

func TestThePackKnowsWhatAGoRequestFills(t *testing.T) {
	check, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	const code = `package a

import (
	"encoding/json"
	"net/http"
	"os"
)

func view(w http.ResponseWriter, r *http.Request) {
	os.Open("/data/" + r.URL.Path)
	var wanted, other struct{ File string }
	json.NewDecoder(r.Body).Decode(&wanted)
	os.ReadFile("uploads/" + wanted.File)
	os.ReadFile("uploads/" + other.File)
}
`
	result, err := check.Run(t.Context(), repo.Memory(map[string]string{"a.go": code}))
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, f := range result.Findings {
		if f.Rule == "sast/go-path-traversal" {
			lines = append(lines, f.Location.StartLine)
		}
	}
	if diff := cmp.Diff([]int{10, 13}, lines); diff != "" {
		t.Errorf("lines -want +got\n%s", diff)
	}
}
