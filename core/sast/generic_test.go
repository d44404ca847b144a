package sast

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGenericPatternsKeepToTheirBrackets(t *testing.T) {
	filler := func(lines int) string { return strings.Repeat("x\n", lines) }
	tests := []struct {
		name, code, rule string
		want             []int
	}{
		{"a pattern's bracket closes where the code's does", "for (a) {\n  b(c[]{d});\n  send(e);\n}\nsend(f);\n",
			"patterns:\n- pattern: send(...)\n- pattern-inside: |\n    for (...) {\n    ...\n    }", []int{3}},
		{"a bracket that nothing closes", "begin { a\nend b\n", "pattern: begin { ... b", []int{1}},
		{"an ellipsis leaves brackets that it went into", "location ((?<name>[^.]*)) {\n  add $name;\n}\n", "pattern: 'location ... <$V> ... { ... add $$V'", []int{1}},
		{"an ellipsis stays in brackets that it began in", "f(a)\nb\n", "pattern: a ... b", nil},
		{"an ellipsis spans ten lines", "start\n" + filler(12) + "stop\n", "pattern: start ... stop", nil},
		{"two side by side span twice as many", "start\n" + filler(12) + "stop\n", "pattern: start ... ... stop", []int{1}},
		{"a condition's literals may stand in any case, and in what a comment was", "a = b\nKEY /* note 123456789 */ = c\nkey2 = 123456789\n",
			"options: {generic_comment_style: c}\npatterns:\n- pattern: $K = $V\n- metavariable-regex: {metavariable: $K, regex: '(?i)key'}\n- metavariable-regex: {metavariable: $V, regex: '[a-z]|[0-9]{9}'}", []int{2, 3}},
		{"many side by side cost no more than one", strings.Repeat("start ( a )\n", 300), "pattern: start ... ... ... ... ... ... ... ... stop", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := resultOf(t, "generic", "a.conf", tt.code, tt.rule)
			if len(got.gaps) > 0 {
				t.Errorf("got gaps %v, want none", got.gaps)
			}
			var lines []int
			for _, f := range got.findings {
				lines = append(lines, f.Location.StartLine)
			}
			if diff := cmp.Diff(tt.want, lines); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
