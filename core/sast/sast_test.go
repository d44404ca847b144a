package sast

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestARuleThatCannotRunIsRefusedByName(t *testing.T) {
	head := "id: bad\n  languages: [python]\n  severity: ERROR\n  message: m\n  "
	tests := []struct{ name, rule, want string }{
		{"unknown key", head + "pattern: f()\n  colour: red", `r.yaml:8: rule "bad" was refused: the key "colour" is not supported`},
		{"unknown operator", head + "patterns:\n  - pattern: f()\n  - pattern-where-python: x", `the operator "pattern-where-python" is not supported`},
		{"unknown mode", head + "mode: join\n  pattern: f()", `mode "join" is not supported`},
		{"unknown language", "id: bad\n  languages: [cobol]\n  severity: ERROR\n  message: m\n  pattern: f()", `none of its languages ["cobol"] is supported`},
		{"an expression that cannot be read", head + "pattern-regex: a(?=b", "is none that this version reads"},
		{"a pattern that cannot be read", head + "pattern: 'f(((('", "the pattern is not python"},
		{"nothing to start from", head + "patterns:\n  - pattern-not: f()", "at least one pattern"},
		{"no message", "id: bad\n  languages: [python]\n  severity: ERROR\n  pattern: f()", "no message"},
		{"an unknown severity", "id: bad\n  languages: [python]\n  severity: HUGE\n  message: m\n  pattern: f()", `severity "HUGE"`},
		{"taint labels", head + "mode: taint\n  pattern-sources:\n  - {pattern: a(), label: A}\n  pattern-sinks:\n  - {pattern: b($X), requires: A and}", "requires is labels with and, or, not"},
		{"an id that is taken", "id: good\n  languages: [python]\n  severity: ERROR\n  message: m\n  pattern: f()", "has a rule of the same id"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "rules:\n- id: good\n  languages: [python]\n  severity: INFO\n  message: m\n  pattern: g()\n- " + tt.rule + "\n"
			text = strings.Replace(text, "rules:\n- id: good\n  languages: [python]\n  severity: INFO\n  message: m\n  pattern: g()\n", "rules:\n- {id: good, languages: [python], severity: INFO, message: m, pattern: g()}\n", 1)
			check, err := newCheck(nil, []RuleFile{{Name: "r.yaml", Content: []byte(text)}})
			if err != nil {
				t.Fatal(err)
			}
			result, err := check.Run(t.Context(), repo.Memory(map[string]string{"a.py": "g()\n"}))
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Findings) != 1 || result.Findings[0].Rule != "sast/good" {
				t.Errorf("the good rule found %d places, want 1", len(result.Findings))
			}
			gaps := result.Coverage.Gaps
			if len(gaps) != 1 || gaps[0].Kind != finding.Refused || !strings.Contains(gaps[0].Message, tt.want) {
				t.Errorf("got gaps %v, want one that says %q", gaps, tt.want)
			}
		})
	}
}

func TestAFileThatIsNoRuleFileIsAnError(t *testing.T) {
	for _, text := range []string{"rules: [", "- a\n", "other: 1\n", "", "\x00"} {
		if _, err := New(Config{Rules: []RuleFile{{Name: "r.yaml", Content: []byte(text)}}}); err == nil || !strings.Contains(err.Error(), "r.yaml") {
			t.Errorf("New with %q: got error %v, want one that names the file", text, err)
		}
	}
}

func TestEveryRuleIsComplete(t *testing.T) {
	check, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	if len(check.refused) > 0 {
		t.Errorf("rules of our own were refused: %v", check.refused)
	}
	last := ""
	for _, r := range check.Rules() {
		if r.ID <= last || !strings.HasPrefix(r.ID, "sast/") {
			t.Errorf("rule %q stands behind %q", r.ID, last)
		}
		last = r.ID
		if r.Title == "" || len(r.Title) > 120 || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: title %q", r.ID, r.Title)
		}
		if r.Summary == "" || len(r.Summary) > 1000 || !strings.Contains(r.Help, "Before:") || !strings.Contains(r.Help, "After:") || r.HelpURI == "" {
			t.Errorf("%s: summary, help or its address is missing", r.ID)
		}
		if len(r.CWE) == 0 || r.Severity == finding.SeverityUnknown {
			t.Errorf("%s: CWE %v, severity %v", r.ID, r.CWE, r.Severity)
		}
	}
}

func TestWhatIsNotOursIsSkippedAndCounted(t *testing.T) {
	check, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	bad := "eval(location.hash);\n"
	result, err := check.Run(t.Context(), repo.Memory(map[string]string{
		"a.js": bad, "node_modules/x/a.js": bad, "lib/a.min.js": bad, "bundle.js": bad + strings.Repeat("x();", 5000), "a.txt": bad,
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Findings) != 1 || result.Findings[0].Location.Path != "a.js" {
		t.Errorf("got findings %v, want one in a.js", result.Findings)
	}
	if diff := cmp.Diff(map[string]int{"vendored": 1, "minified": 2}, result.Coverage.Skips); diff != "" {
		t.Errorf("skips -want +got\n%s", diff)
	}
	if result.Coverage.Files != 1 || result.Coverage.Bytes != int64(len(bad)) {
		t.Errorf("got %d files and %d bytes examined, want 1 and %d", result.Coverage.Files, result.Coverage.Bytes, len(bad))
	}
}

func TestAFingerprintSurvivesMovingAndReformatting(t *testing.T) {
	fingerprints := map[string]bool{}
	for file, code := range map[string]string{
		"a.go": "package p\nimport \"crypto/md5\"\nvar h = md5.Sum(a, b)\n",
		"b.go": "package p\nimport \"crypto/md5\"\n\n\n// moved\nvar h = md5.Sum( a,\n\tb /* why */)\n",
	} {
		for _, f := range resultOf(t, "go", file, code, "pattern: md5.Sum(...)").findings {
			fingerprints[f.Fingerprint] = true
		}
	}
	if len(fingerprints) != 1 {
		t.Errorf("got %d fingerprints, want 1", len(fingerprints))
	}
}

func TestAMessageQuotesNamesAndNoText(t *testing.T) {
	secret := "hunter" + "2hunter2"
	for code, want := range map[string]string{
		"f(" + fmt.Sprintf("%q", secret) + ")":    "found …",
		"f(a.b)":                                  "found a.b",
		"f(g(" + fmt.Sprintf("%q", secret) + "))": "found g(…)",
	} {
		result := resultOf(t, "python", "a.py", code+"\n", "pattern: f($X)")
		if len(result.findings) != 1 || result.findings[0].Message != want {
			t.Errorf("%s: got %v, want the message %q", code, result.findings, want)
		}
	}
}

func TestASyntaxGapIsReportedWithItsPlace(t *testing.T) {
	result := resultOf(t, "go", "a.go", "package p\nfunc f() {\n\tfoo(1)\n}\n?? what\nfunc g() { foo(2) }\n", "pattern: foo($X)")
	if len(result.findings) != 2 {
		t.Errorf("got %d findings around the gap, want 2", len(result.findings))
	}
	if len(result.gaps) == 0 || result.gaps[0].Kind != finding.Unparsed || !strings.HasPrefix(result.gaps[0].Message, "a.go:5: ") {
		t.Errorf("got gaps %v, want one of line 5", result.gaps)
	}
}

func TestPathsOfARuleLimitIt(t *testing.T) {
	rule := "pattern: foo()\npaths:\n  include: [src/, '*.test.go']\n  exclude: ['**/old/*']"
	for file, want := range map[string]int{"src/a.go": 1, "x/src/y/a.go": 1, "a.test.go": 1, "a.go": 0, "src/old/a.go": 0} {
		if got := len(runRule(t, "go", file, "package p\nvar a = foo()\n", rule)); got != want {
			t.Errorf("%s: got %d findings, want %d", file, got, want)
		}
	}
}

func TestTheSameTreeGivesTheSameResult(t *testing.T) {
	check, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	tree := repo.Memory(canaries())
	first, err := check.Run(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := check.Run(t.Context(), tree)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("another run differs: -first +again\n%s", diff)
		}
	}
}

func TestAnUsedUpBudgetIsAGap(t *testing.T) {
	code := "package p\nfunc f() {\n" + strings.Repeat("foo(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)\n", 40) + "}\n"
	result := resultOf(t, "go", "a.go", code, "pattern: foo(..., $A, ..., $B, ..., $C, ..., $D, ..., $E, ..., $G, ...)")
	if len(result.gaps) == 0 || result.gaps[0].Kind != finding.Cut {
		t.Errorf("got gaps %v, want a cut", result.gaps)
	}
}

func FuzzRuleFile(f *testing.F) {
	f.Add("rules:\n- {id: a, languages: [go], severity: ERROR, message: m, pattern: f($X)}\n", "package p\nvar a = f(1)\n")
	f.Add("rules:\n- {id: a, languages: [go], severity: ERROR, message: m, patterns: [{pattern-regex: a}, {focus-metavariable: $X}]}\n", "a")
	f.Add("rules: [{patterns: [[]]}]", "func")
	f.Add("rules:\n- {id: a, languages: [go], severity: ERROR, message: m, match: {all: [f($X), {not: {inside: g(...)}}], where: [{comparison: $X > 1}]}}\n", "package p\nvar a = f(2)\n")
	f.Add("rules:\n- {id: a, languages: [generic], severity: ERROR, message: m, pattern: 'f ... ( $X )'}\n", "f\n  (a)\n")
	f.Add("rules:\n- {id: a, languages: [regex], severity: ERROR, message: m, pattern-regex: 'a(?=b){9,}'}\n", "ab")
	f.Add("rules:\n- {id: a, languages: [go], severity: ERROR, message: m, patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, language: python, pattern: $Y + 1}}]}\n", "package p\nvar a = f(\"b + 1\")\n")
	f.Fuzz(func(t *testing.T, rules, code string) {
		check, err := newCheck(nil, []RuleFile{{Name: "r.yaml", Content: []byte(rules)}})
		if err != nil {
			return
		}
		if _, _, err := check.examine(t.Context(), "a.go", []byte(code)); err != nil {
			t.Errorf("examine: %v", err)
		}
	})
}
