package vex

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const head = `{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "x", "author": "Shop Security", "timestamp": "2026-05-01T00:00:00Z", "version": 1,
"statements": [
`

func TestReadTakesEveryFormOfAProduct(t *testing.T) {
	got, err := Read("vex.json", []byte(head+`{"vulnerability": {"name": "CVE-1", "aliases": ["GHSA-1"]}, "status": "not_affected", "justification": "component_not_present",
 "products": [{"@id": "pkg:npm/a@1.0.0"}, {"@id": "urn:x", "identifiers": {"purl": "pkg:npm/b"}}, {"@id": "pkg:oci/shop", "subcomponents": [{"@id": "pkg:npm/c@2"}]}]},

{"vulnerability": "CVE-2", "products": ["pkg:npm/d"], "status": "fixed", "timestamp": "2026-06-01T00:00:00Z"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Statement{
		{Flaws: []string{"CVE-1", "GHSA-1"}, Products: []string{"pkg:npm/a@1.0.0", "pkg:npm/b", "pkg:npm/c@2"}, Status: NotAffected,
			Justification: "component_not_present", Author: "Shop Security", Time: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), File: "vex.json", Line: 3},
		{Flaws: []string{"CVE-2"}, Products: []string{"pkg:npm/d"}, Status: Fixed, Author: "Shop Security", Time: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), File: "vex.json", Line: 6},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"nothing":                    {"", "vex.json:1: this is no OpenVEX document"},
		"a list":                     {"[]", "{ was expected"},
		"a document cut short":       {head + `{"vulnerability": "CVE-1"`, "vex.json:3"},
		"another format":             {`{"bomFormat": "CycloneDX", "statements": []}`, "@context"},
		"no statements":              {`{"@context": "https://openvex.dev/ns/v0.2.0"}`, "no statements"},
		"statements twice":           {head + `], "statements": []}`, "there twice"},
		"something behind it":        {head + `]} {}`, "behind its end"},
		"a statement of no flaw":     {head + `{"status": "fixed"}]}`, "vex.json:3: the statement names no vulnerability"},
		"a status of its own":        {head + `{"vulnerability": "CVE-1", "status": "harmless"}]}`, `the status is "harmless"`},
		"no justification":           {head + `{"vulnerability": "CVE-1", "status": "not_affected"}]}`, "no justification"},
		"a justification unknown":    {head + `{"vulnerability": "CVE-1", "status": "not_affected", "justification": "trust_me"}]}`, "trust_me"},
		"a product that is a number": {head + `{"vulnerability": "CVE-1", "status": "fixed", "products": [7]}]}`, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := Read("vex.json", []byte(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestMatches(t *testing.T) {
	s := Statement{Flaws: []string{"CVE-1"}, Products: []string{"pkg:npm/%40scope/a@1.0.0", "pkg:golang/example.com/M@1.2.3", "pkg:pypi/every", "pkg:deb/debian/ssl@1%3A3.0?arch=amd64", "not a purl"}}
	for _, test := range []struct {
		name, flaw, product string
		matches, exact      bool
	}{
		{"the very version", "CVE-1", "pkg:npm/%40scope/a@1.0.0", true, true},
		{"an id in other letters", "cve-1", "pkg:npm/%40scope/a@1.0.0", true, true},
		{"another version", "CVE-1", "pkg:npm/%40scope/a@1.0.1", false, false},
		{"another flaw", "CVE-2", "pkg:npm/%40scope/a@1.0.0", false, false},
		{"another scope", "CVE-1", "pkg:npm/a@1.0.0", false, false},
		{"a Go version with its v", "CVE-1", "pkg:golang/example.com/m@v1.2.3", true, true},
		{"any version of a product without one", "CVE-1", "pkg:pypi/every@9", true, false},
		{"a qualifier", "CVE-1", "pkg:deb/debian/ssl@1:3.0", true, true},
		{"another ecosystem", "CVE-1", "pkg:npm/every@9", false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if matches, exact := s.Matches([]string{test.flaw}, test.product); matches != test.matches || exact != test.exact {
				t.Errorf("got %t, %t; want %t, %t", matches, exact, test.matches, test.exact)
			}
		})
	}
}

func TestWriteIsTheSameInAnyOrderAndCanBeReadBack(t *testing.T) {
	said := []Said{
		{Flaw: "CVE-2", Product: "pkg:npm/b@1", Status: Affected, Action: "waits"},
		{Flaw: "CVE-1", Aliases: []string{"GHSA-1"}, Product: "pkg:npm/a@1", Status: NotAffected, Justification: "component_not_present"},
		{Flaw: "CVE-2", Product: "pkg:npm/b@1", Status: Affected, Action: "waits"},
	}
	at := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	one, err := Write(said, Head{[]string{"b", "a", "b"}, at, "Sallyport 1"})
	if err != nil {
		t.Fatal(err)
	}
	two, _ := Write([]Said{said[1], said[0]}, Head{[]string{"a", "b"}, at, "Sallyport 1"})
	if diff := cmp.Diff(string(one), string(two)); diff != "" {
		t.Error(diff)
	}
	back, err := Read("openvex.json", one)
	if err != nil || len(back) != 2 || back[0].Flaws[0] != "CVE-1" || back[0].Author != "a, b" || back[1].Status != Affected {
		t.Errorf("read back: %+v, %v", back, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + `{"vulnerability": "CVE-1", "products": ["pkg:npm/a"], "status": "fixed"}]}`))
	f.Add([]byte(head + `{"vulnerability": {"name": "CVE-1"}, "status": "not_affected", "impact_statement": "x", "products": [{"subcomponents": [{}]}]}]}`))
	f.Add([]byte("{"))
	f.Fuzz(func(t *testing.T, content []byte) {
		statements, err := Read("v", content)
		if err != nil && statements != nil {
			t.Error("statements beside an error")
		}
		for _, s := range statements {
			if s.check() != nil || s.Line < 1 {
				t.Errorf("got %+v", s)
			}
			s.Matches(s.Flaws, "pkg:npm/a@1")
		}
	})
}
