package inventory

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheSBOMHasALineForEachPackageAndHostileNamesComeBack(t *testing.T) {
	want := New([]Package{
		{Ecosystem: "npm", Name: `a","b"},{"bom-ref":"x`, Version: `1{"ref":`, Path: "package-lock.json", Line: 1},
		{Ecosystem: "npm", Name: "b", Version: "1.0.0", Path: "package-lock.json", Line: 2, Direct: true},
	})
	document, err := WriteCycloneDX(want, subject())
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(document, []byte("\n{\"bom-ref\":\"pkg:npm/")); n != 2 {
		t.Errorf("%d lines begin with a package, want 2:\n%s", n, document)
	}
	got, err := ReadCycloneDX(document)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
