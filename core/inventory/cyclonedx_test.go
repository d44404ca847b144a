package inventory

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func subject() Subject {
	return Subject{Name: "shop", Version: "0123abc", Tool: "1.0.0", Time: time.Date(2026, 3, 4, 5, 6, 7, 8, time.FixedZone("", 3600))}
}

func awkward() Inventory {
	return New([]Package{
		{Ecosystem: "npm", Name: "@scope/name", Version: "1.2.3", Path: "web/package-lock.json", Line: 12, Direct: true},
		{Ecosystem: "npm", Name: "@scope/name", Version: "1.2.3", Path: "other/package-lock.json", Line: 9, Development: true, Via: "a > b"},
		{Ecosystem: "NuGet", Name: "Newtonsoft.Json", Requirement: "[1.0,2.0)", Path: "a b/ü\n<&>.csproj", Line: 1},
		{Ecosystem: "Go", Name: "github.com/A/b", Version: "v0.0.0-20210101000000-abcdef", Path: "go.mod", Line: 3},
		{Ecosystem: "PyPI", Name: "bad\xff\"name", Version: "1\xfe", Path: "dir\xff/requirements.txt", Line: 1},
		{Ecosystem: "Debian:12", Name: "libssl3", Version: "1:3.0+b1", Source: "openssl", SourceVersion: "1:3.0", License: "Apache-2.0", Path: "shop.tar/var/lib/dpkg/status", Line: 1, Image: "shop.tar", Layer: "sha256:0", Base: true},
		{Ecosystem: "PyPI", Name: "", Version: "", Path: "", Line: 0},
		{Ecosystem: "Maven", Name: "org.x:y", Version: "1 \"0\"", Path: "pom.xml", Line: 2, Requirement: "\x00\u2028"},
	})
}

func TestAnInventoryComesBackFromItsSBOMAsItWas(t *testing.T) {
	for name, inv := range map[string]Inventory{"awkward packages": awkward(), "an empty inventory": New(nil)} {
		t.Run(name, func(t *testing.T) {
			document, err := WriteCycloneDX(inv, subject())
			if err != nil {
				t.Fatal(err)
			}
			got, err := ReadCycloneDX(document)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(inv.Packages, got.Packages, cmp.Comparer(func(a, b []Package) bool { return slices.Equal(a, b) })); diff != "" {
				t.Errorf("round trip changed the inventory (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheSameInventoryGivesTheSameBytesInAnyOrder(t *testing.T) {
	first, err := WriteCycloneDX(awkward(), subject())
	if err != nil {
		t.Fatal(err)
	}
	reversed := slices.Clone(awkward().Packages)
	slices.Reverse(reversed)
	second, err := WriteCycloneDX(Inventory{Packages: append(reversed, reversed[0])}, subject())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("order or repetition changed the document")
	}
	other := subject()
	other.Version = "fedcba9"
	third, err := WriteCycloneDX(awkward(), other)
	if err != nil {
		t.Fatal(err)
	}
	if serial(t, first) == serial(t, third) {
		t.Error("another subject has the same serial number")
	}
}

func serial(t *testing.T, document []byte) string {
	t.Helper()
	var head struct{ SerialNumber, SpecVersion, BOMFormat string }
	if err := json.Unmarshal(document, &head); err != nil {
		t.Fatal(err)
	}
	if head.SpecVersion != "1.6" || head.BOMFormat != "CycloneDX" || !strings.HasPrefix(head.SerialNumber, "urn:uuid:") {
		t.Errorf("head = %+v", head)
	}
	return head.SerialNumber
}

func TestPackageURLs(t *testing.T) {
	for want, p := range map[string]Package{
		"pkg:npm/%40scope/name@1.2.3":                        {Ecosystem: "npm", Name: "@scope/name", Version: "1.2.3"},
		"pkg:npm/lodash":                                     {Ecosystem: "npm", Name: "lodash"},
		"pkg:nuget/Newtonsoft.Json@12.0.1":                   {Ecosystem: "NuGet", Name: "Newtonsoft.Json", Version: "12.0.1"},
		"pkg:golang/golang.org/x/text@v0.3.5":                {Ecosystem: "Go", Name: "golang.org/x/text", Version: "0.3.5"},
		"pkg:pypi/some-name@1.0":                             {Ecosystem: "PyPI", Name: "Some_Name", Version: "1.0"},
		"pkg:maven/org.apache.logging.log4j/log4j-core@2.14": {Ecosystem: "Maven", Name: "org.apache.logging.log4j:log4j-core", Version: "2.14"},
		"pkg:cargo/time@0.1.0%2Bbuild":                       {Ecosystem: "crates.io", Name: "time", Version: "0.1.0+build"},
		"pkg:deb/debian/libssl3@1:3.0":                       {Ecosystem: "Debian:12", Name: "libssl3", Version: "1:3.0"},
		"pkg:generic/x%2Fy@1":                                {Ecosystem: "Other", Name: "x/y", Version: "1"},
	} {
		if got := p.PackageURL(); got != want {
			t.Errorf("PackageURL(%+v) = %q, want %q", p, got, want)
		}
	}
}

func TestADocumentThatIsNotOursIsRefused(t *testing.T) {
	for name, document := range map[string]string{
		"no JSON":                      `{`,
		"no tool":                      `{"bomFormat":"CycloneDX","specVersion":"1.6"}`,
		"another format":               `{"spdxVersion":"SPDX-2.3","components":[]}`,
		"a component of another tool":  `{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"type":"application","name":"sallyport"}]}},"components":[{"type":"library","name":"x","version":"1"}]}`,
		"a component without a line":   `{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"type":"application","name":"sallyport"}]}},"components":[{"type":"library","name":"x","properties":[{"name":"sallyport:ecosystem","value":"npm"}]}]}`,
		"a line that is no number":     `{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"type":"application","name":"sallyport"}]}},"components":[{"type":"library","name":"x","properties":[{"name":"sallyport:line","value":"one"}]}]}`,
		"a quoted value that is plain": `{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":{"components":[{"type":"application","name":"sallyport"}]}},"components":[{"type":"library","name":"x","properties":[{"name":"sallyport:path:quoted","value":"x"}]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if inv, err := ReadCycloneDX([]byte(document)); err == nil {
				t.Errorf("got %+v, want an error", inv)
			}
		})
	}
}
