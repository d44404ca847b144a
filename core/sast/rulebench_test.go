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

// manyFiles makes about two megabytes of Python and JavaScript in which names
// vary, some of the rules' among them.
func manyFiles() (contents map[string]string, size int) {
	scripts := []struct{ file, begin, part string }{
		{"%d.py", "import os\nimport lib%[1]d\nfrom request%[1]d import args as given\n\n", `
class Part%[1]d(Base):
    """What part %[1]d does."""

    def load%[1]d(self, name, mode="r", *rest):
        if not name.startswith("/srv/%[1]d") and self.ready:
            raise ValueError("no such part: %%s" %% name)
        made = make%[1]d(name, mode=mode)
        for line in made.readlines():
            key, value = line.split("=", 1)
            self.values[key.strip()] = value.strip() or self.default(key)
        use%[1]d(made)
        return {"name": name, "count": len(self.values), "rest": [x + 1 for x in rest]}
`},
		{"%d.js", "import { open } from 'lib%[1]d';\nconst path = require('path');\n\n", `
export class Part%[1]d extends Base {
  async load%[1]d(name, { mode = 'r', ...rest } = {}) {
    if (!name.startsWith('/srv/%[1]d') && this.ready) {
      throw new Error('no such part: ' + name);
    }
    const made = make%[1]d(path.join(this.root, name), mode);
    for (const [key, value] of Object.entries(await made.read())) {
      this.values.set(key.trim(), value ?? this.fallback(key));
    }
    use%[1]d(made);
    return { name, count: this.values.size, label: ` + "`part ${name} of %[1]d`" + `, rest };
  }
}
`},
	}
	contents = map[string]string{}
	for _, s := range scripts {
		for i := range 120 {
			text := fmt.Sprintf(s.begin, i*7)
			for k := range 15 {
				text += fmt.Sprintf(s.part, i*3+k*11)
			}
			contents[fmt.Sprintf(s.file, i)] = text
			size += len(text)
		}
	}
	return contents, size
}

// BenchmarkManyRules examines Python and JavaScript with 300 rules, front ends
// included: alone, and beside the pack's.
func BenchmarkManyRules(b *testing.B) {
	pack, err := embedded()
	if err != nil {
		b.Fatal(err)
	}
	contents, size := manyFiles()
	tree := repo.Memory(contents)
	for _, beside := range []struct {
		name string
		own  []RuleFile
	}{{"alone", nil}, {"beside the pack", pack}} {
		check, err := newCheck(beside.own, manyRules())
		if err != nil {
			b.Fatal(err)
		}
		if len(check.refused) > 0 {
			b.Fatal(check.refused)
		}
		b.Run(beside.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := check.Run(b.Context(), tree); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
