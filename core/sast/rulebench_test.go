package sast

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// manyRules makes 300 rules of the kinds that people write, in about the
// proportions in which they do.
func manyRules() []RuleFile {
	bodies := []string{
		"pattern: lib%d.call(..., flag=True, ...)",
		"pattern-either:\n  - pattern: lib%[1]d.open($X)\n  - pattern: lib%[1]d.load($X, ...)",
		"patterns:\n  - pattern: $O.run%[1]d($X)\n  - pattern-inside: |\n      def $F(...):\n        ...\n  - pattern-not: $O.run%[1]d(\"...\")",
		"patterns:\n  - pattern: $F($X, mode%d=$Y)\n  - metavariable-regex: {metavariable: $F, regex: open}",
		"patterns:\n  - pattern: |\n      $X = make%[1]d(...)\n      ...\n      use%[1]d($X)\n  - focus-metavariable: $X",
		"mode: taint\n  pattern-sources: [{pattern: request%[1]d.args}]\n  pattern-sinks: [{pattern: sink%[1]d(...)}]",
	}
	var all strings.Builder
	all.WriteString("rules:\n")
	for i := range 300 {
		language, body := "python, javascript", bodies[i%len(bodies)]
		switch {
		case i%20 == 7:
			language, body = "generic", "pattern: key%d = $SECRET"
		case i%6 == 5 && i%2 == 0 || i%9 == 4:
			language, body = "regex", "pattern-regex: token%d[a-z0-9]{20}"
		case strings.Contains(body, "def $F") || strings.Contains(body, "=True") || strings.Contains(body, "=$Y"):
			language = "python"
		}
		fmt.Fprintf(&all, "- id: r%d\n  languages: [%s]\n  severity: ERROR\n  message: m\n  %s\n", i, language, fmt.Sprintf(body, i))
	}
	return []RuleFile{{Name: "many.yaml", Content: []byte(all.String())}}
}

// BenchmarkManyRules examines a megabyte of Python and of JavaScript with 300
// rules beside the pack's, front ends included.
func BenchmarkManyRules(b *testing.B) {
	check, err := New(Config{Rules: manyRules()})
	if err != nil {
		b.Fatal(err)
	}
	if len(check.refused) > 0 {
		b.Fatal(check.refused)
	}
	contents, size := map[string]string{}, 0
	for name, code := range canaries() {
		if !strings.HasSuffix(name, ".py") && !strings.HasSuffix(name, ".js") {
			continue
		}
		for i := range 100 {
			file := fmt.Sprintf("%d%s", i, name)
			contents[file] = strings.Repeat(code, 10_000/len(code))
			size += len(contents[file])
		}
	}
	tree := repo.Memory(contents)
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := check.Run(b.Context(), tree); err != nil {
			b.Fatal(err)
		}
	}
}
