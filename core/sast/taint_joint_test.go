package sast

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// Rules that share a walk must each find what they find alone.
const jointRules = `
rules:
- {id: plain, languages: [python], severity: ERROR, message: m, mode: taint,
   pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}]}
- {id: strict, languages: [python], severity: ERROR, message: m, mode: taint,
   pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}], pattern-sanitizers: [{pattern: clean(...)}]}
- {id: wide, languages: [python], severity: ERROR, message: m, mode: taint,
   pattern-sources: [{pattern: source()}, {pattern: other()}], pattern-sinks: [{pattern: sink(...)}]}
- {id: filled, languages: [python], severity: ERROR, message: m, mode: taint,
   pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}],
   pattern-propagators: [{pattern: $A.attach($B), from: $B, to: $A}]}
- {id: drain, languages: [python], severity: ERROR, message: m, mode: taint,
   pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: drain(...)}]}
- {id: labelled, languages: [python], severity: ERROR, message: m, mode: taint,
   pattern-sources: [{pattern: source(), label: A}], pattern-sinks: [{pattern: sink(...), requires: A}]}
`

func TestRulesThatShareAWalkFindWhatTheyFindAlone(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"nothing sets them apart", map[string]string{"a.py": "sink(source())\ndrain(source())\n"},
			[]string{"drain a.py:2", "filled a.py:1", "labelled a.py:1", "plain a.py:1", "strict a.py:1", "wide a.py:1"}},
		{"one has a sanitizer in the file", map[string]string{"a.py": "sink(clean(source()))\n"},
			[]string{"filled a.py:1", "labelled a.py:1", "plain a.py:1", "wide a.py:1"}},
		{"one has a sanitizer that makes a list", map[string]string{"a.py": "def clean(x):\n    return [x]\na = clean(source())\nsink(a[0])\n"},
			[]string{"filled a.py:4", "labelled a.py:4", "plain a.py:4", "wide a.py:4"}},
		{"what is clean for one keeps its way for the others", map[string]string{"a.py": "a = source()\nif x:\n    a = clean(a)\nsink(a)\nb = clean(a)\nsink(b)\n"},
			[]string{"filled a.py:4", "filled a.py:6", "labelled a.py:4", "labelled a.py:6", "plain a.py:4", "plain a.py:6", "strict a.py:4", "wide a.py:4", "wide a.py:6"}},
		{"one has another source in the file", map[string]string{"a.py": "x = source()\nsink(other())\n"}, []string{"wide a.py:2"}},
		{"one has a propagator in the file", map[string]string{"a.py": "a.attach(source())\nb.attach(1)\nsink(b)\nsink(a)\n"}, []string{"filled a.py:4"}},
		{"one has a sanitizer in a file that the walk leads into", map[string]string{
			"a.py": "import b\ndef f():\n    b.save(source())\n", "b.py": "def save(x):\n    sink(clean(x))\n    drain(x)\n"},
			[]string{"drain b.py:3", "filled b.py:2", "labelled b.py:2", "plain b.py:2", "wide b.py:2"}},
		{"one has another source in a file that the walk leads into", map[string]string{
			"a.py": "import b\ndef f():\n    sink(b.load(source()))\n", "b.py": "def load(x):\n    return other()\n"},
			[]string{"wide a.py:3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte(jointRules)}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			result, err := c.Run(t.Context(), repo.Memory(tt.files))
			if err != nil {
				t.Fatal(err)
			}
			found := []string{}
			for _, f := range result.Findings {
				found = append(found, fmt.Sprintf("%s %s:%d", f.Rule[len("sast/"):], f.Location.Path, f.Location.StartLine))
			}
			slices.Sort(found)
			if diff := cmp.Diff(tt.want, found); diff != "" {
				t.Errorf("findings -want +got\n%s", diff)
			}
		})
	}
}
