package inventory_test

import (
	"testing"
	"time"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/internal/schematest"
)

func valid(t *testing.T, subject inventory.Subject, packages ...inventory.Package) {
	t.Helper()
	document, err := inventory.WriteCycloneDX(inventory.New(packages), subject)
	if err != nil {
		t.Fatal(err)
	}
	schematest.CycloneDX(t)(document)
}

func TestAnSBOMIsValidByItsSchema(t *testing.T) {
	at := inventory.Subject{Name: "shop", Version: "0123abc", Tool: "1.0.0", Time: time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)}
	npm := inventory.Package{Ecosystem: "npm", Name: "@scope/name", Version: "1.2.3", Path: "web/package-lock.json", Line: 12, Direct: true}
	for _, test := range []struct {
		name     string
		subject  inventory.Subject
		packages []inventory.Package
	}{
		{"nothing", at, nil},
		{"a subject without name, version and time", inventory.Subject{}, []inventory.Package{npm}},
		{"the same package twice", at, []inventory.Package{npm, {Ecosystem: "npm", Name: "@scope/name", Version: "1.2.3", Path: "other/package-lock.json", Via: "@scope/name"}}},
		{"an open version", at, []inventory.Package{{Ecosystem: "NuGet", Name: "a", Requirement: "[1.0,2.0)"}}},
		{"no name", at, []inventory.Package{{Ecosystem: "PyPI"}}},
		{"bytes that are not UTF-8", at, []inventory.Package{{Ecosystem: "PyPI", Name: "bad\xff\"name", Version: "1\xfe", Path: "dir\xff/r.txt"}}},
		{"spaces, controls and quotes", at, []inventory.Package{{Ecosystem: "Maven", Name: "org.x:y z", Version: "1 \"0\"\n\x00", Requirement: "\u2028"}}},
		{"a system's package", at, []inventory.Package{{Ecosystem: "Debian:12", Name: "libssl3", Version: "1:3.0+b1~x", Source: "openssl", SourceVersion: "1:3.0", License: "Apache-2.0", Path: "shop.tar/var/lib/dpkg/status", Image: "shop.tar", Layer: "sha256:0", Base: true}}},
		{"a system that purl has no type for", at, []inventory.Package{{Ecosystem: "Azure Linux:3", Name: "a", Version: "1-2"}, {Ecosystem: "Unheard Of", Name: "b", Version: "1"}}},
		{"a license's identifier, expression and text", at, []inventory.Package{
			{Ecosystem: "npm", Name: "a", License: "MIT"}, {Ecosystem: "npm", Name: "b", License: "(mit or Apache-2.0) and BSD-3-Clause"},
			{Ecosystem: "npm", Name: "c", License: "GPL-2.0-only WITH Classpath-exception-2.0"}, {Ecosystem: "npm", Name: "d", License: "see LICENSE"},
			{Ecosystem: "npm", Name: "e", License: "LicenseRef-Shop"}, {Ecosystem: "npm", Name: "f", License: "GPL-2.0+"}, {Ecosystem: "npm", Name: "g", License: "\xff"}}},
	} {
		t.Run(test.name, func(t *testing.T) { valid(t, test.subject, test.packages...) })
	}
}

// TestEveryLicenseOfSPDXIsValid: the schema and the library's list are kept by
// others and need not be of one age.
func TestEveryLicenseOfSPDXIsValid(t *testing.T) {
	var packages []inventory.Package
	for _, id := range append(spdxlicenses.GetLicenses(), spdxlicenses.GetDeprecated()...) {
		packages = append(packages, inventory.Package{Ecosystem: "npm", Name: id, License: id})
	}
	if len(packages) < 500 {
		t.Fatalf("only %d licenses", len(packages))
	}
	valid(t, inventory.Subject{Name: "licenses"}, packages...)
}
