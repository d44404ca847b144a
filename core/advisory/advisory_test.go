package advisory

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// osv writes a small OSV record; ranges is the JSON of the ranges and versions members.
// recorded is when every record of the tests was modified.
const recorded = "2026-01-02T03:04:05Z"

func osv(id, aliases, ecosystem, name, ranges string) string {
	return fmt.Sprintf(`{"id":%q,"aliases":[%s],"modified":"`+recorded+`","summary":"S of %s","affected":[{"package":{"ecosystem":%q,"name":%q},%s}]}`,
		id, aliases, id, ecosystem, name, ranges)
}

func events(kind, list string) string {
	return fmt.Sprintf(`"ranges":[{"type":%q,"events":[%s]}]`, kind, list)
}

func index(t *testing.T, complete []string, records ...string) *Index {
	t.Helper()
	var raw [][]byte
	for _, r := range records {
		raw = append(raw, []byte(r))
	}
	content, err := BuildRecords(raw, Options{Complete: complete})
	if err != nil {
		t.Fatal(err)
	}
	x, err := OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAVersionIsMatchedByItsEcosystemsOwnOrder(t *testing.T) {
	upTo2 := events("ECOSYSTEM", `{"introduced":"0"},{"fixed":"2.0.0"}`)
	for name, c := range map[string]struct {
		ecosystem, record, pkg, version string
		hit                             bool
		fixed                           string
		status                          Status
	}{
		"below the fix":                                {"npm", osv("A", "", "npm", "x", upTo2), "x", "1.9.9", true, "2.0.0", Matched},
		"at the fix":                                   {"npm", osv("A", "", "npm", "x", upTo2), "x", "2.0.0", false, "", Matched},
		"a prerelease of the fix":                      {"npm", osv("A", "", "npm", "x", upTo2), "x", "2.0.0-rc.1", true, "2.0.0", Matched},
		"numbers, not letters, order versions":         {"npm", osv("A", "", "npm", "x", events("SEMVER", `{"introduced":"0"},{"fixed":"1.10.0"}`)), "x", "1.9.0", true, "1.10.0", Matched},
		"another package":                              {"npm", osv("A", "", "npm", "x", upTo2), "X", "1.0.0", false, "", Matched},
		"events in the wrong order are sorted":         {"PyPI", osv("A", "", "PyPI", "x", events("ECOSYSTEM", `{"fixed":"3.2.4"},{"introduced":"3.2"},{"fixed":"2.2.24"},{"introduced":"2.2"}`)), "x", "3.0", false, "", Matched},
		"sorted events still match":                    {"PyPI", osv("A", "", "PyPI", "x", events("ECOSYSTEM", `{"fixed":"3.2.4"},{"introduced":"3.2"},{"fixed":"2.2.24"},{"introduced":"2.2"}`)), "x", "3.2.1", true, "3.2.4", Matched},
		"a GIT range ahead of the other is ignored":    {"NuGet", osv("A", "", "NuGet", "x", `"ranges":[{"type":"GIT","repo":"r","events":[{"introduced":"0"},{"fixed":"abcdef"}]},{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0"}]}]`), "x", "1.0", true, "2.0", Matched},
		"a GIT range without an end says nothing":      {"NuGet", osv("A", "", "NuGet", "x", `"ranges":[{"type":"GIT","repo":"r","events":[{"introduced":"0"}]},{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0"}]}]`), "x", "3.0", false, "", Matched},
		"the last affected version is affected":        {"npm", osv("A", "", "npm", "x", events("SEMVER", `{"introduced":"0"},{"last_affected":"1.5.0"}`)), "x", "1.5.0", true, "", Matched},
		"behind the last affected version":             {"npm", osv("A", "", "npm", "x", events("SEMVER", `{"introduced":"0"},{"last_affected":"1.5.0"}`)), "x", "1.5.1", false, "", Matched},
		"NuGet names ignore case":                      {"NuGet", osv("A", "", "NuGet", "Newtonsoft.Json", upTo2), "newtonsoft.json", "1.0.0", true, "2.0.0", Matched},
		"NuGet fills up versions":                      {"NuGet", osv("A", "", "NuGet", "x", `"versions":["1.0.0"]`), "x", "1.0", true, "", Matched},
		"0 as the last affected version is a version":  {"Pub", osv("A", "", "Pub", "x", events("SEMVER", `{"introduced":"0"},{"last_affected":"0"}`)), "x", "0.0.0", true, "", Matched},
		"a repository of Composer's holds Packagist's": {"Packagist", osv("A", "", "Packagist:https://packages.example/8", "s/x", events("ECOSYSTEM", `{"introduced":"0"},{"fixed":"2.0.0"}`)), "s/x", "1.0.0", true, "2.0.0", Matched},
		"a fix before the introduction begins nothing": {"npm", osv("A", "", "npm", "x", events("SEMVER", `{"introduced":"18.5.2"},{"fixed":"10.5.1"}`)), "x", "3.14.1", false, "", Matched},
		"a range without an introduction begins at 0":  {"npm", osv("A", "", "npm", "x", events("SEMVER", `{"fixed":"10.5.1"}`)), "x", "3.14.1", true, "10.5.1", Matched},
		"NuGet has a fourth number":                    {"NuGet", osv("A", "", "NuGet", "x", events("ECOSYSTEM", `{"introduced":"0"},{"fixed":"1.0.0.2"}`)), "x", "1.0.0.1", true, "1.0.0.2", Matched},
		"PyPI names are normalised":                    {"PyPI", osv("A", "", "PyPI", "zope.interface", upTo2), "Zope_Interface", "1.0", true, "2.0.0", Matched},
		"PyPI post releases come later":                {"PyPI", osv("A", "", "PyPI", "x", events("ECOSYSTEM", `{"introduced":"0"},{"fixed":"1.0.post1"}`)), "x", "1.0", true, "1.0.post1", Matched},
		"Go's v is no part of the version":             {"Go", osv("A", "", "Go", "m", events("SEMVER", `{"introduced":"0"},{"fixed":"0.3.7"}`)), "m", "v0.3.5", true, "0.3.7", Matched},
		"a Go pseudo-version below the fix":            {"Go", osv("A", "", "Go", "m", events("SEMVER", `{"introduced":"0"},{"fixed":"0.0.0-20220315160706-3147a52a75dd"}`)), "m", "v0.0.0-20210921155107-089bfa567519", true, "0.0.0-20220315160706-3147a52a75dd", Matched},
		"a Go pseudo-version behind the fix":           {"Go", osv("A", "", "Go", "m", events("SEMVER", `{"introduced":"0"},{"fixed":"0.0.0-20220315160706-3147a52a75dd"}`)), "m", "v0.0.0-20230921155107-089bfa567519", false, "", Matched},
		"a Go version with +incompatible":              {"Go", osv("A", "", "Go", "m", events("SEMVER", `{"introduced":"0"},{"fixed":"3.0.0"}`)), "m", "v2.0.0+incompatible", true, "3.0.0", Matched},
		"Maven qualifiers order":                       {"Maven", osv("A", "", "Maven", "g:a", events("ECOSYSTEM", `{"introduced":"2.0-beta9"},{"fixed":"2.3.1"}`)), "g:a", "2.0-beta8", false, "", Matched},
		"several entries for one package":              {"npm", `{"id":"A","affected":[{"package":{"ecosystem":"npm","name":"x"},` + events("SEMVER", `{"introduced":"0"},{"fixed":"1.0.0"}`) + `},{"package":{"ecosystem":"npm","name":"x"},` + events("SEMVER", `{"introduced":"2.0.0"},{"fixed":"2.1.0"}`) + `}]}`, "x", "2.0.5", true, "2.1.0", Matched},
		"a foreign ecosystem beside ours":              {"npm", `{"id":"A","affected":[{"package":{"ecosystem":"Nowhere","name":"x"},` + upTo2 + `},{"package":{"ecosystem":"npm","name":"x"},` + upTo2 + `}]}`, "x", "1.0.0", true, "2.0.0", Matched},
		"a listed version outside of every range":      {"npm", osv("A", "", "npm", "x", upTo2+`,"versions":["1.0.0","7.0.0"]`), "x", "7.0.0", true, "", Matched},
		"a range instead of a version is unresolved":   {"npm", osv("A", "", "npm", "x", upTo2), "x", "^1.0.0", false, "", Unresolved},
		"a placeholder is unresolved":                  {"Maven", osv("A", "", "Maven", "g:a", upTo2), "g:a", "${log4j.version}", false, "", Unresolved},
		"a floating version is unresolved":             {"NuGet", osv("A", "", "NuGet", "x", upTo2), "x", "1.*", false, "", Unresolved},
		"no version is unresolved":                     {"PyPI", osv("A", "", "PyPI", "x", upTo2), "x", "", false, "", Unresolved},
		"a malicious package needs no version":         {"npm", osv("MAL-1", "", "npm", "x", events("SEMVER", `{"introduced":"0"}`)), "x", "", true, "", Unresolved},
		"a withdrawn advisory says nothing":            {"npm", osv("B", "", "npm", "y", upTo2) + "\x00" + `{"id":"A","withdrawn":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"x"},` + upTo2 + `}]}`, "x", "1.0.0", false, "", Matched},
	} {
		t.Run(name, func(t *testing.T) {
			x := index(t, []string{c.ecosystem}, split(c.record)...)
			got, status, err := x.Match(c.ecosystem, c.pkg, c.version)
			if err != nil {
				t.Fatal(err)
			}
			if status != c.status {
				t.Errorf("status = %q, want %q", status, c.status)
			}
			if len(got) != 0 != c.hit {
				t.Fatalf("matches = %+v, want a hit: %v", got, c.hit)
			}
			if c.hit && got[0].FixedIn != c.fixed {
				t.Errorf("fixed in %q, want %q", got[0].FixedIn, c.fixed)
			}
		})
	}
}

func split(records string) []string {
	var list []string
	for start, i := 0, 0; i <= len(records); i++ {
		if i == len(records) || records[i] == 0 {
			list = append(list, records[start:i])
			start = i + 1
		}
	}
	return list
}

func TestTheStatusTellsWhyNothingWasFound(t *testing.T) {
	upTo2 := events("SEMVER", `{"introduced":"0"},{"fixed":"2.0.0"}`)
	x := index(t, []string{"npm"}, osv("A", "", "npm", "x", upTo2), osv("B", "", "NuGet", "y", upTo2), osv("C", "", "Nowhere", "z", upTo2))
	for name, c := range map[string]struct {
		ecosystem, pkg, version string
		want                    Status
		hits                    int
	}{
		"a complete ecosystem":                {"npm", "none", "1.0.0", Matched, 0},
		"a sample still matches":              {"NuGet", "y", "1.0.0", Sample, 1},
		"a sample is no proof":                {"NuGet", "none", "1.0.0", Sample, 0},
		"an ecosystem that is not there":      {"Maven", "a:b", "1.0.0", Missing, 0},
		"an ecosystem whose order is unknown": {"Nowhere", "z", "1.0.0", Unresolved, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, status, err := x.Match(c.ecosystem, c.pkg, c.version)
			if err != nil || status != c.want || len(got) != c.hits {
				t.Errorf("Match = %+v, %q, %v; want %d hits and %q", got, status, err, c.hits, c.want)
			}
		})
	}
}

func TestAdvisoriesOfOneFlawBecomeOneMatch(t *testing.T) {
	x := index(t, []string{"PyPI"},
		osv("PYSEC-2026-1", `"CVE-2026-1"`, "PyPI", "x", events("ECOSYSTEM", `{"introduced":"0"},{"fixed":"1.5"}`)),
		`{"id":"GHSA-aaaa-bbbb-cccc","aliases":["CVE-2026-1"],"summary":"words","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"database_specific":{"known_exploited":true},
			"affected":[{"package":{"ecosystem":"PyPI","name":"x"},`+events("ECOSYSTEM", `{"introduced":"0"},{"fixed":"1.10"}`)+`}]}`,
		osv("PYSEC-2026-2", "", "PyPI", "x", events("ECOSYSTEM", `{"introduced":"0"}`)))
	got, _, err := x.Match("PyPI", "x", "1.0")
	if err != nil {
		t.Fatal(err)
	}
	want := []Match{
		{ID: "GHSA-aaaa-bbbb-cccc", Aliases: []string{"CVE-2026-1", "PYSEC-2026-1"}, Summary: "words", Severity: finding.Critical, Score: 9.8, FixedIn: "1.10", Exploited: true},
		{ID: "PYSEC-2026-2", Aliases: []string{}, Summary: "S of PYSEC-2026-2"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
	if got[0].Group() != "CVE-2026-1" {
		t.Errorf("group = %q", got[0].Group())
	}
}

func TestSeverityIsTheWorstThatARecordStates(t *testing.T) {
	for name, c := range map[string]struct {
		vectors []string
		word    string
		want    finding.Severity
		score   float64
	}{
		"CVSS 3.1":                       {[]string{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"}, "LOW", finding.Critical, 10},
		"CVSS 3.0":                       {[]string{"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}, "", finding.High, 7.5},
		"CVSS 3.1 beside a milder 4.0":   {[]string{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N"}, "", finding.Critical, 10},
		"a damaged vector and a word":    {[]string{"CVSS:3.1/AV:N"}, "MODERATE", finding.Medium, 0},
		"neither vector nor word":        {nil, "", finding.SeverityUnknown, 0},
		"a word that nobody knows":       {nil, "TERRIBLE", finding.SeverityUnknown, 0},
		"a word beside a zero vector":    {[]string{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"}, "CRITICAL", finding.Critical, 0},
		"a score of zero is an advisory": {[]string{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"}, "", finding.Low, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, score := rate(c.vectors, c.word)
			if got != c.want || score != c.score {
				t.Errorf("rate = %v, %v; want %v, %v", got, score, c.want, c.score)
			}
		})
	}
}

func TestTheEmbeddedIndexIsWhatItsRecordsGive(t *testing.T) {
	content, _, err := Build(context.Background(), []Source{{Path: "embedded/records"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if string(content) != string(embedded) {
		t.Error("the embedded index differs from its records; run 'go generate ./core/advisory'")
	}
	x, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range x.Manifest().Ecosystems {
		if e.Complete {
			t.Errorf("%s is called complete; the embedded records are a sample", e.Name)
		}
	}
	for _, p := range [][3]string{
		{"npm", "lodash", "4.17.15"}, {"npm", "minimist", "1.2.0"}, {"NuGet", "Newtonsoft.Json", "12.0.1"},
		{"PyPI", "Jinja2", "2.11.2"}, {"PyPI", "requests", "2.25.0"}, {"Go", "golang.org/x/text", "v0.3.5"},
		{"Maven", "org.apache.logging.log4j:log4j-core", "2.14.1"}, {"crates.io", "smallvec", "1.6.0"},
	} {
		matches, status, err := x.Match(p[0], p[1], p[2])
		if len(matches) == 0 || status != Sample || err != nil {
			t.Errorf("Match(%v) = %d matches, %q, %v; want some, from a sample", p, len(matches), status, err)
		}
		if p[0] == "Maven" && !matches[0].Exploited {
			t.Errorf("%v is not marked as exploited", p)
		}
	}
}
