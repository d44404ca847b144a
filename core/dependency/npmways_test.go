package dependency

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestATransitivePackageTellsWhatBringsIt(t *testing.T) {
	lock := `{"lockfileVersion": 3, "packages": {
"": {"dependencies": {"a": "1", "long": "1"}, "workspaces": ["w"]},
"w": {"dependencies": {"z": "1"}},
"node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}},
"node_modules/b": {"version": "1.0.0", "dependencies": {"c": "1"}},
"node_modules/c": {"version": "1.0.0", "dependencies": {"a": "1"}},
"node_modules/b/node_modules/c": {"version": "2.0.0", "dependencies": {"d": "1"}},
"node_modules/d": {"version": "1.0.0"},
"node_modules/long": {"version": "1.0.0", "dependencies": {"c": "1"}},
"node_modules/orphan": {"version": "1.0.0"},
"node_modules/y": {"version": "1.0.0"},
"w/node_modules/z": {"version": "1.0.0", "optionalDependencies": {"y": "1"}}}}`
	inv, _, err := Inventory(t.Context(), repo.Memory(map[string]string{"package-lock.json": lock}))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range inv.Packages {
		if p.Via != "" {
			got[p.Name+" "+p.Version] = p.Via
		}
	}
	want := map[string]string{"b 1.0.0": "a", "c 2.0.0": "a > b", "c 1.0.0": "long", "d 1.0.0": "a > b > c", "y 1.0.0": "z"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ways (-want +got):\n%s", diff)
	}
	flaw := strings.ReplaceAll(flawed, `"name":"a"`, `"name":"d"`)
	findings, _ := run(t, Config{Index: indexOf(t, []string{"npm"}, flaw), Now: snapshot}, map[string]string{"package-lock.json": lock})
	if len(findings) != 1 || !strings.HasPrefix(findings[0].Advice, "Raise a, which brings it (a > b > c > d)") {
		t.Errorf("findings = %+v, want the direct dependency that brings d", findings)
	}
}

func TestAnNPMLockfileForAnotherManifestSettlesNothing(t *testing.T) {
	lock := `{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "^1.0.0"}, "workspaces": ["w"]}, "w": {"dependencies": {"a": "^1.0.0"}}, "node_modules/a": {"version": "1.0.0"}}}`
	reads{
		"a range that was raised and not installed": {files: map[string]string{"package-lock.json": lock,
			"package.json": `{"dependencies": {"a": "^2.0.0"}}`, "w/package.json": `{"dependencies": {"a": "^1.0.0"}}`,
		}, packages: []string{"npm a 1.0.0 package-lock.json:1 direct"}, gaps: []string{"unresolved package.json"}},
		"the same in a workspace": {files: map[string]string{"package-lock.json": lock,
			"package.json": `{"dependencies": {"a": "^1.0.0"}}`, "w/package.json": `{"dependencies": {"a": "~1.0.0"}}`,
		}, packages: []string{"npm a 1.0.0 package-lock.json:1 direct"}, gaps: []string{"unresolved w/package.json"}},
	}.run(t)
}
