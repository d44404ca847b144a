package sast

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
)

func TestConditionsOnMetavariables(t *testing.T) {
	const code = "foo('a1b2')\nfoo('Q7zX9kL2mP4vR8tW')\nfoo(x)\nfoo(0x10)\nfoo(True)\nn = 5\nfoo(n)\nfoo('rm -rf')\nfoo(r'(a+)+$')\n"
	tests := []struct {
		name, rule string
		want       []int
	}{
		{"a regular expression sees the quotes", `metavariable-regex: {metavariable: $X, regex: "'a"}`, []int{1}},
		{"a regular expression may look ahead", `metavariable-regex: {metavariable: $X, regex: "(?!')"}`, []int{3, 4, 5, 7, 9}},
		{"a comparison sees constants", `metavariable-comparison: {metavariable: $X, comparison: $X == 5}`, []int{7}},
		{"a comparison knows truth values", `metavariable-comparison: {comparison: $X == True}`, []int{5}},
		{"a comparison in another base", `metavariable-comparison: {metavariable: $X, base: 16, comparison: $X == 0x10}`, nil},
		{"entropy", `metavariable-analysis: {metavariable: $X, analyzer: entropy}`, []int{2}},
		{"an explosive expression", `metavariable-analysis: {metavariable: $X, analyzer: redos}`, []int{9}},
		{"a pattern that only excludes", "metavariable-pattern:\n      metavariable: $X\n      patterns:\n      - pattern-not: '\"...\"'", []int{3, 4, 5, 7}},
		{"a pattern in generic mode", "metavariable-pattern:\n      metavariable: $X\n      language: generic\n      pattern: rm -rf", []int{8}},
		{"a pattern in another language", "metavariable-pattern:\n      metavariable: $X\n      language: javascript\n      pattern: $A - $B", []int{8}},
		{"an expression over the text", "metavariable-pattern:\n      metavariable: $X\n      language: regex\n      pattern-regex: '^rm'", []int{8}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := runRule(t, "python", "a.py", code, "patterns:\n  - pattern: foo($X)\n  - "+tt.rule)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}

func TestTheNewerSyntaxMeansTheSame(t *testing.T) {
	const code = "flag = True\nfoo(1)\nfoo(2)\nbar(foo(3))\nfoo('abc')\n"
	tests := []struct {
		name, rule string
		want       []int
	}{
		{"a pattern alone", "match: foo(...)", []int{2, 3, 4, 5}},
		{"all, not and any", "match:\n  all:\n  - foo(...)\n  - not: foo(1)\n  - any: [foo(1), foo(2)]", []int{3}},
		{"inside", "match:\n  all:\n  - foo(...)\n  - inside: bar(...)", []int{4}},
		{"not inside either", "match:\n  all:\n  - foo(...)\n  - not: {any: [{inside: bar(...)}, {inside: baz(...)}]}", []int{2, 3, 5}},
		{"anywhere", "match:\n  all:\n  - bar(...)\n  - anywhere: flag = True", []int{4}},
		{"anywhere that is nowhere", "match:\n  all:\n  - bar(...)\n  - anywhere: flag = False", nil},
		{"where with a comparison", "match:\n  pattern: foo($X)\n  where:\n  - comparison: $X > 1", []int{3, 4}},
		{"where with an expression", "match:\n  all: [foo($X)]\n  where:\n  - {metavariable: $X, regex: .abc.}", []int{5}},
		{"where with a formula", "match:\n  all: [foo($X)]\n  where:\n  - metavariable: $X\n    all: [{not: 1}, {not: 2}]", []int{4, 5}},
		{"where with a focus", "match:\n  all: [bar(foo($X))]\n  where:\n  - focus: $X", []int{4}},
		{"a regular expression", "match:\n  all: [foo(...), {not: {regex: abc}}]", []int{2, 3, 4}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, runRule(t, "python", "a.py", code, tt.rule)); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}

func TestGenericPatterns(t *testing.T) {
	const code = "server {\n  listen 80;\n  ssl on; # ssl off\n  location / {\n    root /a;\n  }\n}\nserver {\n  listen 443;\n}\n\n\n\n\n\n\n\n\n\n\nroot /b;\n"
	tests := []struct {
		name, rule string
		want       []int
	}{
		{"words", "pattern: listen 80", []int{2}},
		{"a metavariable is a word", "pattern: listen $PORT;", []int{2, 9}},
		{"an ellipsis goes over lines and blocks", "pattern: listen ... root", []int{2}},
		{"an ellipsis stays in its block", "pattern: on ... listen", nil},
		{"an ellipsis ends at the bracket", "pattern: 'server { ... }'", []int{1, 8}},
		{"a text of several words", "patterns:\n- pattern: ssl $...REST;\n- metavariable-regex: {metavariable: $...REST, regex: on}", []int{3}},
		{"inside", "patterns:\n- pattern: listen\n- pattern-inside: 'server { ... location ... { ... } }'", []int{2}},
		{"no span", "pattern: listen ... root\noptions: {generic_ellipsis_max_span: 0}", nil},
		{"comments may be left out", "pattern: ssl off\noptions: {generic_comment_style: shell}", nil},
		{"case may not matter", "pattern: LISTEN 80\noptions: {generic_caseless: true}", []int{2}},
		{"a regular expression", "pattern-regex: 'root\\s+/b'", []int{21}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, runRule(t, "generic", "nginx.conf", code, tt.rule)); diff != "" {
				t.Errorf("lines -want +got\n%s", diff)
			}
		})
	}
}

func TestAFixIsCarriedUnlessItQuotesALiteral(t *testing.T) {
	tests := []struct {
		name, code, rule string
		want             []string
	}{
		{"metavariables are filled in", "foo(a.b)", "pattern: foo($X)\nfix: bar($X)", []string{"bar(a.b)"}},
		{"a literal is not quoted", "foo('x')", "pattern: foo($X)\nfix: bar($X)", nil},
		{"an expression replaces a part", "foo('x')", "pattern: foo($X)\nfix-regex: {regex: '^(f)oo', replacement: '\\1aa'}", []string{"faa"}},
		{"an expression quotes no literal", "foo('x')", "pattern: foo($X)\nfix-regex: {regex: '(.*)', replacement: '\\1'}", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range resultOf(t, "python", "a.py", tt.code+"\n", tt.rule).findings {
				for _, r := range f.Fix {
					got = append(got, r.Text)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("fixes -want +got\n%s", diff)
			}
		})
	}
}

func TestAnExpressionThatIsStoppedIsAGap(t *testing.T) {
	code := make([]byte, maxSlowText+100)
	for i := range code {
		code[i] = " ab\n"[i%4]
	}
	result := resultOf(t, "regex", "big.txt", string(code), "pattern-regex: a(?=b)")
	if len(result.gaps) != 1 || result.gaps[0].Kind != finding.Cut {
		t.Errorf("got gaps %v, want a cut", result.gaps)
	}
}
