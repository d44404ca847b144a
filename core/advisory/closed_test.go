package advisory

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnEmptyDumpIsAnErrorThoughAnotherNamesItsEcosystem(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "Go", "all.zip"), archive(t, map[string]string{
		"A-1.json": planted,
		"A-2.json": osv("A-2", "", "Go", "m", events("SEMVER", `{"introduced":"0"}`)),
	}))
	write(t, filepath.Join(dir, "npm", "all.zip"), archive(t, nil))
	_, _, err := Build(context.Background(), []Source{{Path: dir}}, Options{})
	if err == nil || !strings.Contains(err.Error(), "no usable record of npm") {
		t.Errorf("Build: %v; want an error that names npm", err)
	}
}

func TestALocalVersionIsAffectedAsItsPublicOneIs(t *testing.T) {
	x := index(t, []string{"PyPI"}, osv("A-1", "", "PyPI", "x", events("ECOSYSTEM", `{"introduced":"0"},{"last_affected":"2.0"}`)))
	for version, want := range map[string]int{"2.0+cpu": 1, "2.1+cpu": 0} {
		got, status, err := x.Match("PyPI", "x", version)
		if err != nil || len(got) != want || status != Matched {
			t.Errorf("Match %s = %+v, %s, %v; want %d", version, got, status, err, want)
		}
	}
}

func TestABoundThatIsNoVersionLeavesThePackageUnresolved(t *testing.T) {
	x := index(t, []string{"npm"}, osv("A-1", "", "npm", "x", events("SEMVER", `{"introduced":"0"},{"fixed":"not a version"}`)))
	got, status, err := x.Match("npm", "x", "1.0.0")
	if err != nil || len(got) == 0 && status != Unresolved {
		t.Errorf("Match = %+v, %s, %v; want a match or unresolved", got, status, err)
	}
}

func TestARecordIsWithdrawnOnlyByATime(t *testing.T) {
	for withdrawn, want := range map[string]int{"no": 1, "2026-01-01T00:00:00Z": 0} {
		rows, err := parseRecord([]byte(strings.Replace(planted, "{", `{"withdrawn":"`+withdrawn+`",`, 1)))
		if err != nil || len(rows) != want {
			t.Errorf("withdrawn %q: %d rows, %v; want %d", withdrawn, len(rows), err, want)
		}
	}
}
