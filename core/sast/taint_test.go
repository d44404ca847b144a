package sast

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const taintRule = `
mode: taint
pattern-sources:
- pattern: source()
pattern-sinks:
- patterns:
  - pattern: sink($X)
  - focus-metavariable: $X
pattern-sanitizers:
- pattern: clean(...)
- by-side-effect: true
  patterns:
  - pattern: checked($X)
  - focus-metavariable: $X
pattern-propagators:
- pattern: $A.fill($B)
  from: $B
  to: $A
`

func TestTaintFollowsValuesThroughAFunction(t *testing.T) {
	tests := []struct {
		name, code string
		want       []int
	}{
		{"straight", "sink(source())", []int{1}},
		{"through a variable", "a = source()\nb = a\nsink(b)", []int{3}},
		{"a new value cleans the variable", "a = source()\na = 1\nsink(a)", nil},
		{"through a sum", "sink('x' + source())", []int{1}},
		{"through an f-string", "a = source()\nsink(f'x{a}y')", []int{2}},
		{"through formatting", "a = source()\nsink('{}'.format(a))\nsink('%s' % a)", []int{2, 3}},
		{"through an unknown call", "sink(other(source()))", []int{1}},
		{"not through a comparison", "sink(source() == 1)", nil},
		{"a sanitizer cleans", "sink(clean(source()))", nil},
		{"a check cleans the variable it names", "a = source()\nchecked(a)\nsink(a)", nil},
		{"a member of a tainted object", "a = source()\nsink(a.b.c)", []int{2}},
		{"a clean member of a tainted object", "a = source()\na.b = 1\nsink(a.b)\nsink(a.c)", []int{4}},
		{"one branch is enough", "a = 1\nif x:\n    a = source()\nsink(a)", []int{4}},
		{"both branches clean it", "a = source()\nif x:\n    a = 1\nelse:\n    a = 2\nsink(a)", nil},
		{"a branch that leaves does not count", "a = 1\nif x:\n    a = source()\n    raise E()\nsink(a)", nil},
		{"a loop carries a value to its next turn", "a = 1\nfor i in x:\n    sink(a)\n    a = source()", []int{3}},
		{"the target of a loop over a tainted list", "for i in source():\n    sink(i)", []int{2}},
		{"a value taken apart", "a, b = source()\nsink(b)", []int{2}},
		{"a lambda sees what is around it", "a = source()\nf = lambda: sink(a)", []int{2}},
		{"a function sees only what is around it", "def f():\n    a = source()\ndef g():\n    sink(a)", nil},
		{"a propagator fills its object", "a = source()\nb.fill(a)\nsink(b)", []int{3}},
		{"try and except are joined", "a = 1\ntry:\n    a = source()\nexcept E:\n    pass\nsink(a)", []int{6}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, runRule(t, "python", "a.py", tt.code+"\n", taintRule)); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}

func TestAFlowListsItsStopsSourceFirst(t *testing.T) {
	result := resultOf(t, "python", "a.py", "a = source()\nb = a\nsink(b)\n", taintRule)
	if len(result.findings) != 1 {
		t.Fatalf("got %d findings, want 1", len(result.findings))
	}
	var lines []int
	for _, step := range result.findings[0].Flow {
		lines = append(lines, step.Location.StartLine)
	}
	if diff := cmp.Diff([]int{1, 1, 2, 3}, lines); diff != "" {
		t.Errorf("lines of the flow -want +got\n%s", diff)
	}
}

func TestTheEmbeddedPackKnowsChecksAndSafeTypes(t *testing.T) {
	const rule = `
- id: r
  languages: [java, javascript, csharp]
  severity: ERROR
  message: found
  mode: taint
  pattern-sources: [{pattern: source()}]
  pattern-sinks: [{patterns: [{pattern: sink($X)}, {focus-metavariable: $X}]}]
`
	tests := []struct {
		name, file, code string
		want             int
	}{
		{"a number cannot carry text", "A.java", "class A { void f() { int a = source(); sink(a); String b = source(); sink(b); } }", 1},
		{"a parsed number", "a.js", "sink(parseInt(source()));", 0},
		{"a value from a list is the list's", "a.js", "const a = source(); if (!list.includes(a)) { return; } sink(a);", 0},
		{"a value not from the list", "a.js", "const a = source(); if (list.includes(a)) { return; } sink(a);", 1},
		{"equal to a constant", "a.js", "const a = source(); if (a === 'x') { sink(a); } else { sink(a); }", 1},
		{"a text that contains it says nothing", "A.java", "class A { void f(String all) { String a = source(); if (all.contains(a)) { sink(a); } } }", 1},
		{"a builder keeps what is appended", "A.cs", "class A { void F() { var b = new StringBuilder(); b.Append(source()); sink(b.ToString()); } }", 1},
		{"a size is a number", "a.js", "const a = source(); sink(a.length);", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte("rules:\n" + rule)}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			findings, _, err := c.examine(t.Context(), tt.file, []byte(tt.code))
			if err != nil {
				t.Fatal(err)
			}
			if len(findings) != tt.want {
				t.Errorf("got %d findings, want %d", len(findings), tt.want)
			}
		})
	}
}

func TestTheEmbeddedPackFollowsCallsInsideAFile(t *testing.T) {
	const rule = `
- id: r
  languages: [java, python]
  severity: ERROR
  message: found
  mode: taint
  pattern-sources: [{pattern: source()}]
  pattern-sinks: [{patterns: [{pattern: sink($X)}, {focus-metavariable: $X}]}]
`
	tests := []struct {
		name, file, code string
		want             int
	}{
		{"a helper passes its argument on", "a.py", "def h(a):\n    return a\ndef f():\n    sink(h(source()))\n", 1},
		{"a helper drops its argument", "a.py", "def h(a):\n    return 'x'\ndef f():\n    sink(h(source()))\n", 0},
		{"a helper has the sink", "a.py", "def h(a, b):\n    sink(b)\ndef f():\n    h(1, source())\n", 1},
		{"the other argument", "a.py", "def h(a, b):\n    sink(b)\ndef f():\n    h(source(), 1)\n", 0},
		{"a helper has the source", "a.py", "def h():\n    return source()\ndef f():\n    sink(h())\n", 1},
		{"named arguments", "a.py", "def h(a, b):\n    sink(b)\ndef f():\n    h(b=source(), a=1)\n", 1},
		{"a helper that calls itself", "a.py", "def h(a):\n    return h(a)\ndef f():\n    sink(h(source()))\n", 1},
		{"a method of an object made here", "A.java", "class A { void f() { sink(new T().h(source())); } class T { String h(String a) { return \"x\"; } } }", 0},
		{"a method of another object of that name", "A.java", "class A { void f(O o) { sink(o.h(source())); } String h(String a) { return \"x\"; } }", 1},
		{"what is found by a key is the store's", "a.py", "def f():\n    sink(users.get(source()))\n", 0},
		{"an element of a tainted store", "a.py", "def f():\n    users = source()\n    sink(users.get('a'))\n", 1},
		{"a branch that never runs", "A.java", "class A { void f() { int n = 106; String b; if (7 * 18 + n > 200) b = \"x\"; else b = source(); sink(b); } }", 0},
		{"a value kept by a break", "a.py", "a = 1\nfor i in x:\n    if i:\n        a = source()\n        break\nsink(a)\n", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := newCheck([]RuleFile{{Name: "r.yaml", Content: []byte("rules:\n" + rule)}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			findings, _, err := c.examine(t.Context(), tt.file, []byte(tt.code))
			if err != nil {
				t.Fatal(err)
			}
			if len(findings) != tt.want {
				t.Errorf("got %d findings, want %d", len(findings), tt.want)
			}
		})
	}
}
