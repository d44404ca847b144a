package inventory

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheSBOMTellsWhatDependsOnWhat(t *testing.T) {
	npm := func(name, version, via string, direct bool) Package {
		return Package{Ecosystem: "npm", Name: name, Version: version, Path: "package-lock.json", Line: 1, Via: via, Direct: direct, License: "MIT"}
	}
	document, err := WriteCycloneDX(New([]Package{
		npm("a", "1.0.0", "", true), npm("b", "1.0.0", "a", false), npm("c", "1.0.0", "a > b", false),
		npm("twice", "1.0.0", "a", false), npm("twice", "2.0.0", "a > b", false), npm("below", "1.0.0", "a > twice", false),
	}), subject())
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Components []struct {
			Ref      string `json:"bom-ref"`
			Licenses []struct{ Expression string }
		}
		Dependencies []struct {
			Ref       string
			DependsOn []string
		}
	}
	if err := json.Unmarshal(document, &got); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{subjectRef: true}
	for _, c := range got.Components {
		known[c.Ref] = true
		if len(c.Licenses) != 1 || c.Licenses[0].Expression != "MIT" {
			t.Errorf("%s: licenses = %+v, want MIT", c.Ref, c.Licenses)
		}
	}
	edges := map[string][]string{}
	for _, d := range got.Dependencies {
		edges[d.Ref] = d.DependsOn
		for _, ref := range append(d.DependsOn, d.Ref) {
			if !known[ref] {
				t.Errorf("the graph names %q, which is no component", ref)
			}
		}
	}
	want := map[string][]string{
		subjectRef:        {"pkg:npm/a@1.0.0"},
		"pkg:npm/a@1.0.0": {"pkg:npm/b@1.0.0", "pkg:npm/twice@1.0.0"},
		"pkg:npm/b@1.0.0": {"pkg:npm/c@1.0.0", "pkg:npm/twice@2.0.0"},
	}
	if diff := cmp.Diff(want, edges); diff != "" {
		t.Errorf("graph (-want +got):\n%s", diff)
	}
}
