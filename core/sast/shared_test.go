package sast

import (
	"testing"

	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestRulesShareFormulasThatAreTheSame(t *testing.T) {
	entry := func(condition string) string {
		return "  mode: taint\n  pattern-sources: [{pattern: source()}]\n  pattern-sinks: [{pattern: sink(...)}]\n" +
			"  pattern-sanitizers:\n  - patterns:\n    - pattern: $F(...)\n    - metavariable-regex: {metavariable: $F, regex: " + condition + "}\n"
	}
	text := "rules:\n"
	for _, r := range []struct{ id, condition string }{{"a", "clean"}, {"b", "clean"}, {"c", "wash"}} {
		text += "- id: " + r.id + "\n  languages: [python]\n  severity: ERROR\n  message: m\n" + entry(r.condition)
	}
	c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(text)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	program := c.programs[named(c.languages, "python")[0]]
	if got, want := len(program.formulas), 4; got != want { // source, sink and two sanitizers
		t.Errorf("got %d different formulas, want %d", got, want)
	}
	result, err := c.Run(t.Context(), repo.Memory(map[string]string{"a.py": "sink(clean(source()))\nsink(wash(source()))\n"}))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range result.Findings {
		got[f.Rule] += f.Location.StartLine
	}
	if got["sast/a"] != 2 || got["sast/b"] != 2 || got["sast/c"] != 1 {
		t.Errorf("got %v, want line 2 from a and b, and line 1 from c", got)
	}
}
