package sast

import "testing"

func TestMarksOfSemgrepAreSeenOnTheirLines(t *testing.T) {
	for code, want := range map[string]string{
		"foo()  # nosemgrep\n":                 "nosemgrep",
		"# nosemgrep\nfoo()\n":                 "nosemgrep",
		"foo()  # nosem: r\n":                  "nosemgrep",
		"foo()  # nosemgrep: a, rules.b.r\n":   "nosemgrep",
		"foo()  # nosemgrep: other\n":          "",
		"foo()\n# nosemgrep\n":                 "",
		"# nosemgrep\n\nfoo()\n":               "",
		"x = 1  # anosemgrep\nfoo()\n":         "",
		"foo(\n  a,  # nosemgrep\n)\n":         "",
		"y = 1\n# nosemgrep:r\nfoo()\nz = 1\n": "nosemgrep",
	} {
		found := resultOf(t, "python", "a.py", code, "pattern: foo(...)").findings
		if len(found) != 1 || found[0].Marker != want {
			t.Errorf("%q: got %v, want one finding with the mark %q", code, found, want)
		}
	}
}
