package dependency

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/license"
	"github.com/sallyport-gate/sallyport/core/repo"
)

const licensedLock = `{"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"1"}},
"node_modules/allowed":{"version":"1.0.0","license":"(MIT OR GPL-3.0-only)"},
"node_modules/copyleft":{"version":"1.0.0","license":"GPL-3.0-only"},
"node_modules/words":{"version":"1.0.0","license":"SEE LICENSE IN LICENSE.md"},
"node_modules/silent":{"version":"1.0.0"}}}`

func allowing(t *testing.T, entries ...string) (l license.List) {
	t.Helper()
	for _, e := range entries {
		var err error
		if l, err = l.With(e); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestALicenseOutsideTheListIsReported(t *testing.T) {
	config := Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot, Licenses: allowing(t, "MIT")}
	result, err := New(config).Run(context.Background(), repo.Memory(map[string]string{"package-lock.json": licensedLock}))
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		Rule, Package string
		Line          int
		Severity      finding.Severity
		Confidence    finding.Confidence
	}
	var got []told
	for _, f := range result.Findings {
		got = append(got, told{f.Rule, f.Package.Name, f.Location.StartLine, f.Severity, f.Confidence})
	}
	want := []told{
		{RuleLicense, "copyleft", 3, finding.High, finding.Proven},
		{RuleLicense, "words", 4, finding.High, finding.Strong},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if notes := strings.Join(result.Coverage.Notes, "\n"); !strings.Contains(notes, "licenses: 1 of 4 packages state no license") {
		t.Errorf("the package without a license is not told: %q", notes)
	}
}

func TestWithoutAListNobodyLooksAtLicenses(t *testing.T) {
	result, err := New(Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot}).Run(context.Background(), repo.Memory(map[string]string{"package-lock.json": licensedLock}))
	if err != nil || len(result.Findings) > 0 || len(result.Coverage.Notes) > 0 {
		t.Errorf("got %v, %v, %v; want nothing", result.Findings, result.Coverage.Notes, err)
	}
}

func TestARaisedVersionUnderTheSameLicenseIsTheSameFinding(t *testing.T) {
	config := Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot, Licenses: allowing(t, "MIT")}
	before, _ := run(t, config, map[string]string{"package-lock.json": licensedLock})
	after, _ := run(t, config, map[string]string{"package-lock.json": strings.ReplaceAll(licensedLock, `"1.0.0"`, `"2.0.0"`)})
	if before[0].Fingerprint != after[0].Fingerprint {
		t.Error("the finding of the raised version is a new one")
	}
	changed, _ := run(t, config, map[string]string{"package-lock.json": strings.ReplaceAll(licensedLock, `"GPL-3.0-only"}`, `"AGPL-3.0-only"}`)})
	if before[0].Fingerprint == changed[0].Fingerprint {
		t.Error("the finding of another license is the same")
	}
}

func TestALongLicenseTextIsCut(t *testing.T) {
	config := Config{Index: indexOf(t, []string{"npm"}, flawed), Now: snapshot, Licenses: allowing(t, "MIT")}
	findings, _ := run(t, config, map[string]string{"package-lock.json": strings.ReplaceAll(licensedLock, "GPL-3.0-only", strings.Repeat("x", 5000))})
	if m := findings[0].Message; len(m) > 400 {
		t.Errorf("the message has %d bytes", len(m))
	}
}
