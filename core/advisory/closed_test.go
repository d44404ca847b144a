package advisory

import (
	"context"
	"path/filepath"
	"slices"
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

func TestTwoCopiesOfARecordLoseNoRangeInAnyOrder(t *testing.T) {
	one := row{key: "npm\x00a", id: "X-1", ranges: [][]event{{{introduced, "0"}, {fixed, "1.0.0"}}}, versions: []string{"9.0.0"}}
	two := row{key: "npm\x00a", id: "X-1", ranges: [][]event{{{introduced, "2.0.0"}, {fixed, "3.0.0"}}}}
	merged := func(rows ...row) []row {
		sorted, err := sortPacked(packAll(rows))
		if err != nil {
			t.Fatal(err)
		}
		var back []row
		for _, p := range sorted {
			r, err := p.row()
			if err != nil {
				t.Fatal(err)
			}
			back = append(back, r)
		}
		return back
	}
	a, b := merged(one, two), merged(two, one)
	if len(a) != 1 || len(a[0].ranges) != 2 || len(a[0].versions) != 1 {
		t.Errorf("merged to %+v, want both ranges and the version", a)
	}
	if len(b) != 1 || !slices.EqualFunc(a[0].ranges, b[0].ranges, slices.Equal) {
		t.Errorf("the order shows: %+v and %+v", a, b)
	}
}

func TestAnEcosystemsNameIsReadInAnyCase(t *testing.T) {
	for given, want := range map[string]string{"NPM": "npm", "pypi": "PyPI", "maven:https://example.com": "Maven", "Debian:12": "Debian:12"} {
		if got := NormalEcosystem(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}
