package dependency

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

var snapshot = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)

func indexOf(t *testing.T, complete []string, records ...string) *advisory.Index {
	t.Helper()
	var raw [][]byte
	for _, r := range records {
		raw = append(raw, []byte(r))
	}
	content, err := advisory.BuildRecords(raw, advisory.Options{Time: snapshot, Complete: complete})
	if err != nil {
		t.Fatal(err)
	}
	x, err := advisory.OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

const (
	flawed    = `{"id":"GHSA-1","aliases":["CVE-1"],"summary":"It breaks.","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.1.0"}]}]}]}`
	exploited = `{"id":"GHSA-2","database_specific":{"known_exploited":true},"affected":[{"package":{"ecosystem":"npm","name":"b"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}`
	malicious = `{"id":"MAL-3","affected":[{"package":{"ecosystem":"npm","name":"c"},"versions":["1.0.0"]}]}`
	lockText  = `{"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"1"}},
"node_modules/a":{"version":"1.0.0"},
"node_modules/b":{"version":"1.0.0"},
"node_modules/c":{"version":"1.0.0"},
"node_modules/d":{"version":"1.0.0"}}}`
)

func run(t *testing.T, config Config, files map[string]string) ([]finding.Finding, []finding.Gap) {
	t.Helper()
	result, err := New(config).Run(context.Background(), repo.Memory(files))
	if err != nil {
		t.Fatal(err)
	}
	return result.Findings, result.Coverage.Gaps
}

func TestAFindingSaysWhatToDo(t *testing.T) {
	config := Config{Index: indexOf(t, []string{"npm"}, flawed, exploited, malicious), Now: snapshot}
	findings, gaps := run(t, config, map[string]string{"w/package-lock.json": lockText})
	if len(gaps) > 0 {
		t.Errorf("gaps = %v", gaps)
	}
	type row struct {
		Rule, Place, Message, Advice string
		Severity                     finding.Severity
	}
	var got []row
	for _, f := range findings {
		got = append(got, row{f.Rule, place(f.Location.Path, f.Location.StartLine), f.Message, f.Advice, f.Severity})
	}
	want := []row{
		{RuleVulnerable, "w/package-lock.json:2", "a 1.0.0: GHSA-1 (CVE-1): It breaks", "Raise a to 1.1.0 or later.", finding.Critical},
		{RuleExploited, "w/package-lock.json:3", "b 1.0.0: GHSA-2, exploited in the wild", "No fix is known for b; replace it, or make sure that the flaw cannot be reached.", finding.SeverityUnknown},
		{RuleMalicious, "w/package-lock.json:4", "c 1.0.0: MAL-3", "Remove c, and change every credential on machines that installed it.", finding.Critical},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	wantPackage := &finding.Package{Ecosystem: "npm", Name: "a", Version: "1.0.0", Advisory: "GHSA-1", Aliases: []string{"CVE-1"}, FixedIn: "1.1.0", Direct: true, URL: "pkg:npm/a@1.0.0"}
	if diff := cmp.Diff(wantPackage, findings[0].Package); diff != "" || findings[0].Score != 9.8 || findings[0].Confidence != finding.Proven {
		t.Errorf("package (-want +got):\n%s\nscore %v, confidence %v", diff, findings[0].Score, findings[0].Confidence)
	}
}

func TestAFindingKeepsItsIdentityWhenItsLockfileMoves(t *testing.T) {
	config := Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot}
	here, _ := run(t, config, map[string]string{"package-lock.json": lockText})
	there, _ := run(t, config, map[string]string{"moved/package-lock.json": "\n\n" + lockText})
	if here[0].Fingerprint != there[0].Fingerprint {
		t.Error("a moved lockfile changed the fingerprint")
	}
	raised, _ := run(t, config, map[string]string{"package-lock.json": strings.Replace(lockText, `a":{"version":"1.0.0`, `a":{"version":"1.0.1`, 1)})
	if here[0].Fingerprint == raised[0].Fingerprint {
		t.Error("another version has the same fingerprint")
	}
	both, _ := run(t, config, map[string]string{"package-lock.json": lockText, "two/package-lock.json": lockText})
	if len(both) != 2 || both[0].Fingerprint != here[0].Fingerprint || both[1].Fingerprint != finding.Fingerprint(here[0].Fingerprint, "2") {
		t.Errorf("the same flaw in two lockfiles: %+v", both)
	}
}

func TestEveryEcosystemEndsInAStatus(t *testing.T) {
	npm := map[string]string{"package-lock.json": lockText}
	both := map[string]string{"package-lock.json": lockText, "requirements.txt": "x==1.0\n"}
	other := indexOf(t, []string{"crates.io"}, strings.ReplaceAll(flawed, `"npm"`, `"crates.io"`))
	for name, c := range map[string]struct {
		config Config
		files  map[string]string
		hits   int
		gaps   []string
	}{
		"all compared":                            {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot}, npm, 1, []string{}},
		"no index at all":                         {Config{Now: snapshot}, npm, 0, []string{"no-advisories"}},
		"one ecosystem missing keeps the other":   {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot}, both, 1, []string{"no-advisories"}},
		"an index of another ecosystem":           {Config{Index: other, Now: snapshot}, npm, 0, []string{"no-advisories"}},
		"a sample matches and is a gap":           {Config{Index: indexOf(t, nil, flawed), Now: snapshot}, npm, 1, []string{"sample"}},
		"five days are allowed":                   {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot.Add(DefaultMaxAge)}, npm, 1, []string{}},
		"six days are not, and still match":       {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot.Add(6 * 24 * time.Hour)}, npm, 1, []string{"stale"}},
		"the policy allows more":                  {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot.Add(6 * 24 * time.Hour), MaxAge: 7 * 24 * time.Hour}, npm, 1, []string{}},
		"a snapshot from the future":              {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot.Add(-48 * time.Hour)}, npm, 1, []string{"stale"}},
		"a version that is open":                  {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot}, map[string]string{"package-lock.json": `{"lockfileVersion":3,"packages":{"node_modules/a":{}}}`}, 0, []string{"unresolved package-lock.json"}},
		"a lockfile that cannot be read":          {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot}, map[string]string{"package-lock.json": `{`, "x/package-lock.json": lockText}, 1, []string{"unparsed package-lock.json"}},
		"an old index does not matter to nothing": {Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot.Add(900 * time.Hour)}, map[string]string{"readme.md": ""}, 0, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			findings, gaps := run(t, c.config, c.files)
			if len(findings) != c.hits {
				t.Errorf("findings = %+v, want %d", findings, c.hits)
			}
			if diff := cmp.Diff(c.gaps, kinds(gaps)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheAgeIsToldFromADayOn(t *testing.T) {
	index := indexOf(t, []string{"npm"}, flawed)
	for hours, want := range map[int]bool{23: false, 25: true, 100: true} {
		result, err := New(Config{Index: index, Now: snapshot.Add(time.Duration(hours) * time.Hour)}).Run(context.Background(), repo.Memory(map[string]string{"package-lock.json": lockText}))
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(result.Coverage.Notes, func(n string) bool { return strings.Contains(n, "old") })
		if got != want {
			t.Errorf("after %d hours: notes = %q", hours, result.Coverage.Notes)
		}
	}
}

func TestARecordedInventoryIsJudgedWithoutItsSources(t *testing.T) {
	config := Config{Index: indexOf(t, []string{"npm"}, flawed, malicious), Now: snapshot}
	result, err := New(config).Run(context.Background(), repo.Memory(map[string]string{"package-lock.json": lockText}))
	if err != nil {
		t.Fatal(err)
	}
	document, err := inventory.WriteCycloneDX(*result.Inventory, inventory.Subject{Name: "x", Time: snapshot})
	if err != nil {
		t.Fatal(err)
	}
	recorded, err := inventory.ReadCycloneDX(document)
	if err != nil {
		t.Fatal(err)
	}
	findings, gaps, err := Match(context.Background(), recorded, config)
	if err != nil || len(gaps) > 0 {
		t.Fatalf("gaps = %v, error = %v", gaps, err)
	}
	if diff := cmp.Diff(result.Findings, findings); diff != "" {
		t.Errorf("the recorded inventory gives other findings:\n%s", diff)
	}
}

func TestWithoutAClockNothingIsSaid(t *testing.T) {
	_, err := New(Config{Index: indexOf(t, []string{"npm"}, flawed)}).Run(context.Background(), repo.Memory(map[string]string{"package-lock.json": lockText}))
	if err == nil {
		t.Error("no time, and no error")
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	reason := errors.New("stopped")
	cancel(reason)
	if _, err := New(Config{Now: snapshot}).Run(ctx, repo.Memory(map[string]string{"package-lock.json": lockText})); !errors.Is(err, reason) {
		t.Errorf("error = %v, want the context's", err)
	}
}

func TestTheCanarySings(t *testing.T) {
	if err := New(Config{}).Canary(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestRulesAreComplete(t *testing.T) {
	rules := New(Config{}).Rules()
	if !slices.IsSortedFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("rules are not sorted by id")
	}
	for _, r := range rules {
		if !strings.HasPrefix(r.ID, Name+"/") || r.Title == "" || len(r.Title) > 120 || r.Summary == "" || len(r.Summary) > 1000 || r.Help == "" || len(r.CWE) == 0 {
			t.Errorf("rule %+v is incomplete", r)
		}
	}
}
