package main

import (
	"encoding/json"
	"testing"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

func TestVersionsAroundOneComeBeforeAndAfterIt(t *testing.T) {
	for ecosystem, versions := range map[string][]string{
		"npm":       {"1.2.3", "1.0.0", "0.0.1", "2.0.0-beta.1", "10.9.0"},
		"Go":        {"0.0.0-20220315160706-3147a52a75dd", "2.0.0+incompatible", "1.20.3"},
		"PyPI":      {"2024.1", "1.0rc1", "4", "1!2.0"},
		"Maven":     {"31.1-jre", "4.1.84.Final", "1.0"},
		"NuGet":     {"1.0.0.2", "6.0.8", "5.0.0-preview.1"},
		"Packagist": {"v1.2.6", "3.322.6"},
	} {
		for _, v := range versions {
			s := subject{ecosystem: ecosystem, name: "x:y", version: v}
			for name, test := range map[string]struct {
				events []event
				want   bool
			}{
				"below a fix after it":   {[]event{{"introduced": "0"}, {"fixed": raise(v)}}, true},
				"after a fix before it":  {[]event{{"introduced": "0"}, {"fixed": lower(v)}}, false},
				"behind what came first": {[]event{{"introduced": lower(v)}, {"fixed": raise(v)}}, true},
				"before what comes next": {[]event{{"introduced": raise(v)}}, false},
			} {
				if got := matches(t, s, test.events); got != test.want {
					t.Errorf("%s %s is %v %s (%s, %s), want %v", ecosystem, v, got, name, lower(v), raise(v), test.want)
				}
			}
		}
	}
}

func matches(t *testing.T, s subject, events []event) bool {
	t.Helper()
	a := s.affected(events)
	content, err := json.Marshal(map[string]any{"id": "A", "modified": "2026-11-24T00:00:00Z", "affected": []any{a}})
	if err != nil {
		t.Fatal(err)
	}
	built, err := advisory.BuildRecords([][]byte{content}, advisory.Options{Complete: []string{s.ecosystem}})
	if err != nil {
		t.Fatal(err)
	}
	index, err := advisory.OpenBytes(built)
	if err != nil {
		t.Fatal(err)
	}
	found, status, err := index.Match(s.ecosystem, s.name, s.version)
	if err != nil || status != advisory.Matched {
		t.Fatal(status, err)
	}
	return len(found) > 0
}

func TestAFolderThatIsNotMarkedAsOneStaysUnexplained(t *testing.T) {
	c := newComparison(t.TempDir(), newAnswer(), newAnswer(), nil)
	d := difference{entry: newEntry("p/composer.lock", "Packagist", "s/a", "1.0.0")}
	c.theirs.read[d.entry] = "s/a"
	c.reads[d.entry.path] = true
	if why := c.class(d); why != "" {
		t.Errorf("class = %q, want none: nothing says that the package is not published", why)
	}
}
