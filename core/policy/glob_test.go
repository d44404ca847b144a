package policy

import (
	"strings"
	"testing"
)

func TestGlobMatchesPathsOfTheTree(t *testing.T) {
	tests := []struct {
		pattern, path string
		want          bool
	}{
		{"testdata/**", "testdata/a.txt", true},
		{"testdata/**", "testdata/a/b/c.txt", true},
		{"testdata/**", "testdata", false},
		{"testdata/**", "src/testdata/a.txt", false},
		{"**/testdata/**", "testdata/a.txt", true},
		{"**/testdata/**", "src/x/testdata/a.txt", true},
		{"**/testdata/**", "src/testdata.txt", false},
		{"**/*.snap", "a.snap", true},
		{"**/*.snap", "x/y/a.snap", true},
		{"**/*.snap", "x/y/a.snapshot", false},
		{"*.snap", "x/a.snap", false},
		{"docs/**/guide.md", "docs/guide.md", true},
		{"docs/**/guide.md", "docs/de/at/guide.md", true},
		{"docs/**/guide.md", "docs/guide.md/x", false},
		{"a/**/b/**/c", "a/b/x/b/c", true},
		{"a/**/b/**/c", "a/x/c", false},
		{"src/?.go", "src/a.go", true},
		{"src/?.go", "src/é.go", true},
		{"src/?.go", "src/ab.go", false},
		{"src/*", "src/a/b", false},
		{"**", "anything/at/all", true},
		{"a*b*c", "axxbyybc", true},
		{"a*b*c", "axxbyyb", false},
		{"Docs/**", "docs/a", false},
		{"a.c", "abc", false},
	}
	for _, test := range tests {
		if got := matchGlob(test.pattern, test.path); got != test.want {
			t.Errorf("matchGlob(%q, %q): got %v, want %v", test.pattern, test.path, got, test.want)
		}
	}
}

func TestGlobStaysFastOnHostileInput(t *testing.T) {
	// Backtracking into every star would take longer than the test binary may run.
	pattern := strings.Repeat("**/a*/", 150) + "b"
	path := strings.Repeat("aaaaaaaaaa/", 500) + "c"
	if matchGlob(pattern, path) {
		t.Error("got a match, want none")
	}
	if matchGlob(strings.Repeat("*a", 500), strings.Repeat("a", 4000)+"b") {
		t.Error("got a match, want none")
	}
}

func TestGlobTellsWhatWouldBeRight(t *testing.T) {
	tests := map[string]string{
		"":                             "the path is empty",
		"/etc/x":                       "begins with /",
		"docs/":                        "write FOLDER/**",
		"a//b":                         "two slashes",
		"../x":                         ". or .. part",
		"./x":                          ". or .. part",
		`src\main.go`:                  "backslash",
		"**.go":                        "** stands alone",
		"*.{js,ts}":                    "one entry per alternative",
		"[ab].go":                      "one entry per alternative",
		"!docs/**":                     "one entry per alternative",
		"a\x00b":                       "control character",
		strings.Repeat("a", maxGlob+1): "longer than",
	}
	for pattern, want := range tests {
		err := checkGlob(pattern)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("checkGlob(%q): got %v, want %q in it", pattern, err, want)
		}
	}
	for _, pattern := range []string{"**", "docs/**", "**/*.snap", "a b/ü.txt", "x-$(y).txt"} {
		if err := checkGlob(pattern); err != nil {
			t.Errorf("checkGlob(%q): got %v, want none", pattern, err)
		}
	}
}

func TestExcludedHoldsEveryEntryAgainstThePath(t *testing.T) {
	p := Default()
	p.Exclude = []Exclusion{{Path: "testdata/**"}, {Path: "**/*.snap"}}
	for path, want := range map[string]bool{
		"testdata/key.pem": true, "ui/a.snap": true, "main.go": false, "src/testdata.go": false,
	} {
		if got := p.Excluded(path); got != want {
			t.Errorf("Excluded(%q): got %v, want %v", path, got, want)
		}
	}
}

func FuzzGlob(f *testing.F) {
	f.Add("docs/**/*.md", "docs/a/b.md")
	f.Add("**/**/a*?", "x/ab")
	f.Add("*", "")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		if checkGlob(pattern) != nil {
			return
		}
		matchGlob(pattern, path)
		if !strings.ContainsAny(pattern, "*?") && matchGlob(pattern, path) != (pattern == path) {
			t.Errorf("matchGlob(%q, %q): a pattern without wildcards matches itself only", pattern, path)
		}
	})
}
