package dependency

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAMovingActionMattersOnlyWhenAnAdvisoryNamesIt(t *testing.T) {
	config := Config{Now: snapshot, Index: indexOf(t, []string{"GitHub Actions"},
		`{"id":"GHSA-1","affected":[{"package":{"ecosystem":"GitHub Actions","name":"Owner/Flawed"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"46.0.1"}]}]}]}`)}
	for name, test := range map[string]struct {
		uses string
		hits int
		gaps []string
	}{
		"a flawed version":                      {"owner/flawed@v45.0.0", 1, []string{}},
		"a mended version":                      {"owner/flawed@v46.0.1", 0, []string{}},
		"a commit with a flawed tag behind it":  {"owner/flawed@0123456789012345678901234567890123456789 # v45.0.0", 1, []string{}},
		"a moving tag of an action with a flaw": {"owner/flawed@v45", 0, []string{"unresolved .github/workflows/a.yml"}},
		"a moving tag of another":               {"owner/other@v4", 0, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			findings, gaps := run(t, config, map[string]string{".github/workflows/a.yml": "steps:\n- uses: " + test.uses + "\n"})
			if diff := cmp.Diff(test.gaps, kinds(gaps)); diff != "" || len(findings) != test.hits {
				t.Errorf("findings = %+v, want %d; gaps (-want +got):\n%s", findings, test.hits, diff)
			}
		})
	}
}

func TestASwiftPackageIsOneUnderEachOfItsAddresses(t *testing.T) {
	config := Config{Now: snapshot, Index: indexOf(t, []string{"SwiftURL"},
		`{"id":"GHSA-1","affected":[{"package":{"ecosystem":"SwiftURL","name":"github.com/vapor/vapor"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"4.1.0"}]}]}]}`)}
	for _, address := range []string{"https://github.com/vapor/vapor.git", "git@github.com:Vapor/vapor.git", "https://github.com/vapor/vapor"} {
		findings, _ := run(t, config, map[string]string{"Package.resolved": `{"pins":[{"location":"` + address + `","state":{"version":"4.0.0"}}]}`})
		if len(findings) != 1 {
			t.Errorf("%s: findings = %+v, want one", address, findings)
		}
	}
}
